import { isDeepStrictEqual } from 'node:util'
import { TrainingInput } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { shortenHolds } from '../registrations/expire.ts'
import { forgetReconfirmations } from '../registrations/ledger.ts'
import { lockSeats } from '../registrations/seats.ts'
import { promoteFromWaitingList } from '../registrations/waiting-list.ts'
import { columnsOf, insertTraining, readInput } from '../trainings/trainings.ts'
import { noteHappenings } from '../webhooks/events.ts'
import { type News, tellEverybody } from './notify-all.ts'

/** @throws {ProblemError} `slug-taken`; `invalid-input` when a sponsor does not exist, or mails are needed and none are sent */
export async function createTraining(deps: Deps, tx: Tx, input: TrainingInput): Promise<void> {
  const taken = await tx.selectFrom('training').select('id').where('slug', '=', input.slug).executeTakeFirst()
  if (taken) throw new ProblemError('slug-taken')
  requireMail(deps, input)
  await requireSponsors(tx, input)
  await insertTraining(deps, tx, input)
}

/**
 * Replaces what the organizer wrote. Nobody loses a seat by it; seats that it adds go to the waiting list, and
 * everyone concerned is told of a new time or place, or of a cancellation.
 * @param change makes the new input of the present one
 * @throws {ProblemError} `not-found`; `invalid-input` when a sponsor does not exist
 */
export async function changeTraining(
  deps: Deps,
  tx: Tx,
  slug: string,
  change: (present: TrainingInput) => TrainingInput,
): Promise<void> {
  const found = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  const training = found && (await lockSeats(deps.db, tx, [found.id])).get(found.id)
  if (!training) throw new ProblemError('not-found')
  const row = await tx
    .selectFrom('training')
    .select(['input', 'revision'])
    .where('id', '=', training.id)
    .executeTakeFirstOrThrow()
  const present = readInput(row)
  const next = change(present)
  if (present.status !== 'draft' && next.status === 'draft')
    throw new ProblemError('invalid-input', { errors: [noDraftAgain] })
  requireMail(deps, next, present)
  await requireSponsors(tx, next)
  const columns = columnsOf(next)
  await tx
    .updateTable('training')
    .set({ ...columns, revision: row.revision + 1, updated_at: deps.now().toISOString() })
    .where('id', '=', training.id)
    .execute()
  const changed = (await lockSeats(deps.db, tx, [training.id])).get(training.id) ?? training
  if (Math.abs(Date.parse(columns.starts_at) - Date.parse(training.state.startsAt)) >= otherDayMs)
    await askAnew(deps, tx, training.id)
  const news = newsOf(present, next)
  if (news && deps.now().toISOString() < columns.starts_at) await tellEverybody(deps, tx, changed, news)
  if (next.status !== 'draft') {
    const isCancelled = next.status === 'cancelled' && present.status !== 'cancelled'
    const happening = { event: isCancelled ? 'training.cancelled' : 'training.changed', training: slug } as const
    await noteHappenings(deps, tx, [happening], deps.now().toISOString()).execute()
  }
  await shortenHolds(tx, changed, deps.now().toISOString())
  await promoteFromWaitingList(deps, tx, changed)
}

/** From so far on, whoever could come on the old day may not be able to on the new one. */
const otherDayMs = 12 * 60 * 60_000

/** Lets nothing count that people were asked, or answered, about the old day. */
async function askAnew(deps: Deps, tx: Tx, id: string): Promise<void> {
  await tx.updateTable('training').set({ day_set_at: deps.now().toISOString() }).where('id', '=', id).execute()
  await forgetReconfirmations(tx, id)
  // Also for a training that comes back to a day it once had.
  await tx.deleteFrom('reminded').where('training_id', '=', id).execute()
}

const noDraftAgain = {
  pointer: '/status',
  code: 'format',
  message: 'What was public cannot become a draft again; withdraw it instead.',
}

function newsOf(present: TrainingInput, next: TrainingInput): News | undefined {
  if (present.status === 'draft') return undefined
  if (next.status === 'cancelled') return present.status === 'cancelled' ? undefined : 'training-cancelled'
  // Who was told not to come is told that it takes place after all.
  if (present.status === 'cancelled' && next.status === 'published') return 'training-changed'
  const whereAndWhen = ({ start, end, timeZone, venue, onlineUrl }: TrainingInput) => ({
    start,
    end,
    timeZone,
    venue,
    onlineUrl,
  })
  return isDeepStrictEqual(whereAndWhen(present), whereAndWhen(next)) ? undefined : 'training-changed'
}

/** @throws {ProblemError} `not-found`; `has-registrations` */
export async function deleteTraining(deps: Deps, tx: Tx, slug: string): Promise<void> {
  const found = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  const training = found && (await lockSeats(deps.db, tx, [found.id])).get(found.id)
  if (!training) throw new ProblemError('not-found')
  const registration = await tx
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', training.id)
    .executeTakeFirst()
  const request = await tx
    .selectFrom('verification')
    .select('id')
    .where('training_id', '=', training.id)
    .where('verified_at', 'is', null)
    .executeTakeFirst()
  if (registration || request) throw new ProblemError('has-registrations')
  // Tests of messages and reports to the organizer, which are about nobody.
  await tx.deleteFrom('outbox').where('training_id', '=', training.id).execute()
  await tx.deleteFrom('training').where('id', '=', training.id).execute()
  deps.trainingCache.delete(slug)
}

/** Whoever has lost their mail server can change everything else, and call a training off. */
function requireMail({ config }: Pick<Deps, 'config'>, { audience }: TrainingInput, before?: TrainingInput) {
  if (config.mail) return
  const errors = [
    ...(isAsked(audience) && !(before && isAsked(before.audience))
      ? [needsMail('supervisor', 'Supervisors are asked')]
      : []),
    ...(audience.verify && !before?.audience.verify ? [needsMail('verify', 'Codes are sent')] : []),
  ]
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

const isAsked = ({ supervisor }: TrainingInput['audience']) => supervisor !== 'off'

const needsMail = (member: 'supervisor' | 'verify', what: string) => ({
  pointer: `/audience/${member}`,
  code: 'no-mail',
  message: `${what} by mail: start the server with SMTP_URL and MAIL_FROM first.`,
})

async function requireSponsors(tx: Tx, { sponsors }: TrainingInput) {
  if (sponsors.length === 0) return
  const known = new Set(
    (await tx.selectFrom('partner').select('slug').where('slug', 'in', sponsors).execute()).map((row) => row.slug),
  )
  const errors = sponsors.flatMap((slug, index) =>
    known.has(slug)
      ? []
      : [
          {
            pointer: `/sponsors/${index}`,
            code: 'unknown-partner',
            message: `There is no partner ${slug}; create it first.`,
          },
        ],
  )
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

// No member of a training is deeper; what is gets refused by the schema.
const deepestMember = 10

/** RFC 7396: members replace, `null` removes, objects are merged, arrays are replaced whole. */
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
