import { isDeepStrictEqual } from 'node:util'
import { logo, TrainingInput } from '@training-signup/contract'
import { z } from 'zod'
import { loadLogo } from '../../../core/logos/load-logo.ts'
import { nameLogo } from '../../../core/logos/logos.ts'
import { deleteMailsOf } from '../../../core/outbox/revise.ts'
import { shortenHolds } from '../../../core/seats/expire.ts'
import { type LockedTraining, lockTraining } from '../../../core/seats/locked-training.ts'
import { promoteFromWaitingList } from '../../../core/seats/waiting-list.ts'
import { columnsOf, forgetTraining, insertTraining, readInput } from '../../../core/trainings/trainings.ts'
import { recordEvents } from '../../../core/webhooks/events.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { noteSilentChange } from './known-schedule.ts'
import { type News, notifyAll } from './notify-all.ts'
import { requireKeptPeople, requireTimes } from './require-times.ts'

const logoPointer = '/organizer/logo'

/**
 * Returns an input, or a part of one, with its organizer's logo loaded, if it names an address.
 * Call it before the transaction: it can take seconds.
 * @throws {ProblemError} `invalid-input`
 */
export async function withOrganizerLogo<Input extends object>(system: System, input: Input): Promise<Input> {
  const given = Named.safeParse(input)
  if (!given.success) return input
  const { organizer } = given.data
  const loaded = await loadLogo(system, organizer.logo, logoPointer)
  return { ...input, organizer: { ...organizer, logo: loaded } }
}

/** What is no address is left to the schema of the whole, which refuses it. */
const Named = z.object({ organizer: z.looseObject({ logo }) })

/**
 * Creates a training.
 * @throws {ProblemError} `slug-taken`; `invalid-input` if a sponsor or its logo does not exist, if
 * the clocks skip one of its times, or if it needs emails and the server sends none
 */
export async function createTraining(system: System, tx: Tx, input: TrainingInput): Promise<void> {
  const taken = await tx.selectFrom('training').select('id').where('slug', '=', input.slug).executeTakeFirst()
  if (taken) throw new ProblemError('slug-taken')
  requireTimes(input)
  requireMail(system, input)
  await requireSponsors(tx, input)
  await nameLogo(system, tx, input.organizer?.logo, logoPointer)
  await insertTraining(system, tx, input)
}

export interface ChangeOptions {
  /**
   * Whether people are told of a new time or place, as they are by default. That it is called off,
   * or takes place after all, they are told in any case.
   */
  notify?: boolean | undefined
}

/**
 * Changes a training. People keep their seats, added seats go to the waiting list, and that everyone
 * concerned is notified of a new time or place, or of a cancellation, is noted. Call it `withNews`.
 * @param change returns the new input for the present one, which is locked
 * @returns what everyone concerned is told
 * @throws {ProblemError} `not-found`; `busy` while people are being told of the change before;
 * `invalid-input` if a sponsor or its logo does not exist, if it would become a draft again, if the
 * clocks skip a new time, if people would be deleted right away, or if it needs emails and the
 * server sends none
 */
export async function changeTraining(
  system: System,
  tx: Tx,
  slug: string,
  change: (present: TrainingInput) => TrainingInput,
  { notify = true }: ChangeOptions = {},
): Promise<News | undefined> {
  const { training, present } = await lockBySlug(system, tx, slug)
  const next = change(present)
  if (present.status !== 'draft' && next.status === 'draft')
    throw new ProblemError('invalid-input', { errors: [noDraftAgain] })
  requireTimes(next, present)
  if (present.status !== 'draft') requireKeptPeople(next, present, system.now())
  requireMail(system, next, present)
  await requireSponsors(tx, next)
  await nameLogo(system, tx, next.organizer?.logo, logoPointer)
  const columns = columnsOf(next)
  await tx
    .updateTable('training')
    .set({ ...columns, revision: training.revision + 1, updated_at: system.now().toISOString() })
    .where('id', '=', training.id)
    .execute()
  const changed = (await lockTraining(system.db, tx, training.id)) ?? training
  if (Math.abs(Date.parse(columns.starts_at) - Date.parse(training.state.startsAt)) >= otherDayMs)
    await setDay(system, tx, training.id)
  const news = newsOf(present, next)
  const isTold = news && (notify || !isSilenceable(present, next)) && system.now().toISOString() < columns.starts_at
  if (isTold) await notifyAll(system, tx, changed, { kind: news, before: present })
  else if (news !== undefined && news !== 'training-cancelled') await noteSilentChange(system, tx, training.id, present)
  if (next.status !== 'draft') {
    const isCancelled = next.status === 'cancelled' && present.status !== 'cancelled'
    const event = { event: isCancelled ? 'training.cancelled' : 'training.changed', training: slug } as const
    await recordEvents(system, [event], system.now().toISOString()).execute(tx)
  }
  await shortenHolds(tx, changed, system.now().toISOString())
  await promoteFromWaitingList(system, tx, changed)
  return isTold ? news : undefined
}

