import type { RegistrationStatus, WebhookEvent } from '@training-signup/contract'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'

/** What happened, by ids: nothing of a person is ever in it, so that nothing has to be erased from it. */
export interface Happening {
  event: WebhookEvent
  /** The training's slug. */
  training: string
  registration?: string
  group?: string | null
  from?: RegistrationStatus
  to?: RegistrationStatus
}

/**
 * Notes what happened, in the transaction in which it does, and only if anybody wants to know. One small row for all of
 * it: whom to tell is found out later, so that a sign-up costs the same however many webhooks there are.
 */
export const noteHappenings = (parts: Pick<Parts, 'newId'>, tx: Tx, happenings: Happening[], now: string) =>
  tx
    .insertInto('webhook_event')
    .columns(['id', 'events', 'created_at'])
    .expression(
      tx
        .selectNoFrom([
          sql<string>`cast(${parts.newId()} as text)`.as('id'),
          sql<string>`cast(${JSON.stringify(happenings)} as text)`.as('events'),
          sql<string>`cast(${now} as text)`.as('created_at'),
        ])
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('webhook').select('webhook.id').where('state', '=', 'on')),
        ),
    )
