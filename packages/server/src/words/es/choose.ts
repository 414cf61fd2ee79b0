import type { chooseEn } from '../en/choose.ts'
import type { Translation } from '../translation.ts'

export const chooseEs: Translation<typeof chooseEn> = {
  'choose.heading': 'Elija una capacitación',
  'choose.audience': '¿Con cuál de estas opciones se identifica?',
  'choose.all': 'Solo estoy mirando: mostrar todas',
  'choose.open': 'Inscribirme',
  'choose.few': 'Inscribirme',
  'choose.waitlist': 'Anotarme en la lista de espera',
  'choose.details': 'Detalles',
  'choose.past': 'Capacitaciones anteriores',
  'choose.none': 'Por el momento no hay capacitaciones anunciadas.',
  'choose.back': 'Elegir otra capacitación',
}
