import type { Language } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { TransferTable } from '../../platform/db/tables/people/transfer.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { canonicalAddress } from '../people/person.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { type Registration, withRegistration } from '../seats/registration.ts'
import { can } from '../seats/transitions.ts'

export type Transfer = Selectable<TransferTable>

export interface Colleague {
  givenName: string
  familyName: string
  email: string
}

const dayMs = 24 * 60 * 60 * 1000
const openForMs = 3 * dayMs
// Each one sends an email to an address that may belong to a stranger.
const mostADay = 5

/**
 * Returns whether a person can transfer their seat: it must be theirs, and the training must still
 * be ahead.
 */
export const canTransfer = (
  system: Pick<System, 'now'>,
  { status }: Pick<Registration, 'status'>,
  { state }: Pick<LockedTraining, 'state'>,
) => can(status, 'transfer') && state.status === 'published' && system.now().toISOString() < state.startsAt

/**
 * Asks a colleague by email to take over a seat, which stays the sender's until then. Does not
 * check whether the colleague is already registered, so that the sender cannot find out. Withdraws
 * an earlier offer.
 * @throws {ProblemError} `not-found`, `wrong-status`
 */
export const offerTransfer = (
  system: System,
  id: string,
  colleague: Colleague,
  lang: Language,
): Promise<'asked' | 'too-often'> =>
  withRegistration(system, id, async (tx, registration, training) => {
    if (!canTransfer(system, registration, training)) throw new ProblemError('wrong-status')
    const now = system.now()
    const recent = await recentTransfers(tx, id, now)
    // Treat a repeated offer as one.
    if (recent.some((one) => isOpen(one, now) && isSame(one, colleague))) return 'asked'
    if (recent.length >= mostADay) return 'too-often'
    await withdrawTransfers(tx, id, now)
    const transfer = transferRow(system, { registration, training, colleague, lang, now })
    await tx.insertInto('transfer').values(transfer).execute()
    const about = { training_id: training.id, lang, registration_id: id, transfer_id: transfer.id }
    await queueMails(tx, [mailRow(system, 'seat-passed', about, now.toISOString())])
    return 'asked'
  })

/** What a row keeps of a colleague once it has ended: nothing. */
const noColleague = { given_name: '', family_name: '', email: '' }

/** Withdraws the open transfer of a seat, and forgets who it was offered to. */
export async function withdrawTransfers(tx: Tx, registrationId: string, now: Date): Promise<void> {
  await tx
    .updateTable('transfer')
    .set({ expires_at: now.toISOString(), ...noColleague })
    .where('registration_id', '=', registrationId)
    .where('taken_by', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute()
}

/** Ends the offers in a training to the colleagues at some addresses, and forgets them. */
export async function forgetColleagues(
  tx: Tx,
  trainingId: string,
  isForgotten: (address: string) => boolean,
): Promise<void> {
  const rows = await tx
    .selectFrom('transfer')
    .select(['id', 'email'])
    .where('training_id', '=', trainingId)
    .where('email', '!=', '')
    .execute()
  const ids = rows.filter(({ email }) => isForgotten(email)).map(({ id }) => id)
  for (const id of ids)
    await tx
      .updateTable('transfer')
      .set({ expires_at: new Date(0).toISOString(), ...noColleague })
      .where('id', '=', id)
      .execute()
}

/**
 * Withdraws the offer to a colleague: the sender keeps the seat.
 * @throws {ProblemError} `not-found`
 */
export const keepSeat = (system: System, id: string): Promise<void> =>
  withRegistration(system, id, (tx) => withdrawTransfers(tx, id, system.now()))

/** Returns the open transfer of a seat. */
export async function openTransfer(system: System, registrationId: string): Promise<Transfer | undefined> {
  const transfers = await system.db.reader
    .selectFrom('transfer')
    .selectAll()
    .where('registration_id', '=', registrationId)
    .execute()
  return transfers.find((one) => isOpen(one, system.now()))
}

export const isOpen = ({ taken_by, expires_at }: Transfer, now: Date) =>
  taken_by === null && now.toISOString() < expires_at

/**
 * Forgets who a seat was offered to once the offer has ended, and deletes it a day later. Until
 * then it counts for the daily limit.
 */
export async function forgetTransfers({ db, now }: Pick<System, 'db' | 'now'>): Promise<void> {
  const dayAgo = new Date(now().getTime() - dayMs).toISOString()
  await db.transaction(async (tx) => {
    await tx.deleteFrom('transfer').where('expires_at', '<=', dayAgo).execute()
    const ended = tx.updateTable('transfer').set(noColleague).where('expires_at', '<=', now().toISOString())
    await ended.where('email', '!=', '').execute()
  })
}

const recentTransfers = (tx: Tx, id: string, now: Date) =>
  tx
    .selectFrom('transfer')
    .selectAll()
    .where('registration_id', '=', id)
    .where('created_at', '>', new Date(now.getTime() - dayMs).toISOString())
    .execute()

const isSame = (one: Transfer, { givenName, familyName, email }: Colleague) =>
  canonicalAddress(one.email) === canonicalAddress(email) &&
  one.given_name === givenName &&
  one.family_name === familyName

interface Offered {
  registration: Registration
  training: LockedTraining
  colleague: Colleague
  lang: Language
  now: Date
}

function transferRow(
  system: Pick<System, 'newId'>,
  { registration, training, colleague, lang, now }: Offered,
): Transfer {
  const latest = new Date(now.getTime() + openForMs).toISOString()
  const { startsAt } = training.state
  return {
    id: system.newId(),
    training_id: training.id,
    registration_id: registration.id,
    given_name: colleague.givenName,
    family_name: colleague.familyName,
    email: colleague.email,
    lang,
    expires_at: latest < startsAt ? latest : startsAt,
    taken_by: null,
    taken_version: null,
    created_at: now.toISOString(),
  }
}
