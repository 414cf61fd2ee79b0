import type { Language, MarkInput, Person } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { everything } from '../../platform/access/caller.ts'
import { inShare } from '../../platform/db/connection-queue.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { storeUnderLock } from '../attendance/store-marks.ts'
import type { CheckedPerson } from '../people/person.ts'
import { fullName } from '../people/person-columns.ts'
import { sortedName } from '../people/search-words.ts'
import { type LockedTraining, lockTraining } from '../seats/locked-training.ts'
import { type Registration, withRegistration } from '../seats/registration.ts'
import { activeStatuses, isSeated, refuseUnless } from '../seats/transitions.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { decideBatch } from './decide-batch.ts'
import { isUsed, usedRow } from './idempotency.ts'
import { register } from './register.ts'
import type { SignUpOutcome, SubmittedSignUp } from './submitted-sign-up.ts'

/** Someone who came without a seat, as they were added at a door. */
export interface WalkIn {
  /** Made where they were added. Their arrival has it, too, so that sending it again adds them once. */
  id: string
  person: Person
  lang: Language
  /** When they came. Left out: now. */
  at?: string | undefined
  session?: string | undefined
  tappedBy?: string | undefined
  /** Why they get a seat although none is free. */
  extraSeat?: string | undefined
  /** Whether they go on the waiting list where no seat is free. Otherwise no one is added. */
  mayWait?: boolean | undefined
  /** Whether someone has said that they are not the person of the same name on the list. */
  isOther?: boolean | undefined
}

/**
 * Adds a walk-in once, with a seat that is free at the door, and notes when they came.
 * @returns the registration
 * @throws {ProblemError} `not-found`, `invalid-answers`, `already-registered` for a name that is on the
 * list, `no-seat-free`, `training-full`, `training-cancelled`, `training-withdrawn`; `key-reused` for an
 * id that is something else's, or of someone who was erased since
 */
export async function addWalkIn(system: System, slug: string, walkIn: WalkIn): Promise<string> {
  const trainingId = await trainingIdOf(system, slug)
  const known = await findWalkIn(system.db.reader, trainingId, walkIn.id)
  if (known !== undefined) return known
  const submit = (request: SubmittedSignUp) =>
    inShare('sign-ups', () => system.db.transaction((tx) => admitWalkIn(system, tx, request, walkIn)))
  const groupCommit = { submit, settled: async () => {} }
  const { person, lang, extraSeat } = walkIn
  try {
    const { registrationIds } = await register({ ...system, groupCommit }, slug, {
      input: { people: [person] },
      channel: 'walk-in',
      origin: null,
      lang,
      byOrganizer: true,
      extraSeat,
    })
    return registrationIds[0] ?? ''
  } catch (error) {
    // It may have been sent twice at the same moment.
    const added = await findWalkIn(system.db.reader, trainingId, walkIn.id)
    if (added === undefined) throw error
    return added
  }
}

/** Returns the registration of a walk-in that was added, by their arrival. */
export async function findWalkIn(db: Kysely<Tables>, trainingId: string, id: string): Promise<string | undefined> {
  const mark = await db
    .selectFrom('mark')
    .select(['training_id', 'registration_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (mark && mark.training_id !== trainingId) throw new ProblemError('key-reused')
  return mark?.registration_id
}

/** Admits a walk-in and notes their arrival, both or neither. */
async function admitWalkIn(
  system: System,
  tx: Tx,
  request: SubmittedSignUp,
  { id, at, session, tappedBy, mayWait = false, isOther = false }: WalkIn,
): Promise<SignUpOutcome> {
  await lockTraining(system.db, tx, request.trainingId)
  const [person] = request.people
  if (person && !isOther && (await findNamed(tx, request.trainingId, namesOf(person))).length > 0)
    throw new ProblemError('already-registered')
  if (await isUsed(tx, id)) throw new ProblemError('key-reused')
  const outcome = await decideBatch(system, tx, [request])
  const answer = outcome[0] as SignUpOutcome
  if (!('result' in answer)) return answer
  const [registration = ''] = answer.registrationIds
  const { status } = await tx
    .selectFrom('registration')
    .select('status')
    .where('id', '=', registration)
    .executeTakeFirstOrThrow()
  if (!isSeated(status) && !mayWait) throw new ProblemError('no-seat-free')
  await tx.insertInto('idempotency').values(usedRow(request.trainingId, id)).execute()
  if (!isSeated(status)) return answer
  const training = await lockTraining(system.db, tx, request.trainingId)
  if (!training) throw new ProblemError('not-found')
  await storeArrival(system, tx, training, { id, registration, at, session, tappedBy })
  return answer
}

/** Two share a name, seldom more. */
const mostNamed = 5

const namesOf = ({ givenName, familyName }: CheckedPerson): Person => ({ givenName, familyName })

/** Someone on the list of a training, who may be the same as a walk-in. */
export interface Listed {
  id: string
  name: string
  reference: string
  status: Registration['status']
}

/** Returns who of this name is registered. */
export async function findNamed(
  db: Kysely<Tables>,
  trainingId: string,
  { givenName = '', familyName = '' }: Person,
): Promise<Listed[]> {
  const found = await db
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'reference', 'status'])
    .where('training_id', '=', trainingId)
    .where('status', 'in', activeStatuses)
    .where('given_folded', '=', sortedName(String(givenName)))
    .where('family_folded', '=', sortedName(String(familyName || givenName)))
    .orderBy('id')
    .limit(mostNamed)
    .execute()
  return found.map(({ given_name, family_name, ...one }) => ({ ...one, name: fullName(given_name, family_name) }))
}

/**
 * Notes that someone on the list came when a door added them as a walk-in. The id of the walk-in is used then.
 * @throws {ProblemError} `not-found`; `wrong-status` without a seat; `training-cancelled`; `key-reused`
 */
export const checkInInstead = (
  system: System,
  slug: string,
  registration: string,
  arrived: Pick<WalkIn, 'id' | 'at' | 'session' | 'tappedBy'>,
): Promise<void> =>
  withRegistration(system, registration, async (tx, { status }, training) => {
    if (training.id !== (await trainingIdOf(system, slug))) throw new ProblemError('not-found')
    refuseUnless(status, 'check-in')
    const used = tx.insertInto('idempotency').values(usedRow(training.id, arrived.id))
    await used.onConflict((conflict) => conflict.doNothing()).execute()
    await storeArrival(system, tx, training, { ...arrived, registration })
  })

async function storeArrival(
  system: System,
  tx: Tx,
  training: LockedTraining,
  arrival: Pick<MarkInput, 'id' | 'registration' | 'at' | 'session' | 'tappedBy'>,
): Promise<void> {
  const mark = { ...arrival, kind: 'in', source: 'door' } as const
  const [stored] = await storeUnderLock(system, tx, { training, marks: [mark], scope: everything })
  if (stored?.why === 'training-cancelled') throw new ProblemError('training-cancelled')
  if (stored?.outcome !== 'stored') throw new ProblemError('key-reused')
}
