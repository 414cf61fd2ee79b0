import { createHmac } from 'node:crypto'
import type { OutboxRow } from '../../core/outbox/outbox.ts'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { Tx } from '../../platform/db/database.ts'
import { deleteInBatches, rowsPerBatch } from '../../platform/db/delete-in-batches.ts'
import type { System } from '../../platform/system.ts'

/** The limit that holds an email back. */
type Held = NonNullable<OutboxRow['held_for']>

/**
 * When an email may be sent: now, not before an instant, or never, if it would come too late by
 * then.
 */
export type MailRelease = 'now' | { until: string; heldFor: Held } | { never: Held }

const mostAnHour = 5
const hourMs = 60 * 60_000
// A row that locks the slots of a recipient and is not a slot itself.
const lockSlot = -1

interface SlotRequest {
  /** Names the slots. Only its hash is stored. */
  recipient: string
  mailId: string
  /** Sends it now, but counts it. */
  isNow?: boolean
  /** Takes no slot after this instant. */
  latest?: string
}

/**
 * Reserves the instant when an email may be sent: at most five per recipient per hour, in order.
 * Each slot is an hour after the fifth before it. A repeated call for the same email keeps its
 * slot. Without the wait for the disk: what a power cut undoes is that an email counted.
 * @returns the instant; undefined if it would be after `latest`
 */
export const reserveSlot = (
  system: System,
  { recipient, mailId, isNow = false, latest }: SlotRequest,
): Promise<string | undefined> =>
  system.db.unsynced(async (tx) => {
    const name = nameOf(system, recipient)
    const now = system.now()
    const instant = now.toISOString()
    const lock = { recipient: name, slot: lockSlot, mail_id: '', reserved_for: instant }
    await tx
      .insertInto('mailbox_slot')
      .values(lock)
      .onConflict((conflict) => conflict.columns(['recipient', 'slot']).doUpdateSet({ reserved_for: instant }))
      .execute()
    const own = await slotsOf(tx, name).where('mail_id', '=', mailId).executeTakeFirst()
    const before = await slotsOf(tx, name)
      .where('mail_id', '!=', mailId)
      .where('reserved_for', '>', isoOf(now.getTime() - hourMs))
      // An email with a slot does not wait for later slots.
      .$if(own !== undefined, (others) => others.where('reserved_for', '<=', instant))
      .orderBy('reserved_for', 'desc')
      .limit(mostAnHour)
      .execute()
    const fifth = before[mostAnHour - 1]
    const reserved_for = fifth && !isNow ? isoOf(Date.parse(fifth.reserved_for) + hourMs) : instant
    if (!own && latest !== undefined && reserved_for > latest) return undefined
    const slot = own?.slot ?? (await nextSlot(tx, name))
    await tx
      .insertInto('mailbox_slot')
      .values({ recipient: name, slot, mail_id: mailId, reserved_for })
      .onConflict((conflict) => conflict.columns(['recipient', 'slot']).doUpdateSet({ reserved_for }))
      .execute()
    return reserved_for
  })

const slotsOf = (tx: Tx, name: string) =>
  tx
    .selectFrom('mailbox_slot')
    .select(['slot', 'reserved_for'])
    .where('recipient', '=', name)
    .where('slot', '>', lockSlot)

async function nextSlot(tx: Tx, name: string): Promise<number> {
  const last = await slotsOf(tx, name).orderBy('slot', 'desc').limit(1).executeTakeFirst()
  return (last?.slot ?? lockSlot) + 1
}

/**
 * Reserves the one slot of a name for `pauseMs`, an hour at most.
 * @returns whether this email has it
 */
export const reserveFirst = (
  system: System,
  { recipient, mailId, pauseMs = hourMs }: Pick<SlotRequest, 'recipient' | 'mailId'> & { pauseMs?: number },
): Promise<boolean> =>
  system.db.unsynced(async (tx) => {
    const used = { mail_id: mailId, reserved_for: system.now().toISOString() }
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('mailbox_slot')
      .values({ recipient: nameOf(system, recipient), slot: 0, ...used })
      .onConflict((conflict) =>
        conflict
          .columns(['recipient', 'slot'])
          .doUpdateSet(used)
          .where(({ or, eb }) =>
            or([
              eb('mailbox_slot.reserved_for', '<=', isoOf(system.now().getTime() - pauseMs)),
              eb('mailbox_slot.mail_id', '=', mailId),
            ]),
          ),
      )
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows > 0n
  })

const isoOf = (instantMs: number) => new Date(instantMs).toISOString()

/** Deletes slots that no longer count. */
export async function forgetSlots(system: System): Promise<void> {
  const hourAgo = isoOf(system.now().getTime() - hourMs)
  await deleteInBatches(system, (tx) =>
    tx
      .deleteFrom('mailbox_slot')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('recipient', 'slot'),
          'in',
          selectFrom('mailbox_slot')
            .select(['recipient', 'slot'])
            .where('reserved_for', '<=', hourAgo)
            .limit(rowsPerBatch)
            .$asTuple('recipient', 'slot'),
        ),
      )
      .executeTakeFirstOrThrow(),
  )
}

/** Hashes the name with a key, so that the table holds no address. */
function nameOf({ authSecret }: Pick<System, 'authSecret'>, whose: string): string {
  const key = secretFor(authSecret, 'mail allowance')
  return createHmac('sha256', key).update(whose).digest('base64url')
}
