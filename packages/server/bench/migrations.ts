// Measures how long others wait for the migrations that they may run during: pnpm bench:migrations. It fills a database as
// the last version without such migrations left it with a million registrations, and applies one after the other.
// --registrations=1000000. Takes about ten minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openEngine } from '../src/platform/db/database.ts'
import type { Engine } from '../src/platform/db/engine.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { migrations } from '../src/platform/db/migrations/index.ts'
import { startPostgres } from '../src/testing/servers/postgres.ts'
import { fillTraining } from './fill.ts'

const { values } = parseArgs({ options: { registrations: { type: 'string', default: '1000000' } } })
const registrations = Number(values.registrations)
const budgetMs = 2_000

type Name = keyof typeof migrations
const names = Object.keys(migrations) as Name[]
const first = names.findIndex((name) => 'runsFrom' in migrations[name])
const before = names[first - 1] as Name

/** Fills a database that has only the earlier migrations, and so no room for a training of today. */
async function fillEarlier(engine: Engine) {
  const id = '01942f3e-7c00-7000-7000-000000000000'
  const at = '2099-03-07T15:00:00.000Z'
  await sql`insert into training (id, slug, status, starts_local, ends_local, time_zone, starts_at, ends_at, closes_at,
    input, created_at, updated_at, seats_taken, last_waiting_list_position, revision)
    values (${id}, 'growth-0', 'published', '2099-03-07T09:00', '2099-03-07T15:00', 'America/Chicago', ${at}, ${at}, ${at},
    '{}', ${at}, ${at}, 0, 0, 1)`.execute(engine.migrator)
  await fillTraining(engine, id, registrations)
}

async function measure(name: string, url: string) {
  const engine = await openEngine(url)
  try {
    await migrate(engine, { upTo: before })
    await fillEarlier(engine)
    const times: { migration: string; ms: number }[] = []
    for (const migration of names.slice(first)) {
      const began = performance.now()
      await migrate(engine, { upTo: migration })
      times.push({ migration, ms: performance.now() - began })
    }
    const [longest] = times.toSorted((one, other) => other.ms - one.ms)
    const all = times.reduce((sum, { ms }) => sum + ms, 0)
    console.log(
      `${name}: ${times.length} migrations in ${all.toFixed(0)} ms, the longest ${longest?.migration} in ${longest?.ms.toFixed(0)} ms (budget ${budgetMs})`,
    )
  } finally {
    await engine.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-migrations-'))
const postgres = await startPostgres({ durable: true })
try {
  console.log(
    `${registrations} registrations, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}`,
  )
  await measure('SQLite', `sqlite:${folder}/migrations.db`)
  await measure('PostgreSQL', await postgres.createDatabase())
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
