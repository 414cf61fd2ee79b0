import { setImmediate as pause } from 'node:timers/promises'
import type { AuditEntry } from '@training-signup/contract'
import { type AuditFilter, listAudit } from '../../../platform/audit/list-audit.ts'
import type { System } from '../../../platform/system.ts'
import { byteOrderMark, writeRow, writeRows } from '../../files/csv.ts'
import { type AuditNames, readAuditNames } from './audit-names.ts'
import { actionText, callerText, objectText, tapperText, trainingText } from './audit-text.ts'

const pageRows = 1000

const columns: [heading: string, read: (entry: AuditEntry, names: AuditNames) => string][] = [
  ['time (UTC)', ({ at }) => at],
  ['who', ({ caller }) => caller.id],
  ['by', ({ caller }) => caller.kind],
  ['action', ({ action }) => action],
  ['what', ({ object }) => object?.kind ?? ''],
  ['id', ({ object }) => object?.id ?? ''],
  ['refused', ({ isRefused }) => (isRefused ? 'yes' : 'no')],
  ['address', ({ route }) => route],
  ['query', ({ filters }) => JSON.stringify(filters)],
  ['name of who', (entry, names) => callerText(entry, names, 'en')],
  ['name of who tapped', (entry, names) => tapperText(entry, names, 'en')],
  ['name of the person', ({ object }, { people }) => (object && people.get(object.id)?.name) ?? ''],
  ['reference', ({ object }, { people }) => (object && people.get(object.id)?.reference) ?? ''],
  ['what happened', (entry) => actionText(entry, 'en')],
  ['to what', (entry, names) => objectText(entry, names, 'en')],
  ['training', (entry, names) => trainingText(entry, names, 'en')],
  ['position', ({ sequence }) => (sequence === null ? '' : String(sequence))],
  ['hash', ({ hash }) => hash ?? ''],
]

/** Yields the log as a CSV file, latest first, page by page. */
export async function* writeAuditCsv(system: Pick<System, 'db'>, filter: AuditFilter): AsyncGenerator<string> {
  yield byteOrderMark + writeRow(columns.map(([heading]) => heading))
  let cursor: string | undefined
  do {
    const { entries, nextCursor }: Awaited<ReturnType<typeof listAudit>> = await listAudit(system, {
      ...filter,
      limit: pageRows,
      cursor,
    })
    const names = await readAuditNames(system.db.reader, entries)
    yield* writeRows(entries.map((entry) => columns.map(([, read]) => read(entry, names))))
    // Reading SQLite never leaves the thread.
    await pause()
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}
