// What trainings need some time before they begin: help booked, more people, or more seats.
import type { TrainingInput } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { hashOfRequest, requestIn } from '../../../core/people/accommodation-request.ts'
import { activeStatuses } from '../../../core/seats/transitions.ts'
import { readCounts } from '../../../core/trainings/counts.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { type CountedTraining, countedIn, idsOf, type Row } from './counted-in.ts'

const dayMs = 24 * 60 * 60_000
/** Interpreters and captions take about two weeks to book. */
const bookingMs = 14 * dayMs
/** A week's notice of that. */
const noticeMs = 7 * dayMs
/** Trainings that begin within this time may need something. */
export const soonMs = bookingMs + noticeMs
export const longWaitingList = 5
/** Early enough to tell more people, or to call it off in time. */
const minimumMs = 14 * dayMs

/** Counts people whose accommodations are not arranged yet, where it is time to book them. */
export async function findNeeds(db: Kysely<Tables>, trainings: readonly Row[], now: Date): Promise<CountedTraining[]> {
  const bookBy = ({ starts_at }: Row) => new Date(Date.parse(starts_at) - bookingMs)
  const near = trainings.filter((one) => bookBy(one).getTime() - noticeMs <= now.getTime())
  if (near.length === 0) return []
  const needing = db
    .selectFrom('registration')
    .where('training_id', 'in', idsOf(near))
    .where('has_needs', '=', 1)
    .where('registration.status', 'in', activeStatuses)
  const rows = await needing
    .select(({ fn }) => ['training_id', fn.countAll().as('count')])
    .groupBy('training_id')
    .execute()
  if (rows.length === 0) return []
  const noted = await needing
    .innerJoin('accommodation', 'registration_id', 'registration.id')
    .select(['training_id', 'sensitive', 'request_hash'])
    .where('arranged_at', 'is not', null)
    .execute()
  const arranged = noted.filter(
    ({ sensitive, request_hash }) => hashOfRequest(requestIn(sensitive) ?? '') === request_hash,
  )
  return countedIn(near, rows).map(({ training, count }) => ({
    training,
    count: count - arranged.filter((one) => one.training_id === training.id).length,
    until: bookBy(training).toISOString(),
  }))
}

/** Finds full trainings for which very many wait. */
export async function findFull(db: Kysely<Tables>, trainings: readonly Row[]): Promise<CountedTraining[]> {
  const full = trainings.filter(({ capacity, seats_taken }) => capacity !== null && seats_taken >= capacity)
  const counts = await readCounts(db, idsOf(full))
  return full
    .map((training) => ({ training, count: counts.get(training.id)?.waitlisted ?? 0 }))
    .filter(({ training, count }) => count >= Math.max(longWaitingList, (training.capacity ?? 0) / 10))
}

/**
 * Trainings that begin soon and have fewer people than make them worth holding, with how many are
 * missing.
 */
export async function findBelowMinimum(
  db: Kysely<Tables>,
  trainings: readonly Row[],
  now: Date,
): Promise<CountedTraining[]> {
  const [from, to] = [now, new Date(now.getTime() + minimumMs)].map((one) => one.toISOString()) as [string, string]
  const near = trainings.flatMap((training) => {
    const { seats } = JSON.parse(training.input) as Partial<TrainingInput>
    const isNear = training.starts_at > from && training.starts_at <= to
    return isNear && seats?.minimum !== undefined ? [{ training, minimum: seats.minimum }] : []
  })
  const counts = await readCounts(
    db,
    near.map(({ training }) => training.id),
  )
  return near.map(({ training, minimum }) => ({
    training,
    count: minimum - (counts.get(training.id)?.confirmed ?? 0),
    until: training.closes_at,
  }))
}
