import type { adminNumbersEn } from '../../en/organizers/numbers.ts'
import type { Translation } from '../../translation.ts'

export const adminNumbersEs: Translation<typeof adminNumbersEn> = {
  'admin.numbers.asOf': '{training}, {day}. Al {time}.',
  'admin.numbers.title': 'Números',
  'admin.numbers.training': 'Capacitación',
  'admin.numbers.show': 'Mostrar',
  'admin.numbers.noAgency': 'Sin agencia',
  'admin.numbers.other': 'Página propia, teléfono y otras vías',
  'admin.numbers.curve': { one: '1 inscripción confirmada', other: '{count} inscripciones confirmadas' },
  'admin.numbers.ofSeats': ', de {seats} cupos (línea discontinua)',
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
    'Cuántas veces se vio el formulario, cuántas veces alguien empezó a llenarlo y cuántas personas se inscribieron. No se sabe nada de quién lo vio.',
  'admin.numbers.views': 'Vistas',
  'admin.numbers.starts': 'Empezados',
  'admin.numbers.seats': 'Cupos',
  'admin.numbers.rate': 'Inscripciones por vista',
  'admin.numbers.private':
    'Las organizaciones aliadas ven cantidades, nunca un nombre. Los grupos de menos de 5 se les muestran como “<5”.',
  'admin.numbers.csv': 'Exportar los números',
  'admin.numbers.moreAgencies': { one: 'y 1 agencia más', other: 'y {count} agencias más' },
  'admin.numbers.none': 'Todavía no hay números',
  'admin.numbers.none.text': 'Empiezan con la primera capacitación y la primera vez que alguien ve su formulario.',
  'admin.numbers.nobody': 'Todavía nadie tiene un cupo',
}
