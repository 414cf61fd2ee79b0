import { setImmediate as pause } from 'node:timers/promises'
import type { Answer, Channel, Language, RegistrationStatus } from '@training-signup/contract'
import { type RawBuilder, sql } from 'kysely'
import { filterBy, type Query, type RegistrationFilter } from '../../core/registrations/query.ts'
import type { Registration } from '../../core/seats/registration.ts'
import { trainingIdOf } from '../../core/trainings/trainings.ts'
import type { Scope } from '../../platform/access/caller.ts'
import type { Database } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import type { RegistrationSort } from '../api/people/list-registrations.ts'
import { orderedAfter } from '../api/people/ordered-after.ts'
import { createTrainingWords, type TrainingWords } from './training-words.ts'

/**
 * Rows in memory at a time. With fewer of them, asking the database and sending take longer than
 * writing; with more, a page's text is so long that V8 takes it out of its young generation, and
 * memory grows with the length of the export.
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
    if (page.length === 0) return
    // The database reads on while this page is written.
    next = readAfter(positionOf(page.at(-1) ?? ''))
    // If no one asks for the next page, it is no one's error.
    next.catch(() => {})
    const words = await wordsOf(page.map(trainingOf))
    // This sends the statement. Requests of visitors come in between, too: reading SQLite never
    // leaves the thread.
    await pause()
    yield rowsOf(page, words)
  }
}

type Position = Pick<Registration, 'id' | 'family_folded'>
/** Every id sorts after the empty text. */
const beforeAll: Position = { id: '', family_folded: '' }
/** What stands in a statement for the values of a position. */
const placeholders: Position = { id: '{id}', family_folded: '{family_folded}' }

/**
 * Divide rows and their cells. Every check of an answer refuses them, like all control characters.
 */
const rowEnd = '\u001E'
const cellEnd = '\u001F'

const columns =
  `training_id id family_folded reference status given_name family_name email phone role agency lang partner channel
  origin created_at changed_at answers sensitive consents`.split(/\s+/)
/** Those of `columns` that can be null, which must be there all the same. */
const nullable = new Set(['email', 'phone', 'role', 'agency', 'partner', 'origin'])
/** The group's reference and coordinator, and the supervisor's answer, come after `columns`. */
const cellsOfOthers = 4

/** Both engines' `concat_ws` leaves null out. It takes two thirds of the time of `concat`. */
const joined = (parts: readonly RawBuilder<unknown>[]) =>
  sql<string>`concat_ws(${sql.lit(cellEnd)}, ${sql.join(parts)})`
const orEmpty = (value: RawBuilder<unknown>) => sql`coalesce(${value}, '')`
const group = sql`coalesce(
  (select ${joined(['one.reference', 'coordinator_name', 'coordinator_email'].map((name) => sql.ref(name)))}
  from registration_group as one where one.id = registration.group_id), ${sql.lit(cellEnd.repeat(2))})`
const supervisor = sql`(select answer from supervisor_request
  where registration_id = registration.id and duplicate_id is null limit 1)`
const person = joined([
  ...columns.map((name) => {
    const cell = sql.ref(`registration.${name}`)
    return nullable.has(name) ? orEmpty(cell) : cell
  }),
  group,
  orEmpty(supervisor),
])

/**
 * Builds the statement that reads the page after a position, once: building it takes longer than
 * running it. It reads the groups and supervisors of the people too, so that all are of the same
 * moment, each by its key: to join a page, PostgreSQL would read all groups. A page comes as one
 * text: reading two dozen columns takes several times as long as dividing it, and makes several
 * times the garbage. It is no JSON, whose parser keeps short texts for good. Both engines put rows
 * into the text in the order of the inner query. No statement is kept prepared: older poolers of
 * PostgreSQL connections forget them.
 */
function preparePages({ reader }: Database, query: Query, { sort }: Pick<RowsQuery, 'sort'>) {
  const people = orderedAfter(query, sort, placeholders).clearSelect().select(person.as('cells')).limit(rowsPerPage)
  const compiled = reader
    .selectFrom(people.as('one'))
    .select(sql<string | null>`string_agg(cells, ${sql.lit(rowEnd)})`.as('page'))
    .compile()
  return async (after: Position): Promise<string[]> => {
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
    return page ? page.split(rowEnd) : []
  }
}

/** Returns the first of `columns`. */
const trainingOf = (row: string) => row.slice(0, row.indexOf(cellEnd))

function positionOf(row: string): Position {
  const [, id = '', name = ''] = row.split(cellEnd, 3)
  return { id, family_folded: name }
}

const none: Answers = {}
const noConsents: string[] = []
/** Most people have no other answers, and no sensitive ones. */
const parseAnswers = (json = ''): Answers => (json === '{}' ? none : (JSON.parse(json) as Answers))
const parseConsents = (json = '') => (json === '[]' ? noConsents : (JSON.parse(json) as string[]))

function* rowsOf(page: readonly string[], words: ReadonlyMap<string, TrainingWords>): Generator<ExportRow> {
  for (const row of page) {
    const training = words.get(trainingOf(row))
    if (training) yield rowOf(row.split(cellEnd), training)
  }
}

/** Reads the cells of a person, in the order of `columns`. */
function rowOf(read: readonly string[], training: TrainingWords): ExportRow {
  if (read.length !== columns.length + cellsOfOthers) throw new Error('a separator stands in a value')
  const cell = (at: number) => read[at] ?? ''
  return {
    id: cell(1),
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
