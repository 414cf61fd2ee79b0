import { type AgendaEntry, agendaTime, isInAgenda, type TrainingInput } from '@training-signup/contract'
import { copyEvaluation } from '../../../core/evaluation/evaluations.ts'
import { afterGap, daysBetween, movedAlong } from '../../../core/trainings/local-time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { changeTraining, createTraining } from './change-training.ts'
import { requireStartToCome } from './require-times.ts'

/**
 * A date to hold a training on. Without an end it takes as long as the training that it is a copy
 * of.
 */
export interface NewDate {
  start: string
  end?: string | undefined
}

/**
 * Returns a training for another date: a draft, with the hour when doors open, the agenda, the
 * sessions, and the times between which registration is open moved along. The form for copies doesn't ask for them, so where the
 * clocks skip such a time, it is the one after the gap.
 */
export function copyTo(source: TrainingInput, { start, end }: NewDate): TrainingInput {
  const { opensAt, closesAt, doors, agenda, sessions, ...kept } = source
  const along = (time: string) => movedAlong(time, source.start, start)
  const real = (local: string) => afterGap(local, source.timeZone)
  const opening = doorsAlong({ ...source, doors }, start, real)
  const copy = {
    ...kept,
    status: 'draft' as const,
    start,
    end: end ?? along(source.end),
    ...(opensAt === undefined ? {} : { opensAt: real(along(opensAt)) }),
    ...(closesAt === undefined ? {} : { closesAt: real(along(closesAt)) }),
    ...(opening === undefined ? {} : { doors: opening }),
  }
  const entries = (agenda ?? [])
    .map((entry) => entryAlong(source, entry, start))
    .filter((entry) => isInAgenda(copy, entry))
  const parts = sessions?.map((part) => ({ ...part, start: real(along(part.start)), end: real(along(part.end)) }))
  return {
    ...copy,
    ...(entries.length > 0 ? { agenda: entries } : {}),
    // A copy that is shorter has sessions of its own.
    ...(parts?.every((part) => part.end <= copy.end) ? { sessions: parts } : {}),
  }
}

/** Returns when doors open on a copy's day; undefined if that would be on another day. */
function doorsAlong({ doors, start }: TrainingInput, to: string, real: (local: string) => string): string | undefined {
  if (doors === undefined) return undefined
  const moved = real(movedAlong(`${start.slice(0, 10)}T${doors}`, start, to))
  return moved.startsWith(to.slice(0, 10)) ? moved.slice(11) : undefined
}

/** Returns an entry of the agenda as long after the copy's start as it was after the other's. */
function entryAlong(source: TrainingInput, entry: AgendaEntry, to: string): AgendaEntry {
  const at = movedAlong(agendaTime(source, entry), source.start, to)
  const later = daysBetween(to, at)
  return { text: entry.text, time: at.slice(11), ...(later === 0 ? {} : { day: later + 1 }) }
}

/** What went wrong with one of several drafts. */
export class DraftRefused extends Error {
  readonly index: number
  readonly refusal: ProblemError
  constructor(index: number, refusal: ProblemError) {
    super('a draft was refused', { cause: refusal })
    this.index = index
    this.refusal = refusal
  }
}

interface Drafting {
  isSlugChosen?: boolean
  together?: string | undefined
  copyOf?: string | undefined
}

/**
 * Creates drafts, all or none. One whose slug is taken gets another, unless that slug was chosen.
 * @param together a training that joins their series
 * @param copyOf a training whose people are asked what theirs will be
 * @returns their slugs
 * @throws {DraftRefused}
 */
export function createDrafts(
  system: System,
  drafts: readonly TrainingInput[],
  { isSlugChosen = false, together, copyOf }: Drafting = {},
): Promise<string[]> {
  return system.db.transaction(async (tx) => {
    const slugs: string[] = []
    for (const [index, draft] of drafts.entries()) {
      const slug = isSlugChosen ? draft.slug : await freeSlug(tx, draft)
      await create(system, tx, { ...draft, slug }).catch((error: unknown) => {
        throw error instanceof ProblemError ? new DraftRefused(index, error) : error
      })
      slugs.push(slug)
    }
    if (copyOf !== undefined) await copyEvaluation(tx, copyOf, slugs)
    const series = drafts[0]?.series
    if (together !== undefined && series !== undefined)
      await changeTraining(system, tx, together, (present) => ({ ...present, series }))
    return slugs
  })
}

async function create(system: System, tx: Tx, input: TrainingInput) {
  await createTraining(system, tx, input)
  requireStartToCome(input, system.now())
}

const longestSlug = 63

/** Returns the slug, or the same with its day, or with a number too. */
async function freeSlug(tx: Tx, { slug, start }: TrainingInput): Promise<string> {
  const isTaken = async (one: string) =>
    (await tx.selectFrom('training').select('id').where('slug', '=', one).executeTakeFirst()) !== undefined
  const day = start.slice(0, 10)
  for (let count = 0; ; count++) {
    const end = count === 0 ? '' : count === 1 ? `-${day}` : `-${day}-${count}`
    const free = `${slug.slice(0, longestSlug - end.length).replace(/(?<!-)-+$/, '')}${end}`
    if (!(await isTaken(free))) return free
  }
}
