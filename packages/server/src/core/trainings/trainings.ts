import {
  slug as slugSchema,
  type TrainingInput,
  TrainingOfOldQuestions,
  type VerifyLevel,
} from '@training-signup/contract'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { keepBuilt } from '../../platform/db/keep-built.ts'
import type { PartnerTable } from '../../platform/db/tables/trainings/partner.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { type BoundedMap, createBoundedMap } from '../../platform/ops/bounded-map.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type CompiledForm, compileForm } from './check-people.ts'
import { dayAfter, instantOf } from './local-time.ts'

/** A training with everything that its form and page need. */
export interface StoredTraining {
  row: Selectable<TrainingTable>
  input: TrainingInput
  /** Its sponsors, without deleted partners. */
  partners: Selectable<PartnerTable>[]
  /** Compiled when it is first asked for, because lists need no form. */
  readonly form: CompiledForm
}

type Uncompiled = Omit<StoredTraining, 'form'>

/** Compiled forms by the input that they are made from, as long as that is in use. */
const forms = new WeakMap<TrainingInput, CompiledForm>()

function compileOnce(input: TrainingInput): CompiledForm {
  const form = compileForm(input)
  forms.set(input, form)
  return form
}

const compiledWhenAsked = (training: Uncompiled): StoredTraining => ({
  ...training,
  get form() {
    return forms.get(training.input) ?? compileOnce(training.input)
  },
})

/** What is kept at most, of each open database. A compiled form takes about 70 kB. */
export const mostKept = { entries: 400, weight: 2 * 1024 * 1024 }

const keptByDatabase = new WeakMap<System['db'], BoundedMap<StoredTraining>>()

/**
 * Returns the trainings that this process keeps, by their slugs. Every use compares the entry's
 * revision with the database.
 */
export function keptIn({ db }: Pick<System, 'db'>): BoundedMap<StoredTraining> {
  let kept = keptByDatabase.get(db)
  if (!kept) {
    kept = createBoundedMap({ ...mostKept, weigh: ({ row }) => row.input.length })
    keptByDatabase.set(db, kept)
  }
  return kept
}

/** Forgets a training that was deleted. */
export const forgetTraining = (system: Pick<System, 'db'>, slug: string): void => keptIn(system).delete(slug)

const selectTraining = keepBuilt((db, slug: string) => db.selectFrom('training').selectAll().where('slug', '=', slug))

/**
 * Returns the training's current state, whatever its status. Callers decide which statuses visitors
 * may see.
 */
export async function findTraining(system: System, slug: string): Promise<StoredTraining | undefined> {
  // The slug may come from a URL, where anyone can write anything. PostgreSQL fails on a NUL.
  if (!slugSchema.safeParse(slug).success) return undefined
  const [row] = await selectTraining(system.db, system.db.reader, slug)
  if (row) return completeTraining(system, row)
  keptIn(system).delete(slug)
  return undefined
}

/**
 * Returns the training's current state, whatever its status.
 * @throws {ProblemError} `not-found`
 */
export async function readTraining(system: System, slug: string): Promise<StoredTraining> {
  const training = await findTraining(system, slug)
  if (!training) throw new ProblemError('not-found')
  return training
}

/**
 * Returns the training as this process last read it, which saves a sign-up a database query. Good
 * enough to check answers: the sign-up compares the revision later, under its lock.
 */
export function cachedTraining(system: System, slug: string): StoredTraining | Promise<StoredTraining | undefined> {
  const kept = keptIn(system).get(slug)
  return kept?.row.status === 'published' ? kept : findTraining(system, slug)
}

/**
 * Returns the training if visitors may see it.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
export async function findPublicTraining(system: System, slug: string): Promise<StoredTraining> {
  const training = await findTraining(system, slug)
  if (!training || training.row.status === 'draft') throw new ProblemError('not-found')
  if (training.row.status === 'withdrawn') throw new ProblemError('training-withdrawn')
  return training
}

/** Returns a training with what its row says, read again only after a change. */
export async function completeTraining(system: System, row: Selectable<TrainingTable>): Promise<StoredTraining> {
  const kept = keptIn(system)
  const before = kept.get(row.slug)
  const isCurrent = before?.row.id === row.id && before.row.revision === row.revision
  const training = isCurrent ? compiledWhenAsked({ ...plain(before), row }) : await readAgain(system, row)
  kept.set(row.slug, training)
  return training
}

