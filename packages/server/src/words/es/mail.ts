import type { mailEn } from '../en/mail.ts'
import type { Translation } from '../translation.ts'

export const mailEs: Translation<typeof mailEn> = {
  'mail.greeting': 'Hola, {name}:',
  'mail.greeting.nameless': 'Hola:',
  'mail.message.hello': 'Hola',
  'mail.training': 'Capacitación',
  'mail.reference': 'Su número de referencia',
  'mail.manage': 'Cambiar o cancelar su inscripción',
  'mail.manage.note': 'No comparta este enlace: quien lo tenga puede cambiar su inscripción.',
  'mail.page': 'Abrir la página de inscripción',
  'mail.again': 'Si todavía quiere asistir, inscríbase de nuevo.',
  'mail.question': '¿Preguntas? Solo responda: le llegará a la organización.',
  'mail.question.organizer': '¿Preguntas? Solo responda: le llegará a {name}.',
  'mail.notYou': 'Si no fue usted, ignore este correo. Nada ha cambiado.',
  'mail.directions': 'Cómo llegar',
  'mail.plans': '¿Cambiaron sus planes?',
  'mail.organizer': '{name} organiza esta capacitación.',
  'mail.presenter': '{name} imparte esta capacitación.',

  'mail.band.confirmed': 'Confirmado',
  'mail.band.reminder': 'Recordatorio',
  'mail.band.allConfirmed': 'Todo confirmado',
  'mail.band.waiting': 'Lista de espera',
  'mail.band.approval': 'A la espera de aprobación',
  'mail.band.notAll': 'No todas las personas tienen un cupo',
  'mail.band.changed': 'Cambio',
  'mail.band.canceled': 'Cancelación',
  'mail.band.declined': 'No aceptada',
  'mail.band.expired': 'Vencido',
  'mail.band.answer': 'Necesitamos su respuesta',
  'mail.band.code': 'Un paso más',
  'mail.band.unchanged': 'Sin cambios',
  'mail.band.transferred': 'Cupo cedido',
  'mail.band.links': 'Su inscripción',
  'mail.band.groupLink': 'Su grupo',
  'mail.band.report': 'Informe para la organización',
  'mail.band.certificate': 'Certificado',
  'mail.band.open': 'Ya se puede inscribir',
  'mail.band.message': 'De la organización',

  'mail.why':
    'Recibe este correo porque alguien, probablemente usted, se inscribió en esta capacitación con esta dirección.',
  'mail.why.group':
    'Recibe este correo porque alguien, probablemente usted, inscribió a un grupo en esta capacitación con esta dirección.',
  'mail.why.one':
    'Recibe este correo porque alguien, probablemente usted, inscribió a una persona en esta capacitación con esta dirección.',
  'mail.why.colleague':
    'Recibe este correo porque una persona que usted conoce nos dio su dirección para ofrecerle este cupo. La borramos si no lo toma.',
  'mail.why.supervisor': 'Recibe este correo porque alguien indicó que usted supervisa su trabajo.',
  'mail.why.link': 'Recibe este correo porque alguien, probablemente usted, nos lo pidió.',
  'mail.why.report':
    'Recibe este correo porque esta es la dirección de contacto de la capacitación. Para dejar de recibirlo, edite la capacitación y elija “{off}” en “{setting}”.',
  'mail.notYou.delete': '¿No fue usted? Borre esta inscripción',
  'mail.notYou.one': '¿No fue usted? Cancele esta inscripción',
  'mail.notYou.group': '¿No fue usted? Cancele estas inscripciones',

  'mail.confirmed': 'Ya tiene su cupo',
  'mail.confirmed.named': 'Ya tiene su cupo, {name}',
  'mail.confirmed.text': 'Ya tiene un cupo. Adjuntamos un archivo para su calendario.',
  'mail.moved':
    'La organización le cambió a esta capacitación. Antes tenía “{training}” ({day}): allí ya no tiene un cupo ni un lugar en la lista de espera, así que quítela de su calendario.',
  'mail.waitlisted': 'Todavía sin cupo, en la lista de espera',
  'mail.waitlisted.subject': 'Todavía sin cupo: lista de espera del {date}',
  'mail.waitlisted.text':
    'Todavía no tiene un cupo. No venga a menos que le escribamos que tiene uno. Cuando se libera un cupo, pasa a la siguiente persona de la lista.',
  'mail.pending-approval': 'Recibimos su solicitud',
  'mail.pending-approval.text':
    'Todavía no está confirmada: primero tiene que aprobarse. No venga hasta que le escribamos que su cupo está confirmado.',
  'mail.approval-again': 'Su inscripción tiene que aprobarse de nuevo',
  'mail.approval-again.text':
    'Se modificó, así que tiene que aprobarse de nuevo. Mientras tanto no está confirmada, aunque antes lo estuviera: no venga hasta que le escribamos que su cupo está confirmado.',
  'mail.approved': 'Su cupo está confirmado',
  'mail.approved.text': 'Su solicitud fue aprobada. Adjuntamos un archivo para su calendario.',
  // Above what an organizer wrote to one person
  'mail.note': 'De la organización',
  'mail.note.by': 'De {name}',
  'mail.declined': 'Su solicitud no fue aceptada',
  'mail.declined.text': 'No tiene un cupo.',
  'mail.promoted': 'Usted tiene un cupo',
  'mail.promoted.text':
    'Ya tiene un cupo y ya no está en la lista de espera. Si no puede asistir, libérelo para que lo reciba la siguiente persona. Adjuntamos un archivo para su calendario.',
  'mail.offer': 'Hay un cupo reservado para usted',
  'mail.offer.text':
    'Se liberó un cupo y usted es la siguiente persona en la lista de espera. Está reservado para usted hasta el {time}. Si no lo acepta antes, pasa a la siguiente persona.',
  'mail.offer.manage': 'Aceptar o rechazar el cupo',
  'mail.offer-expired': 'El cupo ya no está reservado para usted',
  'mail.offer-expired.text':
    'El cupo que le ofrecimos no fue aceptado. Usted no tiene un cupo y ya no está en la lista de espera.',
  'mail.reminder': 'Le esperamos el {weekday}',
  'mail.reminder.subject': 'Le esperamos el {weekday}: su capacitación, {time}',
  'mail.reminder.tomorrow': 'Le esperamos mañana',
  'mail.reminder.today': 'Su capacitación es hoy',
  'mail.reminder.text':
    'Usted tiene un cupo en esta capacitación. Si no puede asistir, libérelo ahora para que otra persona pueda ocuparlo.',
  'mail.reminder.ahead': 'Le enviaremos un recordatorio por correo electrónico el día anterior.',
  'mail.still-coming': '¿Todavía piensa asistir?',
  'mail.still-coming.text':
    'Usted tiene un cupo en esta capacitación. Díganos si va a asistir. Si no puede, libere su cupo: otras personas pueden estar esperándolo.',
  'mail.still-coming.each': 'Responda por cada persona con estos enlaces:',
  'mail.still-coming.each.note': 'No comparta estos enlaces: quien tenga uno puede cambiar esa inscripción.',
  'mail.still-coming.manage': 'Conservar o liberar mi cupo',
  'mail.cancelled': 'Su inscripción fue cancelada',
  'mail.cancelled.text': 'Usted no tiene un cupo en esta capacitación. La capacitación sí se llevará a cabo.',
  'mail.cancelled.by.person': 'Usted, o alguien con su enlace, la canceló.',
  'mail.cancelled.by.coordinator': 'La persona que le inscribió la canceló.',
  'mail.cancelled.by.organizer': 'La organización la canceló.',
  'mail.calendar.remove': 'Abra el archivo adjunto para quitar la capacitación de su calendario.',
  'mail.group-called-off': 'Su grupo no va a venir. ¿Y usted?',
  'mail.group-called-off.text':
    'La persona que inscribió a su grupo dice que no va a venir. Usted tiene su propia inscripción: consérvela si va a venir o libere su cupo para que otra persona pueda usarlo.',
  'mail.group-called-off.manage': 'Conservar o liberar su cupo',
  'mail.already-registered': 'Usted ya tenía una inscripción',
  'mail.already-registered.text':
    'Alguien, quizás usted, acaba de inscribirle otra vez. Su inscripción sigue como estaba.',
  'mail.already-registered.said': 'Esto se ingresó esta vez. Para cambiar su inscripción, use el enlace de arriba.',

  'mail.seat-passed': 'Le ofrecen un cupo',
  'mail.seat-passed.text':
    '{giver} no puede asistir a esta capacitación y le ofrece su cupo. Para tomarlo, abra la página de abajo antes del {time}. Hasta entonces no es suyo.',
  'mail.seat-passed.nameless': 'Una persona que usted conoce',
  'mail.seat-passed.take': 'Ver la capacitación y tomar el cupo',
  'mail.seat-passed.note': 'Si no lo quiere, no tiene que hacer nada. Nada cambia a menos que tome el cupo.',
  'mail.passed-on': 'Otra persona tomó su cupo',
  'mail.passed-on.text':
    'La persona a la que usted ofreció su cupo lo tomó. Usted ya no está en la lista de inscripciones.',

  'mail.training-changed': 'La capacitación cambió',
  'mail.training-changed.text': 'Así quedan la fecha, la hora y el lugar.',
  'mail.training-changed.time': 'Nueva fecha y hora: {now} (antes: {was}).',
  'mail.training-changed.place': 'Nuevo lugar: {now} (antes: {was}).',
  'mail.training-restored': 'La capacitación sí se llevará a cabo',
  'mail.training-restored.lead': 'Ya no está cancelada.',
  'mail.training-restored.text': 'Estos son la fecha, la hora y el lugar.',
  'mail.training-restored.calendar': 'Abra el archivo adjunto para volver a poner la capacitación en su calendario.',
  'mail.training-changed.calendar': 'Abra el archivo adjunto para actualizar la capacitación en su calendario.',
  'mail.training-cancelled': 'La capacitación fue cancelada',
  'mail.training-cancelled.text': 'La organización la canceló, así que no se llevará a cabo.',
  'mail.whatToDo': 'Usted no tiene que hacer nada.',
  'mail.training-cancelled.calendar':
    'Abra el archivo adjunto para marcar la capacitación como cancelada en su calendario.',

  'mail.stands.confirmed': 'Usted tiene un cupo.',
  'mail.stands.waitlisted': 'Usted está en la lista de espera. Todavía no tiene un cupo.',
  'mail.stands.offered': 'Hay un cupo reservado para usted hasta el {time}. Acéptelo antes.',
  'mail.stands.pending': 'Su solicitud todavía no está confirmada.',
  'mail.status.pending_approval': 'Sin confirmar: a la espera de aprobación',
  'mail.status.confirmed': 'Cupo confirmado',
  'mail.status.waitlisted': 'En lista de espera, todavía sin cupo',
  'mail.status.offered': 'Cupo reservado, todavía sin aceptar',
  'mail.status.cancelled': 'Cancelada',
  'mail.status.declined': 'No aceptada',
  'mail.status.expired': 'Vencida',
  'mail.status.reference': '{status} ({reference})',

  'mail.your-link': { one: 'Aquí tiene su enlace', other: 'Aquí tiene sus enlaces' },
  'mail.your-link.text': {
    one: 'Con él puede ver, cambiar, cancelar o borrar su inscripción.',
    other: 'Con ellos puede ver, cambiar, cancelar o borrar sus inscripciones.',
  },
  'mail.your-link.see': 'Ver su inscripción',
  'mail.your-link.one': '{name}: {status}',
  'mail.your-link.group': 'Ver su grupo',
  'mail.your-link.group.text': 'Con él puede ver su grupo y cambiar o cancelar inscripciones.',
  'mail.your-link.group.note':
    'No comparta este enlace: quien lo tenga puede cambiar estas inscripciones. Si no lo pidió, ignore este correo.',
  'mail.your-link.note': {
    one: 'No comparta este enlace: quien lo tenga puede cambiar su inscripción. Si no lo pidió, ignore este correo.',
    other:
      'No comparta estos enlaces: quien los tenga puede cambiar sus inscripciones. Si no los pidió, ignore este correo.',
  },

  'mail.group-summary.all': {
    one: 'La persona que usted inscribió tiene un cupo',
    other: 'Todas las personas de su grupo tienen cupo',
  },
  'mail.group-summary.some': {
    one: '{count} de {total} personas de su grupo tiene cupo',
    other: '{count} de {total} personas de su grupo tienen cupo',
  },
  'mail.group-summary.none': {
    one: 'La persona que usted inscribió todavía no tiene un cupo',
    other: 'Nadie de su grupo tiene un cupo todavía',
  },
  'mail.group-summary.notAll': 'Solo pueden venir las personas que tienen su cupo confirmado.',
  'mail.group-summary.text': {
    one: 'Este es el estado de esa persona. Si tiene su propio correo electrónico, también le escribimos directamente.',
    other:
      'Este es el estado de cada persona. A quien tiene su propio correo electrónico también le escribimos directamente.',
  },
  'mail.together': 'Su grupo sigue unido: todas las personas reciben cupo, o todas esperan.',
  'mail.group-summary.count': { one: '{count} persona', other: '{count} personas' },
  'mail.group-summary.manage': 'Cambiar o cancelar estas inscripciones',
  'mail.group-summary.note': 'No comparta este enlace: quien lo tenga puede cambiar estas inscripciones.',

  'admin.training.digest': 'Correo diario al contacto',
  'admin.training.digest.off': 'Ninguno',
  'mail.digest.of': '{count} de {capacity} cupos confirmados',
  'mail.digest.unlimited': { one: '{count} cupo confirmado', other: '{count} cupos confirmados' },
  'mail.digest.limited': 'Demasiados correos o códigos incorrectos',
  'mail.digest.text': 'Esto es lo que ha pasado desde el {time}.',
  'mail.digest.changes': {
    one: '{count} inscripción ha cambiado desde el {time}.',
    other: '{count} inscripciones han cambiado desde el {time}.',
  },
  'mail.digest.list': 'Ver quién se inscribió',
  'mail.digest.new': 'Nuevas inscripciones',
  'mail.digest.gone': 'Canceladas, no aceptadas o vencidas',
  'mail.digest.seats': 'Cupos',
  'mail.digest.seats.of': '{count} de {capacity} confirmados',
  'mail.digest.seats.unlimited': { one: '{count} confirmado', other: '{count} confirmados' },
  'mail.digest.decisions': 'Sus decisiones',
  'mail.digest.decisions.count': {
    one: '{count} solicitud espera su decisión',
    other: '{count} solicitudes esperan su decisión',
  },
  'mail.digest.totals': 'Las demás personas',
  'mail.digest.total': '{status}: {count}',
  'mail.digest.held': 'Correos que salieron tarde o no salieron',
  'mail.digest.held.crowded-mailbox': {
    one: '{count} correo, porque una dirección recibe como máximo 5 por hora por inscripciones sin verificar',
    other: '{count} correos, porque una dirección recibe como máximo 5 por hora por inscripciones sin verificar',
  },
  'mail.digest.held.hourly-limit': {
    one: '{count} correo, porque hubo demasiadas inscripciones sin verificar en una hora',
    other: '{count} correos, porque hubo demasiadas inscripciones sin verificar en una hora',
  },
  'mail.digest.codes': 'Códigos incorrectos',
  'mail.digest.paused':
    'El {day} (UTC) hubo demasiados códigos incorrectos. Ningún código funcionó el resto del día. Los enlaces de los correos sí.',
  'mail.digest.paused.all':
    'El {day} (UTC) llegaron demasiados códigos incorrectos para todas las capacitaciones en conjunto. Ningún código funcionó durante el resto del día. Los enlaces de los correos sí.',
  'mail.digest.long-codes':
    'El {day} (UTC) llegaron muchos códigos incorrectos para todas las capacitaciones en conjunto. Los códigos nuevos tuvieron 8 dígitos durante el resto del día.',
  'mail.digest.paused.domain':
    'El {day} (UTC) hubo demasiados códigos incorrectos para direcciones de {domain}. Ninguno de sus códigos funcionó el resto del día. Los enlaces de los correos sí.',
  'mail.digest.more': { one: 'y {count} más', other: 'y {count} más' },

  'mailed.field.email.hint': 'Para su confirmación y cualquier cambio',
  'mailed.result.sentTo': 'Le estamos escribiendo a {address}.',
  'mailed.result.confirmed.text':
    'Nuestro correo trae los detalles, un archivo para su calendario y un enlace para cambiar o cancelar.',
  'mailed.result.waitlisted.text':
    'No venga a menos que le avisemos por correo que tiene un cupo. Cuando se libera uno, pasa a la siguiente persona de la lista.',
  'mailed.result.pending_approval.text': 'No venga hasta que le avisemos por correo que su cupo está confirmado.',
  'mailed.people.intro': 'Usted es el contacto. ¿Alguien no tiene correo? Le escribiremos a usted.',
  'mailed.people.outcome.waitlisted': {
    one: '{names} debe quedarse en casa, a menos que avisemos por correo',
    other: '{names} deben quedarse en casa, a menos que avisemos por correo',
  },
  'mailed.people.outcome.pending_approval': {
    one: '{names} debe quedarse en casa hasta que avisemos por correo',
    other: '{names} deben quedarse en casa hasta que avisemos por correo',
  },
  'mailed.result.confirmed.sentTo':
    'Le enviamos los detalles, un archivo para su calendario y un enlace para cambiar o cancelar a {address}.',
  'mailed.result.waitlisted.sentTo':
    'No venga a menos que le avisemos a {address} que tiene un cupo. Cuando se libera uno, pasa a la siguiente persona de la lista.',
  'mailed.result.pending_approval.sentTo': 'No venga hasta que le avisemos a {address} que su cupo está confirmado.',
  'mailed.people.outcome.confirmed.sentTo':
    'Enviamos la lista a {address}. Avise a cada persona cuándo y dónde es la capacitación.',
  'mailed.people.outcome.waitlisted.sentTo': 'Enviamos la lista a {address}.',
  'mailed.people.outcome.pending_approval.sentTo':
    'La organización revisará su solicitud. Enviamos la lista a {address}.',
  'mailed.state.cancelled.text': 'No se llevará a cabo. Se avisa a todas las personas inscritas.',
  'mailed.result.before': '¿Ya se había inscrito? Vale su primera inscripción. Revise nuestro correo.',

  'mail.signIn': '{code} es su código para iniciar sesión',
  'mail.signIn.text': 'Escríbalo en la página para iniciar sesión. Sirve durante 10 minutos y una sola vez.',
  'mail.signIn.note': 'No dé este código a nadie, ni a quien diga que trabaja con nosotros.',
  'mail.signIn.why':
    'Recibe este mensaje porque alguien pidió iniciar sesión con este correo electrónico. Si no fue usted, ignórelo: sin el código nadie puede entrar.',
  'mail.account': 'Ya puede iniciar sesión en las capacitaciones',
  'mail.account.of': 'Ya puede iniciar sesión en las capacitaciones de {organizer}',
  'mail.account.by': '{name} agregó su cuenta.',
  'mail.account.text':
    'Tiene una cuenta con {email}. No necesita contraseña: cada vez que inicie sesión, recibirá un código.',
  'mail.account.button': 'Iniciar sesión',
  'mail.account.why':
    'Recibe este mensaje porque la organización agregó su cuenta. Si no sabe por qué, pregunte antes de iniciar sesión.',
  'mail.account.band': 'Su cuenta',
}
