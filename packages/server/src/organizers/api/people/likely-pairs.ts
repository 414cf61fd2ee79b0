import type { LikelyPair, LikelyPairList } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { differences } from '../../../core/registrations/compare-people.ts'
import { answersOf } from '../../../core/registrations/edit-registration.ts'
import { traitsInCommon } from '../../../core/registrations/likeness.ts'
import { cancelLocked } from '../../../core/seats/cancel.ts'
import { withRegistration } from '../../../core/seats/registration.ts'
import { activeStatuses, refuseUnless } from '../../../core/seats/transitions.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { LikelyPairTable } from '../../../platform/db/tables/people/likely-pair.ts'
import { cutPage } from '../../../platform/http/api/paging.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { present } from './lists/list-registrations.ts'
import { readDuplicates } from './read-duplicates.ts'

interface LikelyPairQuery {
  /** The training's slug. */
  training: string
  scope: Scope
  limit: number
  cursor?: string | undefined
}

/** Returns the query for likely pairs that wait for a decision: of each, both can still be canceled. */
const openLikelyPairs = (db: Kysely<Tables>) =>
  db
    .selectFrom('likely_pair')
    .innerJoin('registration as one', 'one.id', 'likely_pair.registration_id')
    .leftJoin('registration as other', 'other.id', 'likely_pair.other_id')
    .leftJoin('duplicate', 'duplicate.id', 'likely_pair.duplicate_id')
    .where('told_apart_at', 'is', null)
    .where('one.status', 'in', activeStatuses)
    .where((eb) => eb.or([eb('other.status', 'in', activeStatuses), eb('duplicate.id', 'is not', null)]))

/** Counting more would take as long as there are likely pairs, and tell no one more. */
const mostCounted = 1_000

/**
 * Returns how many likely pairs of each training wait for a decision, up to a thousand, and since
 * when.
 */
export async function countLikelyPairs(
  db: Kysely<Tables>,
  trainingIds: readonly string[],
): Promise<{ training_id: string; count: number; since: string | null }[]> {
  if (trainingIds.length === 0) return []
  const paired = await db
    .selectFrom('training')
    .select('id')
    .where('id', 'in', trainingIds)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('likely_pair')
          .select('likely_pair.id')
          .whereRef('likely_pair.training_id', '=', 'training.id')
          .where('told_apart_at', 'is', null),
      ),
    )
    .execute()
  const counts: Awaited<ReturnType<typeof countLikelyPairs>> = []
  for (const { id } of paired) {
    const open = openLikelyPairs(db)
      .select('likely_pair.created_at')
      .where('likely_pair.training_id', '=', id)
      .limit(mostCounted)
    const { count, since } = await db
      .selectFrom(open.as('open'))
      .select(({ fn }) => [fn.countAll().as('count'), fn.min('created_at').as('since')])
      .executeTakeFirstOrThrow()
    counts.push({ training_id: id, count: Number(count), since })
  }
  return counts
}

/**
 * Returns a page of what may be the same person in a training, the latest first. It concerns
 * everyone in it, so someone who sees one agency sees none.
 * @throws {ProblemError} `not-found`
 */
export async function listLikelyPairs(
  system: System,
  { training, scope, limit, cursor }: LikelyPairQuery,
): Promise<LikelyPairList> {
  const { reader } = system.db
  const id = await trainingIdOf(system, training)
  let query = openLikelyPairs(reader)
    .selectAll('likely_pair')
    .where('likely_pair.training_id', '=', id ?? '')
    .where(wholeTrainingsWithin(scope, 'likely_pair.training_id'))
    .orderBy('likely_pair.id', 'desc')
    .limit(limit + 1)
  if (cursor !== undefined) query = query.where('likely_pair.id', '<', cursor)
  const { page, nextCursor } = cutPage(await query.execute(), limit)
  return { pairs: await presentLikelyPairs(reader, page), nextCursor }
}

/**
 * Returns one likely pair.
 * @throws {ProblemError} `not-found`
 */
export async function readLikelyPair({ db: { reader } }: Pick<System, 'db'>, id: string): Promise<LikelyPair> {
  const rows = await openLikelyPairs(reader).selectAll('likely_pair').where('likely_pair.id', '=', id).execute()
  const [likelyPair] = await presentLikelyPairs(reader, rows)
  if (!likelyPair) throw new ProblemError('not-found')
  return likelyPair
}

async function presentLikelyPairs(
  db: Kysely<Tables>,
  likelyPairs: Selectable<LikelyPairTable>[],
): Promise<LikelyPair[]> {
  const ids = likelyPairs.flatMap(({ registration_id, other_id }) => [registration_id, ...(other_id ? [other_id] : [])])
  const rows = ids.length === 0 ? [] : await db.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const shown = new Map((await present(db, rows, false)).map((one) => [one.id, one]))
  const attempts = await readDuplicates(
    db,
    'duplicate.id',
    likelyPairs.flatMap(({ duplicate_id }) => duplicate_id ?? []),
  )
  return likelyPairs.flatMap(({ id, registration_id, other_id, duplicate_id }) => {
    const [one, other] = [byId.get(registration_id), byId.get(other_id ?? '')]
    const attempt = attempts.get(duplicate_id ?? '') ?? null
    if (!one || (!other && !attempt)) return []
    const said = other ? answersOf(other) : (attempt?.said ?? {})
    return [
      {
        id,
        inCommon: other ? traitsInCommon(one, other) : [],
        registrations: [one, other].flatMap((row) => shown.get(row?.id ?? '') ?? []),
        attempt,
        differs: differences(one, said, { ofAll: attempt === null }),
      },
    ]
  })
}

const foreign = new ProblemError('invalid-input', {
  errors: [{ pointer: '/registration', code: 'unknown', message: 'Name one of the two registrations.' }],
})

/**
 * Keeps one registration of a likely pair and cancels the other, whose person hears of it like of any
 * cancellation.
 * @returns the id of the one that was canceled
 * @throws {ProblemError} `not-found`; `invalid-input` if neither is to stay; `wrong-status` if one
 * of them has ended in the meantime
 */
export async function keepOne(system: System, id: string, kept: string): Promise<string> {
  const likelyPair = await system.db.reader
    .selectFrom('likely_pair')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!likelyPair?.other_id) throw new ProblemError('not-found')
  const both = [likelyPair.registration_id, likelyPair.other_id]
  if (!both.includes(kept)) throw foreign
  const gone = both.find((one) => one !== kept) as string
  await withRegistration(system, gone, async (tx, registration, training) => {
    const stays = await tx.selectFrom('registration').select('status').where('id', '=', kept).executeTakeFirst()
    if (!stays) throw new ProblemError('not-found')
    // With the one that stays gone, no one would come.
    refuseUnless(stays.status, 'cancel')
    await cancelLocked(system, tx, training, [registration])
  })
  return gone
}

/**
 * Remembers that a likely pair is of two people, or that a later sign-up needs nothing. It is not shown
 * again.
 * @throws {ProblemError} `not-found`
 */
export async function tellApart({ db, now }: Pick<System, 'db' | 'now'>, id: string): Promise<void> {
  const { numUpdatedRows } = await db.transaction((tx) =>
    tx.updateTable('likely_pair').set({ told_apart_at: now().toISOString() }).where('id', '=', id).executeTakeFirst(),
  )
  if (numUpdatedRows === 0n) throw new ProblemError('not-found')
}
