import type { adminDoorEn } from '../../en/organizers/door.ts'
import type { Translation } from '../../translation.ts'

export const adminDoorEs: Translation<typeof adminDoorEn> = {
  'admin.door.which': '¿En qué capacitación va a marcar llegadas?',
  'admin.door.none': 'Aquí aparecen las próximas capacitaciones.',
  'admin.door.of': 'de {expected} ya llegaron',
  'admin.door.search': 'Nombre, agencia o número',
  'admin.door.number': 'Sin nombre en papel: {number}',
  'admin.door.checkIn': 'Marcar llegada',
  'admin.door.undo': 'Deshacer',
  'admin.door.here': 'Llegada: {time}',
  'admin.door.waiting': 'Lista de espera, aún sin cupo',
  'admin.door.pending': 'Por aprobar, aún sin cupo',
  'admin.door.decide': 'Decidir',
  'admin.door.no-one': 'No hay ninguna inscripción con ese nombre.',
  'admin.door.walkIn': 'Sin inscripción',
  'admin.door.sheet': 'Hoja para imprimir',
  'admin.door.failed': 'Esta persona no tiene cupo, así que no se marcó su llegada.',
  'admin.door.offline': {
    one: 'Sin conexión. {count} llegada se guarda en esta página y se envía cuando vuelva la conexión. No cierre la página.',
    other:
      'Sin conexión. {count} llegadas se guardan en esta página y se envían cuando vuelva la conexión. No cierre la página.',
  },
  'admin.door.later': {
    one: 'Todavía no se pudo enviar {count} llegada. Se guarda en esta página y se intenta otra vez. No cierre la página.',
    other:
      'Todavía no se pudieron enviar {count} llegadas. Se guardan en esta página y se intenta otra vez. No cierre la página.',
  },
  'admin.door.signedOut': {
    one: 'Su sesión terminó. {count} llegada se guarda en esta página. No la cierre: la sesión se inicia en otra.',
    other: 'Su sesión terminó. {count} llegadas se guardan en esta página. No la cierre: la sesión se inicia en otra.',
  },
  'admin.door.signIn': {
    one: 'Iniciar sesión de nuevo para enviar {count} llegada',
    other: 'Iniciar sesión de nuevo para enviar {count} llegadas',
  },
  'admin.door.refused': 'No se pudo marcar la llegada de: {names}. Cargue la página de nuevo para ver por qué.',
}
