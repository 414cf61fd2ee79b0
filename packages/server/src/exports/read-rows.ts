import { setImmediate as pause } from 'node:timers/promises'
import type { Answer, Channel, Language, RegistrationStatus } from '@training-signup/contract'
import { sql } from 'kysely'
import type { Scope } from '../access/caller.ts'
import type { Database } from '../db/database.ts'
import { orderedAfter, type RegistrationSort } from '../organizers/list-registrations.ts'
import { filterBy, type Query, type RegistrationFilter } from '../registrations/query.ts'
import type { Registration } from '../registrations/registration.ts'
import type { System } from '../system.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { createTrainingWords, type TrainingWords } from './training-words.ts'

/**
 * Rows in memory at a time. With more of them, the garbage of a page outlives the collector's young
 * generation, and memory grows with the length of the export.
 */
const rowsPerPage = 64

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
    if (!isLast) next = readAfter(positionOf(last))
    // If no one asks for the next page, it is no one's error.
    next.catch(() => {})
    const words = await wordsOf(page.map(({ training_id }) => training_id))
    yield rowsOf(page, words)
    if (isLast) return
    // Requests of visitors come in between: reading SQLite never leaves the thread.
    await pause()
  }
}

interface StoredRow {
  training_id: string
  /** What `columns` selects, between separators. */
  cells: string
}

type Position = Pick<Registration, 'id' | 'family_folded'>
/** Every id sorts after the empty text. */
const beforeAll: Position = { id: '', family_folded: '' }
/** What stands in a statement for the values of a position. */
const placeholders: Position = { id: '{id}', family_folded: '{family_folded}' }

/**
 * Builds the statement that reads the page after a position, once: building it takes longer than
 * running it. It reads the groups and supervisors of the people too, so that all are of the same
 * moment. Each row comes as one text: reading two dozen columns takes twice as long as dividing
 * it, and makes several times the garbage. It is no JSON, whose parser keeps short texts for good.
 */
function preparePages({ reader }: Database, query: Query, { sort }: Pick<RowsQuery, 'sort'>) {
  const compiled = reader
    .selectFrom(orderedAfter(query, sort, placeholders).limit(rowsPerPage).as('one'))
    .leftJoin('registration_group as group', 'group.id', 'one.group_id')
    .leftJoin('supervisor_request as asked', (join) =>
      join.onRef('asked.registration_id', '=', 'one.id').on('asked.duplicate_id', 'is', null),
    )
    .select(['one.training_id', cells.as('cells')])
    .$if(sort === 'name', (page) => page.orderBy('one.family_folded'))
    .orderBy('one.id')
    .compile()
  return async (after: Position): Promise<StoredRow[]> => {
    const valueOf = (parameter: unknown) =>
      parameter === placeholders.id
        ? after.id
        : parameter === placeholders.family_folded
          ? after.family_folded
          : parameter
    const { rows } = await reader.executeQuery<StoredRow>({ ...compiled, parameters: compiled.parameters.map(valueOf) })
    return rows
  }
}

function positionOf({ cells: read }: StoredRow): Position {
  const [id = '', family_folded = ''] = read.split(separator)
  return { id, family_folded }
}

/** Divides units of text. Every check of an answer refuses it, like all control characters. */
const separator = '\u001F'

const columns =
  `one.id one.family_folded one.reference one.status one.given_name one.family_name one.email one.phone one.role
  one.agency one.lang one.partner one.channel one.origin one.created_at one.changed_at group.reference
  coordinator_name coordinator_email asked.answer one.answers one.sensitive one.consents`.split(/\s+/)
// Both engines' `concat` takes null for an empty text.
const cells = sql<string>`concat(${sql.join(
  columns.map((column) => sql.ref(column)),
  sql`, ${sql.lit(separator)}, `,
)})`

function* rowsOf(page: readonly StoredRow[], words: ReadonlyMap<string, TrainingWords>): Generator<ExportRow> {
  for (const { training_id, cells: read } of page) {
    const training = words.get(training_id)
    if (training) yield rowOf(read.split(separator), training)
  }
}

const none: Answers = {}
const noConsents: string[] = []
/** Most people have no other answers, and no sensitive ones. */
const parseAnswers = (json = ''): Answers => (json === '{}' ? none : (JSON.parse(json) as Answers))
const parseConsents = (json = '') => (json === '[]' ? noConsents : (JSON.parse(json) as string[]))

/** Reads what `columns` selects, in its order. */
function rowOf(read: readonly string[], training: TrainingWords): ExportRow {
  if (read.length !== columns.length) throw new Error('a separator stands in a value')
  const cell = (at: number) => read[at] ?? ''
  return {
    id: cell(0),
    reference: cell(2),
    training,
    status: cell(3) as RegistrationStatus,
    givenName: cell(4),
    familyName: cell(5),
    email: cell(6),
    phone: cell(7),
    role: cell(8),
    agency: cell(9),
    lang: cell(10),
    partner: cell(11),
    channel: cell(12) as Channel,
    origin: cell(13),
    createdAt: cell(14),
    changedAt: cell(15),
    group: cell(16),
    coordinatorName: cell(17),
    coordinatorEmail: cell(18),
    supervisorAnswer: cell(19),
    answers: parseAnswers(read[20]),
    sensitive: parseAnswers(read[21]),
    consents: parseConsents(read[22]),
  }
}
