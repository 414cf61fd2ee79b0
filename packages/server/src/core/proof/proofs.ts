import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { deleteInBatches, rowsPerBatch } from '../../platform/db/delete-in-batches.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { ProofTable } from '../../platform/db/tables/mails/proof.ts'
import type { System } from '../../platform/system.ts'
import { canonicalAddress, mailboxOf } from '../people/person.ts'

/** An address that is proven with a code. What it is proven for is its subject's own. */
export type Proof = Selectable<ProofTable>

type New = Pick<Proof, 'id' | 'subject' | 'training_id' | 'email' | 'lang' | 'ends_at'> & {
  registration_id?: string
  group_id?: string
}

/** What an address has whose code is not sent yet. */
export const noCode = { code_hash: null, code_expires_at: null, code_digits: null }

/** Returns the row of an address that begins to wait for its code. */
export const newProof = (waiting: New, now: string): Proof => ({
  registration_id: null,
  group_id: null,
  ...waiting,
  address: canonicalAddress(waiting.email),
  mailbox: mailboxOf(waiting.email),
  ...noCode,
  tries: 0,
  asked_at: JSON.stringify([now]),
  verified_at: null,
  created_at: now,
})

export const insertProofs = (tx: Tx, rows: readonly Proof[]) => tx.insertInto('proof').values(rows)

/** Has an address wait in the place of one with its id. */
export const replaceProof = (tx: Tx, row: Proof) =>
  insertProofs(tx, [row]).onConflict((conflict) => conflict.column('id').doUpdateSet(row))

/** Sends the codes to come to another address. */
export const redirectProof = (tx: Tx, id: string, email: string) =>
  tx
    .updateTable('proof')
    .set({ email, address: canonicalAddress(email), mailbox: mailboxOf(email) })
    .where('id', '=', id)

/** Deletes proofs with what they were for. */
export const deleteProofs = <Table extends keyof Tables>(
  tx: Tx,
  ids: readonly string[] | SelectQueryBuilder<Tables, Table, { id: string }>,
) => tx.deleteFrom('proof').where('id', 'in', ids)

const dayMs = 24 * 60 * 60_000

/**
 * Deletes what was not proven in time, and what was proven a day after that time: until then the
 * same code gets the same response. A proven alert stays, without its code. Sign-ups that were not
 * proven end with the seats that they hold.
 */
export async function forgetProofs(system: System): Promise<void> {
  const now = system.now()
  const instant = now.toISOString()
  const dayAgo = new Date(now.getTime() - dayMs).toISOString()
  await deleteEnded(system, ['alert', 'address-change', 'sign-in'], 'is', instant)
  await deleteEnded(system, ['sign-up', 'address-change'], 'is not', dayAgo)
  await system.db.transaction((tx) =>
    tx
      .updateTable('proof')
      .set(noCode)
      .where('subject', '=', 'alert')
      .where('verified_at', 'is not', null)
      .where('ends_at', '<=', instant)
      .where('code_hash', 'is not', null)
      .execute(),
  )
}

const deleteEnded = (system: System, subjects: Proof['subject'][], isProven: 'is' | 'is not', until: string) =>
  deleteInBatches(system, (tx) =>
    deleteProofs(
      tx,
      tx
        .selectFrom('proof')
        .select('id')
        .where('subject', 'in', subjects)
        .where('verified_at', isProven, null)
        .where('ends_at', '<=', until)
        .limit(rowsPerBatch),
    ).executeTakeFirstOrThrow(),
  )
