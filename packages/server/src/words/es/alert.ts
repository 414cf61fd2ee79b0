import type { alertEn } from '../en/alert.ts'
import type { Translation } from '../translation.ts'

export const alertEs: Translation<typeof alertEn> = {
  'alert.opening': 'Avisarme cuando abra la inscripción',
  'alert.opening.text': 'Le escribiremos una sola vez, cuando abra la inscripción para esta capacitación.',
  'alert.opening.done':
    'Le escribiremos a {address} una sola vez, cuando abra la inscripción. Después borraremos la dirección.',
  'alert.seat': 'Avisarme cuando se libere un cupo',
  'alert.seat.text':
    'Le escribiremos una sola vez, cuando se libere un cupo. Los cupos son para las primeras personas que se inscriban.',
  'alert.seat.done':
    'Le escribiremos a {address} una sola vez, cuando se libere un cupo. Después borraremos la dirección.',
  'alert.date': 'Avisarme cuando me pueda inscribir',
  'alert.date.text':
    'Le escribiremos una sola vez, cuando haya un cupo o una nueva fecha en la que se pueda inscribir.',
  'alert.date.done':
    'Le escribiremos a {address} una sola vez, cuando haya un cupo o una nueva fecha en la que se pueda inscribir. Después borraremos la dirección.',

  'alert.email.hint': 'Primero le enviaremos un código a esta dirección, para asegurarnos de que es suya',
  'alert.button': 'Enviarme un código',
  'alert.privacy':
    'Usamos su correo electrónico solo para esto. Lo borramos después de escribirle, o el {date} a más tardar. La organización ve cuántas personas lo pidieron, no quiénes.',
  'alert.code.text':
    'Ingrese el código que le enviamos a {address}. Sirve durante 10 minutos. Solo le escribiremos sobre esta capacitación después de que lo ingrese.',
  'alert.code.button': 'Confirmar mi dirección',
  'alert.change': 'Usar otra dirección',
  'alert.done': 'Le avisaremos',
  'alert.done.text':
    'Esto no es una inscripción: usted no tiene un cupo. ¿Cambió de opinión? El correo con el código tiene un enlace.',
  'alert.back': 'Volver a la capacitación',
  'alert.open.text': 'Ya se puede inscribir.',
  'alert.never': 'En esta capacitación no es posible pedir avisos.',
  'alert.over.text': 'La dirección no se confirmó a tiempo. Para que le avisemos, ingrésela de nuevo.',
  'alert.over.again': 'Empezar de nuevo',
  'alert.prove': 'Confirme su correo electrónico',
  'alert.prove.text': 'Oprima el botón para confirmar que este correo electrónico es suyo.',
  'alert.stop': 'No recibir este correo',
  'alert.stop.text': 'Borraremos su dirección y no recibirá este correo. Sus inscripciones no cambian.',
  'alert.stopped': 'No le escribiremos sobre esto',
  'alert.stopped.text': 'Su dirección ya no está aquí. Sus inscripciones no cambian.',

  'mail.alert-code.text':
    'Ingréselo en la página donde pidió que le escribiéramos sobre esta capacitación. Sirve durante 10 minutos. También puede confirmar su dirección con el enlace de abajo, hasta el {time}.',
  'mail.alert-code.link': 'Confirmar mi dirección',
  'mail.alert-code.note':
    'Si no fue usted, ignore este correo: borraremos la dirección en más o menos una hora. No le dé el código a nadie.',
  'mail.alert-code.stop': 'No recibir más correos',
  'mail.why.alert-code':
    'Recibe este correo porque alguien, probablemente usted, pidió que le escribiéramos a esta dirección cuando sea posible inscribirse en esta capacitación.',
  'mail.alert.opening': 'La inscripción está abierta',
  'mail.alert.seat': 'Se liberó un cupo',
  'mail.alert.date': 'Hay una fecha en la que se puede inscribir',
  'mail.alert.waitlist': 'Puede anotarse en la lista de espera',
  'mail.alert.text': 'Los cupos son para las primeras personas que se inscriban. No le reservamos ninguno.',
  'mail.alert.button': 'Inscribirme',
  'mail.alert.waitlist.text': 'Todos los cupos están ocupados. Si se libera uno, pasa a la siguiente persona.',
  'mail.alert.waitlist.button': 'Anotarme en la lista de espera',
  'mail.alert.note': 'Este es el único correo que pidió. Ya lo enviamos, así que ahora borramos su dirección.',
  'mail.why.alert': 'Recibe este correo porque pidió que le avisáramos cuando se pueda inscribir.',
}
