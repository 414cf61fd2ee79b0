import type { Language } from '@training-signup/contract'
import { notifyAccount } from '../../delivery/kinds/account-notices.ts'
import { endDoorPasses } from '../../platform/access/door-pass.ts'
import { endKiosks } from '../../platform/access/kiosk.ts'
import type { System } from '../../platform/system.ts'

type Profile = { name: string; lang: Language }

/**
 * Changes what people decide about themselves.
 * @param profile What to store. A function gets what is stored, under its lock, and can refuse.
 */
export const changeOwnAccount = (
  { db, now }: Pick<System, 'db' | 'now'>,
  id: string,
  profile: Profile | ((present: Profile) => Profile),
): Promise<unknown> =>
  db.transaction(async (tx) => {
    const present = await tx
      .selectFrom('auth_user')
      .select(['name', 'lang'])
      .where('id', '=', id)
      .$if(db.name === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    const { name, lang } = typeof profile === 'function' ? profile(present) : profile
    await tx
      .updateTable('auth_user')
      .set({ name, lang, updated_at: now().toISOString() })
      .where('id', '=', id)
      .execute()
  })

/** Returns the sessions of an account that still last, the one used last first. */
export const listSessions = ({ db, now }: Pick<System, 'db' | 'now'>, userId: string) =>
  db.reader
    .selectFrom('auth_session')
    .select(['id', 'user_agent', 'updated_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now().toISOString())
    .orderBy('updated_at', 'desc')
    .execute()

/** Ends all sessions of an account but one, and what goes on at doors after them. */
export const endOtherSessions = (system: System, userId: string, kept: string): Promise<unknown> =>
  system.db.transaction(async (tx) => {
    const others = tx.deleteFrom('auth_session').where('user_id', '=', userId).where('id', '!=', kept)
    const { numDeletedRows } = await others.executeTakeFirstOrThrow()
    await endDoorPasses(tx, userId)
    await endKiosks(tx, userId)
    if (numDeletedRows > 0n) await notifyAccount(system, tx, userId, 'sessions-ended')
  })

export const listPasskeys = ({ db }: Pick<System, 'db'>, userId: string) =>
  db.reader
    .selectFrom('auth_passkey')
    .select(['id', 'name', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute()

/**
 * Removes a passkey of an account, or all of them. Those of others stay.
 * @returns whether there was one
 */
export const removePasskeys = (system: System, userId: string, id?: string): Promise<boolean> =>
  system.db.transaction(async (tx) => {
    const all = tx.deleteFrom('auth_passkey').where('user_id', '=', userId).returning('name')
    const removed = await (id === undefined ? all : all.where('id', '=', id)).execute()
    for (const { name } of removed) await notifyAccount(system, tx, userId, 'passkey-removed', { name: name ?? '' })
    return removed.length > 0
  })
