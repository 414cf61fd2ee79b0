import type { Key, KeyInput, KeyWithSecret } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { notifyAccount } from '../../delivery/kinds/account-notices.ts'
import { type Caller, may } from '../../platform/access/caller.ts'
import { endForbiddenActions } from '../../platform/access/end-forbidden-actions.ts'
import { drawKey } from '../../platform/access/key.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { AuthKeyTable } from '../../platform/db/tables/auth.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { presentAccess, requireNoWider, storeAccess } from './scope.ts'

const dayMs = 24 * 60 * 60_000

/** Returns the keys that someone can end: their own, or all of them for an owner. */
export async function listKeys({ db, now }: Pick<System, 'db' | 'now'>, caller: Caller): Promise<Key[]> {
  let query = db.reader.selectFrom('auth_key').selectAll().where('expires_at', '>', now().toISOString())
  if (!seesAll(caller)) query = query.where('user_id', '=', caller.id)
  return present(db.reader, await query.orderBy('created_at', 'desc').orderBy('id').execute())
}

/**
 * Makes a key for a program.
 * @throws {ProblemError} `forbidden` if it would be wider than the caller
 */
export async function makeKey(system: System, caller: Caller, input: KeyInput): Promise<KeyWithSecret> {
  const { key, prefix, hash } = drawKey(system)
  const now = system.now()
  const row = await system.db.transaction(async (tx) => {
    const access = await storeAccess(tx, input, caller.id)
    requireNoWider(caller, access)
    const made: Selectable<AuthKeyTable> = {
      id: system.newId(),
      name: input.name,
      prefix,
      hash,
      user_id: caller.kind === 'person' ? caller.id : null,
      ...access,
      expires_at: new Date(now.getTime() + input.days * dayMs).toISOString(),
      last_used_at: null,
      created_at: now.toISOString(),
    }
    await tx.insertInto('auth_key').values(made).execute()
    if (made.user_id !== null) await notifyAccount(system, tx, made.user_id, 'key-made', { name: made.name })
    return made
  })
  const [made] = await present(system.db.reader, [row])
  return { ...(made as Key), key }
}

/**
 * Ends a key.
 * @throws {ProblemError} `not-found`, also for a key that the caller does not see
 */
export const endKey = (system: System, caller: Caller, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const found = tx.deleteFrom('auth_key').where('id', '=', id).returning(['user_id', 'name'])
    const [ended] = await (seesAll(caller) ? found : found.where('user_id', '=', caller.id)).execute()
    if (!ended) throw new ProblemError('not-found')
    await endForbiddenActions(tx, system.now().toISOString())
    if (ended.user_id !== null) await notifyAccount(system, tx, ended.user_id, 'key-ended', { name: ended.name })
  })

const seesAll = (caller: Caller) => may(caller, 'manage-accounts')

async function present(db: Kysely<Tables>, rows: Selectable<AuthKeyTable>[]): Promise<Key[]> {
  const access = await presentAccess(db, rows)
  return rows.flatMap((row, index) => {
    const own = access[index]
    if (!own) return []
    const { id, name, prefix, user_id: madeBy, expires_at: expiresAt, last_used_at: lastUsedAt } = row
    return [{ id, name, prefix, ...own, madeBy, expiresAt, lastUsedAt, createdAt: row.created_at }]
  })
}
