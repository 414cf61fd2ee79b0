import type { fundersEn } from '../../../en/organizers/day/funders.ts'
import type { Translation } from '../../../translation.ts'

export const fundersEs: Translation<typeof fundersEn> = {
  'admin.funders.title': 'Informe de la capacitación',
  'admin.funders.registered': { one: 'persona inscrita', other: 'personas inscritas' },
  'admin.funders.came': { one: 'asistió', other: 'asistieron' },
  'admin.funders.came.walkIns': {
    one: 'asistieron, {count} sin inscripción previa',
    other: 'asistieron, {count} sin inscripción previa',
  },
  'admin.funders.came.walkIn': 'asistió, sin inscripción previa',
  'admin.funders.absent': { one: 'no asistió', other: 'no asistieron' },
  'admin.funders.agencies': { one: 'agencia', other: 'agencias' },
  'admin.funders.hours': { one: 'hora de capacitación', other: 'horas de capacitación' },
  'admin.funders.otherRoles': 'Otras funciones',
  'admin.funders.otherAgencies': 'Otras agencias',
  'admin.funders.bars':
    'Barras: personas inscritas. Relleno: asistieron. “Asistieron” incluye a quienes llegaron sin inscripción. Los grupos con menos de 5 personas se cuentan en otros.',
  'admin.funders.more': '{count} más',
  'admin.funders.column.part': 'Parte',
  'admin.funders.column.what': 'Qué',
  'admin.funders.column.registered': 'Inscritas',
  'admin.funders.column.came': 'Asistieron',
  'admin.funders.column.mean': 'Promedio',
  'admin.funders.column.deviation': 'Desviación estándar',
  'admin.funders.column.n': 'Número',
  'admin.funders.evaluation': 'Evaluación',
  'admin.funders.answered': 'Evaluación: respondieron {count} de {all}',
  'admin.funders.followUp': 'Después de 90 días',
  'admin.funders.followUp.answered': 'Después de 90 días: respondieron {count} de {all}',
  'admin.funders.ready': 'Preparación para responder',
  'admin.funders.pair': {
    one: 'Antes {before}, ahora {after}. {count} persona respondió ambas.',
    other: 'Antes {before}, ahora {after}. {count} personas respondieron ambas.',
  },
  'admin.funders.quotes': 'Lo que escribieron',
  'admin.funders.quote': '“{text}”',
  'admin.funders.note':
    'Las respuestas son lo que cada persona dice de sí misma. No todas respondieron, y quienes respondieron podrían ser distintas de quienes no. {sign} es la desviación estándar. Elaborado el {day}.',
}
