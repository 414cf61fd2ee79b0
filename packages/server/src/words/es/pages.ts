import type { pagesEn } from '../en/pages.ts'
import type { Translation } from '../translation.ts'

export const pagesEs: Translation<typeof pagesEn> = {
  'page.list': 'Capacitaciones gratuitas',
  'page.list.past': 'Capacitaciones anteriores',
  'page.list.more': 'Más capacitaciones',
  'page.list.first': 'Volver a las primeras capacitaciones',
  'page.list.pages': 'Páginas de la lista',
  'page.none': 'Por el momento no hay capacitaciones anunciadas.',
  'page.more': 'Detalles e inscripción',
  'page.calendar.text': '¿Ya tiene un cupo? Elija su calendario.',
  'page.share': 'Compartir',
  'page.share.text': 'Este enlace lleva a la capacitación. No dice nada de usted ni de su inscripción.',
  'page.share.link': 'Enlace a la capacitación',
  'page.share.copy': 'Copiar el enlace',
  'page.share.copied': 'Copiado.',
  'page.back': 'Todas las capacitaciones',
  'page.link': 'Inscríbase en la capacitación gratuita',
  'page.link.one': 'Inscripción: {title}',
  'page.link.several': 'Vea las capacitaciones gratuitas e inscríbase',
  'page.notFound': 'Esta página no existe',
  'page.notFound.text': 'Puede que la dirección esté mal escrita o que la capacitación se haya retirado.',
  'page.error': 'Error: {title}',
  'page.privacy.text':
    'Sus respuestas van a la organización, para esta capacitación. Los patrocinadores y colaboradores nunca las ven. Las borramos a más tardar el {date}.',
  'page.privacy.text.named':
    'Sus respuestas van a {organizer}, para esta capacitación. Los patrocinadores y colaboradores nunca las ven. Las borramos a más tardar el {date}.',
  'page.privacy.certificate': {
    one: 'Si recibe un certificado, conservamos por {count} año lo que dice, como su nombre, agencia y número de licencia, y las horas en que estuvo aquí.',
    other:
      'Si recibe un certificado, conservamos por {count} años lo que dice, como su nombre, agencia y número de licencia, y las horas en que estuvo aquí.',
  },
  'page.accessibility': 'Accesibilidad',
  'page.accessibility.text':
    'Todas las personas deben poder inscribirse aquí. Antes de cada versión nueva, probamos estas páginas:',
  'page.accessibility.rules':
    'Con las reglas de las WCAG 2.2, niveles A y AA, que un programa puede comprobar, en colores claros y oscuros',
  'page.accessibility.size': 'En pantallas de 320 píxeles de ancho y con letras del doble de tamaño',
  'page.accessibility.keyboard': 'Solo con el teclado',
  'page.accessibility.script': 'En navegadores sin JavaScript',
  'page.accessibility.barrier': 'Si algo le impide inscribirse',
  'page.accessibility.barrier.text':
    'Un programa no encuentra todas las barreras. Cuéntele a la organización qué pasó y en qué página. También puede inscribirle.',
  'page.accessibility.contact': 'Los datos de contacto están en la página de la capacitación.',
  'page.accessibility.needs': 'Adaptaciones en la capacitación',
  'page.accessibility.needs.text':
    '¿Necesita intérprete de lengua de señas, subtítulos, letra grande o un lugar sin escalones? Indíquelo al inscribirse o dígaselo a la organización. Conseguir intérpretes y subtítulos toma unas 2 semanas.',
  'page.onlyIf': 'Solo si respondió “{answer}”',
  'page.upcoming.text': 'Vuelva en esa fecha: el formulario estará en esta página.',
  'page.trap': 'Su navegador llenó una casilla que no se ve. La vaciamos: presione el botón otra vez.',
  'page.elsewhere': 'Este formulario se envió desde otro sitio',
  'page.elsewhere.text':
    'No se guardó nada. Abra la página de la capacitación en este sitio y llene allí el formulario.',
  'page.sent': 'Este formulario ya se envió. Si estas respuestas son de otra persona, envíelas de nuevo.',
  'page.unreadable': 'No se pudo leer el formulario',
  'page.unreadable.text': 'No se guardó nada. Regrese y envíelo de nuevo.',
  'page.broken': 'Algo salió mal',
  'page.broken.text': 'Vuelva a intentarlo en un momento.',
  'page.errorId': 'Si informa de este error, incluya este número: {id}',
  'page.wait': 'Espere un momento',
  'page.wait.text': {
    one: 'Desde su red llegaron muchas solicitudes en poco tiempo. No se perdió nada: vuelva a intentarlo en un segundo.',
    other:
      'Desde su red llegaron muchas solicitudes en poco tiempo. No se perdió nada: vuelva a intentarlo en {count} segundos.',
  },
  'page.expired': 'Esta página estuvo abierta mucho tiempo. Sus respuestas siguen aquí; envíelas de nuevo.',

  // The form for a group, where no script runs
  'page.group.rows.text': 'Las filas que deje vacías no cuentan.',
  'page.group.rows': 'Agregar más filas',
  'page.group.submit': 'Inscribir a su grupo',
  'page.group.submit.approval': 'Solicitar cupos',
  'page.group.sent': 'Este formulario ya se envió. Si estas respuestas son de otras personas, envíelas otra vez.',

  'partnerReport.title': 'Inscripciones por {name}',
  'partnerReport.text':
    'Cuántas veces se vio el formulario en sus páginas, cuántas veces alguien empezó a llenarlo y cuántas personas se inscribieron.',
  'partnerReport.asOf': 'Contado hasta el {day}, una vez al día.',
  'partnerReport.none':
    'Todavía no hay nada que contar. Los números aparecen aquí un día después de que alguien vea el formulario en su página.',
  'partnerReport.training': 'Capacitación',
  'partnerReport.views': 'Vistas',
  'partnerReport.starts': 'Empezados',
  'partnerReport.signUps': 'Inscripciones',
  'partnerReport.private':
    'Solo cantidades, nunca un nombre. Las inscripciones se redondean hacia abajo de 5 en 5 e incluyen las repetidas.',
}
