import { setImmediate as pause } from 'node:timers/promises'
import type { Answer, Channel, Language, RegistrationStatus } from '@training-signup/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../access/caller.ts'
import type { Database } from '../db/database.ts'
import type { RegistrationSort } from '../organizers/list-registrations.ts'
import { orderedAfter } from '../organizers/ordered-after.ts'
import { filterBy, type Query, type RegistrationFilter } from '../registrations/query.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { createTrainingWords, type TrainingWords } from './training-words.ts'

/**
 * Rows in memory at a time. With fewer of them, asking the database and sending take longer than
 * writing; with more, the garbage of a page outlives the collector's young generation, and memory
 * grows with the length of the export.
 */
const rowsPerPage = 128

export interface RowsQuery extends RegistrationFilter {
  scope: Scope
  lang: Language
  sort: RegistrationSort
}

type Answers = Readonly<Record<string, Answer>>

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
  /** The reference of the group. */
  group: string
  coordinatorName: string
  coordinatorEmail: string
  supervisorAnswer: string
  answers: Answers
  sensitive: Answers
  consents: readonly string[]
}

/** The rows of a page. Each is made when it is asked for, so that few are in memory at a time. */
export type Page = Iterable<ExportRow>

/**
 * Yields the registrations that match a filter and are within a scope, page by page, so that
 * neither memory nor the length of a read grows with their number.
 */
export async function* readRows(system: System, query: RowsQuery): AsyncGenerator<Page> {
  const trainingId = await trainingIdOf(system, query.training)
  const wordsOf = createTrainingWords(system.db.reader, query.lang)
  const readAfter = preparePages(system.db, filterBy(system.db.reader, query, trainingId), query)
  let next = readAfter(beforeAll)
  for (;;) {
    const page = await next
    const last = page.at(-1)
    const isLast = last === undefined || page.length < rowsPerPage
    // The database reads on while this page is written.
    if (!isLast) next = readAfter({ id: last[0] ?? '', family_folded: last[1] ?? '' })
    // If no one asks for the next page, it is no one's error.
    next.catch(() => {})
    const words = await wordsOf(page.map((cells) => cells[trainingAt] ?? ''))
    yield rowsOf(page, words)
    if (isLast) return
    // Requests of visitors come in between: reading SQLite never leaves the thread.
    await pause()
  }
}

type Position = Pick<Registration, 'id' | 'family_folded'>
/** Every id sorts after the empty text. */
const beforeAll: Position = { id: '', family_folded: '' }
/** What stands in a statement for the values of a position. */
const placeholders: Position = { id: '{id}', family_folded: '{family_folded}' }

/** Divide rows and their cells. Every check of an answer refuses them, like all control characters. */
const rowEnd = '\u001E'
const cellEnd = '\u001F'

const columns =
  `id family_folded training_id reference status given_name family_name email phone role agency lang partner channel
  origin created_at changed_at answers sensitive consents`.split(/\s+/)
const trainingAt = columns.indexOf('training_id')
/** The group's reference and coordinator, and the supervisor's answer, come after `columns`. */
const cellsOfOthers = 4

/** Both engines' `concat` takes null for an empty text. */
const joined = (parts: readonly RawBuilder<unknown>[]) =>
  sql<string>`concat(${sql.join(parts, sql`, ${sql.lit(cellEnd)}, `)})`
const refs = (names: readonly string[]) => names.map((name) => sql.ref(name))
const group = sql`coalesce((select ${joined(refs(['one.reference', 'coordinator_name', 'coordinator_email']))}
  from registration_group as one where one.id = registration.group_id), ${sql.lit(cellEnd.repeat(2))})`
const supervisor = sql`(select answer from supervisor_request
  where registration_id = registration.id and duplicate_id is null limit 1)`
const person = joined([...refs(columns.map((name) => `registration.${name}`)), group, supervisor])

/**
 * Builds the statement that reads the page after a position, once: building it takes longer than
 * running it. It reads the groups and supervisors of the people too, so that all are of the same
 * moment, each by its key: to join a page, PostgreSQL would read all groups. A page comes as one
 * text: reading two dozen columns takes several times as long as dividing it, and makes several
 * times the garbage. It is no JSON, whose parser keeps short texts for good. Both engines put rows
 * into the text in the order of the inner query.
 */
function preparePages({ reader }: Database, query: Query, { sort }: Pick<RowsQuery, 'sort'>) {
  const people = orderedAfter(query, sort, placeholders).clearSelect().select(person.as('cells')).limit(rowsPerPage)
  const compiled = reader
    .selectFrom(people.as('one'))
    .select(sql<string | null>`string_agg(cells, ${sql.lit(rowEnd)})`.as('page'))
    .compile()
  return async (after: Position): Promise<string[][]> => {
    const valueOf = (parameter: unknown) =>
      parameter === placeholders.id
        ? after.id
        : parameter === placeholders.family_folded
          ? after.family_folded
          : parameter
    const { rows } = await reader.executeQuery<{ page: string | null }>({
      ...compiled,
      parameters: compiled.parameters.map(valueOf),
    })
    const page = rows[0]?.page
    return page ? page.split(rowEnd).map((cells) => cells.split(cellEnd)) : []
  }
}

const none: Answers = {}
const noConsents: string[] = []
/** Most people have no other answers, and no sensitive ones. */
const parseAnswers = (json = ''): Answers => (json === '{}' ? none : (JSON.parse(json) as Answers))
const parseConsents = (json = '') => (json === '[]' ? noConsents : (JSON.parse(json) as string[]))

function* rowsOf(
  page: readonly (readonly string[])[],
  words: ReadonlyMap<string, TrainingWords>,
): Generator<ExportRow> {
  for (const cells of page) {
    const training = words.get(cells[trainingAt] ?? '')
    if (training) yield rowOf(cells, training)
  }
}

/** Reads the cells of a person, in the order of `columns`. */
function rowOf(read: readonly string[], training: TrainingWords): ExportRow {
  if (read.length !== columns.length + cellsOfOthers) throw new Error('a separator stands in a value')
  const cell = (at: number) => read[at] ?? ''
  return {
    id: cell(0),
    training,
    reference: cell(3),
    status: cell(4) as RegistrationStatus,
    givenName: cell(5),
    familyName: cell(6),
    email: cell(7),
    phone: cell(8),
    role: cell(9),
    agency: cell(10),
    lang: cell(11),
    partner: cell(12),
    channel: cell(13) as Channel,
    origin: cell(14),
    createdAt: cell(15),
    changedAt: cell(16),
    answers: parseAnswers(read[17]),
    sensitive: parseAnswers(read[18]),
    consents: parseConsents(read[19]),
    group: cell(20),
    coordinatorName: cell(21),
    coordinatorEmail: cell(22),
    supervisorAnswer: cell(23),
  }
}
