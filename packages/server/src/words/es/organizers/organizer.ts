import type { adminOrganizerEn } from '../../en/organizers/organizer.ts'
import type { Translation } from '../../translation.ts'

export const adminOrganizerEs: Translation<typeof adminOrganizerEn> = {
  'admin.organizer.title': 'Organización',
  'admin.organizer.short':
    'Nombre, logotipo, contacto, cupos y líneas de ayuda con los que empiezan las capacitaciones nuevas',
  'admin.organizer.text': 'Las capacitaciones nuevas empiezan con esto. Las que ya tiene conservan lo suyo.',
  'admin.organizer.proposed':
    'Todavía no se guardó nada. Esto viene de su capacitación más reciente. Revíselo y guárdelo.',
  'admin.organizer.save': 'Guardar',
  'admin.organizer.saved': 'Guardado. Las capacitaciones nuevas empiezan con esto.',
}
