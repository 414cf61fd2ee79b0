import type { mailAccountEn } from '../en/mail-account.ts'
import type { Translation } from '../translation.ts'

export const mailAccountEs: Translation<typeof mailAccountEn> = {
  'mail.confirm': '{code} es su código para confirmar que es usted',
  'mail.confirm.text': 'Escríbalo en la página que lo pidió. Sirve durante 10 minutos y una sola vez.',
  'mail.confirm.why':
    'Recibe este mensaje porque alguien con una sesión abierta en su cuenta quiere cambiar quién puede iniciar sesión. Si no fue usted, cierre todas las sesiones y avise a una persona propietaria.',

  'mail.notice.passkey-added': 'Se agregó una llave de acceso a su cuenta',
  'mail.notice.passkey-added.text': 'Se creó con {name}. Quien la tenga inicia sesión como usted, sin código.',
  'mail.notice.passkey-removed': 'Se quitó una llave de acceso de su cuenta',
  'mail.notice.passkey-removed.text': 'Se había creado con {name}, y ya no inicia sesión como usted.',
  'mail.notice.access-changed': 'Cambió lo que puede hacer su cuenta',
  'mail.notice.access-changed.text':
    'Una persona propietaria cambió su permiso, o las capacitaciones y personas a las que tiene acceso. Se cerraron todas sus sesiones y sus claves de API ya no sirven.',
  'mail.notice.sessions-ended': 'Se cerraron las demás sesiones de su cuenta',
  'mail.notice.sessions-ended.text': 'Solo sigue abierta la del navegador que lo pidió, si era suyo.',
  'mail.notice.key-made': 'Se creó una clave de API a su nombre',
  'mail.notice.key-made.text': 'Se llama “{name}”. Un programa que la tenga puede hacer lo que la clave permite.',
  'mail.notice.key-ended': 'Se terminó una clave de API suya',
  'mail.notice.key-ended.text': 'Se llamaba “{name}”, y ya no sirve.',
  'mail.notice.owner-added': 'Hay una nueva persona propietaria',
  'mail.notice.owner-added.text':
    '{name} ({email}) ya puede hacer todo lo que usted puede y decidir quién inicia sesión.',
  'mail.notice.note':
    'Si no sabe por qué, cierre todas las sesiones, quite las llaves de acceso que no sean suyas y avise a una persona propietaria.',
  'mail.notice.note.key':
    'Si no sabe por qué, termine la clave, cierre todas las sesiones, quite las llaves de acceso que no sean suyas y avise a una persona propietaria.',
  'mail.notice.note.owner': 'Si no sabe por qué, quite esa cuenta y revise el registro de auditoría.',
  'mail.notice.button': 'Ver su cuenta',
  'mail.notice.button.key': 'Ver sus claves de API',
  'mail.notice.button.owner': 'Ver quién puede iniciar sesión',
  'mail.notice.why': 'Recibe este mensaje porque tiene una cuenta con nosotros.',

  'mail.people-changed': {
    one: 'La organización cambió una inscripción que usted hizo',
    other: 'La organización cambió {count} inscripciones que usted hizo',
  },
  'mail.people-changed.confirmed': {
    one: 'Una persona que usted inscribió tiene un cupo',
    other: '{count} personas que usted inscribió tienen cupo',
  },
  'mail.people-changed.waitlisted': {
    one: 'Todavía sin cupo: una persona que usted inscribió está en la lista de espera',
    other: 'Todavía sin cupo: {count} personas que usted inscribió están en la lista de espera',
  },
  'mail.people-changed.cancelled': {
    one: 'Se canceló una inscripción que usted hizo',
    other: 'Se cancelaron {count} inscripciones que usted hizo',
  },
  'mail.people-changed.declined': {
    one: 'No se aceptó una inscripción que usted hizo',
    other: 'No se aceptaron {count} inscripciones que usted hizo',
  },
  'mail.people-changed.text': {
    one: 'Lo decidió la organización. Si usted nos dio el correo electrónico de la persona, también le escribimos. Si no, avísele.',
    other:
      'Lo decidió la organización. También escribimos a las personas cuyo correo electrónico usted nos dio. Avise a las demás.',
  },
  'mail.people-changed.moved': 'Pasó a “{training}”, {day}',
  'mail.people-changed.more': {
    one: '{count} persona más está en su lista.',
    other: '{count} personas más están en su lista.',
  },
  'mail.people-changed.see': { one: 'Ver la inscripción', other: 'Ver a sus personas' },
  'mail.agency-news.text': {
    one: 'Si usted nos dio el correo electrónico de la persona que inscribió, también le escribimos. Si no, avísele.',
    other:
      'También escribimos a las personas que usted inscribió y cuyo correo electrónico nos dio. Avise a las demás.',
  },
  'mail.people-changed.why': {
    one: 'Recibe este correo electrónico porque inscribió por su agencia a esta persona, o a quien tenía antes su lugar.',
    other: 'Recibe este correo electrónico porque inscribió a estas personas por su agencia.',
  },
}
