import type { AuditTable } from '../db/tables/audit.ts'
import type { System } from '../system.ts'

/** A request of an organizer, as the log keeps it. */
export interface AuditedRequest {
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
  { caller, method, route, object, query }: AuditedRequest,
): Promise<string> {
  const id = system.newId()
  await system.db.transaction((tx) =>
    tx
      .insertInto('audit')
      .values({
        id,
        at: system.now().toISOString(),
        caller_id: caller.id,
        caller_kind: caller.kind,
        action: actionOf(method, route),
        route: `${method} ${route}`,
        object_kind: object?.kind ?? null,
        object_id: object?.id ?? null,
        filters: JSON.stringify(withoutPersons(query)),
        is_refused: 0,
      })
      .execute(),
  )
  return id
}

/** Adds to an entry what its request is about, where the address does not say it. */
export async function describeRequest(
  system: System,
  id: string,
  { object, filters }: { object: NonNullable<AuditedRequest['object']>; filters: Record<string, string> },
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

const exportEnding = /\.(?:csv|xlsx|pdf)$/
const deletingEnding = /\/(?:erase|delete|remove)$/
/** It shows what would happen, and changes nothing. */
const previewEnding = /\/preview$/

function actionOf(method: string, route: string): AuditTable['action'] {
  if (method === 'DELETE' || (method === 'POST' && deletingEnding.test(route))) return 'deleted'
  if (method !== 'GET') return previewEnding.test(route) ? 'viewed' : 'changed'
  return exportEnding.test(route) ? 'exported' : 'viewed'
}

/** Parameters whose values name no one. Of all others, only the name is kept. */
const harmless = new Set(['training', 'status', 'role', 'partner', 'columns', 'sensitive', 'state', 'kind', 'sort'])

const withoutPersons = (query: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name.slice(0, 40),
      harmless.has(name) && /^[\w,.-]{0,200}$/.test(value) ? value : true,
    ]),
  )
