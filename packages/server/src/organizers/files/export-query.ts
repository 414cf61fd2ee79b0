import type { Language } from '@training-signup/contract'
import { nameAllPartners } from '../../core/partners/partner-choices.ts'
import { hidesName } from '../../core/people/hides-name.ts'
import type { RegistrationFilter } from '../../core/registrations/query.ts'
import { seatedStatuses } from '../../core/seats/transitions.ts'
import { trainingIdOf } from '../../core/trainings/trainings.ts'
import type { Scope } from '../../platform/access/caller.ts'
import { isWithinReach } from '../../platform/access/reach.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { columnsOf, type FileColumn, type Preset } from './columns.ts'
import { columnsAsShown, readListColumns } from './list-columns.ts'
import { type ExportRow, type RowsPage, type RowsQuery, readRows } from './read-rows.ts'
import { createTrainingWords } from './training-words.ts'

export interface ExportQuery extends RegistrationFilter {
  columns: Preset | 'list'
  /** What the columns of the list are, for a file of it. */
  show?: string | undefined
  /** Omitted: as its columns say. */
  sort?: RowsQuery['sort'] | undefined
  sensitive: boolean
  lang: Language
  scope: Scope
}

/** A file of registrations: its columns, and its rows a page at a time. */
export interface Table {
  columns: FileColumn[]
  pages: AsyncGenerator<RowsPage>
}

/**
 * Opens the table that a query asks for.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function openTable(system: System, query: ExportQuery): Promise<Table> {
  const id = await findWithin(system, query.training, query.scope)
  const words = id === undefined ? undefined : await createTrainingWords(system.db.reader, query.lang)([id])
  const training = id === undefined ? undefined : words?.get(id)
  const { columns: preset, lang, sensitive } = query
  const columns =
    preset === 'list' ? await columnsOfList(system, query) : columnsOf({ preset, lang, sensitive, training })
  const read = () => readRows(system, { ...query, ...orderOf(query) })
  if (query.columns === 'roster') return { columns, pages: unnamedLast(read) }
  return { columns, pages: query.columns === 'credit' ? onlyForCredit(read()) : read() }
}

/** Needs are in the file only where sensitive answers are meant to be. */
async function columnsOfList(system: System, { show, sensitive, lang, scope }: ExportQuery): Promise<FileColumn[]> {
  const chosen = readListColumns(show).filter((one) => sensitive || one !== 'needs')
  return columnsAsShown({ show: chosen, lang, partners: await nameAllPartners(system, scope) })
}

/**
 * Returns the id of the training that a filter names, if it is within the scope.
 * @throws {ProblemError} `not-found`
 */
export async function findWithin(system: System, slug: string | undefined, scope: Scope): Promise<string | undefined> {
  const id = await trainingIdOf(system, slug)
  if (slug !== undefined && !(await isWithinReach(system.db.reader, scope, 'training', { slug })))
    throw new ProblemError('not-found', { detail: `No training has the slug ${slug}.` })
  return id
}

/**
 * Returns the order and statuses of a file. A roster (for the door) and a credit list (for a board)
 * are sorted by name within one training, and contain only people with a seat unless the query asks
 * for another order or for other statuses.
 */
function orderOf({ columns, training, status, sort }: ExportQuery): Pick<RowsQuery, 'sort' | 'status'> {
  if (columns === 'all' || columns === 'list') return { sort: sort ?? 'created', status }
  return { sort: sort ?? (training === undefined ? 'created' : 'name'), status: status ?? seatedStatuses }
}

/**
 * Yields those who asked for no name after all others: between two names, they would tell their own.
 * Reads a second time instead of holding them in memory.
 */
async function* unnamedLast(read: () => AsyncGenerator<RowsPage>): AsyncGenerator<ExportRow[]> {
  const unnamed = new Set<string>()
  for await (const page of read()) {
    for (const { id, sensitive } of page) if (hidesName(sensitive)) unnamed.add(id)
    yield Array.from(page).filter(({ id }) => !unnamed.has(id))
  }
  if (unnamed.size > 0) for await (const page of read()) yield Array.from(page).filter(({ id }) => unnamed.has(id))
}

async function* onlyForCredit(pages: AsyncGenerator<RowsPage>): AsyncGenerator<ExportRow[]> {
  for await (const page of pages) yield Array.from(page).filter((row) => wantsCredit(row))
}

/**
 * Returns whether a person wants credit: they said so, or gave a license if the form does not ask.
 */
const wantsCredit = ({ answers, sensitive }: ExportRow): boolean =>
  answers['credit'] === true || 'licenceNumber' in sensitive || 'licenceState' in sensitive
