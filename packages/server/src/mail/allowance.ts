import { createHmac, hkdfSync } from 'node:crypto'
import { deleteInBatches, rowsPerBatch } from '../db/delete-in-batches.ts'
import type { Deps } from '../deps.ts'
import { canonicalAddress } from '../registrations/person.ts'
import type { MailKind } from './outbox.ts'

const mostAnHour = 5
const hourMs = 60 * 60_000

// What anybody can have sent to an address that is not theirs.
const causedByStrangers: ReadonlySet<string> = new Set<MailKind>([
  'confirmed',
  'waitlisted',
  'pending-approval',
  'already-registered',
  'group-summary',
  'your-link',
  'seat-passed',
])

/**
 * Takes one of the mails that strangers may send to an address each hour, over all trainings. Each is a row that is free
 * again an hour after its use, so no hour has more, however many processes ask.
 * @returns when to ask again, where there is none left; a mail that is tried again keeps what it took
 */
export async function takeAllowance(
  deps: Deps,
  mail: { id: string; kind: string; to: string },
): Promise<string | undefined> {
  if (!causedByStrangers.has(mail.kind)) return undefined
  const recipient = nameOf(deps, mail.to)
  const now = deps.now()
  const hourAgo = new Date(now.getTime() - hourMs).toISOString()
  const used = { mail_id: mail.id, used_at: now.toISOString() }
  return deps.db.transaction(async (tx) => {
    for (let slot = 0; slot < mostAnHour; slot++) {
      const { numInsertedOrUpdatedRows = 0n } = await tx
        .insertInto('mail_allowance')
        .values({ recipient, slot, ...used })
        .onConflict((conflict) =>
          conflict
            .columns(['recipient', 'slot'])
            .doUpdateSet(used)
            .where(({ or, eb }) =>
              or([eb('mail_allowance.used_at', '<=', hourAgo), eb('mail_allowance.mail_id', '=', mail.id)]),
            ),
        )
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows > 0n) return undefined
    }
    const { first } = await tx
      .selectFrom('mail_allowance')
      .select(({ fn }) => fn.min('used_at').as('first'))
      .where('recipient', '=', recipient)
      .executeTakeFirstOrThrow()
    return new Date(Date.parse(first) + hourMs).toISOString()
  })
}

/** Forgets the uses that count no more. */
export async function forgetAllowances(deps: Deps): Promise<void> {
  const hourAgo = new Date(deps.now().getTime() - hourMs).toISOString()
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
function nameOf({ authSecret }: Pick<Deps, 'authSecret'>, address: string): string {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'mail allowance', 32))
  return createHmac('sha256', key).update(canonicalAddress(address)).digest('base64url')
}
