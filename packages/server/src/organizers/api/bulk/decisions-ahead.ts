import type { BulkActionName } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { fullName } from '../../../core/people/person-columns.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { whyLeftOut } from './bulk-actions.ts'

/** What will be decided about someone. */
export interface DecisionAhead {
  /** The bulk action. */
  id: string
  action: BulkActionName
  at: string
  /** How many people it is about. Where no one else is, it can be undone for them alone. */
  people: number
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
      .map(({ id, registration_id, action, due_at, people }) => [registration_id, { id, action, at: due_at, people }]),
  )
}

/** A decision that waits is shown with the names of as many. */
const mostNamed = 3

/** Returns the names of the first people that each of these bulk actions is still about, by its id. */
export async function nameAhead(
  db: Kysely<Tables>,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom(peopleInTurn(db, scope, ids).as('placed'))
    .selectAll()
    .where('place', '<=', mostNamed)
    .orderBy('place')
    .execute()
  const people = Map.groupBy(rows, ({ bulk_action_id }) => bulk_action_id)
  return new Map([...people].map(([id, some]) => [id, some.map((one) => fullName(one.given_name, one.family_name))]))
}

/** Numbers the people of each bulk action by their names. */
const peopleInTurn = (db: Kysely<Tables>, scope: Scope, ids: readonly string[]) =>
  db
    .selectFrom('bulk_action_person')
    .innerJoin('bulk_action', 'bulk_action.id', 'bulk_action_id')
    .innerJoin('registration', 'registration.id', 'registration_id')
    .select(['bulk_action_id', 'given_name', 'family_name'])
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) =>
          over
            .partitionBy('bulk_action_id')
            .orderBy('family_folded')
            .orderBy('given_folded')
            .orderBy('registration.id'),
        )
        .as('place'),
    )
    .where('bulk_action_id', 'in', ['', ...ids])
    .where('outcome', 'is', null)
    .where((is) =>
      is.or([
        is('registration.status', '=', is.ref('bulk_action_person.status')),
        // Like `whyLeftOut`: an offer in the meantime is no decision against giving a seat.
        is.and([is('action', '=', 'promote'), is('registration.status', '=', 'offered')]),
      ]),
    )
    .where(peopleWithin(scope))
