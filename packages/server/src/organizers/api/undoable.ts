import type { OutboxRow } from '../../core/outbox/outbox.ts'
import { composeMail } from '../../delivery/compose/compose.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'

/** Leaves a transaction without its changes. */
class Undone extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('undone')
    this.result = result
  }
}

/** Does some work in a transaction. With `undo`, it ends without changes and with this result. */
export async function undoable<T>(
  { db }: Pick<System, 'db'>,
  work: (tx: Tx, undo: (result: T) => never) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction((tx) =>
      work(tx, (result) => {
        throw new Undone(result)
      }),
    )
  } catch (error) {
    if (error instanceof Undone) return error.result as T
    throw error
  }
}

/** With a random key, the links in an email look like those of the real one, but open nothing. */
export const withRandomKey = (system: System): System => ({
  ...system,
  authSecret: Buffer.from(system.randomBytes(32)).toString('base64url'),
})

/** Composes an email from what a transaction has changed. Its links open nothing. */
export const composeInside = (system: System, tx: Tx, row: OutboxRow) =>
  composeMail(withRandomKey({ ...system, db: { ...system.db, reader: tx } }), row)
