/** A receiver of events. */
export interface WebhookTable {
  id: string
  url: string
  /** JSON array of events; `*` is all of them. */
  events: string
  /** `gone`: it responded with 410, and gets nothing until an organizer turns it on again. */
  state: 'on' | 'off' | 'gone'
  secret: string
  /** Also signs while the secret is being rotated. */
  previous_secret: string | null
  /** Until then one process delivers to it, or it rests after a failure. */
  busy_until: string
  /** Until then the receiver wants nothing, as its `Retry-After` said. Empty if it said nothing. */
  paused_until: string
  created_at: string
  updated_at: string
}

/** Events that are not yet deliveries to each webhook that wants them. */
export interface WebhookEventTable {
  id: string
  /** JSON array of `RecordedEvent`: only ids, nothing about a person. */
  events: string
  created_at: string
}

export interface WebhookDeliveryTable {
  /** Sent as `webhook-id`, the same for every try. */
  id: string
  webhook_id: string
  event: string
  /** JSON of a `RecordedEvent` without its event. */
  data: string
  happened_at: string
  due_at: string
  tries: number
  /** null: it waits. */
  outcome: 'delivered' | 'failed' | null
  last_status: number | null
  /** A code. Nothing that a receiver wrote is stored. */
  last_error: string | null
  done_at: string | null
  created_at: string
}
