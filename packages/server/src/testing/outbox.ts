import type { RegistrationStatus } from '@training-signup/contract'
import type { Database } from '../db/database.ts'
import type { MailKind } from '../outbox/outbox.ts'

/** Which mails can tell of a new status, by the one before it; '' for somebody new. */
const tellings: Partial<Record<RegistrationStatus, Partial<Record<RegistrationStatus | '', readonly MailKind[]>>>> = {
  confirmed: {
    '': ['confirmed'],
    waitlisted: ['promoted'],
    // By accepting it, or by taking a colleague's seat.
    offered: ['confirmed', 'promoted'],
    pending_approval: ['approved'],
  },
  waitlisted: { '': ['waitlisted'], pending_approval: ['waitlisted'] },
  pending_approval: {
    '': ['pending-approval'],
    confirmed: ['approval-again'],
    offered: ['approval-again'],
    waitlisted: ['approval-again'],
  },
  offered: { waitlisted: ['offer'] },
  expired: { offered: ['offer-expired'] },
  declined: { pending_approval: ['declined'] },
  cancelled: {
    confirmed: ['cancelled', 'passed-on'],
    waitlisted: ['cancelled'],
    offered: ['cancelled'],
    pending_approval: ['cancelled'],
  },
}
const statuses = Object.keys(tellings) as RegistrationStatus[]

/** Of what somebody asked for, or of a colleague. */
const others: MailKind[] = ['already-registered', 'your-link', 'seat-passed', 'group-called-off']

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
    .where('kind', 'not in', others)
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

/**
 * In which way what was written between two moments is not one mail for each thing that happened; to each person there
 * happened `mostMoves` things at most.
 */
export function mistold(before: Standings, after: Standings, { mostMoves = 1 } = {}): string[] {
  const telling = ({ id, registration_id }: Standings['mails'][number]) => `${id} ${registration_id}`
  const old = new Set(before.mails.map(telling))
  const news = after.mails.filter((mail) => !old.has(telling(mail)))
  return after.people.flatMap((person) => {
    const kindsOf = (mails: Standings['mails']) =>
      mails.filter((mail) => mail.registration_id === person.id).map(({ kind }) => kind)
    const was = before.people.find(({ id }) => id === person.id)?.status ?? ''
    const written = kindsOf(news)
    return isTold({ person, known: new Set(kindsOf(after.mails)) }, was, written, mostMoves)
      ? []
      : [`${was} → ${person.status} was told by ${written.join()}`]
  })
}

interface Told {
  person: Standings['people'][number]
  /** The kinds that they were ever written. */
  known: Set<string>
}

/** Whether somebody can have come from one status to theirs by these mails. */
function isTold(told: Told, from: RegistrationStatus | '', written: string[], mostMoves: number): boolean {
  const { person, known } = told
  if (from === person.status && written.length === 0) return true
  if (mostMoves === 0) return false
  return statuses.some((to) => {
    if (to === from) return false
    if (isUntold(person, from) && isTold(told, to, written, mostMoves - 1)) return true
    return (tellings[to]?.[from] ?? []).some((kind) => {
      const at = written.indexOf(kind)
      if (at >= 0) return isTold(told, to, written.toSpliced(at, 1), mostMoves - 1)
      // A coordinator's mail that waits still tells of what happens twice.
      return person.email === null && known.has(kind) && isTold(told, to, written, mostMoves - 1)
    })
  })
}

/** Of someone new without an address the coordinator reads in the summary of the group; a replacement needs no news. */
const isUntold = ({ email }: Told['person'], from: RegistrationStatus | ''): boolean => from === '' && email === null
