import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

/** Every row of every table. */
export async function readEverything({ db: { reader } }: Pick<Deps, 'db'>): Promise<Map<string, unknown[]>> {
  const all = new Map<string, unknown[]>()
  for (const { name } of await reader.introspection.getTables())
    all.set(name, (await sql`select * from ${sql.table(name)}`.execute(reader)).rows)
  return all
}
