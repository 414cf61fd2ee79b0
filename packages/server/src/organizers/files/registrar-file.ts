import { setImmediate as pause } from 'node:timers/promises'
import type { CreditColumn, CreditProfile, Language } from '@training-signup/contract'
import type { CertificateContent } from '../../core/credit/certificate-content.ts'
import { contentOf } from '../../core/credit/certificates.ts'
import { readProfile } from '../../core/credit/profiles.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import { validWithin } from '../../core/credit/valid-certificates.ts'
import { localOf } from '../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { type Caller, may } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say, type WordKey } from '../../words/index.ts'
import { byteOrderMark, writeRows } from './csv.ts'
import { type FileType, fileTypes, type SentFile } from './files.ts'
import { writeXlsx } from './xlsx.ts'

interface RegistrarQuery {
  slug: string
  /** The id of the profile. */
  profile: string
  lang: Language
}

/** What the columns are made from. */
interface About {
  training: StoredTraining
  profile: CreditProfile
  lang: Language
}

interface RegistrarRow {
  row: CertificateRow
  content: CertificateContent
}

interface RegistrarColumn {
  heading: string
  width: number
  read: (one: RegistrarRow) => string
}

const licenseColumns: ReadonlySet<CreditColumn> = new Set(['licenseNumber', 'licenseState'])

/** Returns whether someone may have the file of a profile: license numbers are sensitive. */
const mayExport = (caller: Caller, { columns }: Pick<CreditProfile, 'columns'>): boolean =>
  may(caller, 'export-people') &&
  (may(caller, 'read-sensitive') || !columns.some((column) => licenseColumns.has(column)))

/**
 * Opens what a registrar files: who has a valid certificate of a profile, as printed, in the order of
 * columns that the profile says.
 * @throws {ProblemError} `not-found`; `forbidden` for columns that the caller may not read
 */
export async function openRegistrarFile(
  system: System,
  caller: Caller,
  type: FileType,
  { slug, profile: id, lang }: RegistrarQuery,
): Promise<SentFile> {
  const training = await readTraining(system, slug)
  const profile = await readProfile(system.db.reader, id)
  if (!mayExport(caller, profile)) throw new ProblemError('forbidden')
  const columns = profile.columns.flatMap((column) => columnsOf(column, { training, profile, lang }))
  const ids = await readIds(system, caller, training.row.id, id)
  const pages = pagesOf(system, ids, columns)
  const about =
    pickText(profile.name, 'en')
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? 'profile'
  return {
    name: `credit-${slug}-${about}-${system.now().toISOString().slice(0, 10)}.${type}`,
    type: fileTypes[type],
    body: type === 'csv' ? writeCsv(columns, pages) : writeXlsx({ columns, pages }, lang),
  }
}

async function* writeCsv(
  columns: readonly RegistrarColumn[],
  pages: AsyncIterable<string[][]>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark)
  for await (const text of writeRows([columns.map(({ heading }) => heading)])) yield Buffer.from(text)
  for await (const page of pages) for await (const text of writeRows(page)) yield Buffer.from(text)
}

/** Returns the certificates in the order of last names; of people who were deleted, as they were issued. */
async function readIds({ db }: System, { scope }: Caller, trainingId: string, profileId: string): Promise<string[]> {
  const rows = await validWithin(db.reader, scope, trainingId)
    .select('certificate.id')
    .where('profile_id', '=', profileId)
    .orderBy('family_folded')
    .orderBy('given_folded')
    .orderBy('certificate.id')
    .execute()
  return rows.map(({ id }) => id)
}

const readAtOnce = 200

/** Reads the rows a page at a time, so that memory hardly grows with their number. */
async function* pagesOf(
  { db }: System,
  ids: readonly string[],
  columns: readonly RegistrarColumn[],
): AsyncGenerator<string[][]> {
  for (let start = 0; start < ids.length; start += readAtOnce) {
    const some = ids.slice(start, start + readAtOnce)
    const rows = await db.reader.selectFrom('certificate').selectAll().where('id', 'in', some).execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    yield some.flatMap((id) => {
      const row = byId.get(id)
      return row ? [cellsOf(columns, { row, content: contentOf(row) })] : []
    })
    await pause()
  }
}

const cellsOf = (columns: readonly RegistrarColumn[], one: RegistrarRow) => columns.map(({ read }) => read(one))

function columnsOf(column: CreditColumn, about: About): RegistrarColumn[] {
  if (column === 'areas') return about.profile.areas.map((area) => areaColumn(area.name, about.lang))
  const { width, read } = columns[column]
  return [{ heading: columnWord(column, about.lang), width, read: (one) => read(one, about) ?? '' }]
}

/** Returns how a column is called. */
export const columnWord = (column: CreditColumn, lang: Language): string =>
  say(lang, `admin.export.column.${column}` as WordKey)

/** An area is known by its name, in whichever language it was printed. */
function areaColumn(name: CreditProfile['areas'][number]['name'], lang: Language): RegistrarColumn {
  const names: readonly (string | undefined)[] = [name.en, name.es]
  const hours = ({ content }: RegistrarRow) => content.areas.find((area) => names.includes(area.name))?.hours
  return { heading: pickText(name, lang), width: 14, read: (one) => hours(one)?.toFixed(2) ?? '' }
}

interface Made {
  width: number
  read: (one: RegistrarRow, about: About) => string | undefined
}
const made = (width: number, read: Made['read']): Made => ({ width, read })
const dayIn = (instant: string, { training }: About): string =>
  localOf(new Date(instant), training.row.time_zone).slice(0, 10)

const columns: Record<Exclude<CreditColumn, 'areas'>, Made> = {
  lastName: made(20, ({ content }) => content.parts?.lastName ?? content.name),
  firstName: made(20, ({ content }) => content.parts?.firstName),
  fullName: made(30, ({ content }) => content.name),
  licenseNumber: made(18, ({ content }) => content.parts?.licenseNumber),
  licenseState: made(14, ({ content }) => content.parts?.licenseState),
  agency: made(32, ({ content }) => content.agency),
  // As it was printed, unless that is in another language than the file.
  course: made(40, ({ content }, { training, lang }) =>
    content.lang === lang ? content.course : pickText(training.input.title, lang),
  ),
  date: made(12, ({ content, row }, about) => dayIn(content.sessions[0]?.start ?? row.issued_at, about)),
  place: made(40, ({ content }) => content.place),
  instructors: made(30, ({ content }) => content.instructors),
  board: made(30, (_, { profile }) => profile.board),
  provider: made(30, (_, { profile }) => profile.providerName),
  providerNumber: made(16, (_, { profile }) => profile.providerNumber),
  approval: made(16, ({ content }) => content.approval),
  hours: made(10, ({ content }) => content.hours.toFixed(2)),
  minutes: made(10, ({ content }) => String(content.minutes)),
  certificate: made(18, ({ row }) => row.serial),
  issued: made(12, ({ row }, about) => dayIn(row.issued_at, about)),
}
