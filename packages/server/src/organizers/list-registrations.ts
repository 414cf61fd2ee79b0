import type { AdminRegistration, Attempt, RegistrationList } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { RegistrationGroupTable } from '../db/tables/registration-group.ts'
import { ProblemError } from '../problem.ts'
import { filterBy, type Query, type RegistrationFilter } from '../registrations/query.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { readCounts } from '../trainings/counts.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { readCursor, writeCursor } from './cursor.ts'

const mostDuplicates = 200

export type RegistrationSort = 'created' | '-created' | 'name'

export interface RegistrationQuery extends RegistrationFilter {
  sort: RegistrationSort
  limit: number
  cursor?: string | undefined
  sensitive: boolean
}

export async function listRegistrations(system: System, query: RegistrationQuery): Promise<RegistrationList> {
  const trainingId = await trainingIdOf(system, query.training)
  const found = await readPage(filterBy(system, query, trainingId), query)
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  return {
    registrations: await present(system.db.reader, page, query.sensitive),
    ...(query.q === undefined ? {} : { attempts: await findDuplicates(system.db.reader, page) }),
    ...(await totals(system, query, trainingId)),
    nextCursor: found.length > query.limit && last ? writeCursor(query.sort, last) : null,
  }
}

/**
 * Returns a registration with its sensitive answers.
 * @throws {ProblemError} `not-found`
 */
export async function readRegistration(db: Kysely<Tables>, id: string): Promise<AdminRegistration> {
  const row = await db.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return (await present(db, [row], true))[0] as AdminRegistration
}

/** Reads a page and one more row, which shows whether there is a next page. */
export function readPage(
  query: Query,
  { sort, limit, cursor }: Pick<RegistrationQuery, 'sort' | 'limit' | 'cursor'>,
): Promise<Registration[]> {
  const after = cursor === undefined ? undefined : readCursor(sort, cursor)
  if (sort === 'name') {
    const named = query.orderBy('family_folded').orderBy('id')
    return (
      after
        ? named.where((eb) => eb(eb.refTuple('family_folded', 'id'), '>', eb.tuple(after.familyFolded, after.id)))
        : named
    )
      .limit(limit + 1)
      .execute()
  }
  const isNewestFirst = sort === '-created'
  const ordered = query.orderBy('id', isNewestFirst ? 'desc' : 'asc')
  return (after ? ordered.where('id', isNewestFirst ? '<' : '>', after.id) : ordered).limit(limit + 1).execute()
}

async function totals(
  system: System,
  query: RegistrationQuery,
  trainingId: string | undefined,
): Promise<Pick<RegistrationList, 'totals'>> {
  const isNarrowed = query.status ?? query.role ?? query.agency ?? query.partner ?? query.q
  if (trainingId === undefined || isNarrowed !== undefined) return {}
  return { totals: (await readCounts(system.db.reader, [trainingId])).get(trainingId) ?? {} }
}

/**
 * Returns registrations as organizers see them. Looks up the slugs and groups of all rows together.
 */
export async function present(
  db: Kysely<Tables>,
  rows: Registration[],
  sensitive: boolean,
): Promise<AdminRegistration[]> {
  const slugs = await slugsOf(
    db,
    rows.map((row) => row.training_id),
  )
  const groups = await groupsOf(
    db,
    rows.flatMap((row) => row.group_id ?? []),
  )
  const asked = sensitive ? await supervisorsOf(db, rows) : undefined
  return rows.map((row) => ({
    ...presentOne(row, slugs.get(row.training_id) ?? '', groups.get(row.group_id ?? ''), sensitive),
    ...(asked ? { supervisor: asked.get(row.id) ?? null } : {}),
  }))
}

/** Returns the supervisor of each registration, and the answer. */
async function supervisorsOf(db: Kysely<Tables>, rows: Registration[]) {
  if (rows.length === 0) return new Map<string, AdminRegistration['supervisor']>()
  const requests = await db
    .selectFrom('supervisor_request')
    .selectAll()
    .where(
      'registration_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('duplicate_id', 'is', null)
    .execute()
  return new Map(
    requests.map(({ registration_id, address, answer, answered_at: answeredAt }) => [
      registration_id,
      { address, answer, answeredAt },
    ]),
  )
}

function presentOne(
  row: Registration,
  training: string,
  group: Selectable<RegistrationGroupTable> | undefined,
  sensitive: boolean,
): AdminRegistration {
  return {
    id: row.id,
    reference: row.reference,
    training,
    status: row.status,
    expiresAt: row.expires_at,
    givenName: row.given_name,
    familyName: row.family_name,
    email: row.email,
    phone: row.phone,
    role: row.role,
    agency: row.agency,
    answers: JSON.parse(row.answers) as AdminRegistration['answers'],
    ...(sensitive ? { sensitive: JSON.parse(row.sensitive) as AdminRegistration['answers'] } : {}),
    group: group ? presentGroup(group) : null,
    lang: row.lang,
    partner: row.partner,
    channel: row.channel,
    origin: row.origin,
    consents: JSON.parse(row.consents) as string[],
    reconfirmedAt: row.reconfirmed_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

const presentGroup = (group: Selectable<RegistrationGroupTable>) => ({
  reference: group.reference,
  coordinator: {
    name: group.coordinator_name,
    email: group.coordinator_email,
    ...(group.coordinator_agency === null ? {} : { agency: group.coordinator_agency }),
  },
})

async function slugsOf(db: Kysely<Tables>, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('training')
    .select(['id', 'slug'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.slug]))
}

async function groupsOf(db: Kysely<Tables>, ids: string[]) {
  if (ids.length === 0) return new Map<string, Selectable<RegistrationGroupTable>>()
  const rows = await db
    .selectFrom('registration_group')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Returns the duplicates of the registrations on a page, latest first. */
async function findDuplicates(db: Kysely<Tables>, page: Registration[]): Promise<Attempt[]> {
  if (page.length === 0) return []
  const rows = await db
    .selectFrom('duplicate')
    .innerJoin('training', 'training.id', 'duplicate.training_id')
    .leftJoin('registration_group', 'registration_group.id', 'duplicate.group_id')
    .selectAll('duplicate')
    .select(['training.slug', 'registration_group.reference as group_reference'])
    .where(
      'registration_id',
      'in',
      page.map((row) => row.id),
    )
    .orderBy('duplicate.id', 'desc')
    .limit(mostDuplicates)
    .execute()
  return rows.map((row) => ({
    reference: row.reference,
    group: row.group_reference,
    registration: row.registration_id,
    training: row.slug,
    said: JSON.parse(row.submitted_answers) as Attempt['said'],
    createdAt: row.created_at,
  }))
}
