/** A change of a training that its people are being told of. At most one per training. */
export interface TrainingNewsTable {
  training_id: string
  kind: 'training-changed' | 'training-cancelled' | 'training-restored'
  /** JSON of when and where people know the training to be. */
  known: string
  /** The last registration when it changed. People who come later know. */
  last_id: string
  /** Whose emails are being queued: those of people first, then those of coordinators. */
  queues: 'people' | 'coordinators'
  /** The last registration, or group, whose email is queued; '' for none. */
  queued_to: string
  created_at: string
}
