import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { listAnnounced } from '../../../core/trainings/list-trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { trainingsWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { TrainingTable } from '../../../platform/db/tables/trainings/training.ts'
import { unknownCursor } from '../../../platform/http/api/paging.ts'
import type { System } from '../../../platform/system.ts'

export type TrainingRow = Selectable<TrainingTable>
type Reading = Pick<System, 'db' | 'now'>

export interface Asked {
  limit: number
  /** The `nextCursor` of the page before. */
  cursor?: string | undefined
}

export interface TrainingRows {
  rows: TrainingRow[]
  nextCursor: string | null
}

type List = (system: Reading, scope: Scope, asked: Asked) => Promise<TrainingRows>

/** Returns announced trainings within a scope that are not over, the next one first. */
export const comingTrainings: List = (system, scope, asked) => listAnnounced(system, { scope, part: 'coming' }, asked)

/** Returns those that take place, or only the named ones among them. */
export const openTrainings = (
  system: Reading,
  scope: Scope,
  { slugs, ...asked }: Asked & { slugs?: string[] },
): Promise<TrainingRows> => listAnnounced(system, { scope, slugs, part: 'coming', isPublished: true }, asked)

/** Returns trainings within a scope that are over or withdrawn, the latest first. */
export const pastTrainings: List = (system, scope, asked) =>
  page(within(system, scope).where(isPast(system)), asked, { column: 'starts_at', order: 'desc' })

/** Returns drafts within a scope, the one changed last first. */
export const draftTrainings: List = (system, scope, asked) =>
  page(within(system, scope).where(isDraft), asked, { column: 'updated_at', order: 'desc' })

/** Returns trainings within a scope, whatever their status, by their start. */
export const everyTraining: List = (system, scope, asked) =>
  page(within(system, scope), asked, { column: 'starts_at', order: 'asc' })

/** Returns whether any training within a scope is past, and whether any is a draft. */
export async function hasOthers(system: Reading, scope: Scope): Promise<{ past: boolean; drafts: boolean }> {
  const found = async (query: ReturnType<typeof within>) =>
    (await query.clearSelect().select('id').limit(1).executeTakeFirst()) !== undefined
  return {
    past: await found(within(system, scope).where(isPast(system)).orderBy('starts_at')),
    drafts: await found(within(system, scope).where(isDraft)),
  }
}

const within = ({ db }: Reading, scope: Scope) =>
  db.reader.selectFrom('training').selectAll().where(trainingsWithin(scope))

// Written out, as in the index of drafts.
const isDraft = sql<boolean>`status = 'draft'`

const isPast =
  ({ now }: Reading) =>
  (eb: ExpressionBuilder<Tables, 'training'>) =>
    eb.or([
      eb('status', '=', 'withdrawn'),
      eb.and([eb('status', '!=', 'draft'), eb('ends_at', '<=', now().toISOString())]),
    ])

interface Order {
  column: 'starts_at' | 'updated_at'
  order: 'asc' | 'desc'
}

/** Reads one row more than the page has, which shows whether there is a next one. */
async function page(
  query: ReturnType<typeof within>,
  { limit, cursor }: Asked,
  { column, order }: Order,
): Promise<TrainingRows> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const rows = await query
    .$if(after !== undefined, (rest) =>
      rest.where((eb) =>
        eb(
          eb.refTuple(column, 'slug'),
          order === 'asc' ? '>' : '<',
          eb.tuple(...(after as [at: string, slug: string])),
        ),
      ),
    )
    .orderBy(column, order)
    .orderBy('slug', order)
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), nextCursor: last ? writeCursor([last[column], last.slug]) : null }
}

const Cursor = z.tuple([z.iso.datetime(), z.string().max(63)])

const writeCursor = (place: [at: string, slug: string]) => Buffer.from(JSON.stringify(place)).toString('base64url')

function readCursor(cursor: string): [at: string, slug: string] {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw unknownCursor()
  }
}
