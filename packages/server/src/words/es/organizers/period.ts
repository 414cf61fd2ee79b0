import type { periodEn } from '../../en/organizers/period.ts'
import type { Translation } from '../../translation.ts'

export const periodEs: Translation<typeof periodEn> = {
  'admin.period': 'Informe de un período',
  'admin.period.about': 'Informe para {name}',
  'admin.period.from': 'Del {from} al {to}',
  'admin.period.held': { one: '1 capacitación realizada', other: '{count} capacitaciones realizadas' },
  'admin.period.by.partner': 'Organización aliada',
  'admin.period.by.month': 'Mes',
  'admin.period.views': 'Vistas',
  'admin.period.starts': 'Empezados',
  'admin.period.registered': 'Inscripciones',
  'admin.period.seats': 'Cupos',
  'admin.period.came': 'Llegaron',
  'admin.period.other': 'Otras páginas, teléfono y llegadas sin inscripción',
  'admin.period.steps':
    'Solo cantidades, sin nombres. Las personas se cuentan de 5 en 5, para que no se pueda distinguir a nadie: “<5” significa de 0 a 4. Los períodos cortos suman lo mismo que los largos.',
}
