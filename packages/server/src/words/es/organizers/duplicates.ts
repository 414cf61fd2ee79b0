import type { adminDuplicatesEn } from '../../en/organizers/duplicates.ts'
import type { Translation } from '../../translation.ts'

export const adminDuplicatesEs: Translation<typeof adminDuplicatesEn> = {
  'admin.roster.duplicates': 'Quizá la misma persona',
  'admin.home.duplicates': {
    one: '{count} par puede ser la misma persona',
    other: '{count} pares pueden ser la misma persona',
  },
  'admin.home.duplicates.since': 'Cada inscripción de más ocupa un cupo',
  'admin.home.duplicates.go': 'Comparar',

  'admin.duplicates.title': 'Quizá la misma persona',
  'admin.duplicates.none': 'Nadie parece estar dos veces',
  'admin.duplicates.none.text':
    'Aquí aparecen, cerca de un minuto después de inscribirse, las personas con el mismo nombre, teléfono o correo electrónico.',
  'admin.duplicates.same.name': 'Mismo nombre',
  'admin.duplicates.same.phone': 'Mismo teléfono',
  'admin.duplicates.same.mailbox': 'Mismo correo electrónico, salvo puntos y etiquetas',
  'admin.duplicates.again': 'La misma persona se inscribió otra vez y dijo otra cosa',
  'admin.duplicates.second': 'Lo que dijo después',
  'admin.duplicates.different': 'Distinto',
  'admin.duplicates.missing': 'Nada',
  'admin.duplicates.made': 'Se inscribió: {time} · {channel}',
  'admin.duplicates.made.group': 'Se inscribió: {time}, en el grupo {group}',
  'admin.duplicates.made.again': '{time} · No ocupó un cupo ni cambió nada',
  'admin.duplicates.keep.title': '¿Conservar esta inscripción de {name}?',
  'admin.duplicates.keep': 'Conservar esta',
  'admin.duplicates.keep.email': 'La otra se cancela. Un correo electrónico a {address} lo avisa.',
  'admin.duplicates.keep.coordinator': 'La otra se cancela. Un correo electrónico lo avisa a quien coordina su grupo.',
  'admin.duplicates.keep.silent': 'La otra se cancela. Nadie recibe un correo electrónico.',
  'admin.duplicates.apart': 'Son dos personas',
  'admin.duplicates.apart.hint': 'Ambas se quedan, y no volverá a verlas aquí.',
  'admin.duplicates.leave': 'Dejarla como está',
  'admin.duplicates.correct': 'Corregir la inscripción',
  'admin.duplicates.done.keep': 'Una se queda y la otra queda cancelada',
  'admin.duplicates.done.apart': 'Ambas se quedan como están',
}
