import type { Person, WaitingRequest, WaitingRequestList } from '@training-signup/contract'
import { addressOf, readRequest, type StoredRequest } from '../../../core/proof/stored-requests.ts'
import { noWrongCodes, readWrongCodes } from '../../../core/proof/wrong-code-report.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../../platform/access/within.ts'
import { cutPage } from '../../../platform/http/api/paging.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'

interface RequestQuery {
  scope: Scope
  training: string
  limit: number
  cursor?: string | undefined
}

/**
 * Returns a page of the unverified sign-ups of a training, oldest first.
 * @throws {ProblemError} `not-found`
 */
export async function listRequests(
  system: System,
  { scope, training, limit, cursor = '' }: RequestQuery,
): Promise<WaitingRequestList> {
  const trainingId = await trainingIdOf(system, training)
  const rows = await system.db.reader
    .selectFrom('verification')
    .selectAll()
    .where('training_id', '=', trainingId)
    .where(wholeTrainingsWithin(scope, 'training_id'))
    .where('verified_at', 'is', null)
    .where('registration_id', 'is', null)
    .where('group_id', 'is', null)
    .where('id', '>', cursor)
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit)
  const wrongCodes = (await readWrongCodes(system, system.db.reader, [trainingId])).get(trainingId) ?? noWrongCodes
  return { requests: page.map((row) => present(row, training, false)), wrongCodes, nextCursor }
}

/**
 * Returns an unverified sign-up, with its sensitive answers unless told otherwise.
 * @throws {ProblemError} `not-found`
 */
export async function openRequest(
  { db }: Pick<System, 'db'>,
  id: string,
  { sensitive = true } = {},
): Promise<WaitingRequest> {
  const row = await db.reader
    .selectFrom('verification')
    .innerJoin('training', 'training.id', 'training_id')
    .selectAll('verification')
    .select('training.slug')
    .where('verification.id', '=', id)
    .where('verified_at', 'is', null)
    .where('registration_id', 'is', null)
    .where('group_id', 'is', null)
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return present(row, row.slug, sensitive)
}

function present(row: StoredRequest, training: string, isSensitive: boolean): WaitingRequest {
  const { people, coordinator, partner, channel, origin } = readRequest(row)
  return {
    id: row.id,
    reference: row.reference,
    training,
    address: addressOf({ people, coordinator }),
    people: people.map(({ answers, sensitive, ...own }) => {
      const given = Object.entries({ ...own, ...answers, ...(isSensitive ? sensitive : {}) })
      return Object.fromEntries(given.filter(([, answer]) => answer !== null)) as Person
    }),
    coordinator: coordinator ?? null,
    heldSeats: row.held_seats,
    lang: row.lang,
    partner,
    channel,
    origin,
    createdAt: row.created_at,
    endsAt: row.ends_at,
  }
}
