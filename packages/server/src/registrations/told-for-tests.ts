import type { RegistrationStatus } from '@training-signup/contract'
import type { Database } from '../db/database.ts'
import type { MailKind } from '../mail/outbox.ts'

/** Which mail tells of a new status, by the one before it; '' for somebody new. */
const tellings: Partial<Record<RegistrationStatus, Partial<Record<RegistrationStatus | '', MailKind>>>> = {
  pending_verification: { '': 'code' },
  confirmed: {
    '': 'confirmed',
    pending_verification: 'confirmed',
    waitlisted: 'promoted',
    offered: 'confirmed',
    pending_approval: 'approved',
  },
  waitlisted: { '': 'waitlisted', pending_verification: 'waitlisted', pending_approval: 'waitlisted' },
  pending_approval: { '': 'pending-approval', pending_verification: 'pending-approval' },
  offered: { waitlisted: 'offer' },
  expired: { offered: 'offer-expired' },
  declined: { pending_approval: 'declined' },
  cancelled: { confirmed: 'cancelled', waitlisted: 'cancelled', offered: 'cancelled', pending_approval: 'cancelled' },
}

/** Where everybody of a training stands, and what they were written. */
export async function standings({ reader }: Pick<Database, 'reader'>, slug: string) {
  const people = await reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .where('slug', '=', slug)
    .select(['registration.id', 'registration.status', 'email', 'group_id'])
    .execute()
  const mails = await reader
    .selectFrom('outbox')
    .innerJoin('training', 'training.id', 'training_id')
    .where('slug', '=', slug)
    .where('kind', '!=', 'already-registered')
    .leftJoin('outbox_person', 'outbox_id', 'outbox.id')
    .select(({ fn }) => [
      'outbox.id',
      'kind',
      fn.coalesce('outbox.registration_id', 'outbox_person.registration_id').as('registration_id'),
    ])
    .execute()
  return { people, mails }
}
/** As if every mail had left: an offer of which nobody could be told does not lapse. */
export const sendAllMails = ({ transaction }: Pick<Database, 'transaction'>) =>
  transaction((tx) => tx.updateTable('outbox').set({ outcome: 'sent' }).where('outcome', 'is', null).execute())

type Standings = Awaited<ReturnType<typeof standings>>

/** In which way what was written between two moments is not one mail for each thing that happened. */
export function mistold(before: Standings, after: Standings): string[] {
  const telling = ({ id, registration_id }: Standings['mails'][number]) => `${id} ${registration_id}`
  const known = new Set(before.mails.map(telling))
  const news = after.mails.filter((mail) => !known.has(telling(mail)))
  return after.people.flatMap(({ id, status, email, group_id }) => {
    const was = before.people.find((one) => one.id === id)?.status
    const written = news.filter((mail) => mail.registration_id === id).map(({ kind }) => kind)
    // Of somebody new without an address the coordinator reads in the summary of the group.
    const isSummed = (was === undefined || was === 'pending_verification') && email === null
    // Nobody but their coordinator is sent a code, and whose address is not verified is told of nothing else.
    const isUntold =
      (status === 'pending_verification' && group_id !== null) ||
      (was === 'pending_verification' && (status === 'expired' || status === 'cancelled'))
    const expected = was === status || isSummed || isUntold ? [] : [tellings[status]?.[was ?? ''] ?? 'nothing known']
    return written.join() === expected.join() ? [] : [`${was} → ${status} was told by ${written.join()}`]
  })
}
