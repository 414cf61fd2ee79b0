import type { adminBulkEn } from '../../en/organizers/bulk.ts'
import type { Translation } from '../../translation.ts'

export const adminBulkEs: Translation<typeof adminBulkEn> = {
  'admin.bulk.column': 'Seleccionada',
  'admin.bulk.pick': 'Seleccionar a {name}',
  'admin.bulk.pickAll': 'Seleccionar a todas las personas de esta página',
  'admin.bulk.picked': { one: '{count} seleccionada', other: '{count} seleccionadas' },
  'admin.bulk.with': 'Con las personas seleccionadas:',
  'admin.bulk.everyone': 'Todas las personas, en todas las páginas',
  'admin.bulk.everyoneOf': {
    one: '{count} persona de esta lista',
    other: 'Todas las {count} de esta lista',
  },
  'admin.bulk.approve': 'Aprobar',
  'admin.bulk.decline': 'Rechazar',
  'admin.bulk.promote': 'Dar cupos',
  'admin.bulk.cancel': 'Cancelar inscripciones',

  'admin.bulk.title.approve': { one: '¿Aprobar a {count} persona?', other: '¿Aprobar a {count} personas?' },
  'admin.bulk.title.decline': { one: '¿Rechazar a {count} persona?', other: '¿Rechazar a {count} personas?' },
  'admin.bulk.title.promote': { one: '¿Dar un cupo a {count} persona?', other: '¿Dar cupos a {count} personas?' },
  'admin.bulk.title.cancel': { one: '¿Cancelar {count} inscripción?', other: '¿Cancelar {count} inscripciones?' },
  'admin.bulk.title.none': 'Nadie sobre quien decidir',
  'admin.bulk.text.approve': 'Reciben cupos en el orden en que se inscribieron, mientras queden.',
  'admin.bulk.seats.get': { one: '{count} recibe un cupo', other: '{count} reciben cupos' },
  'admin.bulk.seats.wait': { one: '{count} pasa a la lista de espera:', other: '{count} pasan a la lista de espera:' },
  'admin.bulk.seats.stay': {
    one: '{count} sigue por aprobar, porque no queda ningún cupo:',
    other: '{count} siguen por aprobar, porque no queda ningún cupo:',
  },
  'admin.bulk.text.decline': 'Los cupos que se les guardaban pasan a la lista de espera.',
  'admin.bulk.text.promote':
    'Reciben cupos en el orden en que se inscribieron, mientras queden. Pasarán antes que quienes llevan más tiempo esperando.',
  'admin.bulk.text.cancel':
    'Pierden su cupo o su lugar en la lista de espera. Los cupos que se liberan pasan a las siguientes personas.',
  'admin.bulk.text.none': 'Ahora no se puede decidir sobre ninguna de las personas seleccionadas.',
  'admin.bulk.together':
    'Un grupo que sigue unido recibe todos sus cupos o ninguno, también para quienes usted no seleccionó.',
  'admin.bulk.waits': 'Esto espera 10 minutos. Hasta entonces no cambia nada, y usted puede deshacerlo.',
  'admin.bulk.emails': {
    one: 'En 10 minutos sale {count} correo electrónico',
    other: 'En 10 minutos salen {count} correos electrónicos',
  },
  'admin.bulk.noEmails': 'No se envía ningún correo electrónico.',
  'admin.bulk.unreachable': {
    one: '{count} persona no tiene correo electrónico y no recibe aviso.',
    other: '{count} personas no tienen correo electrónico y no reciben aviso.',
  },
  'admin.bulk.others': 'También se avisa a quien reciba un cupo que se libere.',
  'admin.bulk.leftOut': { one: '{count} persona queda fuera', other: '{count} personas quedan fuera' },
  'admin.bulk.leftOut.status': 'no se puede en este estado: {status}',
  'admin.bulk.leftOut.waiting': 'espera otra decisión',
  'admin.bulk.leftOut.more': { one: 'y {count} más', other: 'y {count} más' },
  'admin.bulk.go.approve': { one: 'Aprobar a {count} persona', other: 'Aprobar a {count} personas' },
  'admin.bulk.go.decline': { one: 'Rechazar a {count} persona', other: 'Rechazar a {count} personas' },
  'admin.bulk.go.promote': { one: 'Dar {count} cupo', other: 'Dar {count} cupos' },
  'admin.bulk.go.cancel': { one: 'Cancelar {count} inscripción', other: 'Cancelar {count} inscripciones' },
  'admin.bulk.changed':
    'La lista cambió mientras tanto, así que aún no se hizo nada. Estas son las personas de las que se trataría ahora.',

  'admin.bulk.ahead.approve': {
    one: 'Se aprobará a {count} persona ({time})',
    other: 'Se aprobará a {count} personas ({time})',
  },
  'admin.bulk.ahead.decline': {
    one: 'Se rechazará a {count} persona ({time})',
    other: 'Se rechazará a {count} personas ({time})',
  },
  'admin.bulk.ahead.promote': {
    one: 'Se dará un cupo a {count} persona ({time})',
    other: 'Se darán cupos a {count} personas ({time})',
  },
  'admin.bulk.ahead.cancel': {
    one: 'Se cancelará {count} inscripción ({time})',
    other: 'Se cancelarán {count} inscripciones ({time})',
  },
  'admin.bulk.allAhead.approve': { one: 'Se aprobará a {count} persona', other: 'Se aprobará a {count} personas' },
  'admin.bulk.allAhead.decline': { one: 'Se rechazará a {count} persona', other: 'Se rechazará a {count} personas' },
  'admin.bulk.allAhead.promote': {
    one: 'Se dará un cupo a {count} persona',
    other: 'Se darán cupos a {count} personas',
  },
  'admin.bulk.allAhead.cancel': {
    one: 'Se cancelará {count} inscripción',
    other: 'Se cancelarán {count} inscripciones',
  },
  'admin.bulk.ahead.more': { one: '{count} más', other: '{count} más' },
  'admin.bulk.ahead.each': 'Ver o deshacer',
  'admin.bulk.ahead.emails': {
    one: 'El correo electrónico sale entonces.',
    other: 'Los correos electrónicos salen entonces.',
  },
  'admin.bulk.soon': 'en cualquier momento',
  'admin.bulk.running': {
    one: 'Se está llevando a cabo: queda {count} persona.',
    other: 'Se está llevando a cabo: quedan {count} personas.',
  },
  'admin.bulk.undo': 'Deshacer',
  'admin.bulk.now': 'Enviar ahora',
  'admin.bulk.will.approve': 'Se aprobará: {time}',
  'admin.bulk.will.decline': 'Se rechazará: {time}',
  'admin.bulk.will.promote': 'Recibirá un cupo: {time}',
  'admin.bulk.will.cancel': 'Se cancelará: {time}',

  'admin.bulk.onList': 'Deshacer en la lista',

  'admin.bulk.finished': 'Hecho ({time}): {what}.',
  'admin.bulk.came.approve': { one: '{count} aprobada', other: '{count} aprobadas' },
  'admin.bulk.came.decline': { one: '{count} rechazada', other: '{count} rechazadas' },
  'admin.bulk.came.promote': { one: '{count} tiene cupo', other: '{count} tienen cupo' },
  'admin.bulk.came.cancel': { one: '{count} cancelada', other: '{count} canceladas' },
  'admin.bulk.came.waitlisted': {
    one: '{count} pasó a la lista de espera',
    other: '{count} pasaron a la lista de espera',
  },
  'admin.bulk.came.canceled': { one: '{count} ya había cancelado', other: '{count} ya habían cancelado' },
  'admin.bulk.came.changed': {
    one: '{count} había cambiado mientras tanto',
    other: '{count} habían cambiado mientras tanto',
  },
  'admin.bulk.came.no-seat': {
    one: '{count} sigue igual, porque no quedaba ningún cupo',
    other: '{count} siguen igual, porque no quedaba ningún cupo',
  },
  'admin.bulk.came.called-off': {
    one: '{count} sigue igual, porque la capacitación está cancelada',
    other: '{count} siguen igual, porque la capacitación está cancelada',
  },
  'admin.bulk.came.deleted': { one: '{count} ya se había eliminado', other: '{count} ya se habían eliminado' },
  'admin.bulk.undone': 'Se deshizo. No cambió nada, y nadie recibió aviso.',
  'admin.bulk.failed.none': 'Primero seleccione a las personas.',
  'admin.bulk.failed.gone':
    'No cambió nada. Alguna de las personas seleccionadas ya no está en esta lista. Seleccione de nuevo.',
  'admin.bulk.failed.late': 'Esto ya se llevó a cabo, así que no se puede deshacer.',
  'admin.bulk.failed.called-off': 'No cambió nada. La capacitación está cancelada.',
  'admin.bulk.failed.many': 'No cambió nada. Seleccione a menos personas: 5,000 como máximo.',
  'admin.bulk.failed.many-named':
    'Todavía no se escribió nada. Seleccione a menos personas: 1,000 como máximo. Para escribir a más, presione Enviar mensaje arriba de la lista.',
}
