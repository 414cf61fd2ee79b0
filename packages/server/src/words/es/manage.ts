import type { manageEn } from '../en/manage.ts'
import type { Translation } from '../translation.ts'

export const manageEs: Translation<typeof manageEn> = {
  'manage.title': 'Su inscripción',
  'manage.name': 'Nombre',
  'manage.status.confirmed': 'Su cupo está confirmado',
  'manage.status.confirmed.text': '¿No puede venir? Libere su cupo para que otra persona lo use.',
  'manage.status.waitlisted': 'Está en la lista de espera, pero todavía no tiene un cupo',
  'manage.status.waitlisted.text': 'No venga a menos que le avisemos que hay un cupo para usted.',
  'manage.status.pending_approval': 'Su solicitud todavía no está confirmada',
  'manage.status.pending_approval.text':
    'Primero tiene que aprobarse. No venga hasta que le avisemos que su cupo está confirmado.',
  'manage.status.pending_verification': 'Su solicitud todavía no está confirmada',
  'manage.status.pending_verification.text':
    'Todavía falta comprobar su correo electrónico: ingrese el código del correo que recibió o abra el enlace que lo acompaña.',
  'manage.status.offered': 'Hay un cupo reservado para usted',
  'manage.status.offered.text': 'No es suyo hasta que lo acepte. Si no lo acepta, podría pasar a la siguiente persona.',
  'manage.status.offered.until': 'Está reservado hasta el {time}. Si no lo acepta antes, pasa a la siguiente persona.',
  'manage.status.cancelled': 'Su inscripción está cancelada',
  'manage.status.cancelled.text': 'No tiene cupo. Si al final quiere asistir, inscríbase de nuevo.',
  'manage.status.declined': 'Su solicitud no fue aceptada',
  'manage.status.declined.text': 'No tiene cupo. Si tiene preguntas, comuníquese con la organización.',
  'manage.status.expired': 'Su inscripción venció',
  'manage.status.expired.text':
    'No tiene cupo ni está en la lista de espera. Si al final quiere asistir, inscríbase de nuevo.',
  'manage.code': 'Su código de llegada',
  'manage.code.text': 'Muéstrelo en la entrada cuando llegue y cuando salga. No sirve para nada más.',
  'manage.code.name': '¿Ese día no tiene teléfono? Diga su nombre en la mesa.',
  'manage.code.number': '¿Ese día no tiene teléfono? Diga su número de referencia en la mesa.',

  // What people can do, and what they have done
  'manage.back': 'Volver sin cambiar nada',
  'manage.options': 'Lo que puede hacer',
  'manage.done.otherwise': 'Algo cambió mientras tanto, así que no hicimos ningún cambio. Este es el estado actual.',
  'manage.accept': 'Aceptar el cupo',
  'manage.decline': 'No, gracias. Dénselo a otra persona',
  'manage.done.accepted': 'Aceptó el cupo. Es suyo.',
  'manage.done.declined': 'No aceptó el cupo. Ahora puede recibirlo otra persona.',
  'manage.coming': '¿Todavía piensa asistir?',
  'manage.coming.text': 'Si no puede, libere su cupo: es posible que otras personas lo estén esperando.',
  'manage.coming.yes': 'Sí, conservar mi cupo',
  'manage.coming.no': 'No, liberar mi cupo',
  'manage.done.coming': 'Su cupo queda reservado para usted. Le esperamos.',
  'manage.change': 'Cambiar mis respuestas',
  'manage.change.about': 'Corrija su nombre o cambie lo que nos dijo',
  'manage.change.save': 'Guardar los cambios',
  'manage.change.email': 'Esta dirección no se puede cambiar en esta página.',
  'manage.change.otherwise':
    'Otra persona modificó estas respuestas mientras esta página estaba abierta, así que no guardamos nada. Revíselas y guarde de nuevo.',
  'manage.change.meanwhile': 'Otra persona modificó esta respuesta mientras tanto. Guarde de nuevo para usar la suya.',
  'manage.change.twice': 'Ya hay una persona con este nombre inscrita con esta dirección',
  'manage.done.changed': 'Los cambios quedaron guardados.',
  'manage.cancel.seat': 'Liberar mi cupo',
  'manage.cancel': 'Cancelar mi inscripción',
  'manage.cancel.text':
    'Perderá de inmediato su cupo o su lugar en la lista de espera. Si cambia de opinión, tendrá que inscribirse de nuevo.',
  'manage.done.cancelled': 'La inscripción está cancelada.',
  'manage.erase': 'Borrar mis datos',
  'manage.over': 'Esta capacitación ya terminó. Todavía puede borrar sus datos.',
  'manage.over.text':
    'Borraremos de inmediato de este sistema su inscripción, su nombre, su correo electrónico y sus respuestas. Esto no se puede deshacer.',
  'manage.erase.text':
    'Borraremos de inmediato de este sistema su inscripción, su nombre, su correo electrónico y sus respuestas. Si tiene un cupo, pasa a otra persona. Esto no se puede deshacer.',
  'manage.erase.button': 'Borrar todo',
  'manage.erased': 'Sus datos se borraron',
  'manage.erased.text':
    'Su inscripción y todas sus respuestas ya no están en este sistema, y los enlaces dejaron de funcionar. Los mensajes que ya recibió siguen en su bandeja de entrada.',

  // Giving a seat to a colleague
  'manage.pass': 'Ceder mi cupo a un colega',
  'manage.pass.about': 'Se lo preguntamos a su colega. Mientras no lo acepte, el cupo sigue siendo de usted',
  'manage.pass.text':
    'Le preguntaremos a su colega si quiere el cupo. Mientras no lo acepte, el cupo sigue siendo de usted. Su colega verá su nombre, sin apellido.',
  'manage.pass.givenName': 'Nombre de su colega',
  'manage.pass.familyName': 'Apellido de su colega',
  'manage.pass.email': 'Correo electrónico de su colega',
  'manage.pass.email.hint': 'Se usa solo para esta pregunta y se borra si no acepta el cupo.',
  'manage.pass.givenName.required': 'Ingrese el nombre de su colega',
  'manage.pass.email.required': 'Ingrese el correo electrónico de su colega',
  'manage.pass.button': 'Preguntar a mi colega',
  'manage.pass.often':
    'Hoy ya preguntó a varias personas. Inténtelo de nuevo mañana o comuníquese con la organización.',
  'manage.done.passing': 'Le estamos preguntando a su colega. Mientras no lo acepte, el cupo sigue siendo de usted.',
  'manage.passing': 'Ofreció su cupo a {name}',
  'manage.passing.text': 'Sigue siendo de usted mientras esa persona no lo acepte. Puede hacerlo hasta el {time}.',
  'manage.passing.keep': 'Conservar mi cupo',
  'manage.done.kept': 'Conserva su cupo. Su colega ya no puede tomarlo.',
  'manage.take': '{name} le ofrece un cupo',
  'manage.take.text':
    'Conteste estas preguntas para aceptarlo. Puede hacerlo hasta el {time}. Si no quiere el cupo, no tiene que hacer nada.',
  'manage.take.heading': 'Aceptar el cupo',
  'manage.take.button': 'Aceptar el cupo',
  'manage.take.already': 'Usted ya tiene una inscripción',
  'manage.take.already.text':
    'Su propia inscripción sigue vigente, y el cupo queda con quien se lo ofreció. Nada ha cambiado.',
  'manage.done.taken': 'El cupo pasó a usted.',

  // A group, for its coordinator
  'manage.group': 'Su grupo',
  'manage.group.heading': { one: 'Su grupo: {count} persona', other: 'Su grupo: {count} personas' },
  'manage.group.own': 'Quienes tienen correo propio tienen su propio enlace. Lo que aparece aquí pudo haber cambiado.',
  'manage.group.attended': { one: '{count} asistió', other: '{count} asistieron' },
  'manage.group.away': { one: '{count} no asistió', other: '{count} no asistieron' },
  'manage.group.minutes': { one: 'Asistió, {count} minuto', other: 'Asistió, {count} minutos' },
  'manage.group.absent': 'No asistió',
  'manage.group.count.confirmed': { one: '{count} tiene cupo', other: '{count} tienen cupo' },
  'manage.group.count.waitlisted': { one: '{count} en la lista de espera', other: '{count} en la lista de espera' },
  'manage.group.count.offered': { one: '{count} con un cupo reservado', other: '{count} con un cupo reservado' },
  'manage.group.count.pending_approval': {
    one: '{count} a la espera de aprobación',
    other: '{count} a la espera de aprobación',
  },
  'manage.group.count.cancelled': { one: '{count} cancelado', other: '{count} cancelados' },
  'manage.group.count.declined': { one: '{count} rechazado', other: '{count} rechazados' },
  'manage.group.count.expired': { one: '{count} vencido', other: '{count} vencidos' },
  'manage.group.change': 'Cambiar respuestas',
  'manage.group.substitute': 'Reemplazar por otra persona',
  'manage.group.cancel': 'Cancelar',
  'manage.group.more': 'Más',
  'manage.group.about': '{action}: {name}',
  'manage.group.change.title': 'Cambiar las respuestas de {name}',
  'manage.group.cancel.title': 'Cancelar la inscripción de {name}',
  'manage.group.cancel.text':
    'Esta persona perderá de inmediato su cupo o su lugar en la lista de espera. Esto no se puede deshacer.',
  'manage.group.cancel.button': 'Cancelar esta inscripción',
  'manage.group.add': 'Agregar personas a su grupo',
  'manage.group.add.about': 'Reciben una respuesta de inmediato, igual que su grupo.',
  'manage.group.add.submit': 'Inscribir a estas personas',
  'manage.group.add.back': 'Ver todo su grupo',
  'manage.group.add.most': {
    one: 'Un grupo admite hasta {max} personas, contando a quienes cancelaron, y el suyo tiene {count}. Inscriba a las demás como otro grupo.',
    other:
      'Un grupo admite hasta {max} personas, contando a quienes cancelaron, y el suyo tiene {count}. Inscriba a las demás como otro grupo.',
  },
  'manage.group.add.together':
    'Usted pidió que este grupo siga junto, así que nadie más puede unirse. Inscriba a las demás personas como otro grupo.',
  'manage.group.add.other': 'Inscribir a otro grupo',
  'manage.group.substitute.title': '¿Quién viene en lugar de {name}?',
  'manage.group.substitute.text':
    'La nueva persona recibe esta inscripción tal como está. Las respuestas de {name} no se conservan.',
  'manage.group.substitute.button': 'Reemplazar',
  'manage.done.substituted': 'Esta inscripción pasó a otra persona.',
  'manage.group.cancelAll': 'Cancelar para todo el grupo',
  'manage.group.cancelAll.text':
    'Las personas de la lista que no tienen correo propio pierden su cupo, o su lugar en la lista de espera, de inmediato. No se puede deshacer. Las demás reciben un correo con su propio enlace para conservar o liberar su cupo.',
  'manage.group.offered': { one: 'Hay un cupo reservado para {names}', other: 'Hay cupos reservados para {names}' },
  'manage.group.offered.text':
    'Nadie tiene un cupo hasta que usted acepte aquí. Si no acepta, podría pasar a la siguiente persona.',
  'manage.group.offered.until':
    'Nadie tiene un cupo hasta que usted acepte aquí. Si no acepta antes del {time}, pasa a la siguiente persona.',
  'manage.group.accept': { one: 'Aceptar el cupo', other: 'Aceptar estos cupos' },
  'manage.group.decline': { one: 'Rechazar el cupo', other: 'Rechazar estos cupos' },
  'manage.done.acceptedGroup': 'Aceptó la oferta. Ya está confirmada.',
  'manage.done.declinedGroup': 'Rechazó la oferta. Ahora puede aprovecharla otra persona.',
  'manage.group.erase.text':
    'Borraremos de inmediato su nombre, su correo electrónico y su agencia de este grupo, y este enlace dejará de funcionar. Las personas de su grupo conservan su inscripción. Quienes no tienen correo electrónico propio ya no recibirán mensajes, y solo la organización podrá cambiar o cancelar su inscripción. Si usted también se inscribió, esa inscripción se mantiene. Para borrarla, use el enlace de su propio correo. Esto no se puede deshacer.',
  'manage.group.erased.text':
    'Su nombre, su correo electrónico y su agencia ya no están en este grupo, y su enlace ya no funciona. Las personas de su grupo conservan su inscripción. Los mensajes que ya recibió siguen en su bandeja de entrada.',
  'manage.done.cancelledAll':
    'Anotamos que su grupo no va a venir. Las personas sin correo propio perdieron su cupo. Las demás reciben un correo con su propio enlace.',

  // Links that do not work, and how to get a new one
  'manage.dead': 'Este enlace no funciona',
  'manage.dead.text':
    'Puede estar incompleto o vencido. Pida uno nuevo: elija su capacitación y luego “Obtener su enlace”.',
  'manage.find.heading': '¿Ya se inscribió?',
  'manage.find': 'Obtener el enlace a su inscripción',
  'manage.find.link': 'Obtener su enlace',
  'manage.find.text':
    'Ingrese la dirección con la que se inscribió. Ahí llega el enlace para ver, cambiar, cancelar o borrar su inscripción.',
  'manage.find.button': 'Obtener mi enlace',
  'manage.find.done': 'Revise su correo electrónico',
  'manage.find.done.text':
    'Si esta dirección está inscrita en esta capacitación, el enlace va en camino. Si no llega nada en 15 minutos, revise la carpeta de correo no deseado o comuníquese con la organización.',
  'manage.find.by.reference': '¿No llegó el correo? Use su número de referencia',
  'manage.find.by.email': 'Usar su correo electrónico',
  'manage.find.reference.text':
    'Ingrese su número de referencia y sus apellidos. El enlace va de nuevo al correo con el que se inscribió, y a ningún otro.',
  'manage.find.reference.label': 'Número de referencia',
  'manage.find.reference.hint': 'Lo vio al inscribirse, como K7MQ-3FXA',
  'manage.find.reference.fault': 'Ingrese las 8 letras y números de su número de referencia, como K7MQ-3FXA',
  'manage.find.name.hint': 'Como se inscribió. ¿Tiene un solo nombre? Ingrese ese',
  'manage.find.reference.done':
    'Si este número y este nombre son de una inscripción, el enlace va en camino a su correo electrónico. Si no llega nada en 15 minutos, es posible que su agencia bloquee nuestros correos.',
  'manage.find.call': 'Comuníquese con {contact} e indique su número de referencia: pueden corregir su dirección.',
  'manage.find.none':
    'Para cambiar o cancelar su inscripción, comuníquese con la organización e indique su número de referencia.',
}
