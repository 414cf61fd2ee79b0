import type { MarkInput, MarkOutcome } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tx } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { MarkTable } from '../../platform/db/tables/trainings/mark.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { writeTogether } from '../../platform/db/write-together.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { setCheckedIn } from '../seats/ledger.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import type { Registration } from '../seats/registration.ts'
import { isSeated } from '../seats/transitions.ts'
import { isOff } from '../trainings/availability.ts'
import { noteDayChange } from '../trainings/day-changes.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { halfDayMs, validMarks } from './attend.ts'

/** More marks of one person than a day of taps has. */
const mostMarksOfOne = 200

/**
 * Stores marks of a training, each once. A doubtful one is stored too: someone decides later. Says
 * who has no seat, because the door has to send them on.
 * @throws {ProblemError} `not-found`
 */
export async function storeMarks(
  system: System,
  slug: string,
  marks: readonly MarkInput[],
  scope: Scope,
): Promise<MarkOutcome[]> {
  const trainingId = await trainingIdOf(system, slug)
  return system.db.transaction(async (tx) => {
    const training = await lockTraining(system.db, tx, trainingId)
    if (!training) throw new ProblemError('not-found')
    return storeUnderLock(system, tx, { training, marks, scope })
  })
}

interface MarksToStore {
  training: LockedTraining
  marks: readonly MarkInput[]
  scope: Scope
}

/** Stores marks like `storeMarks`, in a transaction that has locked their training. */
export async function storeUnderLock(
  system: System,
  tx: Tx,
  { training, marks, scope }: MarksToStore,
): Promise<MarkOutcome[]> {
  const people = await readPeople(tx, training, marks, scope)
  const known = await readKnown(tx, marks)
  const { status, earliest } = await readDay(tx, training)
  const added: Insertable<MarkTable>[] = []
  const outcomes: MarkOutcome[] = []
  for (const mark of marks) {
    const person = people.get(mark.registration)
    const before = known.ids.get(mark.id)
    const isOfOther = (known.ids.get(mark.voids ?? '') ?? mark.registration) !== mark.registration
    const count = known.counts.get(mark.registration) ?? 0
    const why = refusalOf(mark, { person, before, isOfOther, status, count })
    outcomes.push(outcomeOf(mark, person, why))
    if (why !== undefined || before !== undefined) continue
    known.ids.set(mark.id, mark.registration)
    known.counts.set(mark.registration, (known.counts.get(mark.registration) ?? 0) + 1)
    added.push(rowOf(system, training, mark))
  }
  if (added.length > 0) {
    await writeTogether(system.db, tx, [insertRows('mark', added)])
    // What follows from a closed day is looked at again.
    await noteDayChange(tx, training.id)
    const touched = new Set(added.map((row) => row.registration_id))
    const some = [...people.values()].filter(({ id }) => touched.has(id))
    await noteArrivals(system, tx, training, { people: some, earliest })
  }
  return outcomes
}

async function readPeople(tx: Tx, { id }: LockedTraining, marks: readonly MarkInput[], scope: Scope) {
  const rows = await tx
    .selectFrom('registration')
    .selectAll()
    .where(
      'id',
      'in',
      marks.map(({ registration }) => registration),
    )
    .where('training_id', '=', id)
    .where(peopleWithin(scope))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Reads whose marks have these ids, or are taken back, and how many each person has. */
async function readKnown(tx: Tx, marks: readonly MarkInput[]) {
  const rows = await tx
    .selectFrom('mark')
    .select(['id', 'registration_id'])
    .where(
      'id',
      'in',
      marks.flatMap(({ id, voids }) => [id, ...(voids ? [voids] : [])]),
    )
    .execute()
  const counted = await tx
    .selectFrom('mark')
    .select(['registration_id', ({ fn }) => fn.countAll<number | string>().as('count')])
    .where(
      'registration_id',
      'in',
      marks.map(({ registration }) => registration),
    )
    .groupBy('registration_id')
    .execute()
  return {
    ids: new Map(rows.map(({ id, registration_id }) => [id, registration_id])),
    counts: new Map(counted.map(({ registration_id, count }) => [registration_id, Number(count)])),
  }
}

/** Returns a training's status, and from when someone can have come to it. */
async function readDay(tx: Tx, { id }: LockedTraining): Promise<Pick<TrainingTable, 'status'> & { earliest: string }> {
  const { status, starts_at } = await tx
    .selectFrom('training')
    .select(['status', 'starts_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { status, earliest: new Date(Date.parse(starts_at) - halfDayMs).toISOString() }
}

interface Known {
  person: Registration | undefined
  before: string | undefined
  /** Whether it would take back someone else's mark. */
  isOfOther: boolean
  status: TrainingTable['status']
  count: number
}

function refusalOf(
  { registration }: MarkInput,
  { person, before, isOfOther, status, count }: Known,
): MarkOutcome['why'] {
  if (person === undefined) return 'not-found'
  if (before !== undefined) return before === registration ? undefined : 'used-id'
  if (isOfOther) return 'used-id'
  if (isOff(status)) return 'training-cancelled'
  return count >= mostMarksOfOne ? 'too-many' : undefined
}

function outcomeOf({ id, kind }: MarkInput, person: Registration | undefined, why: MarkOutcome['why']): MarkOutcome {
  const name = person && { name: `${person.given_name} ${person.family_name}` }
  if (why !== undefined) return { id, outcome: 'refused', why, ...name }
  if (person === undefined || isSeated(person.status) || kind === 'undo') return { id, outcome: 'stored' }
  return { id, outcome: 'stored', status: person.status, ...name }
}

function rowOf(system: System, training: LockedTraining, mark: MarkInput): Insertable<MarkTable> {
  const now = system.now().toISOString()
  const sender = system.actor?.account ?? null
  return {
    id: mark.id,
    training_id: training.id,
    registration_id: mark.registration,
    kind: mark.kind,
    session: mark.session ?? null,
    at: mark.at === undefined ? now : new Date(mark.at).toISOString(),
    received_at: now,
    tapped_by: mark.tappedBy === sender ? null : (mark.tappedBy ?? null),
    sent_by: sender,
    device: mark.device ?? null,
    source: mark.source,
    voids: mark.voids ?? null,
    reason: mark.reason ?? null,
  }
}

/**
 * Notes when people first came, as lists show it, from all marks of each.
 */
async function noteArrivals(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { people, earliest }: { people: readonly Registration[]; earliest: string },
): Promise<void> {
  if (people.length === 0) return
  const marks = await tx
    .selectFrom('mark')
    .select(['id', 'registration_id', 'kind', 'at', 'received_at', 'voids'])
    .where(
      'registration_id',
      'in',
      people.map(({ id }) => id),
    )
    .execute()
  const ofEach = Map.groupBy(marks, ({ registration_id }) => registration_id)
  for (const person of people) {
    const arrival = arrivalIn(ofEach.get(person.id) ?? [], earliest)
    const at = isSeated(person.status) || arrival === null ? arrival : person.checked_in_at
    if (at !== person.checked_in_at) await setCheckedIn(system, tx, training, person, at)
  }
}

type Seen = Pick<Selectable<MarkTable>, 'id' | 'kind' | 'at' | 'received_at' | 'voids'>

/** A clock that is wrong says nothing about when someone came: then it is when the server knew. */
const arrivalIn = (marks: readonly Seen[], earliest: string): string | null =>
  validMarks(marks)
    .flatMap(({ kind, at, received_at }) =>
      kind === 'in' ? (at >= earliest && at < received_at ? at : received_at) : [],
    )
    .toSorted()[0] ?? null
