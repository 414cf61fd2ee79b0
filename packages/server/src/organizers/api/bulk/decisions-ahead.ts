import type { BulkActionName } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tables } from '../../../platform/db/schema.ts'
import { whyLeftOut } from './bulk-actions.ts'

/** What will be decided about someone. */
export interface DecisionAhead {
  /** The bulk action. */
  id: string
  action: BulkActionName
  at: string
  /** Whether it is about no one else, so that it can be undone for them alone. */
  isAlone: boolean
}

/** Returns what will be decided about these people, and when. */
export async function findDecisionsAhead(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, DecisionAhead>> {
  const rows = await db
    .selectFrom('bulk_action_person')
    .innerJoin('bulk_action', 'bulk_action.id', 'bulk_action_id')
    .innerJoin('registration', 'registration.id', 'registration_id')
    .select(['bulk_action.id', 'registration_id', 'action', 'due_at', 'people'])
    .select(['bulk_action_person.status as chosen', 'registration.status'])
    .where('registration_id', 'in', ['', ...ids])
    .where('outcome', 'is', null)
    .execute()
  return new Map(
    rows
      .filter(({ action, chosen, status }) => whyLeftOut(action, chosen, status) === undefined)
      .map(({ id, registration_id, action, due_at, people }) => [
        registration_id,
        { id, action, at: due_at, isAlone: people === 1 },
      ]),
  )
}
