import type { AccountRole } from '@training-signup/contract'
import type { Scope } from '../platform/access/caller.ts'
import { drawKey } from '../platform/access/key.ts'
import type { TestApp } from './servers/test-app.ts'

/** Who a test asks as. */
export interface Asker {
  role: AccountRole
  scope?: Partial<Scope>
}

/** Returns the headers of someone with a role and a scope, who has a key. */
export async function askAs({ context }: TestApp, { role, scope = {} }: Asker): Promise<{ authorization: string }> {
  const { trainings = 'all', agency = null, partner = null } = scope
  const { key, prefix, hash } = drawKey(context)
  const at = context.now().toISOString()
  const row = {
    id: context.newId(),
    name: role,
    prefix,
    hash,
    user_id: null,
    role,
    trainings: trainings === 'all' ? null : JSON.stringify(trainings),
    agency,
    agency_folded: agency,
    partner,
    expires_at: '2099-01-01T00:00:00.000Z',
    last_used_at: at,
    created_at: at,
  }
  await context.db.transaction((tx) => tx.insertInto('auth_key').values(row).execute())
  return { authorization: `Bearer ${key}` }
}
