import type { Context } from 'hono'
import { describeInAudit } from '../../../platform/access/admin-route.ts'
import type { System } from '../../../platform/system.ts'

/**
 * Says in the audit log which edit of agencies a request makes, and returns its id. The log has no
 * names: they are read from the edit when someone looks.
 */
export async function describeAgencyEdit({ newId }: Pick<System, 'newId'>, c: Context): Promise<string> {
  const id = newId()
  await describeInAudit(c, { object: { kind: 'agency-edit', id }, filters: {} })
  return id
}
