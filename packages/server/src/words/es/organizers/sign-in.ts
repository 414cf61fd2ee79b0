import type { adminSignInEn } from '../../en/organizers/sign-in.ts'
import type { Translation } from '../../translation.ts'

export const adminSignInEs: Translation<typeof adminSignInEn> = {
  'admin.signIn': 'Iniciar sesión',
  'admin.signIn.text': 'Escriba su correo electrónico de trabajo y reciba ahí un código de 8 dígitos.',
  'admin.signIn.email': 'Correo electrónico de trabajo',
  'admin.signIn.email.fault': 'Escriba su correo electrónico, como nombre@example.com',
  'admin.signIn.send': 'Enviarme un código',
  'admin.signIn.visitor': '¿No es parte de la organización?',
  'admin.signIn.visitor.link': 'Ver las capacitaciones',
  'admin.signIn.out': 'Cerró la sesión',
  'admin.signIn.noMail.title': 'Este servidor no puede enviar códigos',
  'admin.signIn.noMail':
    'No tiene servidor de correo. Quien lo administra puede crear un enlace que abre su sesión una vez:',
  'admin.signIn.code': 'Revise su correo electrónico',
  'admin.signIn.code.text':
    'Si {email} tiene una cuenta, un código va en camino. Sirve durante 10 minutos y solo en este navegador.',
  'admin.signIn.code.label': 'Código de 8 dígitos',
  'admin.signIn.code.fault': 'Ese código es incorrecto, ya se usó o venció',
  'admin.signIn.code.again': 'Enviar un código nuevo',
  'admin.signIn.code.other': 'Usar otro correo electrónico',
  'admin.signIn.link': 'Iniciar sesión con su enlace',
  'admin.signIn.link.text': 'El enlace funciona una vez.',
  'admin.signIn.link.fault': 'Este enlace ya no funciona',
  'admin.signIn.link.fault.text': 'Ya se usó o venció. Pida un código o un enlace nuevo.',
  'admin.confirm': 'Confirme que es usted',
  'admin.confirm.text':
    'Va a cambiar quién puede iniciar sesión. Primero reciba un código de 8 dígitos en su correo electrónico. Lo que escribió se conserva.',
  'admin.confirm.sent': 'Va a cambiar quién puede iniciar sesión. Lo que escribió se conserva.',
  'admin.confirm.noMail':
    'Va a cambiar quién puede iniciar sesión. Este servidor no puede enviar un código: primero inicie sesión con un enlace nuevo. Quien lo administra puede crear uno:',
  'admin.confirm.code':
    'Un código va en camino a su correo electrónico de trabajo. Sirve durante 10 minutos y solo en este navegador.',
  'admin.confirm.do': 'Confirmar y continuar',
  'admin.signIn.onward': 'Continuar',
  'admin.signIn.ended':
    'Su sesión terminó. Inicie sesión y el formulario volverá tal como lo llenó. Todavía no se ha hecho nada.',
  'admin.signIn.other':
    'Otra persona inició sesión aquí. Vuelva a iniciar la suya y el formulario volverá tal como lo llenó. Todavía no se ha hecho nada.',
  'admin.kept':
    'Volvió a iniciar sesión y el formulario está tal como lo llenó. Todavía no se ha hecho nada. Revíselo y pulse el botón otra vez.',
  'admin.kept.files': 'Los archivos no vuelven. Elíjalos otra vez.',
  'admin.kept.lost': 'Lo que escribió',
  'admin.kept.lost.text':
    'Esta página ya no puede mostrar su formulario. No se ha hecho nada. Aquí está lo que escribió, para que lo copie.',
  'admin.kept.rest': 'Estas respuestas ya no tienen un campo en esta página:',
  'admin.session.idle': {
    one: 'Su sesión terminará en {count} minuto, porque aquí no ha pasado nada desde hace un rato. Escriba algo o pulse el botón para continuar.',
    other:
      'Su sesión terminará en {count} minutos, porque aquí no ha pasado nada desde hace un rato. Escriba algo o pulse el botón para continuar.',
  },
  'admin.session.whole': {
    one: 'Su sesión terminará en {count} minuto: una sesión dura 12 horas. Si escribió algo, guárdelo ahora.',
    other: 'Su sesión terminará en {count} minutos: una sesión dura 12 horas. Si escribió algo, guárdelo ahora.',
  },
  'admin.session.ended': 'Su sesión terminó. Lo que escribió sigue aquí: pulse su botón, inicie sesión y volverá.',
  'admin.session.stay': 'Seguir con la sesión',
  'admin.unstored':
    'Lo que escribió todavía no se ha guardado. Pulse el botón para guardarlo o para ver por qué no se puede.',
  'admin.gone': 'Esto ya no está aquí',
  'admin.gone.text': 'Alguien lo eliminó o lo terminó mientras su página estaba abierta. Ahora no se cambió nada.',
  'admin.gone.undone': 'Alguien ya lo deshizo. No se cambió nada.',
}
