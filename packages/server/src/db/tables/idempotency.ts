export interface IdempotencyTable {
  training_id: string
  key: string
  request_hash: string
  /** The reference that was answered, by which an erasure finds this row. */
  reference: string
  answer: string
  expires_at: string
}
