import { createHash } from 'node:crypto'
import type { Language } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { AlertTable } from '../../platform/db/tables/mails/alert.ts'
import type { System } from '../../platform/system.ts'
import { mailRow, queueMails } from '../outbox/outbox.ts'
import { canonicalAddress } from '../people/person.ts'
import { insertProofs, newProof, type Proof } from '../proof/proofs.ts'
import type { AlertKind } from '../trainings/alert-kind.ts'

/**
 * A visitor's wish to be emailed once, when a training takes sign-ups. It holds an address and
 * nothing else about the visitor, and counts once the code that was sent there is typed.
 */
export type Alert = Proof & Selectable<AlertTable>

/** Alerts with the addresses that hear of them. */
export const alerts = (db: Tx | System['db']['reader']) =>
  db.selectFrom('alert').innerJoin('proof', 'proof.id', 'alert.id').selectAll('proof').selectAll('alert')

const lifetimeMs = 60 * 60_000

interface Wish {
  trainingId: string
  kind: AlertKind
  /** A checked address. */
  email: string
  lang: Language
  partner: string | undefined
  /** Distinguishes two visits: the same form sent twice is one request. */
  nonce: string
}

/**
 * Stores an address and queues the email with its code. Nothing is looked up, so no answer tells
 * what is stored for the address.
 * @returns the id of the request
 */
export async function requestAlert(system: System, wish: Wish): Promise<string> {
  const now = system.now()
  const instant = now.toISOString()
  const { trainingId: training_id, kind, email, lang, partner = null, nonce } = wish
  const id = idOf(`${nonce} ${training_id} ${canonicalAddress(email)}`)
  const ends_at = new Date(now.getTime() + lifetimeMs).toISOString()
  await system.db.transaction(async (tx) => {
    const { numInsertedOrUpdatedRows = 0n } = await insertProofs(tx, [
      newProof({ id, subject: 'alert', training_id, email, lang, ends_at }, instant),
    ])
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) return
    await tx.insertInto('alert').values({ id, training_id, kind, partner, queued_at: null }).execute()
    await queueMails(tx, [mailRow(system, 'alert-code', { training_id, lang, alert_id: id }, instant)])
  })
  return id
}

/** Returns an id in the form of every other one. */
function idOf(visit: string): string {
  const hex = createHash('sha256').update(visit).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
