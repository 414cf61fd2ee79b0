import { readFileSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Engine } from '../../platform/db/engine.ts'
import { migrate } from '../../platform/db/migrate.ts'
import type { migrations } from '../../platform/db/migrations/index.ts'
import { openPostgres } from '../../platform/db/postgres.ts'
import { openSqlite } from '../../platform/db/sqlite.ts'
import { type Dialect, freshDatabaseUrl, type Json } from '../servers/test-app.ts'

type Row = Record<string, string | number | null>

/** A filled database as a file. */
export interface Fixture {
  about: string
  /** The last migration that it had. */
  migration: keyof typeof migrations
  /**
   * The instant up to which everything in it has happened, and the secret from which its links were
   * made.
   */
  now: string
  authSecret: string
  /** Every row as it is stored; no table refers to a later one. */
  tables: Record<string, Row[]>
}

const rowsPerStatement = 50

/** Reads what an earlier version stored or showed. */
export const readFixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8'))

/** Inserts every row of a fixture into an empty database that has the same migrations. */
async function loadFixture(
  // Its tables may be those of an earlier version.
  // oxlint-disable-next-line typescript/no-explicit-any
  db: Kysely<any>,
  { tables }: Pick<Fixture, 'tables'>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const [table, rows] of Object.entries(tables))
      for (let start = 0; start < rows.length; start += rowsPerStatement)
        await tx
          .insertInto(table)
          .values(rows.slice(start, start + rowsPerStatement))
          .execute()
  })
}

/** Makes a database of the version that the fixture is of, with all that is in it. */
export async function givenFilledDatabase(
  dialect: Dialect,
  fixture: Fixture,
): Promise<{ url: string; remove: () => Promise<void> }> {
  const made = await freshDatabaseUrl(dialect)
  const engine: Engine =
    dialect === 'postgres' ? await openPostgres(made.url) : await openSqlite(made.url.slice('sqlite:'.length))
  try {
    await migrate(engine, { upTo: fixture.migration })
    await loadFixture(engine.writer, fixture)
  } finally {
    await engine.close()
  }
  return made
}

/**
 * A training as organizers see it now, where an earlier version showed a boolean: false was hardly
 * ever a choice. Coordinators could change nothing yet.
 */
export const withAudienceOfToday = ({ training, ...rest }: Json): Json => {
  const verify = training.audience.verify ? 'everyone' : 'groups'
  return { ...rest, training: { ...training, audience: { ...training.audience, verify, coordinators: false } } }
}
