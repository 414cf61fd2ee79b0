import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { AuditRefusalTable, AuditTable } from '../db/tables/audit.ts'
import type { System } from '../system.ts'

/** A request of an organizer, as the log keeps it. */
export interface AuditedCall {
  caller: { id: string; kind: AuditTable['caller_kind'] }
  method: string
  /** The pattern of the address. Its parameters would say more than the log may hold. */
  route: string
  object?: { kind: string; id: string } | undefined
  query: Record<string, string>
}

/**
 * Writes down a request before it is carried out, so that nothing happens without an entry.
 * @returns the entry's id
 */
export async function recordRequest(
  system: System,
  { caller, method, route, object, query }: AuditedCall,
): Promise<string> {
  const entry = entryOf(system, { caller, method, route, object, query })
  await system.db.transaction((tx) => tx.insertInto('audit').values(entry).execute())
  return entry.id
}

const entryOf = (system: System, { caller, method, route, object, query }: AuditedCall) => ({
  id: system.newId(),
  at: system.now().toISOString(),
  caller_id: caller.id,
  caller_kind: caller.kind,
  action: actionOf(method, route),
  route: `${method} ${route}`,
  object_kind: object?.kind ?? null,
  object_id: object?.id ?? null,
  filters: JSON.stringify(withoutPersons(query)),
  is_refused: 0 as 0 | 1,
})

/**
 * Writes down a request that was refused before it had an entry. The first of an hour has one, and
 * the others are counted: a flood of them must not fill the log.
 */
export async function recordRefused(system: System, request: AuditedCall): Promise<void> {
  const { caller, method, route } = request
  const key = {
    caller_kind: caller.kind,
    caller_id: caller.id,
    route: `${method} ${route}`,
    hour: hourOf(system),
  }
  const isRepeat = await system.db.unsynced(async (tx) => {
    const counted = tx.updateTable('audit_refusal').set(({ eb }) => ({ repeats: eb('repeats', '+', 1) }))
    const { numUpdatedRows } = await counted.where(matching(key)).executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
  if (isRepeat) return
  await system.db.transaction(async (tx) => {
    await tx
      .insertInto('audit_refusal')
      .values({ ...key, repeats: 0 })
      .onConflict((conflict) =>
        conflict
          .columns(['caller_kind', 'caller_id', 'route', 'hour'])
          .doUpdateSet(({ eb }) => ({ repeats: eb('audit_refusal.repeats', '+', 1) })),
      )
      .execute()
    const { repeats } = await tx
      .selectFrom('audit_refusal')
      .select('repeats')
      .where(matching(key))
      .executeTakeFirstOrThrow()
    if (repeats > 0) return
    await tx
      .insertInto('audit')
      .values({ ...entryOf(system, request), is_refused: 1 })
      .execute()
  })
}

const matching =
  (key: Omit<Selectable<AuditRefusalTable>, 'repeats'>) => (eb: ExpressionBuilder<Tables, 'audit_refusal'>) =>
    eb.and(key)

const hourOf = ({ now }: Pick<System, 'now'>) => now().toISOString().slice(0, 13)

/** Writes down how often the refusals of past hours were repeated. */
export async function recordRepeats(system: System): Promise<void> {
  await system.db.transaction(async (tx) => {
    const past = tx.deleteFrom('audit_refusal').where('hour', '<', hourOf(system)).returningAll()
    const repeated = (await past.execute()).filter(({ repeats }) => repeats > 0)
    for (const { caller_kind: kind, caller_id: id, route: address, hour, repeats } of repeated) {
      const [method = '', route = ''] = address.split(' ')
      const entry = entryOf(system, { caller: { kind, id }, method, route, query: {} })
      const filters = JSON.stringify({ repeats: String(repeats), hour: `${hour}:00Z` })
      await tx
        .insertInto('audit')
        .values({ ...entry, filters, is_refused: 1 })
        .execute()
    }
  })
}

/** Adds to an entry what its request is about, where the address does not say it. */
export async function describeRequest(
  system: System,
  id: string,
  { object, filters }: { object: NonNullable<AuditedCall['object']>; filters: Record<string, string> },
): Promise<void> {
  await system.db.transaction((tx) =>
    tx
      .updateTable('audit')
      .set({ object_kind: object.kind, object_id: object.id, filters: JSON.stringify(filters) })
      .where('id', '=', id)
      .where('sequence', 'is', null)
      .execute(),
  )
}

/**
 * Adds to an entry that its request was refused. An entry is sealed long after its request ended.
 */
export async function recordRefusal(system: System, id: string): Promise<void> {
  await system.db.transaction((tx) =>
    tx.updateTable('audit').set({ is_refused: 1 }).where('id', '=', id).where('sequence', 'is', null).execute(),
  )
}

const exportEnding = /\.(?:csv|xlsx|pdf|zip)$/

/** Returns whether an address gives out a file, whatever is in it. */
export const isExport = (route: string): boolean => exportEnding.test(route)

const deletingEnding = /\/(?:erase|delete|remove)$/
/** It shows what would happen, and changes nothing. */
const previewEnding = /\/preview$/

function actionOf(method: string, route: string): AuditTable['action'] {
  if (method === 'DELETE' || (method === 'POST' && deletingEnding.test(route))) return 'deleted'
  if (method !== 'GET') return previewEnding.test(route) ? 'viewed' : 'changed'
  return exportEnding.test(route) ? 'exported' : 'viewed'
}

/** Parameters whose values name no one. Of all others, only the name is kept. */
const harmless = new Set([
  'action',
  'training',
  'status',
  'role',
  'partner',
  'columns',
  'sensitive',
  'state',
  'kind',
  'sort',
])

const withoutPersons = (query: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name.slice(0, 40),
      harmless.has(name) && /^[\w,.-]{0,200}$/.test(value) ? value : true,
    ]),
  )
