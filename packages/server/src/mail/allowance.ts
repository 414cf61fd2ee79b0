import { createHmac, hkdfSync } from 'node:crypto'
import { deleteInBatches, rowsPerBatch } from '../db/delete-in-batches.ts'
import type { Deps } from '../deps.ts'
import { canonicalAddress } from '../registrations/person.ts'
import type { OutboxRow } from './deliver.ts'

const mostAnHour = 5
const hourMs = 60 * 60_000
// Locks the turns of a recipient, and is none itself.
const lockSlot = -1

/**
 * Takes one of the mails that an address may get each hour, over all trainings: anybody can register somebody else's
 * address under any number of names. What organizers, time or a deed by somebody's own link cause has as many turns of its
 * own, so that it never waits behind what a stranger causes. Beside them go the latest link and the first news of each
 * training, however crowded the mailbox is.
 * @returns when its turn is, where that is not now; a mail that is tried again keeps its place
 */
export async function takeAllowance(deps: Deps, mail: OutboxRow, to: string): Promise<string | undefined> {
  if (isToOrganizer(mail)) return undefined
  const address = canonicalAddress(to)
  const name = ownName(mail)
  const isFirst = name !== undefined && (await takeFirst(deps, nameOf(deps, `${name} ${address}`), mail.id))
  if (isFirst && mail.kind === 'your-link') return undefined
  const isRepeated = name !== undefined && !isFirst
  const queue = isRepeated || (await isAskedByAnybody(deps, mail)) ? address : `own ${address}`
  const turn = await takeTurn(deps, nameOf(deps, queue), mail.id, isFirst)
  return turn <= deps.now().toISOString() ? undefined : turn
}

const askedByAnybody: ReadonlySet<string> = new Set([
  'already-registered',
  'code',
  'group-summary',
  'seat-passed',
  'supervisor',
])
const ofSignUps: ReadonlySet<string> = new Set(['confirmed', 'waitlisted', 'pending-approval'])

/** Whether nobody has to own the mailbox, or to be an organizer, to cause it. */
async function isAskedByAnybody({ db: { reader } }: Deps, mail: OutboxRow): Promise<boolean> {
  if (!ofSignUps.has(mail.kind) && !askedByAnybody.has(mail.kind)) return false
  const verified = await reader
    .selectFrom('verification')
    .select('id')
    .where('verified_at', '=', mail.created_at)
    .where(({ or, eb }) =>
      or([eb('registration_id', '=', mail.registration_id ?? ''), eb('group_id', '=', mail.group_id ?? '')]),
    )
    .executeTakeFirst()
  if (verified) return false
  if (!ofSignUps.has(mail.kind)) return true
  // Written with the sign-up itself. Whoever takes a colleague's seat does so by a link of their own.
  const signUp = await reader
    .selectFrom('registration')
    .select('id')
    .where('id', '=', mail.registration_id)
    .where('created_at', '=', mail.created_at)
    .where('channel', 'in', ['embed', 'link'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('transfer').select('id').where('taken_by', '=', mail.registration_id))),
    )
    .executeTakeFirst()
  return signUp !== undefined
}

const isToOrganizer = ({ kind, registration_id, group_id }: OutboxRow) =>
  kind === 'digest' || (kind === 'message' && registration_id === null && group_id === null)

function ownName({ kind, training_id }: OutboxRow): string | undefined {
  if (kind === 'your-link') return kind
  return kind === 'training-changed' || kind === 'training-cancelled' ? `${kind} ${training_id}` : undefined
}

/** @returns whether it is the only one of its name within an hour */
const takeFirst = ({ db, now }: Deps, recipient: string, mail_id: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const used = { mail_id, used_at: now().toISOString() }
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto('mail_allowance')
      .values({ recipient, slot: 0, ...used })
      .onConflict((conflict) =>
        conflict
          .columns(['recipient', 'slot'])
          .doUpdateSet(used)
          .where(({ or, eb }) =>
            or([
              eb('mail_allowance.used_at', '<=', isoOf(now().getTime() - hourMs)),
              eb('mail_allowance.mail_id', '=', mail_id),
            ]),
          ),
      )
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows > 0n
  })

/**
 * The moment of its turn, behind everybody who waits for theirs: each is an hour after the fifth before it, so that no
 * hour has more.
 * @param isNow it goes now and is counted all the same
 */
const takeTurn = ({ db, now }: Deps, recipient: string, mail_id: string, isNow: boolean): Promise<string> =>
  db.transaction(async (tx) => {
    const instant = now().toISOString()
    await tx
      .insertInto('mail_allowance')
      .values({ recipient, slot: lockSlot, mail_id: '', used_at: instant })
      .onConflict((conflict) => conflict.columns(['recipient', 'slot']).doUpdateSet({ used_at: instant }))
      .execute()
    const turns = await tx
      .selectFrom('mail_allowance')
      .select(['slot', 'mail_id', 'used_at'])
      .where('recipient', '=', recipient)
      .where('slot', '>', lockSlot)
      .orderBy('used_at')
      .execute()
    const own = turns.find((turn) => turn.mail_id === mail_id)
    const others = turns.filter((turn) => turn !== own && turn.used_at > isoOf(now().getTime() - hourMs))
    // Whoever has a turn already waits for none that is yet to come.
    const fifth = others.filter(({ used_at }) => !own || used_at <= instant).at(-mostAnHour)
    const used_at = fifth && !isNow ? isoOf(Date.parse(fifth.used_at) + hourMs) : instant
    const slot = own?.slot ?? Math.max(lockSlot, ...turns.map((turn) => turn.slot)) + 1
    await tx
      .insertInto('mail_allowance')
      .values({ recipient, slot, mail_id, used_at })
      .onConflict((conflict) => conflict.columns(['recipient', 'slot']).doUpdateSet({ used_at }))
      .execute()
    return used_at
  })

const isoOf = (instantMs: number) => new Date(instantMs).toISOString()

/** Forgets the uses that count no more. */
export async function forgetAllowances(deps: Deps): Promise<void> {
  const hourAgo = isoOf(deps.now().getTime() - hourMs)
  await deleteInBatches(deps, (tx) =>
    tx
      .deleteFrom('mail_allowance')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('recipient', 'slot'),
          'in',
          selectFrom('mail_allowance')
            .select(['recipient', 'slot'])
            .where('used_at', '<=', hourAgo)
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
