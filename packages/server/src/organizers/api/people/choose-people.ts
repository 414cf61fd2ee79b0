import { type BulkActionInput, type LeftOutPerson, mostBulkPeople } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { filterBy, storedFilter } from '../../../core/registrations/query.ts'
import { can } from '../../../core/seats/transitions.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { tagOf } from '../../../platform/http/api/if-match.ts'
import { ProblemError } from '../../../platform/problem.ts'

/** The people that a bulk action would be about, in the order in which they registered. */
export type ChosenPerson = Awaited<ReturnType<typeof findChosen>>[number]

export interface PeopleChoice {
  people: ChosenPerson[]
  leftOut: (ChosenPerson & Pick<LeftOutPerson, 'reason'>)[]
}

/**
 * Returns the chosen people of a training, and apart those whose status does not allow the action,
 * or who wait for another bulk action.
 * @throws {ProblemError} `not-found` if someone is not in the training, or out of reach;
 * `invalid-input` if there are too many
 */
export async function choosePeople(
  db: Kysely<Tables>,
  scope: Scope,
  trainingId: string,
  input: BulkActionInput,
): Promise<PeopleChoice> {
  const found = await findChosen(db, scope, trainingId, input)
  if (input.registrations && found.length < new Set(input.registrations).size) throw new ProblemError('not-found')
  if (found.length > mostBulkPeople)
    throw new ProblemError('invalid-input', {
      errors: [
        {
          pointer: '/filter',
          code: 'too-many',
          message: `Choose fewer people: one bulk action is about ${mostBulkPeople} at most.`,
        },
      ],
    })
  const waiting = await findWaitingIn(db, trainingId)
  const choice: PeopleChoice = { people: [], leftOut: [] }
  for (const one of found)
    if (waiting.has(one.id)) choice.leftOut.push({ ...one, reason: 'waiting' })
    else if (!can(one.status, input.action)) choice.leftOut.push({ ...one, reason: 'status' })
    else choice.people.push(one)
  return choice
}

/**
 * Returns the chosen people of a training or, where there are too many, one more than a bulk action
 * can be about.
 */
export function findChosen(
  db: Kysely<Tables>,
  scope: Scope,
  trainingId: string,
  { registrations, filter }: Pick<BulkActionInput, 'registrations' | 'filter'>,
) {
  const query = filterBy(db, { ...storedFilter(filter ?? {}), scope }, trainingId)
  return (registrations ? query.where('id', 'in', registrations) : query)
    .clearSelect()
    .select(['id', 'status', 'holds_seat', 'given_name', 'family_name', 'email', 'group_id', 'lang'])
    .orderBy('id')
    .limit(mostBulkPeople + 1)
    .execute()
}

async function findWaitingIn(db: Kysely<Tables>, trainingId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('bulk_action_person')
    .innerJoin('bulk_action', 'bulk_action.id', 'bulk_action_id')
    .select('registration_id')
    .where('training_id', '=', trainingId)
    .where('outcome', 'is', null)
    .execute()
  return new Set(rows.map(({ registration_id }) => registration_id))
}

/** Names exactly these people, so that what is decided is what was seen. */
export const tagOfPeople = (people: readonly Pick<ChosenPerson, 'id'>[]): string => tagOf(people.map(({ id }) => id))

/** Counts those who are left out, by reason. */
export const countLeftOut = (leftOut: PeopleChoice['leftOut']) => ({
  status: leftOut.filter(({ reason }) => reason === 'status').length,
  waiting: leftOut.filter(({ reason }) => reason === 'waiting').length,
})
