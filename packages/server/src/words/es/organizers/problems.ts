import type { adminProblemsEn } from '../../en/organizers/problems.ts'
import type { Translation } from '../../translation.ts'

/** Por qué se rechaza algo. */
export const adminProblemsEs: Translation<typeof adminProblemsEn> = {
  'admin.problem.busy': 'No se guardó nada. Inténtelo de nuevo en un minuto.',
  'admin.problem.in-use': 'Quite primero esta organización aliada de los patrocinadores de esas capacitaciones.',
  'admin.problem.internal': 'Quedó registrado. Compruebe si algo se guardó antes de intentarlo de nuevo.',
  'admin.problem.invalid-answers': 'El formulario de la capacitación no las acepta. Regrese y revise las respuestas.',
  'admin.problem.invalid-input': 'Regrese, revise lo que escribió e inténtelo de nuevo. No se guardó nada.',
  'admin.problem.malformed': 'El formulario llegó incompleto. Regrese, cargue la página de nuevo e inténtelo otra vez.',
  'admin.problem.method-not-allowed': 'Aquí lleva un botón, no un enlace. Regrese a la página anterior.',
  'admin.problem.precondition-failed': 'Cargue la página de nuevo y repita su cambio. No se guardó nada.',
  'admin.problem.too-large': 'Lo que envió es más grande de lo que admite esta página. No se guardó nada.',
  'admin.problem.too-many-codes': 'Espere un minuto y pida otro.',
  'admin.problem.too-many-requests': 'Espere un minuto e inténtelo de nuevo.',
  'admin.problem.wrong-status': 'Es posible que algo haya cambiado mientras tanto. Cargue la página de nuevo.',
}
