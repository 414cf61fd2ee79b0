import type { messageEn } from '../en/message.ts'
import type { Translation } from '../translation.ts'

export const messageEs: Translation<typeof messageEn> = {
  'mail.message.test': 'Prueba: {subject}',
  'mail.message.example': 'Ana',
  'mail.message.why': 'Recibe este correo porque se inscribió en “{title}”.',
  'mail.message.unsubscribe': 'No recibir más correos como este',

  'page.unsubscribe': '¿Ya no quiere recibir correos como este?',
  'page.unsubscribe.text': 'Seguirá recibiendo los correos sobre su cupo, y su inscripción no cambia.',
  'page.unsubscribe.button': 'No recibir más',
  'page.unsubscribed': 'Ya no recibirá correos como este',
  'page.unsubscribed.text': 'A partir de ahora solo recibirá correos sobre su cupo. Su inscripción no cambia.',
}
