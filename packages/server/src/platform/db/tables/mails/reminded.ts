/** What a reminder of a training says instead of the usual words. */
export interface ReminderTextTable {
  training_id: string
  kind: RemindedTable['kind']
  /** JSON of a `LocalText`. */
  body: string
}

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
