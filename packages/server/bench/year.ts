// Lives through a year: pnpm bench:year. Trainings, each with its people, emails, views, times at the door, certificates,
// evaluations, and what organizers look at, on a clock that moves a day at a time; then half a year in which nothing new
// comes. Prints how large the file is next to what is in it, and which tables grow until when. --trainings=100
// --people=40.
import { rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import type { Answer } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { submitEvaluation } from '../src/core/evaluation/submit.ts'
import { usualEvaluation } from '../src/core/evaluation/usual.ts'
import { runJobs } from '../src/start/schedule.ts'
import { type Json, someone, type TestApp, testApp } from '../src/testing/servers/test-app.ts'
import { mailing } from '../src/testing/verify.ts'

const { values } = parseArgs({
  options: { trainings: { type: 'string', default: '100' }, people: { type: 'string', default: '40' } },
})
const [trainings, people] = [Number(values.trainings), Number(values.people)]
const yearDays = 365
const quietDays = 180
/** How long before its day a training is published. */
const openDays = 60
const partners = ['north', 'south', 'east', 'west', 'river']
const viewsADay = 20
const looksADay = 20
/** Of five people with a seat, this many come, and of five who come, this many answer what they are asked. */
const [come, answer] = [4, 3]
const budget = 1.2

const anyVersion = { 'If-Match': '*' }
const officers = { name: { en: 'Missouri peace officers' }, keepYears: 3, rule: { minimumShare: 90 } }
/** The id of what the trainings count for. */
let profile = ''

interface Held {
  slug: string
  id: string
  /** The day it is on. */
  day: number
}

/** What happens on a day: some trainings are published, people register, and some are held. */
async function liveDay(app: TestApp, day: number, open: Held[]) {
  for (let index = 0; index < trainings; index++)
    if (Math.floor((index / trainings) * yearDays) === day) open.push(await publish(app, day))
  for (const { slug, id, day: held } of open.filter((one) => one.day >= day)) {
    const age = day - (held - openDays)
    const due = (until: number) => Math.floor((until / openDays) * people)
    for (let count = due(age); count < due(age + 1); count++)
      await register(app, slug, partners[count % partners.length])
    const today = app.clock.now.toISOString().slice(0, 10)
    for (const partner of partners)
      for (let view = 0; view < viewsADay; view++)
        app.context.impressions.note(id, today, { kind: view % 4 === 0 ? 'start' : 'view', partner, origin: undefined })
  }
  for (let look = 0; look < looksADay; look++) await app.admin('GET', `/registrations?limit=5&status=confirmed`)
}

async function publish(app: TestApp, day: number): Promise<Held> {
  const date = Temporal.PlainDate.from(app.clock.now.toISOString().slice(0, 10)).add({ days: openDays }).toString()
  const { slug } = await app.givenTraining({
    start: `${date}T09:00`,
    end: `${date}T15:00`,
    seats: { capacity: people, waitlist: true },
    audience: { roles: ['police'], verify: 'never' },
    organizer: { name: 'Office' },
    contact: { email: 'office@example.org' },
  })
  const { id } = await app.row('training', { slug })
  const given = [
    await app.admin('PUT', `/trainings/${slug}/credit`, { credits: [{ profile, approval: 'none' }] }, anyVersion),
    await app.admin('PUT', `/trainings/${slug}/evaluation`, usualEvaluation(), anyVersion),
  ]
  for (const { status, body } of given) if (status !== 200) throw new Error(JSON.stringify(body))
  return { slug, id, day: day + openDays }
}

async function register(app: TestApp, slug: string, partner: string | undefined) {
  const { status } = await app.signUp(slug, {
    people: [someone({ role: 'police', agency: 'Kansas City Police Department' })],
    ...(partner === undefined ? {} : { partner }),
  })
  if (status !== 201) throw new Error(`A registration was answered with ${status}.`)
}

/** Says on the day after when most people came and went, and closes the day: it sends certificates. */
async function hold(app: TestApp, { slug, id }: Held) {
  const { starts_at, ends_at } = await app.row('training', { id })
  const marks = (await whoCame(app, slug)).flatMap(({ id: registration }) => [
    { id: uuidv7(), registration, kind: 'in', at: starts_at },
    { id: uuidv7(), registration, kind: 'out', at: ends_at },
  ])
  const marked = await app.admin('POST', `/trainings/${slug}/marks`, { marks })
  const closed = await app.admin('PUT', `/trainings/${slug}/day/closed`)
  if (marked.status !== 200 || closed.status !== 204) throw new Error(JSON.stringify([marked.body, closed.body]))
}

const whoCame = async (app: TestApp, slug: string): Promise<Json[]> =>
  (await app.people(slug)).filter((_: Json, index: number) => index % 5 < come)

const comment = 'The cases from our own county helped most. More time for questions.'
/** Every scale, and what people write. */
const answers: Record<string, Answer> = {}
for (const { id, type } of usualEvaluation().questions)
  if (type !== 'radio') answers[id] = type === 'scale' ? '4' : comment

async function evaluate(app: TestApp, { slug }: Held) {
  for (const [index, { id }] of (await whoCame(app, slug)).entries())
    if (index % 5 < answer) await submitEvaluation(app.context, id, { answers, later: index % 2 === 0 })
}

async function live(app: TestApp, days: number, each: (day: number) => Promise<void>, from = 0) {
  for (let day = from; day < from + days; day++) {
    await each(day)
    const failed = await runJobs(app.context)
    if (failed.length > 0) throw new Error(`Jobs failed: ${failed.join(', ')}`)
    app.mails.length = 0
    app.logged.length = 0
    app.clock.later({ days: 1 })
  }
}

/** Sizes in bytes: of the file with nothing in its log, and of a copy without gaps. */
function measure(file: string) {
  const db = new DatabaseSync(file)
  const copy = `${file}.copy`
  try {
    db.exec('pragma wal_checkpoint(truncate)')
    db.prepare('vacuum into ?').run(copy)
    return { bytes: statSync(file).size, data: statSync(copy).size, tables: readTables(copy) }
  } finally {
    db.close()
    rmSync(copy, { force: true })
  }
}

/** Rows of each table that has any, and its bytes with its indexes. */
function readTables(file: string) {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const sizes = db.prepare(
      `select tbl_name as name, sum(pgsize) as bytes from dbstat join sqlite_schema using (name) group by tbl_name`,
    )
    return new Map(
      sizes.all().map(({ name, bytes }) => {
        const { rows } = db.prepare(`select count(*) as rows from "${String(name)}"`).get() ?? {}
        return [String(name), { rows: Number(rows), kilobytes: Number(bytes) / 1024 }]
      }),
    )
  } finally {
    db.close()
  }
}

