import type { AdminPendingSignUp, AdminPendingSignUpList, Person } from '@training-signup/contract'
import { type PendingSignUp, pendingSignUps, readSignUp } from '../../../core/pending-sign-ups/pending-sign-up.ts'
import { noWrongCodes, readWrongCodes } from '../../../core/proof/wrong-code-report.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { wholeTrainingsWithin } from '../../../platform/access/within.ts'
import { cutPage } from '../../../platform/http/api/paging.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'

interface PendingSignUpQuery {
  scope: Scope
  training: string
  limit: number
  cursor?: string | undefined
}

/**
 * Returns a page of the unverified sign-ups of a training, oldest first.
 * @throws {ProblemError} `not-found`
 */
export async function listPendingSignUps(
  system: System,
  { scope, training, limit, cursor = '' }: PendingSignUpQuery,
): Promise<AdminPendingSignUpList> {
  const trainingId = await trainingIdOf(system, training)
  const rows = await pendingSignUps(system.db.reader)
    .where('proof.training_id', '=', trainingId)
    .where(wholeTrainingsWithin(scope, 'proof.training_id'))
    .where('verified_at', 'is', null)
    .where('proof.id', '>', cursor)
    .orderBy('proof.id')
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
export async function openPendingSignUp(
  { db }: Pick<System, 'db'>,
  id: string,
  { sensitive = true } = {},
): Promise<AdminPendingSignUp> {
  const row = await pendingSignUps(db.reader)
    .innerJoin('training', 'training.id', 'proof.training_id')
    .select('training.slug')
    .where('proof.id', '=', id)
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return present(row, row.slug, sensitive)
}

function present(row: PendingSignUp, training: string, isSensitive: boolean): AdminPendingSignUp {
  const { people, coordinator, partner, channel, origin } = readSignUp(row)
  return {
    id: row.id,
    reference: row.reference,
    training,
    address: row.email,
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
