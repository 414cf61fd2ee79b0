import { markReleased } from '../../core/outbox/lease.ts'
import type { OutboxRow } from '../../core/outbox/outbox.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'

/**
 * The email that each unproven sign-up causes, to the address that it names, or those that a request multiplies, to
 * the people of a group and to supervisors.
 */
export type MailShare = 'first' | 'further'

/** A tenth of the operator's limit for further ones; all trainings together may cause three times as many as one. */
function mostAnHour({ config }: System, share: MailShare) {
  const training = share === 'first' ? config.mailsPerHour : Math.ceil(config.mailsPerHour / 10)
  return { training, all: 3 * training }
}

const hourMs = 60 * 60_000

/**
 * Counts an email against the limits of this hour, which all processes share. One that is released
 * is never counted again.
 * @returns when it may be sent, if not now: in the order in which emails came, at the pace of the
 * limit
 */
export async function releaseInHour(system: System, mail: OutboxRow, share: MailShare): Promise<{ until?: string }> {
  if (mail.released_at !== null) return {}
  const now = system.now().getTime()
  const hour = { startMs: now - (now % hourMs), share }
  const most = mostAnHour(system, share)
  // As for a mailbox, without the wait for the disk.
  return system.db.unsynced(async (tx) => {
    // What its training holds back does not count against the others.
    const waitHours =
      (await countIn(system, tx, { ...hour, scope: mail.training_id, most: most.training })) ??
      (await countIn(system, tx, { ...hour, scope: 'all', most: most.all }))
    if (waitHours !== undefined) return { until: new Date(hour.startMs + waitHours * hourMs).toISOString() }
    await markReleased(tx, mail, new Date(now).toISOString())
    return {}
  })
}

interface Counted {
  startMs: number
  share: MailShare
  /** A training, or `all`. */
  scope: string
  most: number
}

/**
 * Counts one more. Returns how many hours after the start of this one its turn comes, if not now.
 */
async function countIn(system: System, tx: Tx, { startMs, share, scope, most }: Counted) {
  const row = { name: `${scope} ${share}`, hour: new Date(startMs).toISOString(), count: 1 }
  const { count } = await tx
    .insertInto('mail_hour')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['name', 'hour']).doUpdateSet(({ eb }) => ({ count: eb('mail_hour.count', '+', 1) })),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  if (count <= most) return undefined
  if (count === most + 1)
    system.log.warn(
      { ...(scope === 'all' ? {} : { training: scope }), limit: most },
      'unverified registrations cause too many emails: those above the hourly limit wait',
    )
  return (count - 1) / most
}

/** Deletes counts of hours that are over. */
export async function forgetMailHours({ db, now }: Pick<System, 'db' | 'now'>): Promise<void> {
  const hourAgo = new Date(now().getTime() - hourMs).toISOString()
  await db.transaction((tx) => tx.deleteFrom('mail_hour').where('hour', '<=', hourAgo).execute())
}
