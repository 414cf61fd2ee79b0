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
  const shape = { columns, count: rows.length, ending }
  const before = lastShapes.get(table)
  const { fragments, sql } = before && isLike(before, shape) ? before : buildShape(table, shape)
  return {
    compile: () => CompiledQuery.raw(sql, values),
    toOperationNode: (): OperationNode =>
      RawNode.create(
        fragments,
        values.map((value) => ValueNode.create(value)),
      ),
  }
}

/** What a statement depends on, besides its table. */
interface Shape {
  columns: string[]
  count: number
  ending: string
}
interface BuiltShape extends Shape {
  fragments: string[]
  sql: string
}

/** Most sign-ups are like the one before, and need the same statement. */
const lastShapes = new Map<string, BuiltShape>()

const isLike = (one: Shape, other: Shape) =>
  one.count === other.count &&
  one.ending === other.ending &&
  one.columns.length === other.columns.length &&
  one.columns.every((column, index) => column === other.columns[index])

function buildShape(table: string, shape: Shape): BuiltShape {
  const names = shape.columns.map((column) => `"${column}"`).join(', ')
  const within = Array.from({ length: shape.columns.length - 1 }, () => ', ')
  const between = Array.from({ length: shape.count }, (_, index) => [
    index === 0 ? `insert into "${table}" (${names}) values (` : '), (',
    ...within,
  ]).flat()
  const fragments = [...between, `) ${shape.ending}`]
  const built = { ...shape, fragments, sql: fragments.join('?') }
  lastShapes.set(table, built)
  return built
}

function columnsOf(rows: readonly object[]): string[] {
  const columns = new Set<string>()
  for (const row of rows)
    for (const [column, value] of Object.entries(row)) if (value !== null && value !== undefined) columns.add(column)
  return [...columns]
}
