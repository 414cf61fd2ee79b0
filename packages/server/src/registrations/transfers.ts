import type { Tx } from '../db/database.ts'

/** Whoever was asked to take somebody's seat can no longer do so. */
export async function withdrawTransfers(tx: Tx, registrationId: string, now: Date): Promise<void> {
  await tx
    .updateTable('transfer')
    .set({ expires_at: now.toISOString() })
    .where('registration_id', '=', registrationId)
    .where('taken_by', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute()
}
