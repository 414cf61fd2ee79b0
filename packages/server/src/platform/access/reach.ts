import type { Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { isEverything, type Scope } from './caller.ts'
import { bulkActionsWithin } from './within.ts'

type Params = Record<string, string>

/** Whether the training of a row, which concerns everyone in it, is within a scope. */
const isOfWholeTraining =
  (table: 'pending_sign_up' | 'likely_pair' | 'message' | 'outbox') =>
  async (db: Kysely<Tables>, scope: Scope, { id = '' }: Params) =>
    isWholeTrainingWithin(
      scope,
      await db
        .selectFrom(table as 'message')
        .select('training_id')
        .where('id', '=', id)
        .executeTakeFirst(),
    )

/**
 * For each kind of object that a path can name: whether it is within a scope. An object that does
 * not exist is within no scope.
 */
const reach = {
  training: async (db: Kysely<Tables>, scope: Scope, { slug = '' }: Params) =>
    isTrainingWithin(
      scope,
      (await db.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst())?.id,
    ),
  registration: async (db: Kysely<Tables>, scope: Scope, { id = '' }: Params) => {
    const found = await db
      .selectFrom('registration')
      .select(['training_id', 'agency_folded'])
      .where('id', '=', id)
      .executeTakeFirst()
    return (
      isTrainingWithin(scope, found?.training_id) &&
      (scope.agency === undefined || scope.agency === found?.agency_folded)
    )
  },
  group: async (db: Kysely<Tables>, scope: Scope, { reference = '' }: Params) =>
    isWholeTrainingWithin(
      scope,
      await db
        .selectFrom('registration_group')
        .select('training_id')
        .where('reference', '=', reference)
        .executeTakeFirst(),
    ),
  request: isOfWholeTraining('pending_sign_up'),
  pair: isOfWholeTraining('likely_pair'),
  message: isOfWholeTraining('message'),
  mail: isOfWholeTraining('outbox'),
  'bulk-action': async (db: Kysely<Tables>, scope: Scope, { id = '' }: Params) =>
    (await db
      .selectFrom('bulk_action')
      .select('id')
      .where('id', '=', id)
      .where(bulkActionsWithin(scope))
      .executeTakeFirst()) !== undefined,
  // What concerns every training, like webhooks.
  everything: async () => false,
  partner: async (_: Kysely<Tables>, scope: Scope, { slug = '' }: Params) =>
    scope.trainings === 'all' && (scope.partner === undefined || scope.partner === slug),
} satisfies Record<string, (db: Kysely<Tables>, scope: Scope, params: Params) => Promise<boolean>>

export type ObjectKind = keyof typeof reach

/**
 * Returns whether the object that a path’s parameters name is within the scope. Where the path names
 * a training, too, it must be the object’s.
 */
export const isWithinReach = async (
  db: Kysely<Tables>,
  scope: Scope,
  kind: ObjectKind,
  params: Params,
): Promise<boolean> =>
  (isEverything(scope) || (await reach[kind](db, scope, params))) && !(await isOfAnother(db, kind, params))

/** Tables of what paths name below a training. */
const below: Partial<Record<ObjectKind, 'registration' | 'pending_sign_up' | 'likely_pair'>> = {
  registration: 'registration',
  request: 'pending_sign_up',
  pair: 'likely_pair',
}

/** Returns whether the object is of another training. One that is gone is of none: its verb says so. */
async function isOfAnother(db: Kysely<Tables>, kind: ObjectKind, { id = '', slug }: Params): Promise<boolean> {
  const table = below[kind]
  if (table === undefined || slug === undefined) return false
  const found = await db
    .selectFrom(`${table} as named` as 'registration as named')
    .innerJoin('training', 'training.id', 'named.training_id')
    .select('slug')
    .where('named.id', '=', id)
    .executeTakeFirst()
  return found !== undefined && found.slug !== slug
}

const isTrainingWithin = ({ trainings }: Scope, id: string | undefined): boolean =>
  id !== undefined && (trainings === 'all' || trainings.includes(id))

/** What concerns everyone in a training is out of reach for someone who sees only one agency. */
const isWholeTrainingWithin = (scope: Scope, found: { training_id: string } | undefined): boolean =>
  scope.agency === undefined && isTrainingWithin(scope, found?.training_id)
