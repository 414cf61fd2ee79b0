import type { Deps } from '../deps.ts'
import { canonicalAddress } from '../people/person.ts'
import { takeCodeTurn } from './code-turn.ts'
import type { OutboxRow } from './deliver.ts'
import { takeFirst, takeTurn } from './turns.ts'

const dayMs = 24 * 60 * 60_000

/** When a mail may go: at once, not before an instant, or not at all, for its mailbox is too crowded for it to matter. */
export type Allowance = 'now' | 'never' | { until: string }

/**
 * Takes one of the mails that an address may get each hour, over all trainings: anybody can register somebody else's
 * address under any number of names. What somebody is told of a place that they have proven to be theirs has as many turns
 * of its own, and so have the freed seats of each training, so that it never waits behind what a stranger causes. Beside
 * them go the latest link, the latest code and the first news of each training, however crowded the mailbox is.
 */
export async function takeAllowance(deps: Deps, mail: OutboxRow, to: string): Promise<Allowance> {
  if (isToOrganizer(mail)) return 'now'
  const address = canonicalAddress(to)
  if (mail.kind === 'code') return takeCodeTurn(deps, mail, address)
  const name = nameOfFirst(mail)
  const isFirst = name !== undefined && (await takeFirst(deps, { recipient: `${name} ${address}`, mailId: mail.id }))
  if (isFirst && mail.kind === 'your-link') return 'now'
  const queue = await queueOf(deps, mail)
  const turn = await takeTurn(deps, {
    recipient: queue === undefined ? address : `${queue} ${address}`,
    mailId: mail.id,
    isNow: isFirst,
    ...(queue === undefined ? { latest: new Date(deps.now().getTime() + dayMs).toISOString() } : {}),
  })
  if (turn === undefined) return 'never'
  return turn <= deps.now().toISOString() ? 'now' : { until: turn }
}

const isToOrganizer = ({ kind, registration_id, group_id }: OutboxRow) =>
  kind === 'digest' || (kind === 'message' && registration_id === null && group_id === null)

/** What an organizer or the calendar causes. */
const news: ReadonlySet<string> = new Set([
  'training-changed',
  'training-cancelled',
  'approved',
  'approval-again',
  'declined',
  'cancelled',
  'offer-expired',
  'reminder',
  'still-coming',
  'message',
])

function nameOfFirst({ kind, training_id }: OutboxRow): string | undefined {
  if (kind === 'your-link') return kind
  return news.has(kind) ? `${kind} ${training_id}` : undefined
}

const ofFreedSeats: ReadonlySet<string> = new Set(['offer', 'promoted'])
const askedByAnybody: ReadonlySet<string> = new Set([
  'already-registered',
  'group-called-off',
  'seat-passed',
  'supervisor',
  'your-link',
])

/** Where it waits apart from what a stranger can cause any number of. */
async function queueOf(deps: Deps, { kind, training_id, registration_id, group_id }: OutboxRow) {
  if (askedByAnybody.has(kind)) return undefined
  const isOwn =
    registration_id === null
      ? group_id !== null && (await isGroupProven(deps, group_id))
      : await isProven(deps, registration_id)
  if (isOwn) return 'own'
  // Strangers can leave seats that others get by the address. Those of other trainings do not wait for that.
  return ofFreedSeats.has(kind) ? `seats ${training_id}` : undefined
}

/** Whether someone has proven to read its address, or an organizer has entered it. */
async function isProven({ db: { reader } }: Deps, id: string): Promise<boolean> {
  const proven = await reader
    .selectFrom('registration')
    .select('id')
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('proven_at', 'is not', null), eb('channel', 'not in', ['embed', 'link'])]))
    .executeTakeFirst()
  return proven !== undefined
}

/** The same of a coordinator. */
async function isGroupProven({ db: { reader } }: Deps, id: string): Promise<boolean> {
  const proven = await reader
    .selectFrom('registration_group')
    .select('id')
    .where('id', '=', id)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('proven_at', 'is not', null),
        exists(
          selectFrom('registration')
            .select('id')
            .where('group_id', '=', id)
            .where('channel', 'not in', ['embed', 'link']),
        ),
      ]),
    )
    .executeTakeFirst()
  return proven !== undefined
}
