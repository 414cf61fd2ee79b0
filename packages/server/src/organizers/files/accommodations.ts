import type { Accommodation, AccommodationInput, AccommodationList } from '@training-signup/contract'
import { sql } from 'kysely'
import { hashOfRequest, requestIn } from '../../core/people/accommodation-request.ts'
import { filterBy, type Query } from '../../core/registrations/query.ts'
import type { Scope } from '../../platform/access/caller.ts'
import type { Database } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { findWithin } from './export-query.ts'

export interface AccommodationQuery {
  training: string
  scope: Scope
  limit: number
  cursor?: string | undefined
}

/**
 * Returns what the people of a training asked for, in the order in which they registered.
 * @throws {ProblemError} `not-found`
 */
export async function listAccommodations(system: System, query: AccommodationQuery): Promise<AccommodationList> {
  const id = await findWithin(system, query.training, query.scope)
  const filtered = filterBy(system.db.reader, { needs: true, scope: query.scope }, id)
    .where('id', '>', query.cursor ?? '')
    .orderBy('id')
    .limit(query.limit + 1)
  const found = await readAll(system.db, filtered)
  const accommodations = found.slice(0, query.limit)
  const last = accommodations.at(-1)
  return { accommodations, nextCursor: found.length > query.limit && last ? last.registration : null }
}

const listedAtOnce = 200

/** Yields the whole list, a page at a time. */
export async function* readAccommodations(
  system: System,
  query: Pick<AccommodationQuery, 'training' | 'scope'>,
): AsyncGenerator<Accommodation[]> {
  let cursor: string | null | undefined
  do {
    const list: AccommodationList = await listAccommodations(system, {
      ...query,
      limit: listedAtOnce,
      cursor: cursor ?? undefined,
    })
    yield list.accommodations
    cursor = list.nextCursor
  } while (cursor !== null)
}

/**
 * Notes who takes care of a person’s request, and whether it is arranged.
 * @param input What to note. A function gets what is noted, under its lock, and can refuse.
 * @throws {ProblemError} `not-found` if the person asked for nothing
 */
export async function noteAccommodation(
  system: System,
  id: string,
  input: AccommodationInput | ((present: Accommodation) => AccommodationInput),
): Promise<Accommodation> {
  const own = (db: Pick<Database, 'reader'>) => filterBy(db.reader, {}, undefined).where('id', '=', id)
  await system.db.transaction(async (tx) => {
    // There may be no note yet that could be locked.
    if (system.db.name === 'postgres')
      await tx.selectFrom('registration').select('id').where('id', '=', id).forUpdate().execute()
    const [found] = await readAll({ reader: tx }, own({ reader: tx }))
    if (!found) throw new ProblemError('not-found')
    const { owner, arranged } = typeof input === 'function' ? input(found) : input
    const now = system.now().toISOString()
    const noted = {
      request_hash: hashOfRequest(found.request),
      owner,
      arranged_at: arranged ? (found.arrangedAt ?? now) : null,
      changed_at: now,
    }
    await tx
      .insertInto('accommodation')
      .values({ registration_id: id, ...noted })
      .onConflict((conflict) => conflict.column('registration_id').doUpdateSet(noted))
      .execute()
  })
  const [noted] = await readAll(system.db, own(system.db))
  if (!noted) throw new ProblemError('not-found')
  return noted
}

async function readAll({ reader }: Pick<Database, 'reader'>, query: Query): Promise<Accommodation[]> {
  const rows = await reader
    .selectFrom(query.as('one'))
    .leftJoin('registration_group as group', 'group.id', 'one.group_id')
    .leftJoin('accommodation as noted', 'noted.registration_id', 'one.id')
    .select(['one.id', 'one.reference', 'one.status', 'one.given_name', 'one.family_name', 'one.phone'])
    .select(['one.sensitive', 'noted.request_hash', 'noted.owner', 'noted.arranged_at'])
    // The address of a coordinator who was erased is empty.
    .select(sql<string | null>`coalesce(one.email, nullif(coordinator_email, ''))`.as('email'))
    .orderBy('one.id')
    .execute()
  return rows.flatMap(({ sensitive, ...row }) => {
    const request = requestIn(sensitive)
    if (request === undefined) return []
    return [
      {
        registration: row.id,
        reference: row.reference,
        status: row.status,
        givenName: row.given_name,
        familyName: row.family_name,
        request,
        email: row.email,
        phone: row.phone,
        owner: row.owner,
        arrangedAt: row.request_hash === hashOfRequest(request) ? row.arranged_at : null,
      },
    ]
  })
}
