import type { adminDoorEn } from '../../en/organizers/door.ts'
import type { Translation } from '../../translation.ts'

export const adminDoorEs: Translation<typeof adminDoorEn> = {
  'admin.door.which': '¿En qué capacitación va a marcar llegadas?',
  'admin.door.none': 'Aquí aparecen las próximas capacitaciones.',
  'admin.door.of': 'de {expected} ya llegaron',
  'admin.door.stillHere': 'de {here} siguen aquí',
  'admin.door.switch': 'Qué registra',
  'admin.door.half': 'Medio día o día',
  'admin.door.in': 'Llegada',
  'admin.door.out': 'Salida',
  'admin.door.search': 'Nombre, agencia o número',
  'admin.door.number': 'Sin nombre en papel: {number}',
  'admin.door.checkIn': 'Registrar',
  'admin.door.checkOut': 'Dar salida',
  'admin.door.undo': 'Deshacer',
  'admin.door.here': 'Llegada: {time}',
  'admin.door.already': 'Ya llegó: {time}, por {name}',
  'admin.door.unsent': 'Llegada: {time}, falta enviar',
  'admin.door.since': 'Presente desde {time}',
  'admin.door.outAt': 'Salida: {time}',
  'admin.door.outUnsent': 'Salida: {time}, falta enviar',
  'admin.door.waiting': 'Lista de espera, aún sin cupo. Lugar {place}',
  'admin.door.offered': 'Se le ofreció un cupo y aún no lo acepta',
  'admin.door.pending': 'Por aprobar, aún sin cupo',
  'admin.door.decide': 'Decidir',
  'admin.door.no-one': 'No hay ninguna inscripción con ese nombre.',
  'admin.door.early': '¿Salió antes? La organización corrige la hora después.',
  'admin.door.all': 'Dar salida a {count}',
  'admin.door.all.sure': 'Sí, dar salida a {count}',
  'admin.door.all.hint':
    'Solo si se quedaron hasta ahora. En el registro consta que fue para todas las personas a la misma hora.',
  'admin.door.walkIn': 'Sin inscripción',
  'admin.door.walkIn.free': { one: 'Queda {count} cupo', other: 'Quedan {count} cupos' },
  'admin.door.walkIn.same': '{name} ya está en la lista',
  'admin.door.walkIn.same.go': 'Buscar en la lista',
  'admin.door.walkIn.other': 'Es otra persona con el mismo nombre',
  'admin.door.walkIn.later':
    'Basta con el nombre. Con un correo electrónico, la persona recibe su confirmación y su enlace.',
  'admin.door.walkIn.add': 'Agregar y registrar',
  'admin.door.walkIn.offline':
    'Para agregar a alguien hace falta conexión. Anote el nombre en papel y agréguelo cuando vuelva la conexión.',
  'admin.door.give': 'Dar un cupo',
  'admin.door.give.title': '¿Darle un cupo a {name}?',
  'admin.door.give.text': {
    one: 'Queda {count} cupo, y {name} tiene el lugar {place} en la lista de espera.',
    other: 'Quedan {count} cupos, y {name} tiene el lugar {place} en la lista de espera.',
  },
  'admin.door.give.skip': {
    one: 'Hay {count} persona antes en la lista de espera, que no está aquí.',
    other: 'Hay {count} personas antes en la lista de espera, que no están aquí.',
  },
  'admin.door.give.go': 'Dar un cupo y registrar',
  'admin.door.released': {
    one: '{time}: se libera {count} cupo de quien no llegó',
    other: '{time}: se liberan {count} cupos de quienes no llegaron',
  },
  'admin.door.unclaimed': {
    one: '{count} persona con cupo no llegó. La organización puede liberarlo',
    other: '{count} personas con cupo no llegaron. La organización puede liberarlos',
  },
  'admin.door.openSeats': {
    one: 'Liberar {count} cupo de quien no llegó',
    other: 'Liberar {count} cupos de quienes no llegaron',
  },
  'admin.door.openSeats.hint':
    'Para quienes vienen sin inscripción o están aquí en espera. Quien llegue tarde también entra.',
  'admin.door.opened': {
    one: 'Queda {count} cupo para quienes están aquí sin cupo',
    other: 'Quedan {count} cupos para quienes están aquí sin cupo',
  },
  'admin.door.keepSeats': 'Volver a guardar los cupos',
  'admin.door.late': 'Cupo liberado. Si llega, también entra',
  'admin.door.over': {
    one: 'Hay {count} persona más que cupos',
    other: 'Hay {count} personas más que cupos',
  },
  'admin.door.sheet': 'Hoja para imprimir',
  'admin.door.failed': 'Esta persona no tiene cupo, así que no se registró su llegada.',
  'admin.door.offline': 'Sin conexión desde {time}',
  'admin.door.later': 'Sin enviar desde {time}. Se intenta otra vez cada pocos segundos.',
  'admin.door.goOn': 'Continúe. Lo que toque se envía cuando vuelva la conexión.',
  'admin.door.kept': {
    one: '{count} cambio se guarda en este navegador y se envía cuando vuelva la conexión, aunque cierre la página.',
    other:
      '{count} cambios se guardan en este navegador y se envían cuando vuelva la conexión, aunque cierre la página.',
  },
  'admin.door.open': {
    one: '{count} cambio espera en esta página hasta que vuelva la conexión. No la cierre.',
    other: '{count} cambios esperan en esta página hasta que vuelva la conexión. No la cierre.',
  },
  'admin.door.offline.see': 'Ver lo que espera',
  'admin.door.offline.in': '{time} {name}: llegada',
  'admin.door.offline.out': '{time} {name}: salida',
  'admin.door.offline.undone': '{time} {name}: deshecho',
  'admin.door.offline.sent':
    'Se envían con la hora en que usted tocó, en cuanto vuelva la conexión. Si queda poca batería, anote estos nombres en la hoja de papel.',
  'admin.door.again': 'Su sesión terminó',
  'admin.door.again.kept': 'No se perdió nada, y usted puede continuar. Lo que toque se guarda en este navegador.',
  'admin.door.again.open':
    'No se perdió nada, y usted puede continuar. No cierre esta página: la sesión se inicia en otra.',
  'admin.door.again.none': 'Iniciar sesión de nuevo',
  'admin.door.again.title': {
    one: 'Iniciar sesión de nuevo para enviar {count} cambio',
    other: 'Iniciar sesión de nuevo para enviar {count} cambios',
  },
  'admin.door.ended':
    'Esta cuenta ya no puede registrar llegadas. Otra persona que sí puede inicia sesión aquí y envía lo que espera.',
  'admin.door.private':
    'Este navegador no guarda nada, como las ventanas privadas. Lo que toque espera en esta página: no la cierre.',
  'admin.door.full': 'Este teléfono no tiene espacio. Lo que toque espera en esta página: no la cierre.',
  'admin.door.back': {
    one: 'Se envió el cambio.',
    other: 'Se enviaron los {count} cambios.',
  },
  'admin.door.noList': 'La lista de nombres no está en este navegador. Conéctese una vez para cargarla.',
  'admin.door.asks': {
    one: '{count} cambio necesita su decisión',
    other: '{count} cambios necesitan su decisión',
  },
  'admin.door.asks.text': 'Algo más pasó con estas personas mientras el cambio se enviaba.',
  'admin.door.asks.same':
    'Si dos entradas registran a la misma persona, vale la hora más temprana. No hay que decidir nada.',
  'admin.door.asks.stranger': 'Alguien que ya no está en la lista',
  'admin.door.asks.cancelled': 'Cancelada. No tiene cupo. Usted registró su llegada ({time}).',
  'admin.door.asks.waiting': 'Aún sin cupo. Usted registró su llegada ({time}).',
  'admin.door.asks.gone': 'Ya no está en la lista. Lo que tocó ({time}) no se guardó.',
  'admin.door.asks.off': 'La capacitación se canceló. Lo que tocó ({time}) no se guardó.',
  'admin.door.asks.many': 'Demasiadas llegadas y salidas. Lo que tocó ({time}) no se guardó. Avise a la organización.',
  'admin.door.asks.used': 'Lo que tocó ({time}) no se guardó. Busque el nombre y toque otra vez.',
  'admin.door.asks.undone': '{name} registró su llegada ({earlier}). Usted la deshizo ({time}).',
  'admin.door.asks.other': 'En otra entrada se registró su llegada ({earlier}). Usted la deshizo ({time}).',
  'admin.door.asks.keep': 'Dejarla registrada',
  'admin.door.asks.drop': 'No registrar',
  'admin.door.asks.here': 'Está aquí',
  'admin.door.asks.notHere': 'No está',
  'admin.door.asks.seen': 'Entendido',
}
