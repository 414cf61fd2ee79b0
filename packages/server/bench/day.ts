// Measures what follows from closing the day of a training: pnpm bench:day [people, 2,000 unless
// given] [sqlite | postgres]. Everyone came, and gets a certificate with an email; then all
// certificates are drawn into one ZIP, and a registrar's file is written. Run it on a quiet machine.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreditProfileInput, TrainingInput } from '@training-signup/contract'
import { closeDay } from '../src/core/attendance/close-day.ts'
import { createProfile } from '../src/core/credit/profiles.ts'
import { settleDays } from '../src/core/credit/settle-days.ts'
import { replaceCredits } from '../src/core/credit/training-credits.ts'
import { noteDayChange } from '../src/core/trainings/day-changes.ts'
import { columnsOf } from '../src/core/trainings/trainings.ts'
import { readDay } from '../src/organizers/api/attendance/training-day.ts'
import { openCertificateZip } from '../src/organizers/files/certificate-zip.ts'
import { openRegistrarFile } from '../src/organizers/files/registrar-file.ts'
import { everything, operator } from '../src/platform/access/caller.ts'
import { readConfig } from '../src/platform/config.ts'
import { openContext } from '../src/start/serve.ts'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { fillDatabase, slug } from './fill.ts'

const [count = '2000', engine = 'sqlite'] = process.argv.slice(2)
if (!['sqlite', 'postgres'].includes(engine)) throw new Error('Say sqlite or postgres')
const people = Number(count)
const day = new Date(Date.now() - 2 * 24 * 60 * 60_000).toISOString().slice(0, 10)

const folder = mkdtempSync(join(tmpdir(), 'training-signup-day-'))
const postgres = engine === 'postgres' ? await startPostgres({ durable: true }) : undefined
const environment = {
  DATABASE_URL: postgres ? await postgres.createDatabase() : `sqlite:${join(folder, 'signup.db')}`,
  AUTH_SECRET: 'x'.repeat(32),
  LOG_LEVEL: 'warn',
}
// Nine in ten of those have a seat.
await fillDatabase(environment.DATABASE_URL, Math.ceil(people / 0.9))
const { context, close } = await openContext(readConfig(environment))

/** Makes it a training of two days ago, to which everyone with a seat came, and which counts for seven hours. */
async function hold(): Promise<string> {
  const { id, input } = await context.db.reader.selectFrom('training').selectAll().executeTakeFirstOrThrow()
  const held = TrainingInput.parse({ ...JSON.parse(input), start: `${day}T09:00`, end: `${day}T16:00` })
  const profile = await createProfile(
    context,
    CreditProfileInput.parse({ name: { en: 'Officers' }, areas: [{ name: { en: 'Legal studies' }, hours: 7 }] }),
  )
  const seated = await context.db.reader
    .selectFrom('registration')
    .select('id')
    .where('status', '=', 'confirmed')
    .execute()
  const at = `${day}T13:00:00.000Z`
  await context.db.transaction(async (tx) => {
    await tx
      .updateTable('training')
      .set({ ...columnsOf(held), revision: 2 })
      .where('id', '=', id)
      .execute()
    const credit = { profile: profile.id, approval: 'confirmed' as const, number: '26-0457', roles: [] }
    await replaceCredits(context, tx, id, { credits: [credit] })
    for (const some of chunksOf(seated.slice(0, people), 500)) {
      const marks = some.map((one) => ({
        id: context.newId(),
        training_id: id,
        registration_id: one.id,
        kind: 'in' as const,
        at,
        received_at: at,
        source: 'door' as const,
      }))
      await tx.insertInto('mark').values(marks).execute()
    }
  })
  return profile.id
}

function* chunksOf<Value>(values: readonly Value[], length: number) {
  for (let start = 0; start < values.length; start += length) yield values.slice(start, start + length)
}

/** Carries out some work, and prints how long it took, how long it computed, and how much the memory grew at most. */
async function measured(name: string, work: () => Promise<string>): Promise<void> {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  const said = await work()
  const took = performance.now() - began
  const { user, system } = process.cpuUsage(cpuBefore)
  const cpu = ((user + system) / 1000).toFixed(0)
  clearInterval(watching)
  const megabytes = ((Math.max(most, process.memoryUsage.rss()) - before) / 1e6).toFixed(0)
  console.log(
    `${name.padEnd(44)} ${took.toFixed(0).padStart(7)} ms, of which it computes ${cpu.padStart(6)} ms, +${megabytes} MB  ${said}`,
  )
}

const sizeOf = async (body: AsyncIterable<Uint8Array>) => {
  let bytes = 0
  for await (const part of body) bytes += part.length
  return `${(bytes / 1e6).toFixed(1)} MB`
}

const profile = await hold()
const { id } = await context.db.reader.selectFrom('training').select('id').executeTakeFirstOrThrow()
const issued = async () => {
  const rows = await context.db.reader.selectFrom('certificate').select('id').execute()
  return `${rows.length} certificates`
}
const again = () => context.db.transaction((tx) => noteDayChange(tx, id))
console.log(`${engine}, people: ${people}, load: ${loadavg()[0]?.toFixed(1)}`)
await measured('what follows, as the page says it', async () => {
  const { certificates } = await readDay(context, id, everything)
  return `${certificates?.ready} ready`
})
await measured('close the day', async () => ((await closeDay(context, slug)) ? '' : 'closed before'))
await measured('issue everyone’s certificate', () => settleDays(context).then(issued))
await again()
await measured('look again after one correction', () => settleDays(context).then(issued))
await measured('all certificates as a ZIP', () => sizeOf(openCertificateZip(context, everything, { id, slug }).body))
await measured('the registrar’s CSV', async () =>
  sizeOf((await openRegistrarFile(context, operator, 'csv', { slug, profile, lang: 'en' })).body),
)
console.log(`load: ${loadavg()[0]?.toFixed(1)}`)
await close()
await postgres?.stop()
rmSync(folder, { recursive: true, force: true })
