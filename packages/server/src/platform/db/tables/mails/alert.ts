/** A visitor’s address that gets one email when they can register. It ends with that email. */
export interface AlertTable {
  id: string
  training_id: string
  /**
   * `opening`: when registration opens. `seat`: when a seat opens up. `date`: when this training or
   * the next date of its series takes registrations.
   */
  kind: 'opening' | 'seat' | 'date'
  /** The partner whose page led the visitor here. The link in the email keeps crediting it. */
  partner: string | null
  /** When its email entered the outbox. */
  queued_at: string | null
}
