import type { Language } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { needsApproval } from '../people/identify.ts'
import { askAgain } from '../proof/ask-again.ts'
import { markVerified, over, typeCode } from '../proof/codes.ts'
import { deleteProofs, insertProofs, newProof, type Proof, redirectProof } from '../proof/proofs.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import type { Group, Registration } from '../seats/registration.ts'
import { isActive } from '../seats/transitions.ts'
import { moveGroup, moveRegistration } from './move-address.ts'

/**
 * Whose address changes. The new one waits for a code like a sign-up, but the code alone changes it,
 * typed by someone who has the link: someone who reads at a mistyped address must not get the
 * registration with one click.
 */
export interface AddressOwner {
  kind: 'registration' | 'group'
  id: string
}

const changeMs = 60 * 60_000

const columnOf = ({ kind }: AddressOwner) => (kind === 'group' ? 'group_id' : 'registration_id')

/** Returns the new address of an owner that waits for its code. */
export const findChange = (
  db: Tx | System['db']['reader'],
  owner: AddressOwner,
  now: Date,
): Promise<Proof | undefined> =>
  db
    .selectFrom('proof')
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
    if (waiting) {
      await redirectProof(tx, waiting.id, email).execute()
      await tx.updateTable('address_change').set({ former_email: from }).where('id', '=', waiting.id).execute()
      // Counts together with the codes to earlier addresses.
      await sendAnother(system, tx, { proof: waiting, training })
      return 'sent'
    }
    const proof = newChange(system, training, owner, { email, lang })
    await insertProofs(tx, [proof]).execute()
    await tx.insertInto('address_change').values({ id: proof.id, former_email: from }).execute()
    await queueMails(tx, codeMails(system, { proof, training }))
    return 'sent'
  })

function newChange(
  system: System,
  { id: training_id }: LockedTraining,
  owner: AddressOwner,
  to: { email: string; lang: Language },
): Proof {
  const now = system.now()
  const ends_at = new Date(now.getTime() + changeMs).toISOString()
  const id = system.newId()
  const waiting = { id, subject: 'address-change' as const, training_id, ...to, ends_at, [columnOf(owner)]: owner.id }
  return newProof(waiting, now.toISOString())
}

interface Locked {
  proof: Proof
  training: LockedTraining
}

const codeMails = (system: System, { proof: { id, lang }, training }: Locked) => [
  mailRow(system, 'code', { training_id: training.id, lang, proof_id: id }, system.now().toISOString()),
]

async function sendAnother(system: System, tx: Tx, { proof, training }: Locked): Promise<void> {
  const refusal = refusalOf(system, { proof, training })
  if (refusal) throw refusal
  await askAgain(system, tx, proof, async () => codeMails(system, { proof, training }))
}

/** Returns why an address cannot be proven any more. */
function refusalOf(system: System, { proof, training }: Locked): ProblemError | undefined {
  const instant = system.now().toISOString()
  if (training.state.status === 'cancelled') return new ProblemError('training-cancelled')
  return proof.ends_at <= instant || training.state.startsAt <= instant ? over(proof.lang) : undefined
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
export function finishChange(system: System, owner: AddressOwner, code: string): Promise<'changed' | 'taken'> {
  return typeCode<'changed' | 'taken'>(system, async (tx) => {
    const locked = await lockChange(system, tx, owner)
    return {
      ...locked,
      typed: code,
      settle: () => refusalOf(system, locked),
      accept: () => applyChange(system, tx, locked, owner),
    }
  })
}

async function applyChange(system: System, tx: Tx, locked: Locked, owner: AddressOwner): Promise<'changed' | 'taken'> {
  const { proof, training } = locked
  const { email: to, lang } = proof
  const { row, group } = await lockOwner(system, tx, owner)
  const other = row
    ? await moveRegistration(system, tx, training, row, to)
    : group && (await moveGroup(system, tx, training, group, to))
  const now = system.now().toISOString()
  const about = { training_id: training.id, lang, [columnOf(owner)]: owner.id }
  if (other) {
    await deleteProofs(tx, [proof.id]).execute()
    const theirs = other.email === null ? { group_id: other.group_id } : { registration_id: other.id }
    await queueMails(tx, [mailRow(system, 'your-link', { training_id: training.id, lang, ...theirs }, now)])
    return 'taken'
  }
  // Kept for a day: the email to the old address takes it from here.
  await markVerified(tx, proof.id, now).execute()
  await queueMails(tx, [
    mailRow(system, owner.kind === 'group' ? 'group-summary' : 'address-changed', about, now),
    mailRow(system, 'address-left', { ...about, proof_id: proof.id }, now),
  ])
  return 'changed'
}

interface LockedOwner {
  training: LockedTraining
  /** The address that it has now. */
  from: string
  row: Registration | undefined
  group: Group | undefined
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
  const training = found?.training_id && (await lockTraining(system.db, tx, found.training_id))
  // Read again: before the lock it may have been finished, or sent to another address.
  const proof = await findChange(tx, owner, system.now())
  if (!training || !proof) throw over(found?.lang ?? 'en')
  return { proof, training }
}
