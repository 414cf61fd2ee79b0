import type { Sighting } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { Deps, Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { knownTraining } from '../trainings/trainings.ts'
import { isCreditedFrom } from './partners.ts'
import { addPlacements, dayAt } from './placement-counts.ts'

/** What a browser has told of a training; `origin` is the page's. */
export interface ReceivedSighting extends Sighting {
  origin: string | undefined
}

export interface Placements {
  /** Counts in memory, so that nobody waits for the database. */
  note: (trainingId: string, day: string, sighting: ReceivedSighting) => void
  /** Writes what was counted until now. What cannot be written is kept for the next time, so this never rejects. */
  write: () => Promise<void>
}

interface Noted {
  trainingId: string
  day: string
  partner: string | undefined
  origin: string | undefined
  views: number
  starts: number
}

/**
 * Counts what a browser tells of a training.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
export async function noteSighting(deps: Deps, slug: string, sighting: ReceivedSighting): Promise<void> {
  const training = await knownTraining(deps, slug)
  if (!training || training.row.status === 'draft') throw new ProblemError('not-found')
  if (training.row.status === 'withdrawn') throw new ProblemError('training-withdrawn')
  deps.placements.note(training.row.id, dayAt(deps.now().toISOString(), training.row.time_zone), sighting)
}

/** As a job. */
export const writePlacements = ({ placements }: Deps): Promise<void> => placements.write()

// Names and origins can be made up without end. Beyond so many within a second, or while the database is away, a new one
// is counted as of no partner.
const mostNames = 2000
const longestOrigin = 300

function createTally() {
  let noted = new Map<string, Noted>()
  function add(one: Noted) {
    const name = one.partner === undefined ? '' : ` ${one.partner} ${one.origin ?? ''}`
    const key = `${one.trainingId} ${one.day}${name}`
    const known = noted.get(key)
    if (!known && name !== '' && noted.size >= mostNames) add({ ...one, partner: undefined, origin: undefined })
    else noted.set(key, known ? { ...one, views: known.views + one.views, starts: known.starts + one.starts } : one)
  }
  const take = () => {
    const taken = [...noted.values()]
    noted = new Map()
    return taken
  }
  return { add, take }
}

export function createPlacements(parts: Parts): Placements {
  const tally = createTally()
  let writing: Promise<void> | undefined
  let isFailing = false

  async function writeNoted() {
    const taken = tally.take()
    if (taken.length === 0) return
    try {
      await parts.db.transaction((tx) => store(parts, tx, taken))
      isFailing = false
    } catch (error) {
      for (const one of taken) tally.add(one)
      // Once, however long it lasts: this is tried every second.
      if (!isFailing) parts.log.warn({ error: nameOf(error) }, 'views and starts cannot be written; they are kept')
      isFailing = true
    }
  }

  return {
    note(trainingId, day, { kind, partner, origin }) {
      const from = origin !== undefined && origin.length <= longestOrigin ? origin : undefined
      const [views, starts] = kind === 'view' ? [1, 0] : [0, 1]
      tally.add({ trainingId, day, partner, origin: partner === undefined ? undefined : from, views, starts })
    },
    async write() {
      // What is being written now may have begun before the latest was counted.
      await writing
      writing ??= writeNoted().finally(() => {
        writing = undefined
      })
      await writing
    },
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')

async function store({ config, db }: Parts, tx: Tx, noted: Noted[]): Promise<void> {
  // Held in the order of all who hold trainings, so that none is deleted before its counts are written.
  const trainings = await tx
    .selectFrom('training')
    .select('id')
    .where('id', 'in', unique(noted.map((one) => one.trainingId)))
    .orderBy('slug')
    .$if(db.name === 'postgres', (query) => query.forKeyShare())
    .execute()
  const partners = await readOrigins(
    tx,
    noted.flatMap(({ partner }) => partner ?? []),
  )
  const isKnown = new Set(trainings.map(({ id }) => id))
  const counts = noted
    .filter(({ trainingId }) => isKnown.has(trainingId))
    .map(({ trainingId, day, partner = '', origin = null, views, starts }) => {
      const origins = partners.get(partner)
      const isCredited = origins !== undefined && isCreditedFrom(config, origins, origin)
      return { partner: isCredited ? partner : '', training_id: trainingId, day, views, starts, sign_ups: 0 }
    })
  if (counts.length > 0) await addPlacements(tx, counts).execute()
}

async function readOrigins(tx: Tx, slugs: string[]): Promise<Map<string, string[]>> {
  if (slugs.length === 0) return new Map()
  const rows = await tx.selectFrom('partner').select(['slug', 'origins']).where('slug', 'in', unique(slugs)).execute()
  return new Map(rows.map(({ slug, origins }) => [slug, JSON.parse(origins) as string[]]))
}

const unique = (values: string[]) => [...new Set(values)]
