import { sql } from 'kysely'
import type { App } from '../core/context.ts'

/** Every row of every table. */
export async function readEverything({ db: { reader } }: Pick<App, 'db'>): Promise<Record<string, string[]>> {
  const tables = await reader.introspection.getTables()
  const all = tables.map(async ({ name }) => {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(reader)
    return [name, rows.map((row) => JSON.stringify(row)).toSorted()] as const
  })
  return Object.fromEntries(await Promise.all(all))
}
