import { CompiledQuery, type Insertable, type OperationNode, RawNode, ValueNode } from 'kysely'
import type { Tables } from './schema.ts'
import type { Write } from './write-together.ts'

/**
 * Returns the statement that inserts at least one row. Sign-ups wait for it under the lock, and to
 * build it column by column costs more than the insertion itself. A column that is null in every
 * row is left to the database, so the table's columns must have no other default.
 * @param ending what follows the rows, like `on conflict …`
 */
export function insertRows<Table extends keyof Tables>(
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  ending = '',
): Write {
  const columns = columnsOf(rows)
  const values = rows.flatMap((row: Record<string, unknown>) => columns.map((column) => row[column] ?? null))
  const names = columns.map((column) => `"${column}"`).join(', ')
  const within = Array.from({ length: columns.length - 1 }, () => ', ')
  const between = rows.flatMap((_, index) => [
    index === 0 ? `insert into "${table}" (${names}) values (` : '), (',
    ...within,
  ])
  const fragments = [...between, `) ${ending}`]
  return {
    compile: () => CompiledQuery.raw(fragments.join('?'), values),
    toOperationNode: (): OperationNode =>
      RawNode.create(
        fragments,
        values.map((value) => ValueNode.create(value)),
      ),
  }
}

function columnsOf(rows: readonly object[]): string[] {
  const columns = new Set<string>()
  for (const row of rows)
    for (const [column, value] of Object.entries(row)) if (value !== null && value !== undefined) columns.add(column)
  return [...columns]
}
