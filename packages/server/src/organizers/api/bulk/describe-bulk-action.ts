import type { BulkActionInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { describeInAudit } from '../../../platform/access/admin-route.ts'

/**
 * Says in the audit log what is decided, and in which training. The people are in the bulk action.
 */
export const describeBulkAction = (c: Context, id: string, { action, training }: BulkActionInput): Promise<void> =>
  describeInAudit(c, { object: { kind: 'bulk-action', id }, filters: { action, training } })
