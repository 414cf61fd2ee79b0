import type { RegistrationStatus, WebhookEvent } from '@training-signup/contract'
import { sql } from 'kysely'
import type { System } from '../../platform/system.ts'

/** An event as ids only: it contains nothing about a person, so nothing needs erasing. */
export interface RecordedEvent {
  event: WebhookEvent
  /** The training's slug. */
  training: string
  registration?: string
  certificate?: string
  group?: string | null
  from?: RegistrationStatus
  to?: RegistrationStatus
}

/**
 * Records events in the transaction that causes them, but only if a webhook wants them. They take
 * one small row together. The receivers are chosen later, so that a sign-up costs the same however
 * many webhooks exist.
 */
export const recordEvents = (system: Pick<System, 'newId'>, events: RecordedEvent[], now: string) =>
  sql`insert into webhook_event (id, events, created_at)
    select cast(${system.newId()} as text), cast(${JSON.stringify(events)} as text), cast(${now} as text)
    where exists (select id from webhook where state = 'on')`
