import type { Language } from '@training-signup/contract'

/** Mails to be: ids only, rendered at delivery. */
export interface OutboxTable {
  id: string
  kind: string
  training_id: string
  registration_id: string | null
  group_id: string | null
  duplicate_id: string | null
  transfer_id: string | null
  verification_id: string | null
  lang: Language
  due_at: string
  tries: number
  /** Until then one process is at it. */
  leased_until: string | null
  /** When it was done with, whatever the outcome. */
  sent_at: string | null
  /** null: it waits. `dropped`: when its turn came there was nobody, or nothing, left to tell. */
  outcome: 'sent' | 'failed' | 'dropped' | null
  /** A code, never what a mail server wrote: that may quote addresses. `crowded-mailbox`: its turn was too far away. */
  last_error: string | null
  created_at: string
}

/** Of whom a mail of the outbox tells their coordinator. */
export interface OutboxPersonTable {
  outbox_id: string
  registration_id: string
}
