import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { CompiledQuery, type DatabaseConnection, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'
import { createBoundedMap } from '../ops/bounded-map.ts'

/**
 * Statements that are kept for each handle. One takes about 40 bytes a character, and each number of rows that are
 * inserted together makes another one: without a weight, they would grow for hours.
 */
export const mostKept = { entries: 300, weight: 100_000 }

/**
 * Runs Kysely on Node's own SQLite. Every transaction begins `immediate`: a deferred one can fail
 * after its reads.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase
  constructor(database: DatabaseSync) {
    const adapted = adapt(database)
    super({ database: adapted })
    this.#database = adapted
  }
  override createDriver() {
    return new ImmediateDriver({ database: this.#database })
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  override async rollbackTransaction(connection: DatabaseConnection) {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      // SQLite rolls back by itself after errors like a full disk. Report the first error.
      if (!String(error).includes('no transaction is active')) throw error
    }
  }
}

interface Prepared {
  statement: StatementSync
  /**
   * Whether it returns rows. Kept, because to describe the columns takes longer than many a query.
   */
  reader: boolean
  length: number
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = createBoundedMap<Prepared>({ ...mostKept, weigh: ({ length }) => length })
  const prepare = (sql: string) => {
    const kept = statements.get(sql)
    if (kept) return kept
    const statement = database.prepare(sql)
    const prepared = { statement, reader: statement.columns().length > 0, length: sql.length }
    statements.set(sql, prepared)
    return prepared
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      const { statement, reader } = prepare(sql)
      return {
        reader,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      }
    },
  }
}
