import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

/**
 * Returns a Kysely for a library that sends statements by itself: each runs in a transaction of
 * ours, which waits and tries again like all others.
 */
export const singleStatements = (db: Database): Kysely<Tables> => new Kysely({ dialect: dialectOf(db) })

function dialectOf(db: Database): Dialect {
  const isSqlite = db.name === 'sqlite'
  return {
    createAdapter: () => db.writer.getExecutor().adapter,
    createDriver: () => driverOf(db),
    createQueryCompiler: () => (isSqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
    createIntrospector: (own) => (isSqlite ? new SqliteIntrospector(own) : new PostgresIntrospector(own)),
  }
}

function driverOf(db: Database): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) =>
      query.query.kind === 'SelectQueryNode'
        ? (db.reader.executeQuery(query) as Promise<QueryResult<R>>)
        : db.transaction((tx) => tx.executeQuery(query) as Promise<QueryResult<R>>),
    streamQuery: refuse,
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {},
  }
}

function refuse(): never {
  throw new Error('only single statements run here')
}
