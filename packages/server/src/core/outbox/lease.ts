import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import { isHeld } from './hold.ts'
import type { OutboxRow } from './outbox.ts'

/**
 * Short, because the email may be a code that someone waits for: if a process dies, another one sends
 * it after this. A process renews its leases long before they end.
 */
export const leaseMs = 90_000

/** Takes the email that has been due longest, so that no other runner sends it. */
export async function takeDue(system: System): Promise<OutboxRow | undefined> {
  const now = system.now()
  const isAnyDue = await dueMail(system.db.reader, now).executeTakeFirst()
  if (!isAnyDue) return undefined
  return system.db.transaction((tx) =>
    tx
      .updateTable('outbox')
      .set(({ eb }) => ({
        leased_until: new Date(now.getTime() + leaseMs).toISOString(),
        taken_at: now.toISOString(),
        tries: eb('tries', '+', 1),
      }))
      // Not `in`: PostgreSQL may then run the subquery once per row, and lock another one each
      // time.
      .where('id', '=', () =>
        dueMail(tx, now)
          .orderBy('due_at')
          .orderBy('id')
          .$if(system.db.name === 'postgres', (rows) => rows.forUpdate().skipLocked()),
      )
      .returningAll()
      .executeTakeFirst(),
  )
}

/** Selects one email that is due and that no runner has. */
function dueMail(db: System['db']['reader'], now: Date) {
  const instant = now.toISOString()
  return db
    .selectFrom('outbox')
    .select('id')
    .where('outcome', 'is', null)
    .where('due_at', '<=', instant)
    .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<=', instant)]))
    .where((eb) => eb.not(isHeld(eb)))
    .limit(1)
}

/** Without the wait for the disk: a lease that a power cut undoes belongs to a process that it ended. */
export async function renewLease({ db, now }: System, { id, tries }: OutboxRow): Promise<void> {
  const leased_until = new Date(now().getTime() + leaseMs).toISOString()
  await db.unsynced((tx) =>
    tx
      .updateTable('outbox')
      .set({ leased_until })
      .where('id', '=', id)
      .where('tries', '=', tries)
      // It may have been done with in the meantime.
      .where('leased_until', 'is not', null)
      .execute(),
  )
}

const isFinal = (outcome: OutboxRow['outcome'] | undefined) => outcome === 'sent' || outcome === 'dropped'

/**
 * Ends the lease of an email, and stores what came of it: an outcome, or when it is due again.
 * Writes only if no other process has taken over the email: the number of tries must still match.
 */
export async function endLease(tx: Tx, { id, tries }: OutboxRow, values: Partial<OutboxRow>): Promise<void> {
  await tx
    .updateTable('outbox')
    // An email that failed can be tried again, and needs its note then.
    .set({ waiting_since: null, ...values, leased_until: null, ...(isFinal(values.outcome) ? { note: null } : {}) })
    .where('id', '=', id)
    .where('tries', '=', tries)
    .execute()
}

/** Notes that the limits of an hour let an email pass, so that they never count it again. */
export async function markReleased(tx: Tx, { id }: OutboxRow, released_at: string): Promise<void> {
  await tx.updateTable('outbox').set({ released_at }).where('id', '=', id).execute()
}
