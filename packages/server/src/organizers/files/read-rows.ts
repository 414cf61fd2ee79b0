import { setImmediate as pause } from 'node:timers/promises'
import type { Answer, Channel, Language, RegistrationStatus } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { filterBy, type Query, type RegistrationFilter } from '../../core/registrations/query.ts'
import { trainingIdOf } from '../../core/trainings/trainings.ts'
import type { Scope } from '../../platform/access/caller.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { type ColumnSort, isColumnSort, type ListedPeople, readByColumn } from '../api/people/lists/column-order.ts'
import { orderedAfter, type Position } from '../api/people/lists/ordered-after.ts'
import type { RegistrationSort } from '../api/people/lists/registration-query.ts'
import { createTrainingWords, type TrainingWords } from './training-words.ts'

/** Rows in memory at a time. Reading SQLite never leaves the thread, so a page is short. */
const rowsPerPage = 100

export interface RowsQuery extends RegistrationFilter {
  scope: Scope
  lang: Language
  sort: RegistrationSort | ColumnSort
}

/** A registration with what other tables say about it. What there is none of is an empty text. */
export interface ExportRow {
  id: string
  reference: string
  training: TrainingWords
  status: RegistrationStatus
  givenName: string
  familyName: string
  email: string
  phone: string
  /** The id of the role. */
  role: string
  agency: string
  lang: string
  partner: string
  channel: Channel
  origin: string
  createdAt: string
  changedAt: string
  /** When they first came. */
  cameAt: string
  /** The reference of the group. */
  group: string
  coordinatorName: string
  coordinatorEmail: string
  supervisorAnswer: string
  supervisorReason: string
  answers: Readonly<Record<string, Answer>>
  sensitive: Readonly<Record<string, Answer>>
  consents: readonly string[]
}

export type RowsPage = readonly ExportRow[]

/**
 * Yields the registrations that match a filter and are within a scope, page by page, so that
 * neither memory nor the length of a read grows with their number.
 */
export async function* readRows(system: System, query: RowsQuery): AsyncGenerator<RowsPage> {
  const trainingId = await trainingIdOf(system, query.training)
  const wordsOf = createTrainingWords(system.db.reader, query.lang)
  const people = filterBy(system.db.reader, query, trainingId)
  for await (const found of pagesOf(system.db.reader, { people, trainingId }, query.sort)) {
    const words = await wordsOf(found.map(({ training_id }) => training_id))
    // Requests of visitors come in between, too.
    await pause()
    yield found.flatMap((row) => rowOf(row, words.get(row.training_id)) ?? [])
  }
}

type Found = Awaited<ReturnType<ReturnType<typeof withSurroundings>['execute']>>[number]

async function* pagesOf(db: Kysely<Tables>, rows: ListedPeople, sort: RowsQuery['sort']): AsyncGenerator<Found[]> {
  if (isColumnSort(sort)) return yield* pagesByColumn(db, rows, sort)
  for (let after: Found | undefined; ; ) {
    const found = await readAfter(db, rows.people, sort, after)
    after = found.at(-1)
    if (!after) return
    yield found
  }
}

async function* pagesByColumn(db: Kysely<Tables>, list: ListedPeople, sort: ColumnSort): AsyncGenerator<Found[]> {
  for (let cursor: string | undefined; ; ) {
    const { page, nextCursor } = await readByColumn(db, list, sort, { cursor, limit: rowsPerPage })
    const ids = page.map(({ id }) => id)
    if (ids.length === 0) return
    const rows = await withSurroundings(db, db.selectFrom('registration').selectAll().where('id', 'in', ids)).execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    yield ids.flatMap((id) => byId.get(id) ?? [])
    if (nextCursor === null) return
    cursor = nextCursor
  }
}

/** Reads a page with the groups and supervisors of its people, all of the same moment. */
function readAfter(db: Kysely<Tables>, people: Query, sort: RegistrationSort, after: Position | undefined) {
  const page = withSurroundings(db, orderedAfter(people, sort, after).limit(rowsPerPage))
  const named = sort === 'name' ? page.orderBy('family_folded').orderBy('given_folded') : page
  return named.orderBy('one.id', sort === '-created' ? 'desc' : 'asc').execute()
}

const withSurroundings = (db: Kysely<Tables>, people: Query) =>
  db
    .selectFrom(people.as('one'))
    .leftJoin('registration_group as group', 'group.id', 'one.group_id')
    .leftJoin('supervisor_request as asked', (join) =>
      join.onRef('asked.registration_id', '=', 'one.id').on('asked.duplicate_id', 'is', null),
    )
    .select(['one.training_id', 'one.id', 'family_folded', 'given_folded', 'one.reference', 'status', 'one.given_name'])
    .select(['one.family_name', 'email', 'phone', 'one.role', 'one.agency', 'one.lang', 'partner', 'channel', 'origin'])
    .select(['one.created_at', 'changed_at', 'checked_in_at', 'answers', 'sensitive', 'consents'])
    .select(['group.reference as group', 'coordinator_name', 'coordinator_email'])
    .select(['asked.answer as supervisor_answer', 'asked.reason as supervisor_reason'])

function rowOf(row: Found, training: TrainingWords | undefined): ExportRow | undefined {
  return (
    training && {
      id: row.id,
      reference: row.reference,
      training,
      status: row.status,
      givenName: row.given_name,
      familyName: row.family_name,
      email: row.email ?? '',
      phone: row.phone ?? '',
      role: row.role ?? '',
      agency: row.agency ?? '',
      lang: row.lang,
      partner: row.partner ?? '',
      channel: row.channel,
      origin: row.origin ?? '',
      createdAt: row.created_at,
      changedAt: row.changed_at,
      cameAt: row.checked_in_at ?? '',
      group: row.group ?? '',
      coordinatorName: row.coordinator_name ?? '',
      coordinatorEmail: row.coordinator_email ?? '',
      supervisorAnswer: row.supervisor_answer ?? '',
      supervisorReason: row.supervisor_reason ?? '',
      answers: JSON.parse(row.answers) as ExportRow['answers'],
      sensitive: JSON.parse(row.sensitive) as ExportRow['answers'],
      consents: JSON.parse(row.consents) as string[],
    }
  )
}
