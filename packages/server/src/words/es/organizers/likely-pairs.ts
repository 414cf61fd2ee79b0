import type { adminLikelyPairsEn } from '../../en/organizers/likely-pairs.ts'
import type { Translation } from '../../translation.ts'

export const adminLikelyPairsEs: Translation<typeof adminLikelyPairsEn> = {
  'admin.roster.likelyPairs': 'Quizá la misma persona',
  'admin.home.duplicates': {
    one: '{count} par puede ser la misma persona',
    other: '{count} pares pueden ser la misma persona',
  },
  'admin.home.duplicates.since': 'Cada inscripción duplicada ocupa un cupo',
  'admin.home.duplicates.go': 'Comparar',

  'admin.likelyPairs.title': 'Quizá la misma persona',
  'admin.likelyPairs.none': 'Nadie parece estar dos veces',
  'admin.likelyPairs.none.text':
    'Aquí aparecen, cerca de un minuto después de inscribirse, las personas con el mismo nombre, teléfono o correo electrónico.',
  'admin.likelyPairs.same.name': 'Mismo nombre',
  'admin.likelyPairs.same.phone': 'Mismo teléfono',
  'admin.likelyPairs.same.mailbox': 'Mismo correo electrónico, salvo puntos y etiquetas',
  'admin.likelyPairs.again': 'La misma persona se inscribió otra vez y dijo otra cosa',
  'admin.likelyPairs.second': 'Lo que dijo después',
  'admin.likelyPairs.different': 'Distinto',
  'admin.likelyPairs.missing': 'Nada',
  'admin.likelyPairs.made': 'Se inscribió: {time} · {channel}',
  'admin.likelyPairs.made.group': 'Se inscribió: {time}, en el grupo {group}',
  'admin.likelyPairs.made.again': '{time} · No ocupó un cupo ni cambió nada',
  'admin.likelyPairs.keep.title': '¿Conservar esta inscripción de {name}?',
  'admin.likelyPairs.keep': 'Conservar esta',
  'admin.likelyPairs.keep.email': 'La otra se cancela. Un correo electrónico a {address} lo avisa.',
  'admin.likelyPairs.keep.coordinator': 'La otra se cancela. Un correo electrónico lo avisa a quien coordina su grupo.',
  'admin.likelyPairs.keep.silent': 'La otra se cancela. Nadie recibe un correo electrónico.',
  'admin.likelyPairs.apart': 'Son dos personas',
  'admin.likelyPairs.apart.hint': 'Ambas se quedan, y no volverá a verlas aquí.',
  'admin.likelyPairs.leave': 'Dejarla como está',
  'admin.likelyPairs.correct': 'Corregir la inscripción',
  'admin.likelyPairs.done.keep': 'Una se queda y la otra queda cancelada',
  'admin.likelyPairs.done.apart': 'Ambas se quedan como están',
}
