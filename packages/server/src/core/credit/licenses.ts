import { type Field, type Language, limits, lineText } from '@training-signup/contract'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { eraseExtrasAgain } from '../registrations/edit-registration.ts'
import { editDetails } from '../seats/ledger.ts'
import { personEvent } from '../seats/person-events.ts'
import { withRegistration } from '../seats/registration.ts'
import { noteDayChange } from '../trainings/day-changes.ts'
import { recordEvents } from '../webhooks/events.ts'
import { licenseOf } from './standings.ts'

export const licenseName = 'licenceNumber'

interface EnteredLicense {
  number: string
  /** The number that it replaces: empty for none, undefined for any. */
  before?: string
  by: 'organizer' | 'person'
}

/**
 * Stores the license number of someone, also where the form of the training asks for none. Certificates of a
 * closed day follow from it.
 * @throws {ProblemError} `not-found`; `precondition-failed` if someone else entered another one since
 */
export const enterLicense = (system: System, id: string, { number, before, by }: EnteredLicense): Promise<void> =>
  withRegistration(system, id, async (tx, registration, { slug, id: trainingId }) => {
    const present = licenseOf(registration) ?? ''
    if (present === number) return
    if (before !== undefined && present !== before) throw new ProblemError('precondition-failed')
    const now = system.now().toISOString()
    const sensitive = { ...(JSON.parse(registration.sensitive) as object), [licenseName]: number }
    await editDetails(tx, [id], { sensitive: JSON.stringify(sensitive), changed_at: now })
    await noteDayChange(tx, trainingId)
    await tx
      .insertInto('person_event')
      .values(personEvent(system, id, { kind: 'edited', by }, now))
      .execute()
    await eraseExtrasAgain(tx, registration)
    const changed = { event: 'registration.changed' as const, training: slug, registration: id }
    await recordEvents(system, [{ ...changed, group: registration.group_id }], now).execute(tx)
  })

/** Returns the field for a license number, which is asked alone. */
export const licenseField = (lang: Language): Field => ({
  id: licenseName,
  type: 'text',
  label: say(lang, 'field.licenceNumber'),
  required: true,
  autocomplete: 'off',
  maxLength: limits.license,
})

/** Returns a license number as it is stored, or what is wrong with it. */
export function checkLicense(typed: string, lang: Language): { number: string; fault?: undefined } | { fault: string } {
  const { data } = lineText(limits.license).safeParse(typed)
  if (data !== undefined) return { number: data }
  if (typed.trim().length <= limits.license) return { fault: say(lang, 'error.licenceNumber.required') }
  return { fault: say(lang, 'error.too-long', { label: say(lang, 'field.licenceNumber'), max: limits.license }) }
}
