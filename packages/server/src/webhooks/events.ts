import type { RegistrationStatus, WebhookEvent } from '@training-signup/contract'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'

/** An event as ids only: it contains nothing about a person, so nothing needs erasing. */
export interface RecordedEvent {
  event: WebhookEvent
  /** The training's slug. */
  training: string
  registration?: string
  group?: string | null
  from?: RegistrationStatus
  to?: RegistrationStatus
}

/**
 * Records events in the transaction that causes them, but only if a webhook wants them. They take
 * one small row together. The receivers are chosen later, so that a sign-up costs the same however
 * many webhooks exist.
 */
export const recordEvents = (system: Pick<System, 'newId'>, tx: Tx, events: RecordedEvent[], now: string) =>
  tx
    .insertInto('webhook_event')
    .columns(['id', 'events', 'created_at'])
    .expression(
      tx
        .selectNoFrom([
          sql<string>`cast(${system.newId()} as text)`.as('id'),
          sql<string>`cast(${JSON.stringify(events)} as text)`.as('events'),
          sql<string>`cast(${now} as text)`.as('created_at'),
        ])
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('webhook').select('webhook.id').where('state', '=', 'on')),
        ),
    )
