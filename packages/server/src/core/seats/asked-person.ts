import type { Language } from '@training-signup/contract'
import { fullName } from '../people/person-columns.ts'
import { roleLabel } from '../trainings/form.ts'
import { formatMoment } from '../trainings/local-time.ts'
import type { StoredTraining } from '../trainings/trainings.ts'
import { supervisorEndOf } from './deadlines.ts'
import type { SupervisorRequest } from './supervisors.ts'

/** Returns what a supervisor reads about the person, as it was typed. */
export const partsOf = (request: SupervisorRequest, { input }: Pick<StoredTraining, 'input'>, lang: Language) => ({
  name: fullName(request.given_name, request.family_name),
  role: request.role_other ?? (request.role === null ? '' : roleLabel(input, lang, request.role)),
  agency: request.agency ?? '',
})

/** “Sam Cruz (Firefighter, KCFD)”; what there is none of is left out. */
export function describePerson({ name, role = '', agency = '' }: { name: string; role?: string; agency?: string }) {
  const work = [role, agency].filter(Boolean).join(', ')
  return work === '' ? name : `${name} (${work})`
}

/** Returns until when the answer is wanted. */
export const answerTime = (
  { created_at }: Pick<SupervisorRequest, 'created_at'>,
  { row, input: { seats } }: Pick<StoredTraining, 'row' | 'input'>,
  lang: Language,
  now: Date,
): string =>
  formatMoment(
    supervisorEndOf(
      { seats, timeZone: row.time_zone, state: { startsAt: row.starts_at } },
      created_at,
      now.toISOString(),
    ),
    row.time_zone,
    lang,
  )
