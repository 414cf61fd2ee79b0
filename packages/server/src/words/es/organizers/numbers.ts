import type { adminNumbersEn } from '../../en/organizers/numbers.ts'
import type { Translation } from '../../translation.ts'

export const adminNumbersEs: Translation<typeof adminNumbersEn> = {
  'admin.numbers.asOf': '{training}, {day}. Al {time}.',
  'admin.numbers.title': 'Estadísticas',
  'admin.numbers.training': 'Capacitación',
  'admin.numbers.show': 'Mostrar',
  'admin.numbers.noAgency': 'Sin agencia',
  'admin.numbers.other': 'Página de inscripción, teléfono y otras vías',
  'admin.numbers.curve': { one: '1 inscripción confirmada', other: '{count} inscripciones confirmadas' },
  'admin.numbers.ofSeats': ', de {seats} cupos (línea discontinua)',
  'admin.numbers.needed': {
    one: ', {count} necesario (línea de puntos)',
    other: ', {count} necesarios (línea de puntos)',
  },
  'admin.numbers.today': ', hoy {day} (línea vertical)',
  'admin.numbers.onDay': {
    one: '{day}: {count} inscripción, {total} en total',
    other: '{day}: {count} inscripciones, {total} en total',
  },
  'admin.numbers.picture': 'Las inscripciones confirmadas llegaron a {people} entre el {first} y el {last}.',
  'admin.numbers.asTable': 'Mostrar como tabla',
  'admin.numbers.day': 'Día',
  'admin.numbers.signUps': 'Inscripciones',
  'admin.numbers.inAll': 'En total',
  'admin.numbers.share': 'Proporción',
  'admin.numbers.byRole': 'Por función',
  'admin.numbers.byAgency': 'Por agencia',
  'admin.numbers.byPartner': 'Por organización aliada',
  'admin.numbers.role': 'Función',
  'admin.numbers.agency': 'Agencia',
  'admin.numbers.partner': 'Organización aliada',
  'admin.numbers.way': 'De la página al cupo',
  'admin.numbers.way.text':
    'Cuántas veces se vio el formulario, cuántas veces alguien empezó a llenarlo y cuántas personas venían en los formularios enviados, también quienes cancelaron o esperan. “Cupos” cuenta a todas las personas con cupo, también por teléfono. La última columna es la parte de las vistas después de las cuales se envió un formulario, sin importar a cuántas personas inscribió. No se sabe nada de quién lo vio.',
  'admin.numbers.sent': 'Personas en formularios enviados',
  'admin.numbers.views': 'Vistas',
  'admin.numbers.starts': 'Empezados',
  'admin.numbers.seats': 'Cupos',
  'admin.numbers.rate': 'Enviados por vista',
  'admin.numbers.private':
    'Las organizaciones aliadas ven cantidades, nunca un nombre. Los grupos de menos de 5 se les muestran como “<5”.',
  'admin.numbers.csv': 'Exportar las estadísticas',
  'admin.numbers.moreAgencies': { one: 'y 1 agencia más', other: 'y {count} agencias más' },
  'admin.numbers.none': 'Todavía no hay estadísticas',
  'admin.numbers.none.text': 'Empiezan con la primera capacitación y la primera vez que alguien ve su formulario.',
  'admin.numbers.no-one': 'Todavía nadie tiene un cupo',

  // The report about a period
  'admin.period.open': 'Informe de un período',
  'admin.period.pdf': 'PDF',
  'admin.period.from.day': 'Primer día',
  'admin.period.to.day': 'Último día',
  'admin.period.all': 'Todas',
  'admin.period.fault': 'Elija un primer día que no sea posterior al último',
  'admin.period.none': 'No hay nada que contar en este período.',
  'admin.period.counted':
    'Las vistas, los formularios empezados y las inscripciones se cuentan en los días del período. Los cupos y quienes llegaron se cuentan en las capacitaciones que terminaron en él, 3 días después de su fin.',
}
