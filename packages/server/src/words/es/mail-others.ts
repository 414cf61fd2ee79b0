import type { mailOthersEn } from '../en/mail-others.ts'
import type { Translation } from '../translation.ts'

export const mailOthersEs: Translation<typeof mailOthersEn> = {
  'mail.others.more': '{name} y {count} personas más',
  'mail.others.nameless': { one: 'una persona de su grupo', other: '{count} personas de su grupo' },

  'mail.others.reference': { one: 'Número de referencia', other: 'Números de referencia' },
  'mail.others.manage': { one: 'Cambiar o cancelar esta inscripción', other: 'Cambiar o cancelar estas inscripciones' },
  'mail.others.manage.note': {
    one: 'No comparta este enlace: quien lo tenga puede cambiar esta inscripción.',
    other: 'No comparta este enlace: quien lo tenga puede cambiar estas inscripciones.',
  },
  'mail.others.why': {
    one: 'Recibe este correo porque alguien, probablemente usted, inscribió a un grupo en esta capacitación con esta dirección. No hay una dirección de correo para {who}, por eso le escribimos a usted.',
    other:
      'Recibe este correo porque alguien, probablemente usted, inscribió a un grupo en esta capacitación con esta dirección. No hay direcciones de correo para {who}, por eso le escribimos a usted.',
  },
  'mail.others.again': {
    one: 'Si esa persona todavía quiere asistir, inscríbala de nuevo.',
    other: 'Si todavía quieren asistir, haga otra inscripción.',
  },

  'mail.others.confirmed': { one: '{who} tiene un cupo', other: '{who} tienen cupo' },
  'mail.others.confirmed.text': {
    one: 'El cupo para {who} está confirmado. Avísele y reenvíele el archivo adjunto para el calendario.',
    other: 'Los cupos para {who} están confirmados. Avíseles y reenvíeles el archivo adjunto para el calendario.',
  },
  'mail.others.waitlisted': {
    one: 'Todavía sin cupo: {who} está en la lista de espera',
    other: 'Todavía sin cupo: {who} están en la lista de espera',
  },
  'mail.others.waitlisted.text': {
    one: '{who} todavía no tiene un cupo. Dígale que no venga a menos que le escribamos a usted que ya tiene uno. Cuando se libera un cupo, pasa a la siguiente persona de la lista.',
    other:
      '{who} todavía no tienen cupo. Dígales que no vengan a menos que le escribamos a usted que ya tienen uno. Cuando se libera un cupo, pasa a la siguiente persona de la lista.',
  },
  'mail.others.pending-approval': {
    one: 'Recibimos la solicitud para {who}',
    other: 'Recibimos las solicitudes para {who}',
  },
  'mail.others.pending-approval.text': {
    one: 'La solicitud para {who} todavía no está confirmada: primero tiene que aprobarse. Dígale que no venga hasta que le escribamos a usted que el cupo está confirmado.',
    other:
      'Las solicitudes para {who} todavía no están confirmadas: primero tienen que aprobarse. Dígales que no vengan hasta que le escribamos a usted que los cupos están confirmados.',
  },
  'mail.others.approval-again': {
    one: 'La inscripción de {who} tiene que aprobarse de nuevo',
    other: 'Las inscripciones de {who} tienen que aprobarse de nuevo',
  },
  'mail.others.approval-again.text': {
    one: 'La inscripción de {who} se modificó, así que tiene que aprobarse de nuevo. Mientras tanto no está confirmada, aunque antes lo estuviera. Dígale que no venga hasta que le escribamos a usted que el cupo está confirmado.',
    other:
      'Las inscripciones de {who} se modificaron, así que tienen que aprobarse de nuevo. Mientras tanto no están confirmadas, aunque antes lo estuvieran. Dígales que no vengan hasta que le escribamos a usted que los cupos están confirmados.',
  },
  'mail.others.approved': { one: '{who} tiene un cupo', other: '{who} tienen cupo' },
  'mail.others.approved.text': {
    one: 'La solicitud para {who} fue aprobada. Avísele y reenvíele el archivo adjunto para el calendario.',
    other: 'Las solicitudes para {who} fueron aprobadas. Avíseles y reenvíeles el archivo adjunto para el calendario.',
  },
  'mail.others.declined': {
    one: 'La solicitud para {who} no fue aceptada',
    other: 'Las solicitudes para {who} no fueron aceptadas',
  },
  'mail.others.declined.text': {
    one: '{who} no tiene un cupo en esta capacitación. Avísele que no podrá asistir.',
    other: '{who} no tienen cupo en esta capacitación. Avíseles que no podrán asistir.',
  },
  'mail.others.promoted': { one: '{who} tiene un cupo', other: '{who} tienen cupo' },
  'mail.others.promoted.text': {
    one: '{who} ya tiene un cupo y ya no está en la lista de espera. Avísele y reenvíele el archivo adjunto para el calendario. Si no puede asistir, libere el cupo para que lo reciba la siguiente persona.',
    other:
      '{who} ya tienen cupo y ya no están en la lista de espera. Avíseles y reenvíeles el archivo adjunto para el calendario. Si alguien no puede asistir, libere ese cupo para que lo reciba la siguiente persona.',
  },
  'mail.others.offer': { one: 'Hay un cupo reservado para {who}', other: 'Hay cupos reservados para {who}' },
  'mail.others.offer.text': {
    one: 'Se liberó un cupo y sigue {who} en la lista de espera. Está reservado hasta el {time}. Si usted no lo acepta antes, pasa a la siguiente persona.',
    other:
      'Se liberaron cupos y siguen {who} en la lista de espera. Están reservados hasta el {time}. Los que usted no acepte antes pasan a las siguientes personas.',
  },
  'mail.others.offer.manage': { one: 'Aceptar o rechazar el cupo', other: 'Aceptar o rechazar los cupos' },
  'mail.others.offer-expired': {
    one: 'El cupo ya no está reservado para {who}',
    other: 'Los cupos ya no están reservados para {who}',
  },
  'mail.others.offer-expired.text': {
    one: 'El cupo que ofrecimos para {who} no fue aceptado. Esta persona no tiene un cupo y ya no está en la lista de espera.',
    other:
      'Los cupos que ofrecimos para {who} no fueron aceptados. Estas personas no tienen cupo y ya no están en la lista de espera.',
  },
  'mail.others.reminder': {
    one: 'La capacitación para {who} se acerca',
    other: 'La capacitación para {who} se acerca',
  },
  'mail.others.reminder.tomorrow': {
    one: 'La capacitación para {who} es mañana',
    other: 'La capacitación para {who} es mañana',
  },
  'mail.others.reminder.today': {
    one: 'La capacitación para {who} es hoy',
    other: 'La capacitación para {who} es hoy',
  },
  'mail.others.reminder.text': {
    one: '{who} tiene un cupo en esta capacitación. Si no puede asistir, libérelo ahora para que otra persona pueda ocuparlo.',
    other:
      '{who} tienen cupo en esta capacitación. Si alguien no puede asistir, libere ese cupo ahora para que otra persona pueda ocuparlo.',
  },
  'mail.others.still-coming': {
    one: '¿Todavía piensa asistir {who}?',
    other: '¿Todavía piensan asistir {who}?',
  },
  'mail.others.still-coming.text': {
    one: '{who} tiene un cupo en esta capacitación. Díganos si va a asistir. Si no puede, libere el cupo: otras personas pueden estar esperándolo.',
    other:
      '{who} tienen cupo en esta capacitación. Díganos quién va a asistir. Si alguien no puede, libere ese cupo: otras personas pueden estar esperándolo.',
  },
  'mail.others.still-coming.manage': { one: 'Conservar o liberar el cupo', other: 'Conservar o liberar los cupos' },
  'mail.others.cancelled': {
    one: 'La inscripción de {who} fue cancelada',
    other: 'Las inscripciones de {who} fueron canceladas',
  },
  'mail.others.cancelled.text': {
    one: '{who} no tiene un cupo en esta capacitación. La capacitación sí se llevará a cabo.',
    other: '{who} no tienen cupo en esta capacitación. La capacitación sí se llevará a cabo.',
  },
  'mail.others.cancelled.by.person': {
    one: 'Usted, o alguien con su enlace, la canceló.',
    other: 'Usted, o alguien con su enlace, las canceló.',
  },
  'mail.others.cancelled.by.organizer': {
    one: 'La organización la canceló.',
    other: 'La organización las canceló.',
  },
  'mail.others.passed-on': {
    one: 'Otra persona tomó el cupo de {who}',
    other: 'Otras personas tomaron los cupos de {who}',
  },
  'mail.others.passed-on.text': {
    one: 'Otra persona tomó el cupo que se ofreció, así que {who} ya no tiene un cupo.',
    other: 'Otras personas tomaron los cupos que se ofrecieron, así que {who} ya no tienen cupo.',
  },

  'mail.others.whatToDo': { one: 'Avise a {who}.', other: 'Avise a {who}.' },
  'mail.others.message.why': {
    one: 'Recibe este correo porque usted inscribió a un grupo en “{title}”. Es para quienes no dieron una dirección de correo.',
    other:
      'Recibe este correo porque usted inscribió a un grupo en “{title}”. Es para quienes no dieron una dirección de correo.',
  },
}
