import { slug as slugSchema, TrainingInput } from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { PartnerTable } from '../db/tables/partner.ts'
import type { TrainingTable } from '../db/tables/training.ts'
import type { Deps, Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { type CompiledForm, compileForm } from './check-people.ts'
import { dayAfter, instantOf } from './local-time.ts'

/** A training with everything that its form and its page are made of. */
export interface StoredTraining {
  row: Selectable<TrainingTable>
  input: TrainingInput
  /** Its sponsors, in the organizer's order; one that does not exist any more is left out. */
  partners: Selectable<PartnerTable>[]
  form: CompiledForm
}

/** The training as it is now, whatever its status: callers decide who may see it. */
export async function findTraining(deps: Deps, slug: string): Promise<StoredTraining | undefined> {
  // Whatever somebody writes into an address: PostgreSQL would choke on a NUL.
  if (!slugSchema.safeParse(slug).success) return undefined
  const row = await deps.db.reader.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (row) return complete(deps, row)
  deps.trainingCache.delete(slug)
  return undefined
}

/**
 * The training as this process last saw it, which saves a sign-up a question to the database. Good enough to check
 * answers with: admission compares the revision under its lock.
 */
export async function knownTraining(deps: Deps, slug: string): Promise<StoredTraining | undefined> {
  const known = deps.trainingCache.get(slug)
  return known?.row.status === 'published' ? known : findTraining(deps, slug)
}

/**
 * The training if visitors may see it.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
export async function findPublicTraining(deps: Deps, slug: string): Promise<StoredTraining> {
  const training = await findTraining(deps, slug)
  if (!training || training.row.status === 'draft') throw new ProblemError('not-found')
  if (training.row.status === 'withdrawn') throw new ProblemError('training-withdrawn')
  return training
}

/** Those that visitors may see, canceled ones among them. */
export const listPublicTrainings = async (deps: Deps, filter: TrainingFilter = {}): Promise<StoredTraining[]> =>
  (await listTrainings(deps, filter)).filter(({ row }) => row.status === 'published' || row.status === 'cancelled')

interface TrainingFilter {
  series?: string | undefined
  slugs?: string[] | undefined
}

/** Upcoming first, then the past ones, the latest first. */
async function listTrainings(deps: Deps, filter: TrainingFilter = {}): Promise<StoredTraining[]> {
  if (filter.slugs?.length === 0) return []
  let query = deps.db.reader.selectFrom('training').selectAll().orderBy('starts_at').orderBy('slug')
  if (filter.series !== undefined) query = query.where('series', '=', filter.series)
  if (filter.slugs !== undefined) query = query.where('slug', 'in', filter.slugs)
  const rows = await query.execute()
  const now = deps.now().toISOString()
  const isOver = (row: Selectable<TrainingTable>) => row.ends_at <= now
  const ordered = [...rows.filter((row) => !isOver(row)), ...rows.filter(isOver).toReversed()]
  return Promise.all(ordered.map((row) => complete(deps, row)))
}

async function complete(deps: Deps, row: Selectable<TrainingTable>): Promise<StoredTraining> {
  const known = deps.trainingCache.get(row.slug)
  if (known?.row.id === row.id && known.row.revision === row.revision) {
    const current = { ...known, row }
    deps.trainingCache.set(row.slug, current)
    return current
  }
  const input = askable(deps, readInput(row))
  const training = { row, input, partners: await findSponsors(deps, input.sponsors), form: compileForm(input) }
  deps.trainingCache.set(row.slug, training)
  return training
}

/** Nobody is asked for what they cannot do: without a mail server no supervisor can answer, and no code arrives. */
const askable = ({ config }: Pick<Deps, 'config'>, input: TrainingInput): TrainingInput =>
  config.mail ? input : { ...input, audience: { ...input.audience, supervisor: 'off', verify: false } }

/** Parsed again, so that a member added since the row was written has its default. */
export function readInput(row: Pick<Selectable<TrainingTable>, 'input'>): TrainingInput {
  const { digest, ...stored } = JSON.parse(row.input) as { digest?: TrainingInput['digest'] | boolean }
  // It was a yes or a no once.
  const wanted = typeof digest === 'boolean' ? (digest ? 'counts' : 'off') : digest
  return TrainingInput.parse({ ...stored, digest: wanted })
}

async function findSponsors(deps: Deps, slugs: string[]): Promise<Selectable<PartnerTable>[]> {
  if (slugs.length === 0) return []
  const rows = await deps.db.reader.selectFrom('partner').selectAll().where('slug', 'in', slugs).execute()
  return slugs.flatMap((slug) => rows.filter((row) => row.slug === slug))
}

/** The columns that are drawn from the organizer's input. */
export function columnsOf(
  input: TrainingInput,
): Omit<
  Insertable<TrainingTable>,
  | 'id'
  | 'seats_taken'
  | 'last_waiting_list_position'
  | 'revision'
  | 'extras_erased_to'
  | 'digested_until'
  | 'created_at'
  | 'updated_at'
> {
  const instant = (local: string) => instantOf(local, input.timeZone)
  return {
    slug: input.slug,
    series: input.series ?? null,
    status: input.status,
    starts_local: input.start,
    ends_local: input.end,
    time_zone: input.timeZone,
    starts_at: instant(input.start),
    ends_at: instant(input.end),
    opens_at: input.opensAt === undefined ? null : instant(input.opensAt),
    closes_at: instant(input.closesAt ?? input.start),
    extras_until: afterEnd(input, input.retention.extrasDays),
    record_until: afterEnd(input, input.retention.recordDays),
    input: JSON.stringify(input),
    capacity: input.seats.capacity,
  }
}

/** With the first minute of the day that visitors are told, and never before the end. */
function afterEnd({ end, timeZone }: TrainingInput, days: number): string {
  const [day, over] = [instantOf(`${dayAfter(end, days)}T00:00`, timeZone), instantOf(end, timeZone)]
  return day > over ? day : over
}

export async function insertTraining(parts: Pick<Parts, 'now' | 'newId'>, tx: Tx, input: TrainingInput): Promise<void> {
  const now = parts.now().toISOString()
  await tx
    .insertInto('training')
    .values({
      id: parts.newId(),
      ...columnsOf(input),
      seats_taken: 0,
      last_waiting_list_position: 0,
      revision: 1,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/** @throws {ProblemError} `not-found` */
export async function trainingIdOf(deps: Deps, slug: string | undefined): Promise<string | undefined> {
  if (slug === undefined) return undefined
  const row = await deps.db.reader.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found', { detail: `There is no training ${slug}.` })
  return row.id
}
