import type { Context } from 'hono'
import { describeInAudit } from '../../../platform/access/admin-route.ts'

/** Has the audit log say who was added to a training. Several are found by what was done to them. */
export async function describeAdded(
  c: Context,
  { training, ids, extraSeat }: { training: string; ids: readonly string[]; extraSeat?: string | undefined },
): Promise<void> {
  const [id, ...others] = ids
  if (id === undefined || others.length > 0) return
  const filters = { training, ...(extraSeat === undefined ? {} : { extraSeat }) }
  await describeInAudit(c, { object: { kind: 'registration', id }, filters })
}
