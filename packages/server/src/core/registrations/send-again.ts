import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type MailKind, mailRow, queueMails } from '../outbox/outbox.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { personEvent } from '../seats/person-events.ts'
import { contactOf, type Registration, withRegistration } from '../seats/registration.ts'

/** In this time, a second press sends nothing. */
const pauseMs = 10 * 60_000

/**
 * Sends a person their confirmation again or, without a seat or after the start, their link. It goes
 * to the address that is stored, or to their coordinator's, and says what the first one said.
 * @returns the kind of the email, and whether it is a new one: not if one is on its way already
 * @throws {ProblemError} `not-found`; `wrong-status` if there is no address
 */
export const sendAgain = (system: System, id: string): Promise<{ email: MailKind; isNew: boolean }> =>
  withRegistration(system, id, async (tx, registration, training) => {
    if (!(await isReached(tx, registration)))
      throw new ProblemError('wrong-status', { detail: 'There is no email address to send it to.' })
    const now = system.now().toISOString()
    const email = kindFor(registration, training, now)
    if (await isOnItsWay(tx, registration, email, now)) return { email, isNew: false }
    const { training_id, lang, group_id } = registration
    const about = registration.email === null ? { group_id } : { registration_id: id }
    await queueMails(tx, [mailRow(system, email, { training_id, lang, ...about }, now)])
    const event = personEvent(system, id, { kind: 'sent-again', by: 'organizer' }, now)
    await tx.insertInto('person_event').values(event).execute()
    return { email, isNew: true }
  })

/** Someone without an address in a group that has no coordinator any more is named by their id. */
const isReached = async (tx: Tx, registration: Registration): Promise<boolean> =>
  registration.email !== null ||
  (registration.group_id !== null && (await contactOf(tx, registration)) !== registration.id)

/** A coordinator gets the link to their group, which shows where everyone of it stands. */
const kindFor = ({ status, email }: Registration, { state }: LockedTraining, now: string): MailKind =>
  status === 'confirmed' && email !== null && state.status === 'published' && now < state.startsAt
    ? 'confirmed'
    : 'your-link'

/**
 * Returns whether the same email waits, or was sent again a short while ago. One to an address that
 * was corrected since doesn't count.
 */
async function isOnItsWay(
  tx: Tx,
  { id, email, group_id }: Registration,
  kind: MailKind,
  now: string,
): Promise<boolean> {
  const waiting = await tx
    .selectFrom('outbox')
    .select('id')
    .where('kind', '=', kind)
    .where('outcome', 'is', null)
    .where(email === null ? 'group_id' : 'registration_id', '=', email === null ? group_id : id)
    .limit(1)
    .executeTakeFirst()
  if (waiting) return true
  const latest = await tx
    .selectFrom('person_event')
    .select(['kind', 'at'])
    .where('registration_id', '=', id)
    .where('kind', 'in', ['sent-again', 'edited'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return latest?.kind === 'sent-again' && latest.at > new Date(Date.parse(now) - pauseMs).toISOString()
}
