/** How far each reminder of a training has come. */
export interface RemindedTable {
  training_id: string
  kind: 'still-coming' | 'reminder'
  /** The start that it was about; for another one it begins anew. */
  starts_at: string
  /** The last registration that was reminded. */
  reminded_to: string
  is_done: 0 | 1
}
