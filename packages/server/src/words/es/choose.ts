import type { chooseEn } from '../en/choose.ts'
import type { Translation } from '../translation.ts'

export const chooseEs: Translation<typeof chooseEn> = {
  'choose.heading': 'Elija una capacitación',
  'choose.audience': '¿Con cuál de estas opciones se identifica?',
  'choose.all': 'Solo estoy mirando: mostrar todas',
  'choose.open': 'Inscribirme',
  'choose.details': 'Detalles',
  'choose.go.open': 'Inscribirme',
  'choose.go.few': 'Inscribirme',
  'choose.go.waitlist': 'Anotarme en la lista de espera',
  'choose.past': 'Capacitaciones anteriores',
  'choose.none': 'Por el momento no hay capacitaciones anunciadas.',
  'choose.back': 'Elegir otra capacitación',
}
