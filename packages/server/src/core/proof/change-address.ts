import type { Language } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { RegistrationGroupTable } from '../../platform/db/tables/registration-group.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { needsApproval } from '../people/identify.ts'
import { canonicalAddress, mailboxOf } from '../people/person.ts'
import { newReference } from '../people/reference.ts'
import { moveGroup, moveRegistration } from '../registrations/move-address.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { isActive } from '../seats/transitions.ts'
import { readCode } from './codes.ts'
import { type Locked, over } from './locked.ts'
import { sendAnother } from './send-code.ts'
import { newWaiting, type StoredRequest } from './stored-requests.ts'
import { judge } from './verify.ts'

/**
 * A new address for a registration or for the coordinator of a group. It waits for a code like a
 * sign-up, but the code alone changes it, typed by someone who has the link: someone who reads at
 * a mistyped address must not get the registration with one click.
 */
export interface AddressChange {
  from: string
  to: string
}

/** Whose address changes. */
export interface AddressOwner {
  kind: 'registration' | 'group'
  id: string
}

export const readChange = ({ request }: Pick<StoredRequest, 'request'>): AddressChange =>
  JSON.parse(request) as AddressChange

const changeMs = 60 * 60_000

const columnOf = ({ kind }: AddressOwner) => (kind === 'group' ? 'group_id' : 'registration_id')

/** Returns the address change of an owner that waits for its code. */
export const findChange = (
  db: Tx | System['db']['reader'],
  owner: AddressOwner,
  now: Date,
): Promise<StoredRequest | undefined> =>
  db
    .selectFrom('verification')
    .selectAll()
    .where(columnOf(owner), '=', owner.id)
    .where('verified_at', 'is', null)
    .where('ends_at', '>', now.toISOString())
    .executeTakeFirst()

/**
 * Sends a code to the new address. Nothing else is looked up, so no answer reveals who is
 * registered.
 * @returns `outside` if an address of a trusted domain would become one of another
 * @throws {ProblemError} `too-many-codes`, `wrong-status`, `training-cancelled`,
 * `verification-over`
 */
export const startChange = (
  system: System,
  owner: AddressOwner,
  { email, lang }: { email: string; lang: Language },
): Promise<'sent' | 'outside'> =>
  system.db.transaction(async (tx) => {
    const { training, from } = await lockOwner(system, tx, owner)
    const isTrusted = (address: string) => !needsApproval(training.audience, { email: address })
    // The seat was given because of the domain, so it must not leave it.
    if (isTrusted(from) && !isTrusted(email)) return 'outside'
    const waiting = await findChange(tx, owner, system.now())
    const change = {
      address: canonicalAddress(email),
      mailbox: mailboxOf(email),
      request: JSON.stringify({ from, to: email } satisfies AddressChange),
    }
    if (waiting) {
      await tx.updateTable('verification').set(change).where('id', '=', waiting.id).execute()
      // Counts together with the codes to earlier addresses.
      await sendAnother(system, tx, { verification: { ...waiting, ...change }, training })
      return 'sent'
    }
    const row = newRow(system, training, owner, lang, change)
    await tx.insertInto('verification').values(row).execute()
    const about = { training_id: training.id, lang, verification_id: row.id }
    await queueMails(tx, [mailRow(system, 'code', about, system.now().toISOString())])
    return 'sent'
  })

function newRow(
  system: System,
  { id: training_id }: LockedTraining,
  owner: AddressOwner,
  lang: Language,
  change: Pick<StoredRequest, 'address' | 'mailbox' | 'request'>,
): StoredRequest {
  const now = system.now()
  const ends_at = new Date(now.getTime() + changeMs).toISOString()
  return {
    id: system.newId(),
    training_id,
    reference: newReference(system),
    ...change,
    lang,
    ends_at,
    latest_end: ends_at,
    ...newWaiting(now.toISOString()),
    [columnOf(owner)]: owner.id,
  }
}

/**
 * Sends another code to the new address.
 * @throws {ProblemError} `too-many-codes`, `verification-over`, `training-cancelled`
 */
