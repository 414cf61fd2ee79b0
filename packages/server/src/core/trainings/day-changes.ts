import type { Tx } from '../../platform/db/database.ts'

/**
 * Notes that something has changed on which the certificates of a closed day depend, so that they are
 * looked at again. While the day is open, there is nothing to note.
 */
export const noteDayChange = (tx: Tx, trainingId: string): Promise<unknown> =>
  tx
    .updateTable('training')
    .set(({ eb }) => ({ day_changes: eb('day_changes', '+', 1), day_settled_at: null }))
    .where('id', '=', trainingId)
    .where('day_closed_at', 'is not', null)
    .execute()
