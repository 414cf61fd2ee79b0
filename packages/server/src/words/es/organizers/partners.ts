import type { adminPartnersEn } from '../../en/organizers/partners.ts'
import type { Translation } from '../../translation.ts'

export const adminPartnersEs: Translation<typeof adminPartnersEn> = {
  'admin.partners.title': 'Organizaciones aliadas',
  'admin.partners.add': 'Agregar una organización',
  'admin.partners.none': 'Todavía no hay organizaciones aliadas',
  'admin.partners.none.text':
    'Una organización aliada pone el formulario en su propia página. Cada una recibe su fragmento de código, su código QR y sus estadísticas.',
  'admin.partners.brought': { one: '1 inscripción', other: '{count} inscripciones' },
  'admin.partners.failing': { one: '1 página falla', other: '{count} páginas fallan' },
  'admin.partners.name': 'Nombre',
  'admin.partners.slug': 'Nombre corto',
  'admin.partners.typed': 'Su nombre corto, como rotary-norte',
  'admin.partners.slug.taken': 'Otra organización aliada tiene este nombre corto. Elija otro',
  'admin.partners.slug.hint':
    'Aparece en fragmentos de código y enlaces, como rotary-norte. Después no se puede cambiar.',
  'admin.partners.url': 'Sitio web',
  'admin.partners.origins': 'Sitios web que se cuentan',
  'admin.partners.origins.hint':
    'Uno por línea, como https://rotary.example. Solo cuentan las inscripciones desde estos sitios. Vacío: desde cualquiera.',
  'admin.partners.accent': 'Color',
  'admin.partners.accent.hint': 'Un color como #0b57d0. El formulario lo usa en las páginas de esta organización.',
  'admin.partners.logo': 'Logotipo',
  'admin.partners.logo.hint': 'Un PNG, JPEG o WebP de 1 MB como máximo',
  'admin.partners.logo.now': 'El logotipo actual',
  'admin.partners.logo.remove': 'Quitar el logotipo',
  'admin.partners.paste': 'Fragmento de código para pegar en una página',
  'admin.partners.period': 'Informe de un período',
  'admin.partners.save': 'Guardar los cambios',
  'admin.partners.saved': 'Guardado.',
  'admin.partners.delete': 'Eliminar esta organización',
  'admin.partners.delete.ask': '¿Eliminar {name}?',
  'admin.partners.delete.text':
    'Sus fragmentos de código siguen funcionando, pero ya no cuentan para nadie. Esto no se puede deshacer.',
  'admin.partners.deleted': 'Se eliminó {name}.',
  'admin.partners.about': 'Sobre la organización',
  'admin.partners.share': 'Lleve gente a las capacitaciones',
  'admin.partners.share.text':
    'Quien se inscribe con su fragmento de código, enlace o código QR cuenta arriba como suyo, un día después. El fragmento va en su página.',
  'admin.partners.give': 'Para entregar a la organización',
  'admin.partners.give.text':
    'El fragmento de código va en su página. El código QR y el enlace llevan al formulario de aquí.',
  'admin.partners.snippet': 'Crear el fragmento de código',
  'admin.partners.qr': 'Código QR',
  'admin.partners.link': 'Enlace',
  'admin.partners.noTrainings': 'No hay ninguna capacitación anunciada.',
  'admin.partners.numbers': 'Resultados',
  'admin.partners.report': 'Un informe para la organización',
  'admin.partners.report.text':
    'Un enlace secreto a una página con estas cantidades, sin nombres. Quien tenga el enlace puede abrirla.',
  'admin.partners.report.make': 'Crear un enlace',
  'admin.partners.report.again': 'Crear un enlace nuevo y anular el anterior',
  'admin.partners.report.end': 'Anular el enlace',
  'admin.partners.report.made': 'Este es el enlace. Solo se muestra ahora:',
  'admin.partners.report.again.title': '¿Crear un enlace nuevo?',
  'admin.partners.report.end.title': '¿Anular el enlace?',
  'admin.partners.report.end.text': 'El enlace que tiene esta organización deja de funcionar de inmediato.',
  'admin.partners.report.ended': 'El enlace quedó anulado.',
  'admin.partners.pages': 'Páginas con el formulario',
  'admin.partners.pages.text':
    'El servidor mira cada página todos los días, como lo haría un navegador. No puede ver un formulario que agrega un programa de la página.',
  'admin.partners.pages.add': 'Dirección de una página',
  'admin.partners.pages.submit': 'Agregar y revisar',
  'admin.partners.pages.check': 'Revisar ahora',
  'admin.partners.pages.remove.title': '¿Quitar esta página?',
  'admin.partners.pages.remove.text': 'Dejamos de revisarla. El formulario de la página no cambia.',
  'admin.partners.pages.remove': 'Quitar',
  'admin.partners.pages.unchecked': 'Todavía no revisada',
  'admin.partners.pages.checked': 'Revisada el {time}',
  'admin.partners.pages.pinned': 'versión {release}',
  'admin.partners.pages.current': 'siempre la versión actual',
  'admin.partners.state.live': 'Funciona',
  'admin.partners.state.warned': 'Funciona, con una advertencia',
  'admin.partners.state.failing': 'Falla',
  'admin.partners.hosts': 'Dónde se vio el formulario',
  'admin.partners.numbers.none':
    'Todavía no hay nada que contar. Las estadísticas aparecen aquí en cuanto alguien vea el formulario en las páginas de esta organización.',
  'admin.partners.hosts.none': 'Todavía en ningún sitio.',
  'admin.partners.hosts.last': 'por última vez el {day}',
  'admin.partners.hosts.views': { one: 'visto una vez', other: 'visto {count} veces' },
  'admin.partners.finding.unreachable': 'No se puede llegar a la página. Revise su dirección e inténtelo más tarde.',
  'admin.partners.finding.unreachable.ENOTFOUND':
    'No hay ningún sitio web en esta dirección. Revise cómo está escrita.',
  'admin.partners.finding.unreachable.timeout': 'La página tardó demasiado en responder. Revísela más tarde.',
  'admin.partners.finding.unreachable.address-refused': 'La dirección lleva a una red privada, que no se revisa.',
  'admin.partners.finding.answered': 'El servidor de la página respondió {value} en lugar de la página.',
  'admin.partners.finding.answered.404': 'Ya no hay ninguna página en esta dirección. Revise la dirección.',
  'admin.partners.finding.answered.too-many-redirects':
    'La dirección lleva una y otra vez a otra dirección y nunca a una página.',
  'admin.partners.finding.not-html': 'La dirección no es una página web.',
  'admin.partners.finding.too-large': 'La página pesa más de 2 MB y no se leyó.',
  'admin.partners.finding.unreadable':
    'La página es demasiado grande o compleja para revisarla. Ábrala y vea si aparece el formulario.',
  'admin.partners.finding.no-sign-up':
    'En la página no hay ningún formulario. Pegue el fragmento de código allí otra vez.',
  'admin.partners.finding.no-script': 'Falta el programa del formulario. Pegue el fragmento de código completo.',
  'admin.partners.finding.unknown-training': 'Ninguna capacitación visible tiene el nombre “{value}”.',
  'admin.partners.finding.unknown-series': 'Ninguna serie tiene el nombre “{value}”.',
  'admin.partners.finding.no-partner':
    'El fragmento de código no nombra a ninguna organización, así que las inscripciones no cuentan para esta.',
  'admin.partners.finding.other-partner': 'El fragmento de código nombra a otra organización, “{value}”.',
  'admin.partners.finding.unknown-release': 'No existe la versión {value}. Pegue un fragmento de código nuevo.',
  'admin.partners.finding.integrity-mismatch':
    'La huella del fragmento de código no coincide con la versión {value}, así que los navegadores rechazan el programa. Pegue un fragmento de código nuevo.',
  'admin.partners.finding.old-release': 'La versión {value} funciona, pero hay una más nueva.',
  'admin.partners.finding.script-blocked':
    'La política de seguridad de la página ({value}) bloquea el programa. Pida a quienes administran su sitio web que permitan la dirección de este servidor.',
  'admin.partners.finding.connection-blocked':
    'La política de seguridad de la página ({value}) bloquea la conexión con este servidor. Pida a quienes administran su sitio web que permitanla.',
  'admin.partners.finding.frame-blocked':
    'La política de seguridad de la página ({value}) bloquea el marco. Pida a quienes administran su sitio web que permitan la dirección de este servidor.',
}
