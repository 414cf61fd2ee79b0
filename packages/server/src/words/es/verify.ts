import type { verifyEn } from '../en/verify.ts'
import type { Translation } from '../translation.ts'

export const verifyEs: Translation<typeof verifyEn> = {
  browser: {
    'verify.title': 'Revise su correo electrónico',
    'verify.text':
      'Ingrese el código que le enviamos a {address}. Sirve durante 10 minutos. No tiene un cupo hasta que lo ingrese.',
    'verify.label': 'Código',
    // Released scripts don’t know how many.
    'verify.hint': '6 dígitos, u 8 si el correo trae 8; puede pegarlos',
    'verify.digits': '{count} dígitos; puede pegarlos',
    'verify.button': 'Terminar la inscripción',
    'verify.again': 'Enviar otro código',
    'verify.again.sent': 'Le estamos enviando otro código. El anterior ya no sirve.',
    'verify.again.wait': 'Puede pedir otro código en un minuto.',
    'verify.again.often': 'Ya pidió muchos códigos. Use el enlace del correo o vuelva a intentarlo más tarde.',
    'verify.change': 'Corregir mi dirección',
    'verify.missing': 'Ingrese el código',
    'verify.shape': 'Ingrese los 6 u 8 dígitos del código o use el enlace del correo',
    'verify.six-digits': 'Este código tiene 6 dígitos. Ingréselos todos o use el enlace del correo',
    'verify.eight-digits': 'Este código tiene 8 dígitos. Ingréselos todos o use el enlace del correo',
    'verify.wrong':
      'Este código es incorrecto o tiene más de 10 minutos. Revise el correo más reciente o pida otro código.',
    'verify.used-up': 'Este código se escribió mal demasiadas veces. Pida otro.',
    'verify.paused':
      'Los códigos están en pausa por ahora, porque se ingresaron demasiados incorrectos. Use el enlace del correo: sigue funcionando.',
    'verify.over.word': 'Sin terminar',
    'verify.over': 'Se acabó el tiempo para terminar',
    'verify.over.text':
      'Esta inscripción no se completó. Sus respuestas siguen aquí: envíelas de nuevo y recibirá otro código.',
    'verify.over.again': 'Inscribirse de nuevo',
    'verify.link': 'O abra el enlace de ese correo.',
    'verify.junk': '¿No le llegó nada? Revise la carpeta de correo no deseado.',
    'verify.sending': 'Comprobando…',
    'verify.failed':
      'No pudimos comunicarnos con el servidor, o está ocupado. Lo que escribió sigue aquí. Vuelva a intentarlo en un momento o use el enlace del correo.',
  },
  server: {
    'page.verify': 'Terminar la inscripción',
    'page.verify.text':
      'Oprima el botón para confirmar que este correo electrónico es suyo. Su inscripción no está completa hasta que lo haga.',
    'page.verify.unknown':
      'No sabemos con certeza si su código llegó. Vuelva a intentarlo: no se hará una segunda inscripción.',
    'page.verify.again.unknown':
      'No sabemos con certeza si se envió otro código. Revise su correo o pida otro en un momento.',
    'page.verify.done': 'Su correo electrónico está confirmado',
    'page.verify.done.text': 'No tiene que hacer nada más aquí. Nuestro mensaje le dirá si tiene un cupo.',
    'page.verify.over.text': 'Esta inscripción no se completó. Para asistir a esta capacitación, inscríbase de nuevo.',

    'mail.code': 'Su código es {code}',
    'mail.code.text':
      'Ingréselo en la página de inscripción. Sirve durante 10 minutos. También puede terminar con el enlace de abajo, hasta el {time}.',
    'mail.code.link': 'Terminar la inscripción',
    'mail.code.note':
      'Su inscripción no está completa hasta que ingrese el código o use el enlace. Si no fue usted, ignore este correo: no pasará nada. No le dé el código a nadie.',
    'mail.code.note.group':
      'La inscripción de su grupo no está completa hasta que ingrese el código o use el enlace. Si no fue usted, ignore este correo: no pasará nada. No le dé el código a nadie.',

    'manage.address': 'Cambiar mi correo electrónico',
    'manage.address.about': 'Primero enviamos un código a la dirección nueva',
    'manage.address.text':
      'Enviaremos un código a la dirección nueva. Nada cambia hasta que usted ingrese el código en la página siguiente.',
    'manage.address.now': 'Correo electrónico actual',
    'manage.address.new': 'Correo electrónico nuevo',
    'manage.address.required': 'Escriba el correo electrónico nuevo',
    'manage.address.same': 'Ya usamos esta dirección. Escriba la nueva',
    'manage.address.outside':
      'Su cupo depende de su dirección de trabajo. Para usar otro tipo de dirección, comuníquese con la organización',
    'manage.address.button': 'Enviarme un código',
    'manage.address.sent':
      'Ingrese el código que le enviamos a {address}. Sirve durante 10 minutos. Su dirección anterior sigue vigente hasta que lo ingrese.',
    'manage.address.code': 'Ingrese los 6 u 8 dígitos del código',
    'manage.address.finish': 'Cambiar la dirección',
    'manage.address.other': 'Usar otra dirección',
    'manage.address.paused':
      'Por ahora los códigos están en pausa, porque se ingresaron demasiados incorrectos. Vuelva a intentarlo mañana o comuníquese con la organización.',
    'manage.address.often': 'Ha pedido demasiados códigos. Vuelva a intentarlo más tarde.',
    'manage.address.done': 'El correo electrónico se cambió',
    'manage.address.done.text':
      'De ahora en adelante le escribimos a {address}. Use el enlace nuevo de nuestro próximo correo: el anterior ya no sirve.',
    'manage.address.taken': 'No podemos cambiar la dirección aquí',
    'manage.address.taken.text': 'Nada ha cambiado. La organización puede ayudarle: comuníquese con ella.',
    'mail.code.change.text':
      'Ingréselo en la página donde lo pidió, para usar este correo electrónico en su inscripción. Sirve durante 10 minutos.',
    'mail.code.change.note':
      'Nada cambia hasta que ingrese el código. Si no fue usted, ignore este correo y no pasará nada. No comparta este código con nadie.',
    'mail.address-changed': 'Ya usamos su dirección nueva',
    'mail.address-changed.text':
      'De ahora en adelante le escribimos aquí. Los enlaces de nuestros correos anteriores ya no sirven.',
    'mail.address-left': 'Su correo electrónico se cambió',
    'mail.address-left.text':
      'Una inscripción con esta dirección ahora usa otra. Ya no le escribimos aquí sobre ella, y los enlaces de nuestros correos anteriores ya no sirven. Si no fue usted, comuníquese con la organización.',

    'mailed.result.pending_verification': 'Revise su correo electrónico',
    'mailed.result.pending_verification.text':
      'Le estamos enviando un correo con un código y un enlace. Abra el enlace en el plazo de una hora para terminar. Su inscripción no está completa hasta que lo haga.',
  },
}
