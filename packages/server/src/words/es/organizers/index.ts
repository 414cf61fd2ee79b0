import type { adminEn } from '../../en/organizers/index.ts'
import type { Translation } from '../../translation.ts'

export const adminEs: Translation<typeof adminEn> = {
  'admin.brand': 'Inscripción a capacitaciones',
  'admin.skip': 'Ir al contenido',
  'admin.crumbs': 'Dónde está',
  'admin.home': 'Ir a las capacitaciones',
  'admin.form.faults': {
    one: 'Aún no se guardó. Corrija una cosa:',
    other: 'Aún no se guardó. Corrija {count} cosas:',
  },
  'admin.form.optional': '(opcional)',
  'admin.form.inSpanish': '{label}, en español',
  'admin.form.choose': 'Elija una opción',
  'admin.form.up': 'Subir',
  'admin.form.remove': 'Quitar',
  'admin.both': 'Otra persona guardó esto mientras usted lo editaba.',
  'admin.both.text':
    'Ambas personas cambiaron lo que se indica aquí y nada se guardó todavía. Elija qué conservar y guarde otra vez.',
  'admin.both.mine': 'Lo suyo:',
  'admin.both.theirs': 'Lo de la otra persona:',
  'admin.both.blank': '(en blanco)',
  'admin.enter': 'Todavía no se guardó nada. Si está bien, presione “{button}”.',
  'admin.lasting': 'No se puede deshacer.',
  'admin.findPeople': 'Buscar personas',
  'admin.findPeople.label': 'Nombre, agencia, teléfono, correo, referencia o quien coordina',
  'admin.findPeople.hint': 'Cualquier palabra, en cualquier orden. Los rangos y títulos no importan',
  'admin.findPeople.text': 'Buscamos en todas las capacitaciones que usted puede ver.',
  'admin.findPeople.none.text':
    'Buscamos estas palabras en todas las capacitaciones que usted puede ver. Pruebe con menos, o escritas de otra forma.',
  'admin.findPeople.order': 'Primero las inscripciones más recientes',
  'admin.nav': 'Principal',
  'admin.nav.menu': 'Menú',
  'admin.nav.trainings': 'Capacitaciones',
  'admin.nav.door': 'Entrada',
  'admin.nav.messages': 'Mensajes',
  'admin.nav.emails': 'Correos',
  'admin.nav.numbers': 'Estadísticas',
  'admin.nav.partners': 'Aliadas',
  'admin.nav.agencies': 'Agencias',
  'admin.nav.settings': 'Ajustes',
  'admin.nav.signOut': 'Cerrar sesión',
}
