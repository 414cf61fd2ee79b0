import type { Person } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import type { Registration } from '../seats/registration.ts'
import { answersOf } from './edit-registration.ts'
import { changedMark, createHasher, traitsInCommon } from './likeness.ts'

const rowsAtOnce = 50
const batchesPerRun = 100
/** What so many others have, like the phone number of an office, says nothing about a person. */
const tooMany = 10
/**
 * How long a registration waits to be compared. A transaction that stores one may end later than
 * another that drew its id after it, and clocks of processes differ.
 */
const settledMs = 60_000

/**
 * Looks for registrations of the coming trainings that may be of the same person. It runs after the
 * sign-up, a few people per transaction, so that no sign-up waits for it. What one run leaves, the
 * next one does.
 */
export async function comparePeople(system: System): Promise<void> {
  for (const compareSome of [compareNew, compareDuplicates, compareChanged])
    for (let batch = 0; batch < batchesPerRun && !system.isStopping(); batch++)
      if (!(await system.db.unsynced((tx) => compareSome(system, tx)))) break
}

/** The id that would be drawn at an instant, as far as it tells the time. */
function idAt(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

const settledBefore = ({ now }: System) => idAt(new Date(now().getTime() - settledMs))

type Mark = 'registration_id' | 'duplicate_id'

/** Moves the mark on, and returns whether no other process has done so first. */
async function reach(tx: Tx, mark: Mark, from: string, to: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('compared')
    .set({ [mark]: to })
    .where('id', '=', 1)
    .where(mark, '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const readMark = async (tx: Tx, mark: Mark): Promise<string> =>
  (await tx.selectFrom('compared').select(mark).where('id', '=', 1).executeTakeFirstOrThrow())[mark]

async function compareNew(system: System, tx: Tx): Promise<boolean> {
  const mark = await readMark(tx, 'registration_id')
  const ids = await tx
    .selectFrom('registration')
    .select('id')
    .where('id', '>', mark)
    .where('id', '<', settledBefore(system))
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
  const last = ids.at(-1)?.id
  if (last === undefined || !(await reach(tx, 'registration_id', mark, last))) return false
  const rows = await readToCome(
    system,
    tx,
    ids.map(({ id }) => id),
  )
  await pairUp(system, tx, rows)
  return ids.length === rowsAtOnce
}

/**
 * Reads those of registrations whose training is still to come. None of them is erased in the
 * meantime.
 */
const readToCome = (system: System, tx: Tx, ids: readonly string[]): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('id', 'in', ids)
    .where('training_id', 'in', (query) =>
      query.selectFrom('training').select('training.id').where('ends_at', '>', system.now().toISOString()),
    )
    .orderBy('id')
    .$if(system.db.name === 'postgres', (query) => query.forKeyShare())
    .execute()

/**
 * Notes what registrations may have in common with others, and pairs them with those that have it.
 */
async function pairUp(system: System, tx: Tx, rows: readonly Registration[]): Promise<void> {
  const hashesOf = createHasher(system)
  for (const [training_id, people] of Map.groupBy(rows, (row) => row.training_id)) {
    const hashes = people.flatMap((one) => hashesOf(one).map((hash) => ({ hash, registration_id: one.id })))
    await tx
      .insertInto('likeness')
      .values(hashes.map((one) => ({ training_id, ...one })))
      .onConflict((conflict) => conflict.columns(['training_id', 'hash', 'registration_id']).doNothing())
      .execute()
    const earlier = await tx
      .selectFrom('likeness')
      .select(['hash', 'registration_id'])
      .where('training_id', '=', training_id)
      .where(
        'registration_id',
        'in',
        people.map(({ id }) => id),
      )
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('likeness as other')
            .select('other.hash')
            .where('other.training_id', '=', training_id)
            .whereRef('other.hash', '=', 'likeness.hash')
            .whereRef('other.registration_id', '!=', 'likeness.registration_id'),
        ),
      )
      .execute()
    const byId = new Map(people.map((one) => [one.id, one]))
    for (const { hash, registration_id } of earlier)
      await pairOne(system, tx, byId.get(registration_id) as Registration, hash)
  }
}

async function pairOne(system: System, tx: Tx, one: Registration, hash: string): Promise<void> {
  const others = await tx
    .selectFrom('likeness')
    .select('registration_id')
    .where('training_id', '=', one.training_id)
    .where('hash', '=', hash)
    .where('registration_id', '!=', one.id)
    .limit(tooMany)
    .execute()
  if (others.length === tooMany) return
  const found = await readToCome(
    system,
    tx,
    others.map(({ registration_id }) => registration_id),
  )
  for (const other of found.filter((each) => traitsInCommon(one, each).length > 0)) {
    const [first, second] = one.id < other.id ? [one, other] : [other, one]
    const row = { id: system.newId(), training_id: one.training_id, registration_id: first.id, other_id: second.id }
    await tx
      .insertInto('likely_pair')
      .values({ ...row, duplicate_id: null, told_apart_at: null, created_at: system.now().toISOString() })
      .onConflict((conflict) => conflict.columns(['registration_id', 'other_id']).doNothing())
      .execute()
  }
}

/**
 * Forgets the likely pairs of someone who has changed, unless an organizer decided, and looks for others.
 */
async function compareChanged(system: System, tx: Tx): Promise<boolean> {
  const marked = await tx
    .selectFrom('likeness')
    .select(['training_id', 'registration_id'])
    .where('training_id', 'in', (query) =>
      query.selectFrom('training').select('training.id').where('ends_at', '>', system.now().toISOString()),
    )
    .where('hash', '=', changedMark)
    .limit(rowsAtOnce)
    .execute()
  if (marked.length === 0) return false
  const ids = marked.map(({ registration_id }) => registration_id)
  await tx.deleteFrom('likeness').where('registration_id', 'in', ids).execute()
  for (const column of ['registration_id', 'other_id'] as const)
    await tx
      .deleteFrom('likely_pair')
      .where(column, 'in', ids)
      .where('other_id', 'is not', null)
      .where('told_apart_at', 'is', null)
      .execute()
  await pairUp(system, tx, await readToCome(system, tx, ids))
  return marked.length === rowsAtOnce
}

async function compareDuplicates(system: System, tx: Tx): Promise<boolean> {
  const mark = await readMark(tx, 'duplicate_id')
  const rows = await tx
    .selectFrom('duplicate')
    .select(['id', 'registration_id', 'submitted_answers'])
    .where('id', '>', mark)
    .where('id', '<', settledBefore(system))
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
  const last = rows.at(-1)?.id
  if (last === undefined || !(await reach(tx, 'duplicate_id', mark, last))) return false
  const people = await readToCome(system, tx, [...new Set(rows.map(({ registration_id }) => registration_id))])
  for (const registration of people) {
    const latest = rows.findLast(({ registration_id }) => registration_id === registration.id)
    if (latest && differs(registration, latest.submitted_answers)) await noteDuplicate(system, tx, registration, latest)
  }
  return rows.length === rowsAtOnce
}

const differs = (registration: Registration, submitted: string): boolean =>
  differences(registration, JSON.parse(submitted) as Person).length > 0

/**
 * Returns the ids of answers that are not what a registration says. A later sign-up is kept without
 * its sensitive answers: those are never named, and `ofAll`, what it leaves out, is asked of a
 * second registration only.
 */
export function differences(registration: Registration, said: Person, { ofAll = false } = {}): string[] {
  const answers = answersOf(registration)
  const hidden = new Set(Object.keys(JSON.parse(registration.sensitive) as Person))
  const ids = new Set([...(ofAll ? Object.keys(answers) : []), ...Object.keys(said)])
  return [...ids].filter((id) => !hidden.has(id) && JSON.stringify(answers[id]) !== JSON.stringify(said[id]))
}

/**
 * Pairs a registration with the latest sign-up of the same person. Saying the same again is no
 * news.
 */
async function noteDuplicate(
  system: System,
  tx: Tx,
  { id, training_id }: Registration,
  { id: duplicate_id, submitted_answers }: { id: string; submitted_answers: string },
): Promise<void> {
  const before = await tx
    .selectFrom('likely_pair')
    .leftJoin('duplicate', 'duplicate.id', 'likely_pair.duplicate_id')
    .select(['likely_pair.id', 'submitted_answers'])
    .where('likely_pair.registration_id', '=', id)
    .where('other_id', 'is', null)
    .executeTakeFirst()
  const created_at = system.now().toISOString()
  if (!before)
    await tx
      .insertInto('likely_pair')
      .values({
        id: system.newId(),
        training_id,
        registration_id: id,
        other_id: null,
        duplicate_id,
        told_apart_at: null,
        created_at,
      })
      .execute()
  else if (before.submitted_answers !== submitted_answers)
    await tx
      .updateTable('likely_pair')
      .set({ duplicate_id, told_apart_at: null, created_at })
      .where('id', '=', before.id)
      .execute()
}
