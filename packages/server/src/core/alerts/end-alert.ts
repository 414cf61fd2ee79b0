import type { Tx } from '../../platform/db/database.ts'
import { noteErasure } from '../../platform/db/note-erasure.ts'
import type { OutboxTable } from '../../platform/db/tables/mails/outbox.ts'
import { recordErased } from '../../platform/ops/erasure-journal.ts'
import type { System } from '../../platform/system.ts'
import { deleteProofs } from '../proof/proofs.ts'

/**
 * Deletes an address that is not needed any more: its email was sent, has failed for good, or its
 * owner does not want it. What waits in the outbox for it then has no recipient.
 */
export async function deleteAlert(system: System, tx: Tx, id: string): Promise<void> {
  await noteErasure(system, tx)
  await recordErased(system, tx, [{ kind: 'alert', id }])
  await deleteProofs(tx, [id]).execute()
}

type Ended = Pick<OutboxTable, 'kind' | 'alert_id'>

/**
 * Deletes the address of an email that is done with. If the seats were gone before it could leave,
 * the address waits again.
 */
export async function settleAlert(
  system: System,
  tx: Tx,
  { kind, alert_id }: Ended,
  outcome: OutboxTable['outcome'],
): Promise<void> {
  if (kind !== 'alert' || alert_id === null || outcome === null) return
  if (outcome !== 'dropped') return deleteAlert(system, tx, alert_id)
  await tx.updateTable('alert').set({ queued_at: null }).where('id', '=', alert_id).execute()
}
