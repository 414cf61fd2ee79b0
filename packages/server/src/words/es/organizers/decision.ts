import type { adminDecisionEn } from '../../en/organizers/decision.ts'
import type { Translation } from '../../translation.ts'

export const adminDecisionEs: Translation<typeof adminDecisionEn> = {
  'admin.decision.note': 'Agregar una nota',
  'admin.decision.note.hint': 'Aparece en el correo con el nombre de usted y se elimina una vez enviada',
  'admin.decision.note.hint.nameless': 'Aparece en el correo como de la organización y se elimina una vez enviada',
  'admin.decision.note.fault': 'Use 500 caracteres o menos. Todavía no se decidió nada.',
  'admin.decision.preview': 'Ver el correo',
  'admin.decision.together': 'Su grupo sigue unido: todas las personas reciben cupo, o todas esperan.',
  'admin.decision.together.seats': {
    one: 'Su grupo sigue unido, así que esto ocupa {count} cupo.',
    other:
      'Su grupo sigue unido, así que esto ocupa {count} cupos. Los de las personas que aún esperan aprobación se guardan para ellas.',
  },
  'admin.decision.email': 'El correo electrónico',
  'admin.decision.preview.none': 'Nadie recibe un correo: no hay dirección.',
}
