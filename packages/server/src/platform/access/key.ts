import { createHash } from 'node:crypto'
import type { System } from '../system.ts'
import type { Caller } from './caller.ts'
import { readScope } from './stored-scope.ts'

const start = 'tsk_'
const prefixLength = start.length + 4
const keyBytes = 24
/** How exactly the last use is known. More would be a write for each request. */
const useMs = 10 * 60_000

const hash = (key: string) => createHash('sha256').update(key).digest('base64url')

/** Draws a key, and what is stored of it. Only its owner ever sees it whole. */
export function drawKey({ randomBytes }: Pick<System, 'randomBytes'>) {
  const key = `${start}${Buffer.from(randomBytes(keyBytes)).toString('base64url')}`
  return { key, prefix: key.slice(0, prefixLength), hash: hash(key) }
}

/**
 * Returns whose key this is. The database compares hashes: how long that takes says nothing about a
 * key.
 */
export async function findKey(system: System, given: string): Promise<Caller | undefined> {
  if (!given.startsWith(start)) return undefined
  const now = system.now()
  const row = await system.db.reader
    .selectFrom('auth_key')
    .selectAll()
    .where('hash', '=', hash(given))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (!row) return undefined
  const { id, name, last_used_at: usedAt } = row
  if (usedAt === null || now.getTime() - Date.parse(usedAt) >= useMs)
    await system.db.unsynced((tx) =>
      tx.updateTable('auth_key').set({ last_used_at: now.toISOString() }).where('id', '=', id).execute(),
    )
  return { id, kind: 'key', name, lang: 'en', ...readScope(row) }
}
