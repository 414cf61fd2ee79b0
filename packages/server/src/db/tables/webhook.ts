/** A receiver of what happens. */
export interface WebhookTable {
  id: string
  url: string
  /** JSON array of events; `*` is all of them. */
  events: string
  /** `gone`: it answered 410, and nothing is sent until somebody turns it on again. */
  state: 'on' | 'off' | 'gone'
  secret: string
  /** Signs too while the secret is exchanged. */
  previous_secret: string | null
  /** Until then one process is at it, or it is left in peace after it failed. */
  busy_until: string
  created_at: string
  updated_at: string
}

/** What has happened and is not yet a delivery for each webhook that wants it. */
export interface WebhookEventTable {
  id: string
  /** JSON array of `Happening`: ids, and nothing of a person. */
  events: string
  created_at: string
}

export interface WebhookDeliveryTable {
  /** Sent as `webhook-id`, the same at every try. */
  id: string
  webhook_id: string
  event: string
  /** JSON of a `Happening` without its event. */
  data: string
  happened_at: string
  due_at: string
  tries: number
  /** null: it waits. */
  outcome: 'delivered' | 'failed' | null
  last_status: number | null
  /** A code; nothing that a receiver wrote is kept. */
  last_error: string | null
  done_at: string | null
  created_at: string
}
