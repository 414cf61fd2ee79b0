import { createHash } from 'node:crypto'
import type { DoorMark, MarkList } from '@training-signup/contract'
import type { InferResult, Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { type SessionTime, sessionOf, validMarks } from './attend.ts'

/** Marks that a door asks for have been stored for this long, whatever order they were stored in. */
const overlapMs = 10_000
const mostMarks = 1000

/** Selects marks with who tapped: the account that is said to have, or else the one that sent it. */
export const namedMarks = (db: Kysely<Tables>) =>
  db
    .selectFrom('mark')
    .leftJoin('auth_user', (join) =>
      join.on(({ eb, fn }) => eb('auth_user.id', '=', fn.coalesce('mark.tapped_by', 'mark.sent_by'))),
    )
    .selectAll('mark')
    .select(({ fn }) => [fn.coalesce('mark.tapped_by', 'mark.sent_by').as('by'), 'auth_user.name as byName'])

type NamedMark = InferResult<ReturnType<typeof namedMarks>>[number]

/** Returns the marks of a training that nothing takes back, by registration. */
export async function readDoorMarks(
  { db }: System,
  id: string,
  sessions: readonly SessionTime[],
): Promise<ReadonlyMap<string, DoorMark[]>> {
  const rows = await namedMarks(db.reader).where('training_id', '=', id).execute()
  const ofEach = Map.groupBy(validMarks(rows), ({ registration_id }) => registration_id)
  return new Map([...ofEach].map(([one, marks]) => [one, marks.flatMap((mark) => doorMark(mark, sessions))]))
}

function doorMark(mark: NamedMark, sessions: readonly SessionTime[]): DoorMark[] {
  const { id, kind, at, by, byName } = mark
  return kind === 'undo' ? [] : [{ id, kind, session: sessionOf(mark, sessions)?.key ?? '', at, by, byName }]
}

/** Returns the marks that have come in since someone last asked, those just before once more. */
export async function listMarks(
  system: System,
  { id, sessions, after }: { id: string; sessions: readonly SessionTime[]; after?: string | undefined },
): Promise<MarkList> {
  const now = system.now().toISOString()
  const { rows, last } = await readSince(system, id, after ?? now, now)
  const marks = rows.map((mark) => ({
    id: mark.id,
    registration: mark.registration_id,
    kind: mark.kind,
    session: sessionOf(mark, sessions)?.key ?? '',
    at: mark.at,
    by: mark.by,
    byName: mark.byName,
    voids: mark.voids,
  }))
  return { marks, now, after: new Date(Date.parse(last) - overlapMs).toISOString(), people: await stateOf(system, id) }
}

/** Returns the marks since an instant, the first of many, and until when they are all there. */
async function readSince({ db }: System, id: string, since: string, now: string) {
  const ordered = namedMarks(db.reader)
    .where('training_id', '=', id)
    .where('received_at', '>=', since)
    .orderBy('received_at')
  const rows = await ordered.limit(mostMarks).execute()
  if (rows.length < mostMarks) return { rows, last: now }
  // The next request begins before that. If it began where this one did, it would go no further.
  const onward = new Date(Date.parse(since) + 2 * overlapMs).toISOString()
  const last = [onward, rows.at(-1)?.received_at ?? onward].toSorted().at(-1) as string
  return { rows: await ordered.where('received_at', '<=', last).execute(), last: last < now ? last : now }
}

/** Returns another text whenever the people of a training change. */
async function stateOf({ db }: System, id: string): Promise<string> {
  const { count, changed, opened } = await db.reader
    .selectFrom('registration')
    .select(({ fn }) => [
      fn.countAll<number | string>().as('count'),
      fn.max('changed_at').as('changed'),
      fn.count<number | string>('seat_opened_at').as('opened'),
    ])
    .where('training_id', '=', id)
    .executeTakeFirstOrThrow()
  const state = createHash('sha256')
    .update(`${id} ${changed ?? ''} ${opened}`)
    .digest('base64url')
  return `${count}-${state.slice(0, 8)}`
}
