import { type Language, slug as slugSchema, type TrainingInput } from '@training-signup/contract'
import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { everything, type Scope } from '../../platform/access/caller.ts'
import { trainingsWithin } from '../../platform/access/within.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { unknownCursor } from '../../platform/http/api/paging.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import type { System } from '../../platform/system.ts'
import { pickText } from '../../words/index.ts'
import { formatDate } from './local-time.ts'
import { matchesText } from './match-text.ts'
import { completeTraining, type StoredTraining } from './trainings.ts'

export interface TrainingFilter {
  series?: string | undefined
  slugs?: string[] | undefined
  /** Only those to come, or only those that are over. */
  part?: Part | undefined
  /** Without those that were called off. */
  isPublished?: boolean
  /** What an organizer reaches. */
  scope?: Scope
}

export interface Paged {
  limit: number
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined
  /** Aborted when no one waits for the list any more. */
  signal?: AbortSignal | undefined
}

export interface TrainingPage {
  trainings: StoredTraining[]
  nextCursor: string | null
}

type Row = Selectable<TrainingTable>
type Reading = Pick<System, 'db' | 'now'>
export type Part = 'coming' | 'past'
/** Where a page ended: at the last training of the page, in its part of the list. */
type Position = [part: Part, startsAt: string, slug: string]

/** Visitors may see these. */
export const isAnnounced = (eb: ExpressionBuilder<Tables, 'training'>) =>
  eb('training.status', 'in', ['published', 'cancelled'])

/**
 * Returns a page of the trainings that visitors may see, canceled ones too: those to come first,
 * and then those that are over, the latest first. Reads no more rows than the page has. What is
 * added or ends between two pages is never left out of a later one.
 * @throws {ProblemError} `invalid-input` for a cursor that was not given out
 */
export async function listPublicTrainings(system: System, filter: TrainingFilter, paged: Paged): Promise<TrainingPage> {
  const { rows, nextCursor } = await listAnnounced(system, filter, paged)
  return { trainings: await mapInTurns(rows, (row) => completeTraining(system, row), paged.signal), nextCursor }
}

/**
 * Returns a page of the same list, without what the rows say in full.
 * @throws {ProblemError} `invalid-input` for a cursor that was not given out
 */
export async function listAnnounced(
  system: Reading,
  filter: TrainingFilter,
  { limit, cursor }: Omit<Paged, 'signal'>,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const now = system.now().toISOString()
  const wanted: Wanted = { ...filter, now, after, most: limit + 1 }
  const rows = await (filter.slugs ? readNamed(system, wanted, filter.slugs) : readRows(system, wanted))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit),
    nextCursor: last ? writeCursor([partOf(last, now), last.starts_at, last.slug]) : null,
  }
}

const partOf = ({ ends_at }: Row, now: string): Part => (ends_at <= now ? 'past' : 'coming')

interface Wanted extends Omit<TrainingFilter, 'slugs'> {
  now: string
  after: Position | undefined
  most: number
}

const readers = { coming: [readUnderWay, readToCome], past: [readPast] }

async function readRows(system: Reading, wanted: Wanted): Promise<Row[]> {
  const { part, most } = wanted
  const rows: Row[] = []
  for (const read of part ? readers[part] : [...readers.coming, ...readers.past]) {
    if (rows.length >= most) break
    rows.push(...(await read(system, { ...wanted, most: most - rows.length })))
  }
  return rows
}

const announced = ({ db }: Reading, { series, isPublished, scope }: Wanted) =>
  db.reader
    .selectFrom('training')
    .selectAll()
    .where(isAnnounced)
    .$if(scope !== undefined, (query) => query.where(trainingsWithin(scope ?? everything)))
    .$if(series !== undefined, (query) => query.where('series', '=', series ?? ''))
    .$if(isPublished === true, (query) => query.where('status', '=', 'published'))

type Build = ExpressionBuilder<Tables, 'training'>

const isAfter = (eb: Build, [, startsAt, slug]: Position) =>
  eb(eb.refTuple('starts_at', 'slug'), '>', eb.tuple(startsAt, slug))
const isBefore = (eb: Build, [, startsAt, slug]: Position) =>
  eb(eb.refTuple('starts_at', 'slug'), '<', eb.tuple(startsAt, slug))

