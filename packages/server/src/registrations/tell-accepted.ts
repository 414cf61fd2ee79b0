import type { Insertable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { OutboxTable, VerificationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { mailRow } from '../outbox/outbox.ts'

type Verification = Pick<VerificationTable, 'training_id' | 'group_id' | 'lang'>

/** Tells the coordinator what became of all, and those who were registered before that somebody signed them up again. */
export async function tellAccepted(
  parts: Pick<Parts, 'newId' | 'now'>,
  tx: Tx,
  { training_id, group_id, lang }: Verification,
  { known, attempts }: { known: string | undefined; attempts: { id: string; registration_id: string }[] },
): Promise<void> {
  const now = parts.now().toISOString()
  const row = (kind: 'group-summary' | 'already-registered', about: Partial<Insertable<OutboxTable>>) =>
    mailRow(parts, kind, { training_id, lang, ...about }, now)
  const own = known === undefined ? [] : [row('already-registered', { registration_id: known })]
  const rows = [
    ...(group_id === null ? own : [row('group-summary', { group_id })]),
    ...attempts.map(({ id, registration_id }) => row('already-registered', { registration_id, attempt_id: id })),
  ]
  // One by one, as newcomers are told: it is to take as long.
  for (const one of rows) await tx.insertInto('outbox').values(one).execute()
}
