import type { Impression } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { cachedTraining } from '../trainings/trainings.ts'
import { keepHosts, keepScripts, type SeenHost, type SeenScript } from './hosts.ts'
import { addImpressionCounts, dayAt } from './impression-counts.ts'
import { isCreditedFrom } from './partners.ts'

/** A browser's report about a training. `origin` is the page's. */
export interface ReceivedImpression extends Impression {
  origin: string | undefined
}

export interface Impressions {
  /** Counts in memory, so that no request waits for the database. */
  note: (trainingId: string, day: string, impression: ReceivedImpression) => void
  /** Notes that a page of a site loaded a script, also in memory. */
  noteScript: (origin: string | undefined, version: string) => void
  /**
   * Writes the counts so far. Keeps what it cannot write for the next time, so it never rejects.
   */
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
 * Counts a browser's report about a training.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
export async function noteImpression(
  app: System & { impressions: Impressions },
  slug: string,
  impression: ReceivedImpression,
): Promise<void> {
  const training = await cachedTraining(app, slug)
  if (!training || training.row.status === 'draft') throw new ProblemError('not-found')
  if (training.row.status === 'withdrawn') throw new ProblemError('training-withdrawn')
  app.impressions.note(training.row.id, dayAt(app.now().toISOString(), training.row.time_zone), impression)
}

/** Writes the counts, as a job. */
export const writeImpressions = ({ impressions }: { impressions: Impressions }): Promise<void> => impressions.write()

// Anyone can invent names and origins without end. Beyond this many within a second, or while the
// database is unavailable, a new name counts as no partner.
const mostNames = 2000
const longestOrigin = 300

function createTally() {
  let noted = new Map<string, Noted>()
  function add(one: Noted) {
    const name = one.partner === undefined ? '' : ` ${one.partner} ${one.origin ?? ''}`
    const key = `${one.trainingId} ${one.day}${name}`
    const existing = noted.get(key)
    if (!existing && name !== '' && noted.size >= mostNames) add({ ...one, partner: undefined, origin: undefined })
    else
      noted.set(
        key,
        existing ? { ...one, views: existing.views + one.views, starts: existing.starts + one.starts } : one,
      )
  }
  const take = () => {
    const taken = [...noted.values()]
    noted = new Map()
    return taken
  }
  return { add, take }
}

/**
 * Keeps which sites loaded which script. Lost ones harm no one, so none is kept for the next try.
 */
function createScriptTally() {
  const seen = new Map<string, SeenScript>()
  return {
    add(origin: string | undefined, version: string) {
      if (origin !== undefined && origin.length <= longestOrigin && seen.size < mostNames)
        seen.set(`${origin} ${version}`, { origin, version })
    },
    take() {
      const taken = [...seen.values()]
      seen.clear()
      return taken
    },
  }
}

export function createImpressions(system: System): Impressions {
  const tally = createTally()
  const scripts = createScriptTally()
  let writing: Promise<void> | undefined
  let isFailing = false

  async function writeNoted() {
    const taken = tally.take()
    const loaded = scripts.take()
    if (taken.length + loaded.length === 0) return
    try {
      await system.db.transaction((tx) => store(system, tx, taken, loaded))
      isFailing = false
    } catch (error) {
      for (const one of taken) tally.add(one)
      // Logs once per outage: this runs every second.
      if (!isFailing)
        system.log.warn({ error: nameOf(error) }, 'can’t write views and starts; keeping them for the next try')
      isFailing = true
    }
  }

  return {
    note(trainingId, day, { kind, partner, origin }) {
      const from = origin !== undefined && origin.length <= longestOrigin ? origin : undefined
      const [views, starts] = kind === 'view' ? [1, 0] : [0, 1]
      tally.add({ trainingId, day, partner, origin: partner === undefined ? undefined : from, views, starts })
    },
    noteScript: scripts.add,
    async write() {
      // A write in progress may have started before the latest report was counted.
      await writing
      writing ??= writeNoted().finally(() => {
        writing = undefined
      })
      await writing
    },
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')

async function store({ config, db, now }: System, tx: Tx, noted: Noted[], scripts: SeenScript[]): Promise<void> {
  const today = now().toISOString().slice(0, 10)
  if (noted.length === 0) return keepScripts(tx, scripts, today)
  // Locked in the same order as everywhere, so that no training is deleted before its counts are
  // written.
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
  const existingIds = new Set(trainings.map(({ id }) => id))
  const hosts: SeenHost[] = []
  const counts = noted
    .filter(({ trainingId }) => existingIds.has(trainingId))
    .map(({ trainingId, day, partner = '', origin = null, views, starts }) => {
      const origins = partners.get(partner)
      const isCredited = origins !== undefined && isCreditedFrom(config, origins, origin)
      if (isCredited && origin !== null) hosts.push({ partner, origin, views })
      return { partner: isCredited ? partner : '', training_id: trainingId, day, views, starts, sign_ups: 0, sent: 0 }
    })
  if (counts.length > 0) await addImpressionCounts(counts).execute(tx)
  await keepHosts(tx, hosts, today)
  await keepScripts(tx, scripts, today)
}

async function readOrigins(tx: Tx, slugs: string[]): Promise<Map<string, string[]>> {
  if (slugs.length === 0) return new Map()
  const rows = await tx.selectFrom('partner').select(['slug', 'origins']).where('slug', 'in', unique(slugs)).execute()
  return new Map(rows.map(({ slug, origins }) => [slug, JSON.parse(origins) as string[]]))
}

const unique = (values: string[]) => [...new Set(values)]
