import type { AuditEntry, AuditList } from '@training-signup/contract'
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'
import type { AuditTable } from '../db/tables/audit.ts'
import { cutPage } from '../http/api/paging.ts'
import type { System } from '../system.ts'

export interface AuditFilter {
  action?: AuditTable['action'] | undefined
  /** The id of an account or key, or `operator`. */
  caller?: string | undefined
  /** The id, slug, or reference of what it was about. */
  object?: string | undefined
  /** The ids of registrations of which it was about one, or did something to one. */
  people?: readonly string[] | undefined
  /** From this instant on, and before the other one. */
  from?: string | undefined
  until?: string | undefined
}

export interface AuditQuery extends AuditFilter {
  limit: number
  /** The last id of the page before. */
  cursor?: string | undefined
}

/** Returns a page of the log, latest first. */
export async function listAudit({ db }: Pick<System, 'db'>, query: AuditQuery): Promise<AuditList> {
  let found = db.reader.selectFrom('audit').selectAll()
  if (query.action !== undefined) found = found.where('action', '=', query.action)
  if (query.caller !== undefined) found = found.where('caller_id', '=', query.caller)
  if (query.object !== undefined) found = found.where('object_id', '=', query.object)
  if (query.people !== undefined) found = found.where(isAboutOne(['', ...query.people]))
  if (query.from !== undefined) found = found.where('at', '>=', query.from)
  if (query.until !== undefined) found = found.where('at', '<', query.until)
  if (query.cursor !== undefined) found = found.where(isBefore(query.cursor))
  const rows = await found
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, query.limit)
  return { entries: page.map(present), nextCursor }
}

/** Whether an entry names one of some people, or says less but did something to one. */
const isAboutOne = (people: readonly string[]) => (eb: ExpressionBuilder<Tables, 'audit'>) =>
  eb.or([
    eb('object_id', 'in', people),
    eb('id', 'in', eb.selectFrom('person_event').select('audit_id').where('registration_id', 'in', people)),
  ])

/** Whether an entry is before another one. As two limits, so that an index leads to the first. */
const isBefore = (id: string) => (eb: ExpressionBuilder<Tables, 'audit'>) => {
  const at = eb.selectFrom('audit as last').select('last.at').where('last.id', '=', id)
  return eb.and([eb('at', '<=', at), eb.or([eb('at', '<', at), eb('id', '<', id)])])
}

const present = (row: Selectable<AuditTable>): AuditEntry => ({
  id: row.id,
  at: row.at,
  caller: { kind: row.caller_kind, id: row.caller_id },
  action: row.action,
  route: row.route,
  object: row.object_kind === null || row.object_id === null ? null : { kind: row.object_kind, id: row.object_id },
  filters: JSON.parse(row.filters) as AuditEntry['filters'],
  isRefused: row.is_refused === 1,
  sequence: row.sequence,
  hash: row.hash,
})
