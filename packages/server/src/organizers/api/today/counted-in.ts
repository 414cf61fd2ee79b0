import type { Selectable } from 'kysely'
import type { TrainingTable } from '../../../platform/db/tables/trainings/training.ts'

/** What is read of a training to say what it needs. */
export type Row = Pick<
  Selectable<TrainingTable>,
  'id' | 'slug' | 'status' | 'starts_at' | 'closes_at' | 'capacity' | 'seats_taken' | 'input'
>
/** A training with how many of something wait in it, and since or until when. */
export type CountedTraining = { training: Row; count: number; since?: string | null; until?: string | null }

interface Counted {
  training_id: string
  count: number | string | bigint
  since?: string | null
  until?: string | null
}

/** Pairs counts with their trainings, in the order of these. */
export function countedIn(trainings: readonly Row[], rows: readonly Counted[]): CountedTraining[] {
  const byId = new Map(rows.map((row) => [row.training_id, row]))
  return trainings.flatMap((training) => {
    const row = byId.get(training.id)
    return row ? [{ training, count: Number(row.count), since: row.since ?? null, until: row.until ?? null }] : []
  })
}

export const idsOf = (trainings: readonly Row[]) => trainings.map(({ id }) => id)