const plain = ({ row, input, partners }: StoredTraining): Uncompiled => ({ row, input, partners })

async function readAgain(system: System, row: Selectable<TrainingTable>): Promise<StoredTraining> {
  const input = withoutMailFeatures(system, readInput(row))
  return compiledWhenAsked({ row, input, partners: await findSponsors(system, input.sponsors) })
}

/**
 * Returns a training as it would be with an input that is not saved, with the seats that are taken.
 * @throws {ProblemError} `not-found`
 */
export async function withUnsavedInput(system: System, unsaved: TrainingInput): Promise<StoredTraining> {
  const [row] = await selectTraining(system.db, system.db.reader, unsaved.slug)
  if (!row) throw new ProblemError('not-found')
  const input = withoutMailFeatures(system, unsaved)
  const partners = await findSponsors(system, input.sponsors)
  return compiledWhenAsked({ row: { ...row, ...columnsOf(input), series: input.series ?? null }, input, partners })
}

/**
 * Removes requirements that people could not meet: without a mail server, no supervisor can answer
 * and no code arrives. Large groups then await approval, as they would with `groups`.
 */
function withoutMailFeatures({ config }: Pick<System, 'config'>, input: TrainingInput): TrainingInput {
  if (config.mail) return input
  const verify = input.audience.verify === 'everyone' ? 'groups' : input.audience.verify
  return { ...input, audience: { ...input.audience, supervisor: 'off', verify } }
}

/** Parses again, so that a member added since the row was written gets its default. */
export function readInput(row: Pick<Selectable<TrainingTable>, 'input'>): TrainingInput {
  const { digest, audience, ...stored } = JSON.parse(row.input) as Stored
  // Earlier versions stored booleans.
  const wanted = typeof digest === 'boolean' ? (digest ? 'counts' : 'off') : digest
  // It was false unless someone asked for codes, so false was hardly ever chosen.
  const verify = audience?.verify === false ? undefined : audience?.verify
  return TrainingOfOldQuestions.parse({ ...stored, digest: wanted, audience: audience && { ...audience, verify } })
}

interface Stored {
  digest?: TrainingInput['digest'] | boolean
  audience?: { verify?: VerifyLevel | boolean }
}

async function findSponsors(system: System, slugs: string[]): Promise<Selectable<PartnerTable>[]> {
  if (slugs.length === 0) return []
  return system.db.reader.selectFrom('partner').selectAll().where('slug', 'in', slugs).execute()
}

/** Returns the columns that derive from the organizer's input. */
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
  | 'silent_changes'
  | 'day_changes'
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
    capacity: seatsToFill(input.seats),
    title: input.title.en,
    titles_lower: [input.title.en, input.title.es ?? ''].join('\n').toLowerCase(),
    waitlist: input.seats.waitlist ? 1 : 0,
  }
}

/** Returns how many seats registrations fill: all but those for people who walk in. */
const seatsToFill = ({ capacity, walkIns = 0 }: TrainingInput['seats']): number | null =>
  capacity === null ? null : Math.max(0, capacity - walkIns)

/**
 * Returns the first minute of the day that visitors are promised, but never an instant before the
 * end.
 */
export function afterEnd({ end, timeZone }: TrainingInput, days: number): string {
  const [day, over] = [instantOf(`${dayAfter(end, days)}T00:00`, timeZone), instantOf(end, timeZone)]
  return day > over ? day : over
}

export async function insertTraining(
  system: Pick<System, 'now' | 'newId'>,
  tx: Tx,
  input: TrainingInput,
): Promise<void> {
  const now = system.now().toISOString()
  await tx
    .insertInto('training')
    .values({
      id: system.newId(),
      ...columnsOf(input),
      seats_taken: 0,
      last_waiting_list_position: 0,
      revision: 1,
      day_changes: 0,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/**
 * Returns the training's id; undefined without a slug.
 * @throws {ProblemError} `not-found`
 */
export async function trainingIdOf(system: System, slug: string): Promise<string>
export async function trainingIdOf(system: System, slug: string | undefined): Promise<string | undefined>
export async function trainingIdOf(system: System, slug: string | undefined): Promise<string | undefined> {
  if (slug === undefined) return undefined
  const row = await system.db.reader.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!row) throw new ProblemError('not-found', { detail: `No training has the slug ${slug}.` })
  return row.id
}