/** The few that have begun and are not over. An index tells which, without their rows. */
async function readUnderWay(system: Reading, wanted: Wanted): Promise<Row[]> {
  const { after, now } = wanted
  if (after && (after[0] === 'past' || after[1] > now)) return []
  const underWay = await system.db.reader
    .selectFrom('training')
    .select('id')
    .where(isAnnounced)
    .where('ends_at', '>', now)
    // Not by the index of starts, which has everything that is over.
    .where(sql<string>`coalesce(starts_at, '')`, '<=', now)
    .execute()
  if (underWay.length === 0) return []
  return announced(system, wanted)
    .where(
      'id',
      'in',
      underWay.map(({ id }) => id),
    )
    .$if(after !== undefined, (query) => query.where((eb) => isAfter(eb, after as Position)))
    .orderBy('starts_at')
    .orderBy('slug')
    .limit(wanted.most)
    .execute()
}

async function readToCome(system: Reading, wanted: Wanted): Promise<Row[]> {
  const { after, now } = wanted
  if (after?.[0] === 'past') return []
  return announced(system, wanted)
    .where((eb) => (after && after[1] > now ? isAfter(eb, after) : eb('starts_at', '>', now)))
    .orderBy('starts_at')
    .orderBy('slug')
    .limit(wanted.most)
    .execute()
}

async function readPast(system: Reading, wanted: Wanted): Promise<Row[]> {
  const { after, now } = wanted
  return announced(system, wanted)
    .where('ends_at', '<=', now)
    .where((eb) => (after?.[0] === 'past' ? isBefore(eb, after) : eb('starts_at', '<', now)))
    .orderBy('starts_at', 'desc')
    .orderBy('slug', 'desc')
    .limit(wanted.most)
    .execute()
}

/** Returns those of the named trainings that are left. A request names few enough to sort them here. */
async function readNamed(system: Reading, wanted: Wanted, slugs: string[]): Promise<Row[]> {
  if (slugs.length === 0) return []
  const { now, after, part } = wanted
  const rows = await announced(system, wanted).where('slug', 'in', slugs).execute()
  return rows
    .filter((row) => part === undefined || partOf(row, now) === part)
    .toSorted((one, other) => compare(positionOf(one, now), positionOf(other, now)))
    .filter((row) => after === undefined || compare(positionOf(row, now), after) > 0)
}

const positionOf = (row: Row, now: string): Position => [partOf(row, now), row.starts_at, row.slug]

function compare([part, startsAt, slug]: Position, [otherPart, otherStart, otherSlug]: Position): number {
  if (part !== otherPart) return part === 'coming' ? -1 : 1
  const order =
    startsAt === otherStart ? (slug < otherSlug ? -1 : Number(slug > otherSlug)) : startsAt < otherStart ? -1 : 1
  return part === 'coming' ? order : -order
}

const Cursor = z.tuple([z.enum(['coming', 'past']), z.iso.datetime(), slugSchema])

const writeCursor = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url')

function readCursor(cursor: string): Position {
  const parsed = Cursor.safeParse(parse(cursor))
  if (!parsed.success) throw unknownCursor()
  return parsed.data
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}

/**
 * Returns the titles and days of announced trainings by their slugs, in a language. The dates of a
 * series have the same title.
 */
export async function readPublicTitles(
  { db }: Pick<System, 'db'>,
  lang: Language,
  slugs: readonly string[],
): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map()
  const rows = await db.reader
    .selectFrom('training')
    .select(['slug', 'input', 'starts_local'])
    .where(isAnnounced)
    .where('slug', 'in', [...new Set(slugs)])
    .execute()
  const nameOf = (input: string, start: string) =>
    `${pickText((JSON.parse(input) as Titled).title, lang)}, ${formatDate(start.slice(0, 10), lang)}`
  return new Map(rows.map(({ slug, input, starts_local }) => [slug, nameOf(input, starts_local)]))
}

type Titled = Pick<TrainingInput, 'title'>

/** Returns announced trainings by what someone typed to find them. */
export async function findPublicTrainings(system: System, text: string, most: number): Promise<StoredTraining[]> {
  const slugs = await findSlugs(system, text, most)
  return (await listPublicTrainings(system, { slugs }, { limit: most })).trainings
}

/** Returns the slugs of announced trainings within a scope by what someone typed, the latest of them. */
export async function findSlugs(
  { db }: Pick<System, 'db'>,
  text: string,
  most: number,
  scope: Scope = everything,
): Promise<string[]> {
  const found = await db.reader
    .selectFrom('training')
    .select('slug')
    .where(isAnnounced)
    .where(trainingsWithin(scope))
    .where(matchesText(text))
    .orderBy('starts_at', 'desc')
    .orderBy('slug', 'desc')
    .limit(most)
    .execute()
  return found.map(({ slug }) => slug)
}
