export interface IdempotencyTable {
  training_id: string
  key: string
  request_hash: string
  /** The reference in the response. An erasure finds this row by it. */
  reference: string
  answer: string
  expires_at: string
}