type Measured = ReturnType<typeof measure>

function report(name: string, { bytes, data }: Measured) {
  const megabytes = (count: number) => (count / 2 ** 20).toFixed(1)
  console.log(
    `${name}: ${megabytes(bytes)} MB, of which ${megabytes(data)} MB are data: ${(bytes / data).toFixed(2)} times`,
  )
}

function reportTables(busy: Measured, after: Measured) {
  const none = { rows: 0, kilobytes: 0 }
  const found = [...after.tables.keys()]
    .map((name) => ({ name, ...(busy.tables.get(name) ?? none), later: after.tables.get(name)?.rows ?? 0 }))
    .filter(({ rows, later }) => Math.max(rows, later) > 1)
    .toSorted((one, other) => other.kilobytes - one.kilobytes)
  console.log(`\n${'table'.padEnd(22)}${'rows'.padStart(9)}${'kB'.padStart(9)}${'rows later'.padStart(12)}`)
  for (const { name, rows, kilobytes, later } of found)
    console.log(
      `${name.padEnd(22)}${String(rows).padStart(9)}${kilobytes.toFixed(0).padStart(9)}${String(later).padStart(12)}`,
    )
}

const app = await testApp('sqlite', mailing)
try {
  const file = path.resolve(app.environment.DATABASE_URL.slice('sqlite:'.length))
  const at = new Date().toISOString()
  for (const slug of partners)
    await app.context.db.transaction((tx) =>
      tx.insertInto('partner').values({ slug, name: slug, origins: '[]', created_at: at, updated_at: at }).execute(),
    )
  profile = (await app.admin('POST', '/credit-profiles', officers)).body.id
  let open: Held[] = []
  const oneDay = async (day: number) => {
    await liveDay(app, day, open)
    for (const held of open.filter((one) => one.day === day - 1)) await hold(app, held)
    for (const held of open.filter((one) => one.day === day - 2)) await evaluate(app, held)
    open = open.filter((one) => one.day > day - 2)
  }
  await live(app, yearDays, oneDay)
  const busy = measure(file)
  report(`After a year of ${trainings} trainings with ${people} people each (budget ${budget})`, busy)
  await live(app, quietDays, async () => {}, yearDays)
  const after = measure(file)
  report(`After ${quietDays} days without anything new`, after)
  reportTables(busy, after)
  process.exitCode = busy.bytes > budget * busy.data ? 1 : 0
} finally {
  await app.close()
}
