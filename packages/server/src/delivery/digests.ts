import type { Language } from '@training-signup/contract'
import { heldMails } from '../core/outbox/mail-list.ts'
import { mailRow, queueMails } from '../core/outbox/outbox.ts'
import { dayAt } from '../core/partners/impression-counts.ts'
import { canonicalAddress } from '../core/people/person.ts'
import { daysBetween, findDaysOfAll, findPausedDays } from '../core/proof/wrong-code-report.ts'
import { lockTrainings } from '../core/seats/locked-training.ts'
import { overStatuses } from '../core/seats/transitions.ts'
import { dayAfter, instantOf } from '../core/trainings/local-time.ts'
import { readInput } from '../core/trainings/trainings.ts'
import type { Tx } from '../platform/db/database.ts'
import type { System } from '../platform/system.ts'

/**
 * Mails each training's contact at eight each morning, in the training's time zone, about
 * registrations and cancellations since the last digest; sends nothing on days without any. Without
 * a mail server nothing accumulates: the first digest then covers everything.
 */
export async function enqueueDigests(system: System): Promise<void> {
  if (!system.config.mail) return
  const now = system.now().toISOString()
  const trainings = await system.db.reader
    .selectFrom('training')
    .select(['id', 'time_zone', 'digested_until', 'created_at'])
    .where('status', '=', 'published')
    .where('ends_at', '>', now)
    .execute()
  for (const training of trainings)
    if (!system.isStopping() && isDue(training, now))
      await system.db.transaction((tx) => enqueueDigest(system, tx, training.id))
}

const isDue = (training: { time_zone: string; digested_until: string | null; created_at: string }, now: string) =>
  (training.digested_until ?? training.created_at) < lastMorning(now, training.time_zone)

function lastMorning(now: string, timeZone: string): string {
  const today = dayAt(now, timeZone)
  const morning = instantOf(`${today}T08:00`, timeZone)
  return morning <= now ? morning : instantOf(`${dayAfter(`${today}T00:00`, -1)}T08:00`, timeZone)
}

async function enqueueDigest(system: System, tx: Tx, id: string): Promise<void> {
  await lockTrainings(system.db, tx, [id])
  const training = await tx.selectFrom('training').selectAll().where('id', '=', id).executeTakeFirst()
  const now = system.now().toISOString()
  // Another process may have handled it.
  if (!training || !isDue(training, now)) return
  const { digest, contact, audience } = readInput(training)
  const address = digest !== 'off' && training.status === 'published' ? contact?.email : undefined
  const since = training.digested_until ?? training.created_at
  if (
    address !== undefined &&
    ((await hasChanges(tx, id, since)) || (audience.verify !== 'never' && (await wasPaused(tx, id, since, now))))
  )
    await queueMails(tx, [mailRow(system, 'digest', { training_id: id, lang: await langOf(tx, address) }, now)])
  await tx.updateTable('training').set({ digested_until: now }).where('id', '=', id).execute()
}

/** Returns the language of the account with this address. A mailbox that has none reads English. */
async function langOf(tx: Tx, address: string): Promise<Language> {
  const account = tx.selectFrom('auth_user').select('lang').where('email', '=', canonicalAddress(address))
  return (await account.executeTakeFirst())?.lang ?? 'en'
}

async function hasChanges(tx: Tx, trainingId: string, since: string): Promise<boolean> {
  const people = tx.selectFrom('registration').where('training_id', '=', trainingId)
  // Ids sort by creation time.
  const latest = await people.select('created_at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (latest && latest.created_at > since) return true
  const gone = people.select('id').where('status', 'in', overStatuses).where('changed_at', '>', since).limit(1)
  if (await gone.executeTakeFirst()) return true
  return (await heldMails(tx, trainingId, since).select('id').limit(1).executeTakeFirst()) !== undefined
}

async function wasPaused(tx: Tx, trainingId: string, since: string, until: string): Promise<boolean> {
  const period = daysBetween(since, until)
  const { paused } = await findDaysOfAll(tx, period)
  return paused.length > 0 || (await findPausedDays(tx, trainingId, period)).length > 0
}
