import type { RegistrationStatus } from '@training-signup/contract'
import type { MailKind } from '../../core/outbox/outbox.ts'
import type { Database } from '../../platform/db/database.ts'

/** The mails that can announce each status, by the status before it; '' for a new person. */
const mailsOfChange: Partial<
  Record<RegistrationStatus, Partial<Record<RegistrationStatus | '', readonly MailKind[]>>>
> = {
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
const statuses = Object.keys(mailsOfChange) as RegistrationStatus[]

/** Mails about what a person asked for, or about a colleague. */
const others: MailKind[] = ['already-registered', 'your-link', 'seat-passed', 'group-called-off']

/** Returns where everyone in a training stands, and the mails they got. */
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
/** Marks every mail as sent: an offer does not lapse before its mail is sent. */
export const sendAllMails = ({ transaction }: Pick<Database, 'transaction'>) =>
  transaction((tx) => tx.updateTable('outbox').set({ outcome: 'sent' }).where('outcome', 'is', null).execute())

type Standings = Awaited<ReturnType<typeof standings>>

/**
 * Returns the people whose mails between two moments do not match what happened to them: one mail
 * for each event, and at most `mostMoves` events for each person.
 */
export function wrongMails(before: Standings, after: Standings, { mostMoves = 1 } = {}): string[] {
  const keyOf = ({ id, registration_id }: Standings['mails'][number]) => `${id} ${registration_id}`
  const old = new Set(before.mails.map(keyOf))
  const news = after.mails.filter((mail) => !old.has(keyOf(mail)))
  return after.people.flatMap((person) => {
    const kindsOf = (mails: Standings['mails']) =>
      mails.filter((mail) => mail.registration_id === person.id).map(({ kind }) => kind)
    const was = before.people.find(({ id }) => id === person.id)?.status ?? ''
    const written = kindsOf(news)
    const known = new Set(kindsOf(after.mails))
    return isExplained({ person, known, gaveWay: gaveWay(person, before, after) }, was, written, mostMoves)
      ? []
      : [`${was} → ${person.status} was told by ${written.join()}`]
  })
}

interface PersonMails {
  person: Standings['people'][number]
  /** All kinds of mail that they ever got. */
  known: Set<string>
  gaveWay: boolean
}

/**
 * Whether a stranger's sign-up ended because the person's own got a seat: only that one is mailed
 * about.
 */
const gaveWay = ({ email }: PersonMails['person'], before: Standings, after: Standings) =>
  email !== null &&
  after.people.some(
    (one) => one.email === email && one.status === 'confirmed' && !before.people.some(({ id }) => id === one.id),
  )

/** Whether these mails explain how the person came from one status to the one they have. */
function isExplained(one: PersonMails, from: RegistrationStatus | '', written: string[], mostMoves: number): boolean {
  const { person, known } = one
  if (from === person.status && written.length === 0) return true
  if (mostMoves === 0) return false
  return statuses.some((to) => {
    if (to === from) return false
    const isSilent = needsNoMail(person, from) || (one.gaveWay && from !== 'confirmed' && to === 'cancelled')
    if (isSilent && isExplained(one, to, written, mostMoves - 1)) return true
    return (mailsOfChange[to]?.[from] ?? []).some((kind) => {
      const at = written.indexOf(kind)
      if (at >= 0) return isExplained(one, to, written.toSpliced(at, 1), mostMoves - 1)
      // One waiting mail to a coordinator can cover an event that happens twice.
      return person.email === null && known.has(kind) && isExplained(one, to, written, mostMoves - 1)
    })
  })
}

/**
 * New people without an address are in the coordinator's summary of the group; a replacement needs
 * no mail.
 */
const needsNoMail = ({ email }: PersonMails['person'], from: RegistrationStatus | ''): boolean =>
  from === '' && email === null
