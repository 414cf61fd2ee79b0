import type { Context } from 'hono'
import { describeInAudit } from '../../../platform/access/admin-route.ts'

interface Added {
  training: string
  ids: readonly string[]
  extraSeat?: string | undefined
  /** The account that added them at a door, where another one sends it. */
  tappedBy?: string | undefined
}

/** Has the audit log say who was added to a training. Several are found by what was done to them. */
export async function describeAdded(c: Context, { training, ids, ...said }: Added): Promise<void> {
  const [id, ...others] = ids
  if (id === undefined || others.length > 0) return
  const filters = { training, ...definedIn(said) }
  await describeInAudit(c, { object: { kind: 'registration', id }, filters })
}

const definedIn = (said: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
