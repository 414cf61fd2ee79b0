import type { formEn } from '../en/form.ts'
import type { Translation } from '../translation.ts'

export const formEs: Translation<typeof formEn> = {
  browser: {
    // Form
    'form.heading': 'Reserve su cupo',
    'form.optional': '{label} (opcional)',
    'form.select': 'Elija una opción',
    'form.submit': 'Inscribirme',
    'form.sending': 'Enviando…',
    'form.privacy': 'Cómo usamos su información',
    'form.privacy.text':
      'Sus respuestas van a la organización, para esta capacitación. Este sitio nunca las ve. Las borramos a más tardar el {date}.',
    'field.email.suggest': '¿Quiso decir {address}?',
    'form.trap': 'Deje esto vacío',
    'form.page': 'Abrir la página de inscripción',
    'form.several': '¿Viene en grupo?',
    'errors.heading': 'Hay un problema',

    // Faults: `error.{field}.{code}` where there is one, else `error.{code}` with the field's label
    'error.required': 'Responda esta pregunta: {label}',
    'error.givenName.required': 'Ingrese su nombre',
    'error.familyName.required': 'Ingrese sus apellidos',
    'error.email.required': 'Ingrese su correo electrónico',
    'error.phone.required': 'Ingrese su teléfono celular',
    'error.role.required': 'Seleccione su profesión o cargo',
    'error.roleOther.required': 'Indique su profesión o cargo',
    'error.agency.required': 'Ingrese su agencia u organización',
    'error.attestation.required': 'Confirme que cumple los requisitos para asistir a esta capacitación',
    'error.minimumAge.required': 'Confirme su edad',
    'error.email': 'Ingrese un correo electrónico con el formato correcto, como nombre@ejemplo.com',
    'error.email-part': 'Agregue la parte después de la @, como nombre@agencia.org',
    'error.email-typo': 'Revise la parte después de la @',
    'error.doubt': 'Revise la parte después de la @. Si es correcta, presione el botón de nuevo.',
    'error.tel': 'Ingrese un número de teléfono, como 816-555-0100',
    'error.licenceState.required': 'Ingrese el estado que emitió su licencia',
    'error.licenceNumber.required': 'Ingrese su número de licencia',
    'error.rank.required': 'Ingrese su rango o puesto',
    'error.needs.required': 'Díganos qué necesita para participar, o escriba “nada”',
    'error.diet.required': 'Díganos sus necesidades alimentarias, o escriba “ninguna”',
    'error.date': 'Ingrese una fecha, como 2027-03-06',
    'error.too-long': '{label}: escriba {max} caracteres como máximo',
    'error.characters': '{label}: hay caracteres que no se pueden guardar. Escriba la respuesta en lugar de pegarla',
    'error.not-an-option': 'Elija una de las respuestas ofrecidas para: {label}',
    'error.wrong-type': 'Esta respuesta no tiene el formato esperado: {label}',
    'error.person-twice': 'Esta persona aparece dos veces',
    'error.consent': 'Confirme esto para continuar: {label}',
    'error.several':
      'No se pudo cargar el formulario para grupos. Vuelva a intentarlo o inscriba a una persona a la vez.',
    'error.trap':
      'Se llenó una casilla oculta de este formulario, quizás por su navegador. Déjela vacía o use la página de inscripción.',
    'error.too-quick': 'Fue muy rápido. Presione el botón una vez más.',

    // Results of a sign-up
    'result.confirmed.word': 'Cupo confirmado',
    'result.waitlisted.word': 'Lista de espera',
    'result.pending_approval.word': 'Falta la aprobación',
    'result.pending_verification.word': 'Falta un paso',
    'result.confirmed': 'Su inscripción está confirmada',
    'result.confirmed.text':
      'Ya tiene un cupo. Guarde su número de referencia: lo necesitará para cambiar o cancelar su inscripción.',
    'result.waitlisted': 'Está en la lista, pero todavía no tiene un cupo',
    'result.waitlisted.text':
      'No venga a menos que la organización le avise que tiene un cupo. Guarde su número de referencia.',
    'result.pending_approval': 'La organización revisará su solicitud',
    'result.pending_approval.text':
      'No venga hasta que la organización le avise que su cupo está confirmado. Guarde su número de referencia.',
    'result.pending_verification': 'Recibimos su solicitud. Todavía no está confirmada',
    'result.pending_verification.text': 'Falta comprobar su correo electrónico. Guarde su número de referencia.',
    'result.before': 'Si ya tenía una inscripción, sigue vigente.',
    'result.reference': 'Su número de referencia',
    'result.question': '¿Tiene preguntas o no puede asistir? Comuníquese con la organización',
    'result.fix': '¿La dirección está mal? Corríjala',
    'result.another': 'Inscribir a otra persona',
    'result.calendar': 'Agregar al calendario',
    'result.share': 'Avisar a un colega',
    'result.directions': 'Cómo llegar',
    'result.continue': 'Continuar',

    // A sign-up that fails
    'failed.heading': 'Su inscripción no se envió',
    'failed.offline':
      'Este dispositivo no tiene conexión. Sus respuestas siguen aquí. Vuelva a intentarlo cuando la tenga.',
    'failed.unknown.heading': 'No recibimos respuesta',
    'failed.unknown':
      'No sabemos con certeza si su inscripción llegó. Vuelva a intentarlo: no se hará una segunda inscripción.',
    'failed.busy':
      'Muchas personas se están inscribiendo en este momento. Sus respuestas siguen aquí. Vuelva a intentarlo en un momento.',
    'failed.refused':
      'Esta página no pudo enviar su inscripción. Sus respuestas siguen aquí. Use la página de inscripción.',
    'failed.retry': 'Volver a intentar',
    changed: 'Algo cambió mientras usted llenaba el formulario. Revíselo y envíelo de nuevo.',

    // The button for people who must leave the page quickly
    'fix.confirmed': 'Corrija su correo electrónico: su cupo sigue reservado',
    'fix.waitlisted': 'Corrija su correo electrónico: conserva su lugar en la lista de espera',
    'fix.pending_approval': 'Corrija su correo electrónico: su solicitud sigue en pie',
    'fix.pending_verification': 'Corrija su correo electrónico: sus respuestas siguen aquí',
    'fix.submit': 'Enviarlo aquí',
    'exit.leave': 'Salir de esta página',
    'exit.note': 'Esto no borra el historial de su navegador.',
  },
  server: {
    // Replace the titles of results where the form asked for a first name
    'result.confirmed.named': 'Listo, {name}. Nos vemos el {date}.',
    'result.pending_approval.named': 'Gracias, {name}. La organización revisará su solicitud',
    'form.heading.waitlist': 'Lista de espera',
    'form.heading.approval': 'Solicite un cupo',
    'form.submit.waitlist': 'Anotarme en la lista de espera',
    'form.submit.approval': 'Solicitar un cupo',
    'form.language': 'Idioma',

    // A fault that no form can cause, only a program
    'error.unknown-field': 'Este formulario no pide esta respuesta',

    // The element finds these itself, or shows the server's message

    // Fields
    'field.givenName': 'Nombre',
    'field.familyName': 'Apellidos',
    'field.name.hint': 'Para su certificado',
    'field.email': 'Correo electrónico',
    'field.email.hint': 'Para que la organización pueda comunicarse con usted acerca de su cupo',
    'field.phone': 'Teléfono celular',
    'field.phone.hint': 'Para cambios de último momento',
    'field.role': 'Su profesión o cargo',
    'field.roleOther': 'Indique su profesión o cargo',
    'field.agency': 'Agencia u organización',
    'field.rank': 'Rango o puesto',
    'field.attestation': 'Cumplo los requisitos para asistir a esta capacitación',
    'field.minimumAge': 'Tengo {age} años o más',
    'field.credit': 'Necesito créditos de educación continua',
    'field.licenceState': 'Estado que emitió su licencia',
    'field.licenceNumber': 'Número de licencia',
    'field.needs': '¿Necesita adaptaciones?',
    'field.needs.hint':
      'Por ejemplo, intérprete de lengua de señas, subtítulos, letra grande o un lugar sin escalones. No hace falta decir por qué. Conseguir intérpretes y subtítulos toma unas 2 semanas.',
    'field.needs.contact': 'También puede pedirlo a {contact}.',
    'field.diet': 'Necesidades alimentarias',
    'field.language': 'Idioma de los mensajes',
    'field.language.en': 'English',
    'field.language.es': 'Español',
    'field.photo': 'Prefiero que no me tomen fotos',
    'field.withoutName': 'No quiero que mi nombre aparezca en la hoja de firmas ni en el gafete',
    'field.withoutName.hint': 'En su lugar se imprime su número de referencia. Dígalo en la entrada.',
    'field.why': 'Por qué lo preguntamos: {why}',

    'consent.privacy': 'Leí cómo {organizer} usa mi información',

    // Roles
    'role.police': 'Policía o agente del sheriff',
    'role.fire': 'Bombero/a',
    'role.medical': 'Personal médico o paramédico',
    'role.social-work': 'Trabajador/a social',
    'role.school-resource-officer': 'Oficial escolar (SRO)',
    'role.dispatcher': 'Operador/a del 911',
    'role.victim-advocate': 'Defensor/a de víctimas',
    'role.other': 'Otra profesión',
  },
}
