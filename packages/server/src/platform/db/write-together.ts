import { type CompiledQuery, ExpressionWrapper, type OperationNodeSource, sql } from 'kysely'
import type { Engine, Tx } from './engine.ts'

/** A statement of one of Kysely's builders, or of its `sql`. */
export interface Write extends OperationNodeSource {
  compile: (tx: Tx) => CompiledQuery
}

/**
 * Runs statements that do not depend on each other's results: one after another on SQLite, where
 * each is a function call, and as one statement on PostgreSQL, where each would be a network round
 * trip.
 */
export async function writeTogether(engine: Pick<Engine, 'name'>, tx: Tx, writes: readonly Write[]): Promise<void> {
  if (engine.name === 'sqlite') {
    for (const write of writes) await tx.executeQuery(write.compile(tx))
    return
  }
  const [last, ...others] = writes.map((write) => new ExpressionWrapper(write.toOperationNode())).toReversed()
  if (!last) return
  const named = others.map((write, index) => sql`${sql.ref(`write_${index}`)} as (${write})`)
  await (named.length > 0 ? sql`with ${sql.join(named)} ${last}` : sql`${last}`).execute(tx)
}
