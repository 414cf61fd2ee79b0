import type { en } from './en.ts'
import { mailEs } from './mail-es.ts'
import { manageEs } from './manage-es.ts'
import { messageEs } from './message-es.ts'
import { severalEs } from './several-es.ts'
import { supervisorEs } from './supervisor-es.ts'
import { verifyEs } from './verify-es.ts'

/** Latin American Spanish, addressed as “usted”. The crime is “trata de personas”; “tráfico” would be smuggling. */
export const es: {
  [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : { one: string; other: string }
} = {
  direction: 'ltr',
  ...severalEs,
  ...mailEs,
  ...manageEs,
  ...messageEs,
  ...supervisorEs,
  ...verifyEs,

  // Details card
  'card.free': 'Gratis. Es necesario inscribirse.',
  'card.when': 'Fecha y hora',
  'card.where': 'Lugar',
  'card.online': 'Participar en línea',
  'card.doors': 'Las puertas abren a las {time}',
  'card.map': 'Abrir en un mapa',
  'card.arrival': 'Estacionamiento y llegada',
  'card.audience': 'A quién está dirigida',
  'card.minimumAge': 'Para personas de {age} años o más',
  'card.presenter': 'Presentada por {name}',
  'card.trainers': 'Con {names}',
  'card.bring': 'Qué traer',
  'card.credit': 'Educación continua',
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

  // What a state means
  'state.upcoming': 'La inscripción abre el {date}',
  'state.upcoming.text': 'El formulario se abrirá aquí automáticamente.',
  'state.open': 'Hay cupos disponibles',
  'state.open.text': '',
  'state.few': 'Quedan pocos cupos',
  'state.few.text': '',
  'state.waitlist': 'Todos los cupos están ocupados',
  'state.waitlist.text': 'Puede anotarse en la lista de espera. Los cupos que se devuelven se asignan en orden.',
  'state.full': 'No quedan cupos en esta capacitación',
  'state.full.text': 'No quedan cupos y no hay lista de espera. Si ya tenía una inscripción, sigue vigente.',
  'state.closed': 'La inscripción está cerrada',
  'state.closed.text': 'Ya no se reciben inscripciones. Si ya tenía una inscripción, sigue vigente.',
  'state.cancelled': 'Esta capacitación fue cancelada',
  'state.cancelled.text': 'No se llevará a cabo. No es necesario que haga nada.',
  'state.past': 'Esta capacitación ya se realizó',
  'state.past.text': 'Ya no es posible inscribirse.',
  'state.withdrawn': 'Esta capacitación ya no se ofrece aquí',
  'state.withdrawn.text': 'La organización retiró su página.',
  'state.not-eligible': 'Esta capacitación es para un público determinado',
  'state.not-eligible.text':
    'Según sus respuestas, no está dirigida a usted. Si cree que sí lo está, comuníquese con la organización.',
  seatsLeft: { one: 'Queda {count} cupo', other: 'Quedan {count} cupos' },
  refresh: 'Consultar de nuevo',

  // Form
  'form.heading': 'Inscríbase en esta capacitación gratuita',
  'form.heading.waitlist': 'Anótese en la lista de espera',
  'form.optional': '{label} (opcional)',
  'form.select': 'Elija una opción',
  'form.submit': 'Inscribirme',
  'form.submit.waitlist': 'Anotarme en la lista de espera',
  'form.submit.approval': 'Solicitar un cupo',
  'form.sending': 'Enviando…',
  'form.language': 'Idioma',
  'form.privacy': 'Cómo usamos su información',
  'form.privacy.text':
    'Solo la organización ve sus respuestas, para llevar a cabo esta capacitación. La página que muestra este formulario no las recibe. Se borran a más tardar el {date}.',
  'form.trap': 'Deje esto vacío',
  'form.page': 'Abrir la página de inscripción',
  'form.several': 'Inscribir a varias personas',
  'errors.heading': 'Hay un problema',

  // Fields
  'field.givenName': 'Nombre',
  'field.familyName': 'Apellidos',
  'field.name.hint': 'Tal como debe aparecer en su certificado',
  'field.familyName.hint': 'Déjelo vacío si no usa apellidos',
  'field.email': 'Correo electrónico',
  'field.email.hint': 'Para comunicarnos con usted acerca de su cupo. No se le envía nada más.',
  'field.phone': 'Teléfono celular',
  'field.phone.hint': 'Para cambios el día de la capacitación',
  'field.role': 'Su función',
  'field.roleOther': 'Indique su función',
  'field.agency': 'Agencia u organización',
  'field.rank': 'Rango o puesto',
  'field.attestation': 'Soy una de las personas a quienes está dirigida esta capacitación',
  'field.minimumAge': 'Tengo {age} años o más',
  'field.credit': 'Necesito créditos de educación continua',
  'field.licenceState': 'Estado de su licencia',
  'field.licenceNumber': 'Número de licencia',
  'field.needs': '¿Necesita algo para poder participar?',
  'field.needs.hint':
    'Por ejemplo, intérprete de lengua de señas, subtítulos en vivo, letra grande, un lugar sin escalones o estacionamiento accesible. Díganos qué necesita; no hace falta explicar por qué. Puede pedirlo en cualquier momento; conseguir intérpretes y subtítulos puede tomar unas dos semanas.',
  'field.needs.contact': 'También puede pedirlo a {contact}.',
  'field.diet': 'Necesidades alimentarias',
  'field.language': 'Idioma de los mensajes',
  'field.language.en': 'English',
  'field.language.es': 'Español',
  'field.photo': 'Prefiero que no me tomen fotos',
  'field.why': 'Por qué lo preguntamos: {why}',

  'consent.privacy': 'Leí cómo {organizer} usa mi información',

  // Roles
  'role.police': 'Policía o agente del sheriff',
  'role.fire': 'Bombero/a',
  'role.medical': 'Personal médico o de emergencias médicas',
  'role.social-work': 'Trabajador/a social',
  'role.school-resource-officer': 'Oficial de seguridad escolar (SRO)',
  'role.dispatcher': 'Operador/a del 911',
  'role.victim-advocate': 'Defensor/a de víctimas',
  'role.other': 'Otra (indique cuál)',

  // Faults
  'error.required': 'Responda esta pregunta: {label}',
  'error.givenName.required': 'Ingrese su nombre',
  'error.familyName.required': 'Ingrese sus apellidos',
  'error.email.required': 'Ingrese su correo electrónico',
  'error.phone.required': 'Ingrese su teléfono celular',
  'error.role.required': 'Seleccione su función',
  'error.roleOther.required': 'Indique su función',
  'error.agency.required': 'Ingrese su agencia u organización',
  'error.attestation.required': 'Confirme que es una de las personas a quienes está dirigida esta capacitación',
  'error.minimumAge.required': 'Confirme su edad',
  'error.email': 'Ingrese un correo electrónico con el formato correcto, como nombre@ejemplo.com',
  'error.tel': 'Ingrese un número de teléfono, como 816 555 0100',
  'error.licenceState.required': 'Ingrese el estado de su licencia',
  'error.licenceNumber.required': 'Ingrese su número de licencia',
  'error.rank.required': 'Ingrese su rango o puesto',
  'error.needs.required': 'Díganos qué necesita para participar, o escriba “nada”',
  'error.diet.required': 'Díganos sus necesidades alimentarias, o escriba “ninguna”',
  'error.date': 'Ingrese una fecha, como 2027-03-06',
  'error.too-long': '{label}: escriba {max} caracteres como máximo',
  'error.characters': '{label}: hay caracteres que no se pueden guardar. Escriba la respuesta en lugar de pegarla',
  'error.not-an-option': 'Elija una de las respuestas ofrecidas para: {label}',
  'error.wrong-type': 'Esta respuesta no tiene el formato esperado: {label}',
  'error.unknown-field': 'Este formulario no pide esta respuesta',
  'error.person-twice': 'Esta persona aparece dos veces',
  'error.consent': 'Confirme esto para continuar: {label}',
  'error.several':
    'No se pudo cargar el formulario para varias personas. Vuelva a intentarlo o inscriba a una persona a la vez.',
  'error.trap':
    'Se llenó una casilla oculta de este formulario, quizás por su navegador. Déjela vacía o use la página de inscripción.',
  'error.too-quick': 'Se envió muy rápido. Envíelo una vez más.',

  // Results
  'result.confirmed': 'Su inscripción está confirmada',
  'result.confirmed.text': 'Su cupo está confirmado. Guarde su número de referencia.',
  'result.waitlisted': 'Usted está en la lista de espera',
  'result.waitlisted.text':
    'Todavía no tiene un cupo. No venga a menos que le avisemos que tiene un cupo. Guarde su número de referencia.',
  'result.pending_approval': 'Recibimos su solicitud. Todavía no está confirmada',
  'result.pending_approval.text':
    'La organización revisa cada solicitud. No venga antes de que le avisen que su cupo está confirmado. Guarde su número de referencia.',
  'result.pending_verification': 'Recibimos su solicitud. Todavía no está confirmada',
  'result.pending_verification.text': 'Falta comprobar su correo electrónico. Guarde su número de referencia.',
  'result.before': 'Si ya tenía una inscripción, sigue vigente.',
  'result.reference': 'Su número de referencia',
  'result.question': '¿Tiene preguntas o no puede asistir? Comuníquese con la organización',
  'result.another': 'Inscribir a otra persona',
  'result.calendar': 'Agregar al calendario',
  'result.continue': 'Continuar',

  // When something fails
  'failed.heading': 'Su inscripción no se envió',
  'failed.offline':
    'No pudimos comunicarnos con el servidor. Sus respuestas siguen aquí. Vuelva a intentarlo o use la página de inscripción.',
  'failed.unknown':
    'No pudimos saber si su inscripción llegó. Vuelva a intentarlo: no se hará una segunda inscripción.',
  'failed.busy':
    'Muchas personas se están inscribiendo en este momento. Sus respuestas siguen aquí. Vuelva a intentarlo en un momento.',
  'failed.refused':
    'Esta página no pudo enviar su inscripción. Sus respuestas siguen aquí. Use la página de inscripción.',
  'failed.retry': 'Volver a intentar',
  changed: 'Algo cambió mientras usted llenaba el formulario. Revíselo y envíelo de nuevo.',

  // Leaving the page at once
  'exit.leave': 'Salir de esta página',
  'exit.note': 'Esto no borra su historial de navegación.',

  // Contact and help
  'contact.organizer': 'Comunicarse con la organización',
  'help.heading': '¿Necesita ayuda ahora?',
  'help.danger': '¿Está en peligro? Llame al 911',
  'help.call': 'Llame al {tel}',
  'help.text': 'Envíe un mensaje de texto al {code}',
  'help.checked': 'Números verificados el {date}',

  // Pages
  'page.list': 'Capacitaciones gratuitas',
  'page.none': 'Por el momento no hay capacitaciones anunciadas.',
  'page.more': 'Detalles e inscripción',
  'page.back': 'Todas las capacitaciones',
  'page.link': 'Inscríbase en la capacitación gratuita',
  'page.link.one': 'Inscripción: {title}',
  'page.link.several': 'Vea las capacitaciones gratuitas e inscríbase',
  'page.notFound': 'Esta página no existe',
  'page.notFound.text': 'Puede que la dirección esté mal escrita o que la capacitación se haya retirado.',
  'page.error': 'Error: {title}',
  'page.privacy.text':
    'Solo la organización ve sus respuestas, para llevar a cabo esta capacitación. Los patrocinadores y colaboradores no las reciben. Se borran a más tardar el {date}.',
  'page.onlyIf': 'Solo si respondió “{answer}”',
  'page.upcoming.text': 'Vuelva en ese momento: el formulario estará en esta página.',
  'page.trap':
    'Se llenó una casilla oculta de este formulario, quizás por su navegador. Ya está vacía; envíe sus respuestas una vez más.',
  'page.unreadable': 'No se pudo leer el formulario',
  'page.unreadable.text': 'No se registró nada. Regrese y envíelo de nuevo.',
  'page.broken': 'Algo salió mal',
  'page.broken.text': 'Vuelva a intentarlo en un momento.',
  'page.wait': 'Espere un momento',
  'page.wait.text': {
    one: 'Desde su red llegaron muchas solicitudes en poco tiempo. No se perdió nada: vuelva a intentarlo en un segundo.',
    other:
      'Desde su red llegaron muchas solicitudes en poco tiempo. No se perdió nada: vuelva a intentarlo en {count} segundos.',
  },
  'page.expired': 'Esta página estuvo abierta mucho tiempo. Sus respuestas siguen aquí; envíelas de nuevo.',
}
