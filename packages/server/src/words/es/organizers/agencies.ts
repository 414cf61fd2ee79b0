import type { adminAgenciesEn } from '../../en/organizers/agencies.ts'
import type { Translation } from '../../translation.ts'

export const adminAgenciesEs: Translation<typeof adminAgenciesEn> = {
  'admin.agencies.title': 'Agencias',
  'admin.agencies.link': 'Unificar nombres de agencias',
  'admin.agencies.text':
    'Cada persona escribe su agencia a su manera. Marque las formas de escribir la misma agencia y unifíquelas con un solo nombre.',
  'admin.agencies.partly':
    'Un nombre vale en todas las capacitaciones. Solo puede unificarlas quien tiene acceso a todas: pídalo a quien administra este sitio.',
  'admin.agencies.none': 'Nadie ha indicado una agencia todavía',
  'admin.agencies.none.text':
    'Las agencias aparecen aquí a medida que las personas se inscriben. Pida la agencia en el formulario.',
  'admin.agencies.alike': 'Puede que sean la misma agencia',
  'admin.agencies.alike.go': { one: 'Elegir un nombre', other: 'Elegir un nombre para estas {count}' },
  'admin.agencies.others': 'Todas las demás',
  'admin.agencies.people': { one: '{count} persona', other: '{count} personas' },
  'admin.agencies.merged': 'También: {spellings}',
  'admin.agencies.go': 'Unificar lo marcado',
  'admin.agencies.untick': 'Marque al menos una',
  'admin.agencies.done': {
    one: '{count} persona es ahora de {name}',
    other: '{count} personas son ahora de {name}',
  },
  'admin.agencies.latest': 'Últimas uniones',
  'admin.agencies.undo': 'Deshacer esta unión',
  'admin.agencies.undone': {
    one: '{count} persona tiene otra vez la agencia de antes: {spellings}',
    other: '{count} personas tienen otra vez la agencia de antes: {spellings}',
  },
  'admin.agencies.undone.already': 'Esta unión ya se había deshecho. No cambió nada.',
  'admin.agencies.apart': 'Formas de escribir ya unificadas',
  'admin.agencies.apart.text':
    'Quien escribe una de estas pertenece a la agencia. Si una resulta ser de otra agencia, márquela y deje de unificarla: quienes la escribieron la tienen otra vez, salvo que alguien haya corregido su agencia desde entonces.',
  'admin.agencies.apart.line': '{spelling} cuenta como {name}',
  'admin.agencies.apart.own': '{name} se escribe siempre así',
  'admin.agencies.apart.go': 'Dejar de unificar lo marcado',
  'admin.agencies.apart.done': {
    one: '{count} persona tiene otra vez lo que escribió: {spellings}',
    other: '{count} personas tienen otra vez lo que escribieron: {spellings}',
  },

  'admin.agencies.merge.title': '¿Cómo se llama esta agencia?',
  'admin.agencies.merge.which': 'Su nombre',
  'admin.agencies.merge.otherName': 'El nombre, si es otro',
  'admin.agencies.merge.people': {
    one: '{count} persona recibe este nombre, en {trainings}. Nadie recibe un correo electrónico.',
    other: '{count} personas reciben este nombre, en {trainings}. Nadie recibe un correo electrónico.',
  },
  'admin.agencies.merge.trainings': { one: '{count} capacitación', other: '{count} capacitaciones' },
  'admin.agencies.merge.future': 'Quien escriba más adelante una de estas formas también lo recibe.',
  'admin.agencies.merge.shown': 'Lo ven en su propia página, donde pueden corregir sus respuestas.',
  'admin.agencies.merge.lasting':
    'Puede deshacerlo en cualquier momento. Cada persona tiene entonces otra vez lo que escribió, salvo que alguien haya corregido su agencia desde entonces.',
  'admin.agencies.merge.access': 'Quién verá a más personas',
  'admin.agencies.merge.access.text': 'Ahora tienen acceso a una de estas agencias, y después a toda la agencia:',
  'admin.agencies.merge.access.none': 'Ninguna persona que coordina una agencia verá a más personas.',
  'admin.agencies.merge.account': '{name}, de {agency}: {before} ahora, {after} después',
  'admin.agencies.merge.key': 'Clave de API {name}, de {agency}: {before} ahora, {after} después',
  'admin.agencies.merge.again':
    'Este nombre ya es de una agencia. Revise quién verá a más personas y después confirme.',
  'admin.agencies.merge.fault': 'Elija o escriba un nombre de hasta 200 caracteres',
  'admin.agencies.merge.go': 'Unificar',
}
