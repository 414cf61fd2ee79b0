// Measures how long others wait for the migrations that they may run during: pnpm bench:migrations. It fills a database as
// the last version without such migrations left it with a million registrations, and applies one after the other, as
// processes do. --registrations=1000000. Takes about ten minutes.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openEngine } from '../src/platform/db/database.ts'
import type { Engine } from '../src/platform/db/engine.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { migrations } from '../src/platform/db/migrations/index.ts'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { fillTraining } from './fill.ts'

const { values } = parseArgs({ options: { registrations: { type: 'string', default: '1000000' } } })
const registrations = Number(values.registrations)
const budgetMs = 2_000
const pauseMs = 5

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

/** Writes to a row all the time, as sign-ups do. Returns how long the longest write took since the last time. */
function startWriting(engine: Engine) {
  const over = new AbortController()
  let longest = 0
  const write = async () => {
    while (!over.signal.aborted) {
      const began = performance.now()
      await sql`update registration set family_folded = family_folded where id = (select max(id) from registration)`.execute(
        engine.migrator,
      )
      longest = Math.max(longest, performance.now() - began)
      await delay(pauseMs)
    }
  }
  const written = write()
  return {
    longestMs() {
      const ms = longest
      longest = 0
      return ms
    },
    async stop() {
      over.abort()
      await written
    },
  }
}

async function measure(name: string, url: string) {
  const engine = await openEngine(url)
  try {
    await migrate(engine, { upTo: before })
    await fillEarlier(engine)
    const times: { migration: string; ms: number }[] = []
    // In SQLite no one writes until a migration is done, and this process has one connection.
    const other = engine.name === 'postgres' ? await openEngine(url) : undefined
    const writing = other && startWriting(other)
    for (const migration of names.slice(first)) {
      const began = performance.now()
      await migrate(engine, { upTo: migration })
      const tookMs = performance.now() - began
      // A write that waited ends after it.
      await delay(pauseMs)
      times.push({ migration, ms: writing ? writing.longestMs() : tookMs })
    }
    await writing?.stop()
    await other?.close()
    const [longest] = times.toSorted((one, next) => next.ms - one.ms)
    const all = times.reduce((sum, { ms }) => sum + ms, 0)
    console.log(
      `${name}: others waited ${all.toFixed(0)} ms for ${times.length} migrations, the longest ${longest?.ms.toFixed(0)} ms for ${longest?.migration} (budget ${budgetMs})`,
    )
    if (longest && longest.ms > budgetMs) process.exitCode = 1
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
