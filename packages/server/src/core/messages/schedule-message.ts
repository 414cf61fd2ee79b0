import type { Message } from '@training-signup/contract'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { isOff } from '../trainings/availability.ts'
import { findMessage, lockMessage, readMessage } from './messages.ts'
import { startSending } from './send-message.ts'

const yearMs = 366 * 24 * 60 * 60_000

/**
 * Has a message sent at an instant, to everyone it is for by then. Again, it sets another instant.
 * @throws {ProblemError} `not-found`; `wrong-status` once it is being sent; `invalid-input` for an
 * instant that is not ahead, or too far
 */
export async function scheduleMessage(system: System, id: string, sendAt: string): Promise<Message> {
  if (!isAhead(system, sendAt))
    throw new ProblemError('invalid-input', {
      errors: [{ pointer: '/sendAt', code: 'range', message: 'Use an instant that is ahead, within a year.' }],
    })
  return change(system, id, ['draft', 'scheduled'], { state: 'scheduled', send_at: sendAt })
}

/** Returns whether a message can be sent at an instant. */
export function isAhead({ now }: Pick<System, 'now'>, sendAt: string): boolean {
  const ahead = Date.parse(sendAt) - now().getTime()
  return ahead > 0 && ahead <= yearMs
}

/**
 * Makes a message that waits for its time a draft again, which can be changed.
 * @throws {ProblemError} `not-found`; `wrong-status` if it doesn't wait
 */
export const unscheduleMessage = (system: System, id: string): Promise<Message> =>
  change(system, id, ['scheduled'], { state: 'draft', send_at: null })

const change = (
  system: System,
  id: string,
  from: Message['state'][],
  to: { state: 'draft' | 'scheduled'; send_at: string | null },
): Promise<Message> =>
  system.db.transaction(async (tx) => {
    const { state } = await lockMessage(system, tx, id)
    if (!from.includes(state))
      throw new ProblemError('wrong-status', { detail: `The message is ${state}, not ${from.join(' or ')}.` })
    await tx.updateTable('message').set(to).where('id', '=', id).execute()
    return readMessage(tx, id)
  })

/**
 * Begins to send the messages whose time has come. Several processes can run it: each message is
 * begun by one. If its training was called off or taken off the site in the meantime, it is a draft again:
 * what was written for a training that takes place must not go out then.
 */
export async function sendScheduled(system: System): Promise<void> {
  const now = system.now().toISOString()
  const due = await system.db.reader
    .selectFrom('message')
    .innerJoin('training', 'training.id', 'training_id')
    .select(['message.id', 'status'])
    .where('message.state', '=', 'scheduled')
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .execute()
  for (const { id, status } of due) {
    if (system.isStopping()) return
    if (isOff(status)) await takeBack(system, id)
    else await startSending(system, await findMessage(system.db.reader, id), now, { byTime: true })
  }
}

/** It may have been taken back, or begun, by now. */
const takeBack = (system: System, id: string): Promise<unknown> =>
  system.db.transaction((tx) =>
    tx
      .updateTable('message')
      .set({ state: 'draft', send_at: null })
      .where('id', '=', id)
      .where('state', '=', 'scheduled')
      .execute(),
  )
