import { everything } from '../../platform/access/caller.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining, peopleAtOnce } from '../seats/locked-training.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { attendedByEach, readAttendance, trainingRule } from './read-attendance.ts'
import { storeUnderLock } from './store-marks.ts'

interface UntilEnd {
  /** The start of the session, by which marks name it. */
  session: string
  reason: string
}

/**
 * Decides that everyone who came to a session, and was not seen leaving, stayed until its end. Each
 * portion is looked at again under the training’s lock, so pressing twice, or going on after an
 * interruption, decides about each person once.
 * @returns how many
 * @throws {ProblemError} `not-found`, for a session that the training no longer has, too
 */
export async function countUntilEnd(system: System, slug: string, until: UntilEnd): Promise<number> {
  const id = await trainingIdOf(system, slug)
  const { sessions } = await trainingRule(system.db.reader, id)
  const index = sessions.findIndex(({ key }) => key === until.session)
  if (index === -1) throw new ProblemError('not-found')
  const open = (await readAttendance(system, id)).flatMap(({ registration, sessions: attended }) =>
    attended[index]?.doubts.some(isOpen) ? registration : [],
  )
  let count = 0
  for (let start = 0; start < open.length && !system.isStopping(); start += peopleAtOnce) {
    const some = open.slice(start, start + peopleAtOnce)
    count += await system.db.transaction((tx) => countSome(system, tx, { id, some, until }))
  }
  return count
}

interface Some {
  id: string
  some: readonly string[]
  until: UntilEnd
}

async function countSome(system: System, tx: Tx, { id, some, until }: Some): Promise<number> {
  const training = await lockTraining(system.db, tx, id)
  if (!training) return 0
  const { sessions } = await trainingRule(tx, id)
  const session = sessions.find(({ key }) => key === until.session)
  const there = await tx
    .selectFrom('registration')
    .select(['id', 'status', 'changed_at'])
    .where('id', 'in', some)
    .execute()
  const open = (await attendedByEach(system, id, there, { db: tx })).filter(({ sessions: attended }) =>
    attended.some(({ start, doubts }) => start === session?.start && doubts.some(isOpen)),
  )
  if (!session || open.length === 0) return 0
  const given = open.map(({ person }) => ({
    id: system.newId(),
    registration: person.id,
    kind: 'out' as const,
    session: until.session,
    at: session.end,
    source: 'correction' as const,
    reason: until.reason,
  }))
  const outcomes = await storeUnderLock(system, tx, { training, marks: given, scope: everything })
  return outcomes.filter(({ outcome }) => outcome === 'stored').length
}

const isOpen = ({ kind }: { kind: string }) => kind === 'no-out'
