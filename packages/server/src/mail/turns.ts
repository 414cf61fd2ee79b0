import { createHmac, hkdfSync } from 'node:crypto'
import type { Tx } from '../db/database.ts'
import { deleteInBatches, rowsPerBatch } from '../db/delete-in-batches.ts'
import type { Deps } from '../deps.ts'

const mostAnHour = 5
const hourMs = 60 * 60_000
// Locks the turns of a recipient, and is none itself.
const lockSlot = -1

interface Turn {
  /** Whose turns they are: what is written down is a hash of it. */
  recipient: string
  mailId: string
  /** It goes now and is counted all the same. */
  isNow?: boolean
  /** A turn after this instant is not taken. */
  latest?: string
}

/**
 * The moment of its turn, behind everybody who waits for theirs: each is an hour after the fifth before it, so that no
 * hour has more. Whoever asks again keeps their place.
 * @returns nothing where its turn were too late
 */
export const takeTurn = (deps: Deps, { recipient, mailId, isNow = false, latest }: Turn): Promise<string | undefined> =>
  deps.db.transaction(async (tx) => {
    const name = nameOf(deps, recipient)
    const now = deps.now()
    const instant = now.toISOString()
    const lock = { recipient: name, slot: lockSlot, mail_id: '', reserved_for: instant }
    await tx
      .insertInto('mailbox_slot')
      .values(lock)
      .onConflict((conflict) => conflict.columns(['recipient', 'slot']).doUpdateSet({ reserved_for: instant }))
      .execute()
    const own = await turnsOf(tx, name).where('mail_id', '=', mailId).executeTakeFirst()
    const before = await turnsOf(tx, name)
      .where('mail_id', '!=', mailId)
      .where('reserved_for', '>', isoOf(now.getTime() - hourMs))
      // Whoever has a turn already waits for none that is yet to come.
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

const turnsOf = (tx: Tx, name: string) =>
  tx
    .selectFrom('mailbox_slot')
    .select(['slot', 'reserved_for'])
    .where('recipient', '=', name)
    .where('slot', '>', lockSlot)

async function nextSlot(tx: Tx, name: string): Promise<number> {
  const last = await turnsOf(tx, name).orderBy('slot', 'desc').limit(1).executeTakeFirst()
  return (last?.slot ?? lockSlot) + 1
}

/** @returns whether it is the only one of its name within this time, which is an hour at most */
export const takeFirst = (
  deps: Deps,
  { recipient, mailId, pauseMs = hourMs }: Pick<Turn, 'recipient' | 'mailId'> & { pauseMs?: number },
): Promise<boolean> =>
  deps.db.transaction(async (tx) => {
    const used = { mail_id: mailId, reserved_for: deps.now().toISOString() }
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('mailbox_slot')
      .values({ recipient: nameOf(deps, recipient), slot: 0, ...used })
      .onConflict((conflict) =>
        conflict
          .columns(['recipient', 'slot'])
          .doUpdateSet(used)
          .where(({ or, eb }) =>
            or([
              eb('mailbox_slot.reserved_for', '<=', isoOf(deps.now().getTime() - pauseMs)),
              eb('mailbox_slot.mail_id', '=', mailId),
            ]),
          ),
      )
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows > 0n
  })

const isoOf = (instantMs: number) => new Date(instantMs).toISOString()

/** Forgets the uses that count no more. */
export async function forgetAllowances(deps: Deps): Promise<void> {
  const hourAgo = isoOf(deps.now().getTime() - hourMs)
  await deleteInBatches(deps, (tx) =>
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

/** By a keyed hash, so that the table holds no address. */
function nameOf({ authSecret }: Pick<Deps, 'authSecret'>, whose: string): string {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'mail allowance', 32))
  return createHmac('sha256', key).update(whose).digest('base64url')
}
