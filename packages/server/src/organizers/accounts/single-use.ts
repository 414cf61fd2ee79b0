import { createHash } from 'node:crypto'
import type { System } from '../../platform/system.ts'

const secretBytes = 32

/**
 * Keeps a value that a secret takes back once, for this use only. The secret itself is not stored.
 */
export async function keepOnce(system: System, use: string, value: string, seconds: number): Promise<string> {
  const secret = Buffer.from(system.randomBytes(secretBytes)).toString('base64url')
  const now = system.now()
  const at = now.toISOString()
  const row = {
    id: system.newId(),
    identifier: identifierOf(use, secret),
    value,
    expires_at: new Date(now.getTime() + seconds * 1000).toISOString(),
    created_at: at,
    updated_at: at,
  }
  // What a power cut takes away is asked for again.
  await system.db.unsynced((tx) => tx.insertInto('single_use').values(row).execute())
  return secret
}

/** Returns what was kept. Of two requests in the same moment, one gets it. */
export const takeOnce = (system: System, use: string, secret: string): Promise<string | undefined> =>
  system.db.transaction(async (tx) => {
    const taken = await tx
      .deleteFrom('single_use')
      .where('identifier', '=', identifierOf(use, secret))
      .where('expires_at', '>', system.now().toISOString())
      .returning('value')
      .executeTakeFirst()
    return taken?.value
  })

const identifierOf = (use: string, secret: string) =>
  `once ${createHash('sha256')
    .update(JSON.stringify([use, secret]))
    .digest('base64url')}`
