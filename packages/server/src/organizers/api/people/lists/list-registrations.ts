import type { AdminRegistration, RegistrationList } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { hidesName } from '../../../../core/people/hides-name.ts'
import { filterBy } from '../../../../core/registrations/query.ts'
import { reconfirmedSince } from '../../../../core/registrations/reconfirmation.ts'
import type { Registration } from '../../../../core/seats/registration.ts'
import { readCounts } from '../../../../core/trainings/counts.ts'
import { trainingIdOf } from '../../../../core/trainings/trainings.ts'
import type { Tables } from '../../../../platform/db/schema.ts'
import { ProblemError } from '../../../../platform/problem.ts'
import type { System } from '../../../../platform/system.ts'
import { readDuplicates } from '../read-duplicates.ts'
import { isColumnSort, readByColumn } from './column-order.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { orderedAfter } from './ordered-after.ts'
import type { ListQuery } from './registration-query.ts'
import { readFound } from './search-page.ts'

export async function listRegistrations(system: System, query: ListQuery): Promise<RegistrationList> {
  const trainingId = await trainingIdOf(system, query.training)
  const { page, nextCursor } = await readPage(system.db.reader, query, trainingId)
  const duplicates =
    query.q === undefined ? undefined : await readDuplicates(system.db.reader, 'registration_id', idsOf(page))
  return {
    registrations: await present(system.db.reader, page, query.sensitive),
    ...(duplicates && { attempts: [...duplicates.values()] }),
    ...(await totals(system, query, trainingId)),
    nextCursor,
  }
}

/**
 * Returns a registration, with its sensitive answers unless the reader may not see them.
 * @throws {ProblemError} `not-found`
 */
export async function readRegistration(db: Kysely<Tables>, id: string, sensitive = true): Promise<AdminRegistration> {
  const rows = await db.selectFrom('registration').selectAll().where('id', '=', id).execute()
  const [registration] = await present(db, rows, sensitive)
  if (!registration) throw new ProblemError('not-found')
  return registration
}

/** Reads a page, and says where the next one begins. */
export async function readPage(
  db: Kysely<Tables>,
  query: ListQuery,
  trainingId: string | undefined,
): Promise<{ page: Registration[]; nextCursor: string | null }> {
  const { q, agency, domain, needs, sort, limit, cursor } = query
  if (isColumnSort(sort))
    return readByColumn(db, { people: filterBy(db, query, trainingId), trainingId }, sort, { cursor, limit })
  const after = cursor === undefined ? undefined : readCursor(sort, cursor)
  // One more row shows whether there is a next page.
  const count = limit + 1
  const isRare = agency !== undefined || domain !== undefined || needs === true
  const found =
    q === undefined
      ? await orderedAfter(filterBy(db, query, trainingId), sort, after, isRare)
          .limit(count)
          .execute()
      : await readFound(db, { query: { ...query, q, sort }, trainingId, after, count })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: found.length > limit && last ? writeCursor(sort, last) : null }
}

async function totals(
  system: System,
  query: ListQuery,
  trainingId: string | undefined,
): Promise<Pick<RegistrationList, 'totals'>> {
  const isNarrowed =
    query.status ?? query.role ?? query.agency ?? query.partner ?? query.q ?? query.domain ?? query.scope.agency
  if (trainingId === undefined || isNarrowed !== undefined || query.needs) return {}
  return { totals: (await readCounts(system.db.reader, [trainingId])).get(trainingId) ?? {} }
}

/** Returns registrations as organizers see them, without those that have just been erased. */
export async function present(
  db: Kysely<Tables>,
  rows: Registration[],
  sensitive: boolean,
): Promise<AdminRegistration[]> {
  const surroundings = new Map((await readSurroundings(db, rows)).map((one) => [one.id, one]))
  return rows.flatMap((row) => {
    const surrounding = surroundings.get(row.id)
    return surrounding ? [presentOne(row, surrounding, sensitive)] : []
  })
}

type Surrounding = Awaited<ReturnType<typeof readSurroundings>>[number]

/** Returns what other tables say about registrations: their training, group, and supervisor. */
const readSurroundings = async (db: Kysely<Tables>, rows: Registration[]) =>
  rows.length === 0
    ? []
    : db
        .selectFrom('registration')
        .innerJoin('training', 'training.id', 'registration.training_id')
        .leftJoin('registration_group as group', 'group.id', 'registration.group_id')
        .leftJoin('supervisor_request as asked', (join) =>
          join.onRef('asked.registration_id', '=', 'registration.id').on('asked.duplicate_id', 'is', null),
        )
        .select(['registration.id', 'training.slug', 'day_set_at', 'group.reference as group_reference'])
        .select(['coordinator_name', 'coordinator_email', 'coordinator_agency'])
        .select(['asked.address', 'asked.answer', 'asked.answered_at', 'asked.is_confirmed', 'asked.reason'])
        .where('registration.id', 'in', idsOf(rows))
        .execute()

function presentOne(row: Registration, surrounding: Surrounding, sensitive: boolean): AdminRegistration {
  const given = JSON.parse(row.sensitive) as AdminRegistration['answers']
  return {
    id: row.id,
    reference: row.reference,
    training: surrounding.slug,
    status: row.status,
    expiresAt: row.expires_at,
    givenName: row.given_name,
    familyName: row.family_name,
    hidesName: hidesName(given),
    email: row.email,
    phone: row.phone,
    role: row.role,
    agency: row.agency,
    answers: JSON.parse(row.answers) as AdminRegistration['answers'],
    ...(sensitive ? { sensitive: given } : {}),
    ...(sensitive ? { supervisor: presentSupervisor(surrounding) } : {}),
    group: presentGroup(surrounding),
    lang: row.lang,
    partner: row.partner,
    channel: row.channel,
    origin: row.origin,
    consents: JSON.parse(row.consents) as string[],
    checkedInAt: row.checked_in_at,
    reconfirmedAt: reconfirmedSince(row.reconfirmed_at, surrounding.day_set_at),
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

const presentSupervisor = ({ address, answer, answered_at: answeredAt, reason, is_confirmed }: Surrounding) =>
  address === null ? null : { address, answer, answeredAt, reason, isConfirmed: is_confirmed === 1 }

const presentGroup = ({ group_reference: reference, ...group }: Surrounding): AdminRegistration['group'] =>
  reference === null
    ? null
    : {
        reference,
        coordinator: {
          name: group.coordinator_name ?? '',
          email: group.coordinator_email ?? '',
          ...(group.coordinator_agency === null ? {} : { agency: group.coordinator_agency }),
        },
      }

const idsOf = (rows: readonly Registration[]) => rows.map(({ id }) => id)
