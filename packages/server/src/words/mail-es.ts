import type { mailEn } from './mail-en.ts'

export const mailEs: {
  [Key in keyof typeof mailEn]: (typeof mailEn)[Key] extends string ? string : { one: string; other: string }
} = {
  'mail.greeting': 'Hola, {name}:',
  'mail.confirmed': 'Su inscripción está confirmada',
  'mail.confirmed.text': 'Su cupo está confirmado.',
  'mail.manage': 'Cambiar o cancelar su inscripción',
  'mail.manage.note': 'Este enlace es solo para usted: quien lo tenga puede cambiar su inscripción.',
  'mail.question': '¿Preguntas? Responda a este correo y el organizador lo recibirá.',
}
