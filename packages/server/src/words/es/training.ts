import type { trainingEn } from '../en/training.ts'
import type { Translation } from '../translation.ts'

export const trainingEs: Translation<typeof trainingEn> = {
  browser: {
    // Details card
    'card.free': 'Gratis, pero necesita un cupo.',
    'card.more': 'Detalles',

    // States that a refused sign-up can meet, whatever state the form was loaded in
    'state.full.word': 'Sin cupos',
    'state.full': 'No quedan cupos en esta capacitación',
    'state.full.text': 'Todos los cupos están ocupados. Si ya se inscribió, conserva el suyo.',
    'state.withdrawn.word': 'Retirada',
    'state.withdrawn': 'Esta capacitación ya no se ofrece aquí',
    'state.withdrawn.text': 'La organización retiró su página.',
    'state.not-eligible': 'Esta capacitación es para un público determinado',
    'state.not-eligible.text':
      'Según sus respuestas, no está dirigida a usted. Si cree que sí lo está, comuníquese con la organización.',
    'state.not-correctable': 'Su primera inscripción queda como está',
    'state.not-correctable.text':
      'Ya no se puede cambiar aquí. Para corregir la dirección, comuníquese con la organización.',
    refresh: 'Consultar de nuevo',
  },
  server: {
    // Details card
    'card.when': 'Fecha y hora',
    'card.where': 'Lugar',
    'card.online': 'Participar en línea',
    'card.doors': 'Apertura de puertas: {time}',
    'card.map': 'Ver mapa',
    'card.arrival': 'Estacionamiento y llegada',
    'card.audience': 'Para quién es',
    'card.minimumAge': 'Para personas de {age} años o más',
    'card.presenter': 'Presentada por {name}',
    'card.trainers': 'Con {names}',
    'card.bring': 'Qué traer',
    'card.good': 'Información útil',
    'card.more.credit': {
      one: '{count} hora de crédito · Detalles',
      other: '{count} horas de crédito · Detalles',
    },
    'card.credit': 'Educación continua',
    'card.credit.hours': { one: '{count} hora de crédito', other: '{count} horas de crédito' },
    'card.certificate': 'Certificado',
    'card.food': 'Comida',
    'card.accessibility': 'Accesibilidad',
    'card.dress': 'Cómo vestir',
    'card.weapons': 'Armas',
    'card.agenda': 'Programa',
    'card.agenda.day': 'Programa, {date}',
    'card.sponsors': 'Con el patrocinio de {names}',
    'card.organizer': 'Organizada por {name}',
    'card.contentNote': 'Sobre el contenido',
    'card.food.none': 'No se sirve comida.',
    'card.food.provided': 'Se ofrece comida.',
    'card.food.own': 'El almuerzo corre por su cuenta.',
    'card.self.responder': 'Soy personal de primera respuesta',
    'card.self.community': 'Soy parte de la comunidad',

    // Calendars to add a training to
    'calendar.file': 'Archivo de calendario (Apple y otros)',
    'calendar.google': 'Google Calendar',
    'calendar.outlook': 'Outlook.com',
    'calendar.microsoft365': 'Microsoft 365',

    // States; the text says what to do instead
    'state.upcoming.word': 'Abre pronto',
    'state.upcoming': 'La inscripción abre el {date}',
    'state.upcoming.text': 'El formulario se abrirá aquí automáticamente.',
    'state.open': 'Cupos disponibles',
    'state.open.text': '',
    'state.few': 'Quedan pocos cupos',
    'state.few.text': '',
    'state.waitlist': 'Hay lista de espera',
    'state.waitlist.text': 'Todos los cupos están ocupados. Si se libera uno, pasa a la siguiente persona.',
    'state.closed.word': 'Cerrada',
    'state.closed': 'La inscripción cerró el {date}',
    'state.closed.text': '¿Todavía quiere asistir? Pregunte a la organización si hay un cupo libre.',
    'state.cancelled.word': 'Cancelada',
    'state.cancelled': 'Esta capacitación fue cancelada',
    'state.cancelled.text': 'No se llevará a cabo. No es necesario que haga nada.',
    'state.past.word': 'Terminada',
    'state.past': 'Esta capacitación ya se realizó',
    'state.past.text': 'Ya no es posible inscribirse.',
    'state.unknown.word': 'No encontrada',
    'state.unknown': 'No encontramos esta capacitación',
    'state.unknown.text': 'Puede que ya haya terminado o que esta página esté desactualizada.',
    'state.all': 'Ver todas las capacitaciones',
    'state.next': 'Próxima fecha: {date}.',
    'period.until': 'hasta el {day}',
    'period.two': '{first} y {second}',
    'state.next.at': 'Próxima fecha: {date}, {place}.',
    'state.next.see': 'Ver la fecha del {date}',
    'state.next.wait': 'Ver la lista de espera del {date}',
    seatsLeft: { one: 'Queda {count} cupo', other: 'Quedan {count} cupos' },

    // Replaces `form.privacy.text` where the organizer has a name
    'form.privacy.text.named':
      'Sus respuestas van a {organizer}, para esta capacitación. Este sitio nunca las ve. Las borramos a más tardar el {date}.',

    // Contact and help
    'contact.organizer': 'Comunicarse con la organización',
    'help.heading': 'Ayuda',
    'help.danger': '¿En peligro? Llame al 911',
    'help.call': 'Llame al {tel}',
    // Short, so that it stands next to the call on a phone. The link opens a message.
    'help.text': 'Escriba al {code}',
    'help.checked': 'Números verificados el {date}',
  },
}
