import type { Tx } from '../db/database.ts'
import { everything, type Scope } from './caller.ts'
import { isWithinReach } from './reach.ts'
import { allows, type Role } from './roles.ts'
import { readScope } from './stored-scope.ts'

type Decider = { role: Role; scope: Scope }

/**
 * Undoes the bulk actions that wait and whose account or key is gone, or could not decide them any
 * more. One that has begun is carried out: half of it would be worse.
 * @returns how many were undone
 */
export async function endForbiddenActions(tx: Tx, now: string): Promise<number> {
  const waiting = await tx
    .selectFrom('bulk_action')
    .select(['id', 'caller_kind', 'caller_id'])
    .where('started_at', 'is', null)
    .execute()
  const deciders = new Map<string, Decider | undefined>()
  let undone = 0
  for (const { id, caller_kind, caller_id } of waiting) {
    const key = `${caller_kind} ${caller_id}`
    if (!deciders.has(key)) deciders.set(key, await findDecider(tx, caller_kind, caller_id, now))
    const decider = deciders.get(key)
    const mayDecide =
      decider &&
      allows(decider.role, 'change-people') &&
      (await isWithinReach(tx, decider.scope, 'bulk-action', { id }))
    if (mayDecide) continue
    await tx.deleteFrom('bulk_action').where('id', '=', id).where('started_at', 'is', null).execute()
    undone += 1
  }
  return undone
}

async function findDecider(
  tx: Tx,
  kind: 'operator' | 'person' | 'key',
  id: string,
  now: string,
): Promise<Decider | undefined> {
  if (kind === 'operator') return { role: 'owner', scope: everything }
  const row =
    kind === 'person'
      ? await tx.selectFrom('auth_user').selectAll().where('id', '=', id).executeTakeFirst()
      : await tx
          .selectFrom('auth_key')
          .selectAll()
          .where('id', '=', id)
          .where('expires_at', '>', now)
          .executeTakeFirst()
  return row && readScope(row)
}
