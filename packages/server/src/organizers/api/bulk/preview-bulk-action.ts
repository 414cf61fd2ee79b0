import type { BulkActionInput, BulkActionPreview } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { type AgencyCoordinator, findAgencyCoordinators } from '../../../core/outbox/agency-coordinators.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { isProblem } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import {
  type ChosenPerson,
  choosePeople,
  countLeftOut,
  type PeopleChoice,
  tagOfPeople,
} from '../people/choose-people.ts'
import { type FoundMail, mailAfter } from '../people/mail-after.ts'
import { decide } from './carry-out.ts'
import { inTurn, readSeatPlan, type SeatOutcome } from './plan-seats.ts'

const mostNamed = 100

/**
 * Returns what a bulk action would do now: how many people it is about, what they would be sent,
 * and who is left out. Changes nothing.
 * @throws {ProblemError} `not-found`, `invalid-input` as `createBulkAction`
 */
export async function previewBulkAction(
  system: System,
  scope: Scope,
  input: BulkActionInput,
): Promise<BulkActionPreview> {
  const { reader } = system.db
  const trainingId = await trainingIdOf(system, input.training)
  const { people, leftOut } = await choosePeople(reader, scope, trainingId, input)
  const { reached, emails } = await findReached(system, people)
  const example = reached.find(({ holds_seat }) => holds_seat === 1) ?? reached[0]
  const coordinators = await findTold(system, people)
  const mail = example ? await mailTo(system, input.action, example) : null
  return {
    people: people.length,
    tag: tagOfPeople(people),
    ...(input.action === 'approve' ? await seatsFor(reader, trainingId, people) : noSeats),
    // No email is about a training that is over or called off, or to someone who gets no seat.
    emails: (mail === null ? 0 : emails) + coordinators.length,
    unreachable: people.length - reached.length,
    leftOut: countLeftOut(leftOut),
    leftOutPeople: present(leftOut),
    mail,
  }
}

const noSeats = { seats: null, withoutSeat: [] }

/** Says who gets a seat and who doesn't, because there are not enough. */
async function seatsFor(
  db: Kysely<Tables>,
  trainingId: string,
  people: readonly ChosenPerson[],
): Promise<Pick<BulkActionPreview, 'seats' | 'withoutSeat'>> {
  const plan = await readSeatPlan(db, trainingId, people)
  const count = (outcome: SeatOutcome) => people.filter(({ id }) => plan.get(id) === outcome).length
  const without = inTurn(people).filter(({ id }) => plan.get(id) !== 'done')
  return {
    seats: { done: count('done'), waitlisted: count('waitlisted'), 'no-seat': count('no-seat') },
    withoutSeat: without
      .slice(0, mostNamed)
      .map(({ id, given_name: givenName, family_name: familyName }) => ({ id, givenName, familyName })),
  }
}

const present = (leftOut: PeopleChoice['leftOut']): BulkActionPreview['leftOutPeople'] =>
  leftOut.slice(0, mostNamed).map(({ id, given_name: givenName, family_name: familyName, status, reason }) => ({
    id,
    givenName,
    familyName,
    status,
    reason,
  }))

/** Returns the coordinators of agencies who hear what is decided about people that they registered. */
const findTold = async (system: System, people: readonly ChosenPerson[]): Promise<AgencyCoordinator[]> =>
  system.sendMail
    ? findAgencyCoordinators(
        system,
        system.db.reader,
        people.map(({ id }) => id),
      )
    : []

/** Returns the people that an email reaches: at their own address, or through their coordinator. */
async function findReached({ db, sendMail }: System, people: readonly ChosenPerson[]) {
  if (sendMail === undefined) return { reached: [], emails: 0 }
  const groups = people.flatMap(({ email, group_id }) => (email === null && group_id !== null ? [group_id] : []))
  const rows = await db.reader
    .selectFrom('registration_group')
    .select('id')
    .where('id', 'in', ['', ...new Set(groups)])
    // Empty once the coordinator is erased.
    .where('coordinator_email', '!=', '')
    .execute()
  const coordinated = new Set(rows.map(({ id }) => id))
  const reached = people.filter(({ email, group_id }) => email !== null || coordinated.has(group_id ?? ''))
  return { reached, emails: reached.filter(({ email }) => email !== null).length + coordinated.size }
}

/** Returns the email that one of them would get. */
async function mailTo(system: System, action: BulkActionInput['action'], { id }: ChosenPerson): Promise<FoundMail> {
  try {
    return await mailAfter(system, id, async (tx, registration, training) => {
      const people = [{ ...registration, chosen: registration.status }]
      const outcomes = await decide(system, tx, training, { action }, people)
      return outcomes.has('done') || outcomes.has('waitlisted')
    })
  } catch (error) {
    // They have just been erased.
    if (isProblem(error, 'not-found')) return null
    throw error
  }
}