/** Locks a training, and returns it with what its organizer wrote. */
async function lockBySlug(
  { db }: Pick<System, 'db'>,
  tx: Tx,
  slug: string,
): Promise<{ training: LockedTraining; present: TrainingInput }> {
  const found = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  const training = found && (await lockTraining(db, tx, found.id))
  if (!training) throw new ProblemError('not-found')
  const row = await tx.selectFrom('training').select('input').where('id', '=', training.id).executeTakeFirstOrThrow()
  return { training, present: readInput(row) }
}

/**
 * If the start moves this far, people who could come on the old day may not be able to on the new
 * one.
 */
const otherDayMs = 12 * 60 * 60_000

/** Notes a new day: who was asked or reminded about the old one, and what they answered, no longer counts. */
async function setDay(system: System, tx: Tx, id: string): Promise<void> {
  await tx.updateTable('training').set({ day_set_at: system.now().toISOString() }).where('id', '=', id).execute()
  // Needed for a training that moves back to a day it once had.
  await tx.deleteFrom('reminded').where('training_id', '=', id).execute()
}

const noDraftAgain = {
  pointer: '/status',
  code: 'format',
  message: 'A published training can’t become a draft again. Set its status to withdrawn instead.',
}

/** Returns whether people can be left uninformed: not if they would come in vain, or stay away. */
export const isSilenceable = (present: TrainingInput, next: TrainingInput): boolean =>
  present.status !== 'cancelled' && next.status !== 'cancelled'

/** Returns what everyone with a seat or in line would have to be told of a change. */
export function newsOf(present: TrainingInput, next: TrainingInput): News | undefined {
  if (present.status === 'draft') return undefined
  if (next.status === 'cancelled') return present.status === 'cancelled' ? undefined : 'training-cancelled'
  // People who were told not to come must learn that it takes place after all.
  if (present.status === 'cancelled' && next.status === 'published') return 'training-restored'
  const whereAndWhen = ({ start, end, timeZone, venue, onlineUrl }: TrainingInput) => ({
    start,
    end,
    timeZone,
    venue,
    onlineUrl,
  })
  return isDeepStrictEqual(whereAndWhen(present), whereAndWhen(next)) ? undefined : 'training-changed'
}

/**
 * Deletes a training.
 * @param check gets the training under its lock, and can refuse
 * @throws {ProblemError} `not-found`; `has-registrations`, also if unverified sign-ups wait
 */
export async function deleteTraining(
  system: System,
  tx: Tx,
  slug: string,
  check: (present: TrainingInput) => void = () => {},
): Promise<void> {
  const { training, present } = await lockBySlug(system, tx, slug)
  check(present)
  const registration = await tx
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', training.id)
    .executeTakeFirst()
  const pending = await tx
    .selectFrom('proof')
    .select('id')
    .where('subject', '=', 'sign-up')
    .where('training_id', '=', training.id)
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  if (registration || pending) throw new ProblemError('has-registrations')
  // What is left are tests of messages and reports to the organizer, not emails to people.
  await deleteMailsOf(tx, training.id)
  await tx.deleteFrom('training').where('id', '=', training.id).execute()
  forgetTraining(system, slug)
}

/**
 * Refuses settings that need emails if the server sends none. Settings that already need them stay
 * allowed: an organizer who lost the mail server must still be able to change everything else and
 * cancel a training.
 */
function requireMail({ config }: Pick<System, 'config'>, { audience }: TrainingInput, present?: TrainingInput) {
  if (config.mail) return
  const errors = [
    ...(isAsked(audience) && !(present && isAsked(present.audience))
      ? [needsMail('supervisor', 'Supervisors are asked')]
      : []),
    ...(isProven(audience) && !(present && isProven(present.audience)) ? [needsMail('verify', 'Codes are sent')] : []),
  ]
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

const isAsked = ({ supervisor }: TrainingInput['audience']) => supervisor !== 'off'
// Without mail, `groups` lets the organizer decide about large groups.
const isProven = ({ verify }: TrainingInput['audience']) => verify === 'everyone'

const needsMail = (member: 'supervisor' | 'verify', what: string) => ({
  pointer: `/audience/${member}`,
  code: 'no-mail',
  message: `${what} by email. Set SMTP_URL and MAIL_FROM and restart the server first.`,
})

async function requireSponsors(tx: Tx, { sponsors }: TrainingInput) {
  if (sponsors.length === 0) return
  const existing = new Set(
    (await tx.selectFrom('partner').select('slug').where('slug', 'in', sponsors).execute()).map((row) => row.slug),
  )
  const errors = sponsors.flatMap((slug, index) =>
    existing.has(slug)
      ? []
      : [
          {
            pointer: `/sponsors/${index}`,
            code: 'unknown-partner',
            message: `No partner has the slug ${slug}. Create it first.`,
          },
        ],
  )
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

// No member of a training is nested deeper. The schema refuses what is.
const deepestMember = 10

/**
 * Applies a JSON merge patch (RFC 7396): members replace, `null` removes, objects are merged,
 * arrays are replaced whole.
 */
export function mergePatch(present: unknown, patch: unknown, depth = 0): unknown {
  if (!isRecord(patch) || depth > deepestMember) return patch
  const merged: Record<string, unknown> = isRecord(present) ? { ...present } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value, depth + 1)
  }
  return merged
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
