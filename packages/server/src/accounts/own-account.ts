import type { Language } from '@training-signup/contract'
import type { System } from '../system.ts'

/** Changes what people decide about themselves. */
export const changeOwnAccount = (
  { db, now }: Pick<System, 'db' | 'now'>,
  id: string,
  { name, lang }: { name: string; lang: Language },
): Promise<unknown> =>
  db.transaction((tx) =>
    tx.updateTable('auth_user').set({ name, lang, updated_at: now().toISOString() }).where('id', '=', id).execute(),
  )

/** Returns the sessions of an account that still last, the one used last first. */
export const listSessions = ({ db, now }: Pick<System, 'db' | 'now'>, userId: string) =>
  db.reader
    .selectFrom('auth_session')
    .select(['id', 'user_agent', 'updated_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now().toISOString())
    .orderBy('updated_at', 'desc')
    .execute()

/** Ends all sessions of an account but one. */
export const endOtherSessions = ({ db }: Pick<System, 'db'>, userId: string, kept: string): Promise<unknown> =>
  db.transaction((tx) => tx.deleteFrom('auth_session').where('user_id', '=', userId).where('id', '!=', kept).execute())

export const listPasskeys = ({ db }: Pick<System, 'db'>, userId: string) =>
  db.reader
    .selectFrom('auth_passkey')
    .select(['id', 'name', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute()

/**
 * Removes a passkey of an account. Those of others stay.
 * @returns whether there was one
 */
export const removePasskey = ({ db }: Pick<System, 'db'>, userId: string, id: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const passkeys = tx.deleteFrom('auth_passkey').where('user_id', '=', userId).where('id', '=', id)
    return (await passkeys.executeTakeFirstOrThrow()).numDeletedRows > 0n
  })
