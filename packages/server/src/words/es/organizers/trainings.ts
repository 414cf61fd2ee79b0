import type { adminTrainingsEn } from '../../en/organizers/trainings.ts'
import type { Translation } from '../../translation.ts'

export const adminTrainingsEs: Translation<typeof adminTrainingsEn> = {
  'admin.edit.title': 'Editar la capacitación',
  'admin.edit.crumb': 'Editar',
  'admin.edit.save': 'Guardar los cambios',
  'admin.edit.saveAndTell': {
    one: 'Guardar y enviar {count} correo',
    other: 'Guardar y enviar {count} correos',
  },
  'admin.edit.silently': 'Guardar sin avisar a nadie',
  'admin.edit.saved': 'Guardado. No se envió ningún correo.',
  'admin.edit.savedAndTold': {
    one: 'Guardado. Se está enviando {count} correo.',
    other: 'Guardado. Se están enviando {count} correos.',
  },
  'admin.edit.created': 'Creada como borrador. Solo usted la ve hasta que la publique.',
  'admin.edit.changed.both': 'Cambió la hora y el lugar.',
  'admin.edit.changed.time': 'Cambió la hora.',
  'admin.edit.changed.place': 'Cambió el lugar.',
  'admin.edit.willTell': {
    one: 'Se avisará a {count} persona cuando guarde.',
    other: 'Se avisará a {count} personas cuando guarde.',
  },
  'admin.edit.noMail': 'Este servidor no envía correos. Avise usted a las personas.',
  'admin.edit.otherMail': {
    one: 'Al guardar se envía {count} correo.',
    other: 'Al guardar se envían {count} correos.',
  },
  'admin.edit.stale': 'Otra persona guardó esta capacitación mientras usted la editaba.',
  'admin.edit.stale.kept': 'Ambos cambios están en el formulario y nada se guardó todavía. Revíselo y guarde otra vez.',
  'admin.edit.stale.choose':
    'Los cambios de la otra persona están en el formulario. Elija donde ambas cambiaron lo mismo y guarde otra vez.',
  'admin.edit.stale.theirs': 'Cambió:',
  'admin.edit.stale.both': 'Ambas personas cambiaron esto. Elija qué conservar:',
  'admin.edit.warnings': 'Puede publicar sin esto, pero hará falta:',
  'admin.edit.warning.no-organizer':
    'No se ve quién está a cargo de esta capacitación y recibe las respuestas. Indique la organización.',
  'admin.edit.warning.no-contact': 'No hay a quién preguntar. Indique un correo o teléfono de contacto.',
  'admin.edit.status.draft': 'Borrador',
  'admin.edit.status.published': 'Publicada',
  'admin.edit.status.cancelled': 'Cancelada',
  'admin.edit.status.withdrawn': 'Oculta',
  'admin.edit.preview': 'Lo que ven las personas',
  'admin.edit.preview.open': 'Vista previa en una página ancha',
  'admin.edit.preview.es': 'En español',
  'admin.edit.preview.en': 'En inglés',
  'admin.edit.preview.faults': 'La vista previa espera a que esto esté bien:',
  'admin.edit.preview.note': 'Esta es una vista previa. No se guarda ni se envía nada.',
  'admin.edit.snippet': 'Obtener el código',
  'admin.edit.page': 'Abrir su página',
  'admin.edit.copy': 'Copiar a otra fecha',

  'admin.new.title': 'Nueva capacitación',
  'admin.new.lead': 'Basta con un título, una fecha y un lugar. Empieza como un borrador que solo usted ve.',
  'admin.new.template': 'Empezar con',
  'admin.new.template.first-responders': 'Personal de primera respuesta: funciones, agencias y una línea de ayuda',
  'admin.new.template.everyone': 'Para todas las personas: una línea de ayuda y una lista de espera',
  'admin.new.template.empty': 'Nada: solo lo que usted escriba',
  'admin.training.dates': 'Fechas',
  'admin.training.dates.about': 'Varias fechas son varios borradores que se ofrecen juntos',
  'admin.training.dates.one': 'Fecha {number}',
  'admin.training.dates.add': 'Agregar una fecha',
  'admin.training.dates.start': 'Empieza',
  'admin.training.dates.end': 'Termina',
  'admin.training.dates.end.hint': 'En blanco: dura lo de siempre',
  'admin.training.slug': 'Nombre corto en los enlaces',
  'admin.training.slug.hint':
    'En blanco: se crea a partir del título. No cambia nunca, porque otros sitios enlazan con él',
  'admin.new.slug.taken': 'Otra capacitación tiene este nombre. Elija otro',
  'admin.new.create': 'Crear el borrador',
  'admin.new.done': {
    one: 'Se creó {count} borrador. Este es el primero.',
    other: 'Se crearon {count} borradores. Este es el primero.',
  },
  'admin.copy.title': 'Copiar a otra fecha',
  'admin.copy.lead':
    'Se copia todo, menos las personas. Las fechas entre las que está abierta la inscripción se mueven también. Cada fecha es un borrador.',
  'admin.copy.series': 'Ofrecer estas fechas junto con la capacitación que copia',
  'admin.copy.create': 'Crear los borradores',

  // Where more trainings are than a form offers
  'admin.find': 'Buscar otra capacitación',
  'admin.find.go': 'Buscar',
  'admin.find.hint': 'Una palabra del título, o un mes como 2027-03',
}
