import type { System } from '../system.ts'

/** How long someone has to change what they confirmed themselves for. */
const confirmedMs = 10 * 60_000

/**
 * Returns whether the person of a session has just shown that it is them. A session alone may be
 * stolen, and must not add what outlives it.
 */
export async function isConfirmed({ db, now }: System, sessionId: string): Promise<boolean> {
  const since = new Date(now().getTime() - confirmedMs).toISOString()
  const found = await db.reader
    .selectFrom('auth_session')
    .select('id')
    .where('id', '=', sessionId)
    .where('confirmed_at', '>', since)
    .executeTakeFirst()
  return found !== undefined
}

/** Notes that the person of a session has shown that it is them. */
export const confirmSession = ({ db, now }: System, sessionId: string): Promise<unknown> =>
  db.transaction((tx) =>
    tx.updateTable('auth_session').set({ confirmed_at: now().toISOString() }).where('id', '=', sessionId).execute(),
  )
