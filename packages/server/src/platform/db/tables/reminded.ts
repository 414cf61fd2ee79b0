/** Progress of each reminder of a training. */
export interface RemindedTable {
  training_id: string
  kind: 'still-coming' | 'reminder'
  /** The start that the reminders were about. For another start, they begin again. */
  starts_at: string
  /** The last registration that was reminded. */
  reminded_to: string
  is_done: 0 | 1
}
