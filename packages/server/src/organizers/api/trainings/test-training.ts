import { reasonOf } from '../../../core/outbox/next-try.ts'
import { asStored, mailRow } from '../../../core/outbox/outbox.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import { withUnsavedInput } from '../../../core/trainings/trainings.ts'
import { writeMail } from '../../../delivery/compose/compose.ts'
import { readAbout } from '../../../delivery/kinds/about.ts'
import { composeKind } from '../../../delivery/kinds/kinds.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf } from '../../../words/index.ts'
import { ownMailbox } from '../messages/test-message.ts'
import { withRandomKey } from '../undoable.ts'
import { readAdminTraining } from './admin-training.ts'

/**
 * Sends the email that people with a seat get to the person who is signed in, or else to the
 * training's contact, in each of its languages. No one is registered, and its links open nothing.
 * @throws {ProblemError} `not-found`; `invalid-input` if there is no address or no mail server;
 * `busy` if the mail server does not take it
 */
export async function testTraining(system: System, slug: string, caller: Pick<Caller, 'kind' | 'id'>): Promise<void> {
  const { training } = await readAdminTraining(system, slug)
  const own = await ownMailbox(system, caller)
  const to = own?.to ?? training.contact?.email
  if (!system.config.mail) throw new ProblemError('invalid-input', { detail: 'This server sends no emails.' })
  if (to === undefined)
    throw new ProblemError('invalid-input', {
      detail: 'A test goes to the training’s contact.email; give it one first.',
    })
  const stored = await withUnsavedInput(system, { ...training, status: 'published' })
  const unsigned = withRandomKey(system)
  for (const lang of languagesOf(training)) {
    const row = asStored(
      mailRow(unsigned, 'confirmed', { training_id: stored.row.id, lang }, system.now().toISOString()),
    )
    const about = await readAbout(unsigned, row, stored)
    if (!about) throw new ProblemError('not-found')
    const registration = sample(system, about, { to, firstName: own?.firstName ?? '' })
    const whole = { ...about, registration, people: [registration], isProven: true }
    const mail = writeMail(unsigned, whole, await composeKind(whole, unsigned))
    try {
      if (mail) await system.sendMail?.(mail)
    } catch (error) {
      throw new ProblemError('busy', {
        detail: `The mail server did not take the test (${reasonOf(error)}). Try again in a minute.`,
      })
    }
  }
}

/** What a person has who typed only a name and an address. */
const plain = {
  seat_opened_at: null,
  group_id: null,
  status: 'confirmed',
  holds_seat: 1,
  was_confirmed: 1,
  waiting_list_position: 0,
  family_name: '',
  family_folded: '',
  given_folded: '',
  words: '',
  email_domain: null,
  phone: null,
  role: null,
  agency: null,
  agency_folded: null,
  agency_typed: null,
  answers: '{}',
  sensitive: '{}',
  has_needs: 0,
  partner: null,
  channel: 'link',
  origin: null,
  consents: '[]',
  token_version: 1,
  active_person: null,
  public_status: 'confirmed',
  public_name: null,
  expires_at: null,
  reconfirmed_at: null,
  checked_in_at: null,
  moved_from: null,
} as const satisfies Partial<Registration>

/** Returns someone with a seat, who is stored nowhere. */
function sample(
  { newId, now }: Pick<System, 'newId' | 'now'>,
  { lang, row }: { lang: Registration['lang']; row: { training_id: string } },
  { to, firstName }: { to: string; firstName: string },
): Registration {
  const at = now().toISOString()
  return {
    ...plain,
    id: newId(),
    reference: 'SAMPLE22',
    training_id: row.training_id,
    given_name: firstName,
    email: to,
    email_canonical: to,
    lang,
    proven_at: at,
    created_at: at,
    changed_at: at,
  }
}
