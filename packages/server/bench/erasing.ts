// Measures how long sign-ups wait while someone is erased and, with SQLite, what was erased leaves
// the file: pnpm bench:erasing [registrations, 100,000 unless given] [sqlite | postgres]. One person
// is erased, and the file is wiped, or the tables are vacuumed, while eight visitors sign up without
// a pause. Run it on a quiet machine.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { erase } from '../src/core/erasing/erase.ts'
import { wipeFile } from '../src/core/erasing/wipe-file.ts'
import { readConfig } from '../src/platform/config.ts'
import { openContext } from '../src/start/serve.ts'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { fillDatabase, slug } from './fill.ts'
import { startBenchServer } from './server.ts'

const [count = '100000', engine = 'sqlite'] = process.argv.slice(2)
if (!['sqlite', 'postgres'].includes(engine)) throw new Error('Say sqlite or postgres')
const registrations = Number(count)
const visitors = 8
const quietMs = 3_000
const budgetMs = 1_000

const folder = mkdtempSync(join(tmpdir(), 'training-signup-erasing-'))
const file = join(folder, 'signup.db')
const postgres = engine === 'postgres' ? await startPostgres({ durable: true }) : undefined
const environment = {
  DATABASE_URL: postgres ? await postgres.createDatabase() : `sqlite:${file}`,
  AUTH_SECRET: 'x'.repeat(32),
}
await fillDatabase(environment.DATABASE_URL, registrations)
const server = await startBenchServer(environment)
const { context, close } = await openContext(readConfig({ ...environment, LOG_LEVEL: 'warn' }))

const waits: number[] = []
const refused: string[] = []
let signed = 0
const over = new AbortController()
async function signUpOn(): Promise<void> {
  while (!over.signal.aborted) {
    const began = performance.now()
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        people: [
          {
            givenName: 'Ada',
            familyName: 'Reyes',
            email: `new${signed++}@example.org`,
            role: 'fire',
            agency: 'Police Department 4',
          },
        ],
      }),
    })
    const answer = await response.text()
    waits.push(performance.now() - began)
    if (response.status !== 201) refused.push(answer)
  }
}

const longest = (from: number) => Math.round(Math.max(0, ...waits.slice(from)))
const crowd = Array.from({ length: visitors }, signUpOn)
await delay(quietMs)
const [usual, before] = [longest(0), waits.length]
const { id } = await context.db.reader.selectFrom('registration').select('id').limit(1).executeTakeFirstOrThrow()
await erase(context, id)
const began = performance.now()
if (postgres) await sql`vacuum`.execute(context.db.migrator)
else await wipeFile(context, { isLast: true })
const took = performance.now() - began
over.abort()
await Promise.all(crowd)
console.log(
  `${engine}, registrations: ${registrations}, load: ${loadavg()[0]?.toFixed(1)}${postgres ? '' : `, file: ${(statSync(file).size / 2 ** 20).toFixed(0)} MB`}`,
)
console.log(`before: ${before} sign-ups, the longest wait ${usual} ms`)
console.log(
  `while it goes (${(took / 1000).toFixed(1)} s): ${waits.length - before} sign-ups, the longest wait ${longest(before)} ms, refused: ${refused.length}`,
)
await close()
await server.stop()
await postgres?.stop()
rmSync(folder, { recursive: true, force: true })
if (refused.length > 0) console.log(`the first refusal: ${refused[0]}`)
if (longest(before) > budgetMs || refused.length > 0) process.exitCode = 1
