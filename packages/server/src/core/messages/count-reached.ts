import { setImmediate as pause } from 'node:timers/promises'
import type { System } from '../../platform/system.ts'
import type { StoredMessage } from './messages.ts'
import { readMatches } from './recipients.ts'

const batchSize = 500

/** Counts the people that a message reaches now: by their own address, or their coordinator's. */
export async function countReached(system: Pick<System, 'authSecret' | 'db'>, message: StoredMessage): Promise<number> {
  let count = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof readMatches>> = await readMatches(system, system.db.reader, message, {
      after,
      count: batchSize,
    })
    count += page.matches.filter(({ address, hasUnsubscribed }) => address !== undefined && !hasUnsubscribed).length
    after = page.last
    await pause()
  }
  return count
}