export const sendChangeCode = (system: System, owner: AddressOwner): Promise<void> =>
  system.db.transaction(async (tx) => sendAnother(system, tx, await lockChange(system, tx, owner)))

/**
 * Changes the address if the code is right. The new address gets the new link, and the old one
 * learns that it was changed.
 * @returns `taken` if the person is registered with the new address already: nothing changes, and
 * the email with that link goes there
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `codes-paused`, `verification-over`,
 * `training-cancelled`, `wrong-status`
 */
export async function finishChange(system: System, owner: AddressOwner, code: string): Promise<'changed' | 'taken'> {
  const outcome = await system.db.transaction(async (tx) => {
    const locked = await lockChange(system, tx, owner)
    return judge(system, tx, locked, { code: readCode(code), accept: () => applyChange(system, tx, locked, owner) })
  })
  // Thrown after the commit, so that the wrong code is counted.
  if (outcome instanceof ProblemError) throw outcome
  return outcome
}

async function applyChange(system: System, tx: Tx, locked: Locked, owner: AddressOwner): Promise<'changed' | 'taken'> {
  const { verification, training } = locked
  const { to } = readChange(verification)
  const { row, group } = await lockOwner(system, tx, owner)
  const other = row
    ? await moveRegistration(system, tx, training, row, to)
    : group && (await moveGroup(system, tx, training, group, to))
  const now = system.now().toISOString()
  const { lang } = verification
  const about = { training_id: training.id, lang, [columnOf(owner)]: owner.id }
  if (other) {
    await tx.deleteFrom('verification').where('id', '=', verification.id).execute()
    const theirs = other.email === null ? { group_id: other.group_id } : { registration_id: other.id }
    await queueMails(tx, [mailRow(system, 'your-link', { training_id: training.id, lang, ...theirs }, now)])
    return 'taken'
  }
  // Kept for a day: the email to the old address takes it from here.
  await tx
    .updateTable('verification')
    .set({ verified_at: now, code_hash: null })
    .where('id', '=', verification.id)
    .execute()
  await queueMails(tx, [
    mailRow(system, owner.kind === 'group' ? 'group-summary' : 'address-changed', about, now),
    mailRow(system, 'address-left', { ...about, verification_id: verification.id }, now),
  ])
  return 'changed'
}

interface LockedOwner {
  training: LockedTraining
  /** The address that it has now. */
  from: string
  row: Registration | undefined
  group: Selectable<RegistrationGroupTable> | undefined
}

/** @throws {ProblemError} `wrong-status` if it has no address that can be changed */
async function lockOwner(system: System, tx: Tx, owner: AddressOwner): Promise<LockedOwner> {
  const find = async () => ({
    row:
      owner.kind === 'registration'
        ? await tx.selectFrom('registration').selectAll().where('id', '=', owner.id).executeTakeFirst()
        : undefined,
    group:
      owner.kind === 'group'
        ? await tx.selectFrom('registration_group').selectAll().where('id', '=', owner.id).executeTakeFirst()
        : undefined,
  })
  const found = await find()
  const trainingId = (found.row ?? found.group)?.training_id
  const training = trainingId === undefined ? undefined : await lockTraining(system.db, tx, trainingId)
  // Read again: before the lock another request may have changed or erased it.
  const { row, group } = await find()
  const from = row ? isActive(row.status) && row.email : group?.coordinator_email
  if (!training || !from) throw new ProblemError('wrong-status')
  if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
  if (training.state.startsAt <= system.now().toISOString()) throw new ProblemError('wrong-status')
  return { training, from, row, group }
}

/** @throws {ProblemError} `verification-over` if none waits any more */
async function lockChange(system: System, tx: Tx, owner: AddressOwner): Promise<Locked> {
  const found = await findChange(tx, owner, system.now())
  const training = found && (await lockTraining(system.db, tx, found.training_id))
  // Read again: before the lock it may have been finished, or sent to another address.
  const verification = await findChange(tx, owner, system.now())
  if (!training || !verification) throw over(found?.lang ?? 'en')
  return { verification, training }
}
