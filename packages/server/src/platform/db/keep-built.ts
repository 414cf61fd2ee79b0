import { type Compilable, CompiledQuery, type Kysely } from 'kysely'
import type { Engine } from './engine.ts'
import type { Tables } from './schema.ts'

/** A value, or a list of them for `in`. */
type Value = string | number | readonly string[]

/**
 * Returns a query that is built once for each engine. To build it costs more than SQLite takes to
 * answer it, and every sign-up waits. A list that has not exactly one value is built each time.
 * @param build uses each value once, in the order given, and no other
 */
export function keepBuilt<Values extends readonly Value[], Row>(
  build: (db: Kysely<Tables>, ...values: Values) => Compilable<Row>,
): (engine: Pick<Engine, 'name'>, db: Kysely<Tables>, ...values: Values) => Promise<Row[]> {
  const kept = new Map<Engine['name'], string>()
  return async ({ name }, db, ...values) => {
    const parameters = values.flat()
    const isUsual = values.every((value) => !Array.isArray(value) || value.length === 1)
    const sql = isUsual ? kept.get(name) : undefined
    if (sql !== undefined) return (await db.executeQuery<Row>(CompiledQuery.raw(sql, parameters))).rows
    const built = build(db, ...values).compile()
    if (String(built.parameters) !== String(parameters)) throw new Error(`Other values than were given: ${built.sql}`)
    if (isUsual) kept.set(name, built.sql)
    return (await db.executeQuery<Row>(built)).rows
  }
}
