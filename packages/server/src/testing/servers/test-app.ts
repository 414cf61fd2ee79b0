import { copyFileSync, rmSync } from 'node:fs'
import { type RegistrationInput, type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { after, before, beforeEach, describe } from 'mocha'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { type App, createContext } from '../../core/context.ts'
import { insertTraining } from '../../core/trainings/trainings.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { readConfig } from '../../platform/config.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { resolveHost } from '../../platform/http/outgoing-call.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import type { System } from '../../platform/system.ts'
import { createApp } from '../../start/app.ts'
import { dropPostgresDatabase, freshPostgresUrl, migratedPostgresUrl } from '../databases/postgres.ts'
import { createRowReader } from '../databases/rows.ts'
import { scratchFolder } from './scratch-folder.ts'

export const dialects = ['sqlite', 'postgres'] as const
export type Dialect = (typeof dialects)[number]

export const adminToken = 'test-token-0123456789-0123456789-0123456789'

export interface TestOptions {
  environment?: Record<string, string>
  system?: Partial<System>
}

const authSecret = 'a'.repeat(32)
const usual = { ADMIN_TOKEN: adminToken, RATE_LIMITS: 'off', PUBLIC_URL: 'https://signup.example' }

/** A whole server without a port, on a database of its own, with a clock that stands still until a test moves it. */
export async function testApp(dialect: Dialect, { environment = {}, system = {} }: TestOptions = {}) {
  const url = await migratedDatabaseUrl(dialect)
  const own = { DATABASE_URL: url.url, AUTH_SECRET: authSecret }
  const config = readConfig({ ...own, ...usual, ...environment })
  const db = await openDatabase(url.url)
  const clock = createClock()
  const logged: string[] = []
  const mails: Mail[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
  const context = createContext({
    config,
    db,
    log,
    authSecret,
    now: () => clock.now,
    // Answers wait for nothing.
    steadyClock: { now: () => 0, until: async () => {} },
    newId: drawIdsInOrder(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    sendMail: async (mail) => void mails.push(mail),
    resolveHost,
    isStopping: () => false,
    ...system,
  })
  const app = createApp(context)
  return {
    app,
    context,
    clock,
    logged,
    /** What was sent, since a test last emptied it. */
    mails,
    /** For a process next to it, on the same database. */
    environment: own,
    close: () => db.close().then(url.remove),
    ...callers(app),
    ...lookers(context, mails),
    givenTraining: (training: Partial<TrainingDraft> = {}) => givenTraining(context, training),
  }
}

const lookers = (context: App, mails: Mail[]) => ({
  ...createRowReader(context.db),
  /** Sends the emails that are due, and returns them; earlier ones are forgotten. */
  async deliver(): Promise<Mail[]> {
    mails.length = 0
    await deliverMails(context)
    return [...mails]
  },
})

/** A clock that stands still until a test moves it. */
function createClock() {
  const clock = {
    now: start,
    later({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Span) {
      const wholeMinutes = (days * 24 + hours) * 60 + minutes
      clock.now = new Date(clock.now.getTime() + (wholeMinutes * 60 + seconds) * 1000 + ms)
    },
  }
  return clock
}

type Span = Partial<Record<'days' | 'hours' | 'minutes' | 'seconds' | 'ms', number>>

/** Ids in the order in which they are drawn, whatever other tests of this process have done to the machine's clock. */
function drawIdsInOrder() {
  let [msecs, seq] = [0, 0]
  return () => {
    const now = Date.now()
    seq = now > msecs ? 0 : seq + 1
    msecs = Math.max(now, msecs)
    return uuidv7({ msecs, seq })
  }
}

export type TestApp = Awaited<ReturnType<typeof testApp>>

const start = new Date('2027-01-10T12:00:00.000Z')

/** The same tests on each engine; `given()` is the server, on one database for all of them, its clock set back for each. */
export function onBothDatabases(name: string, tests: (given: () => TestApp) => void, options?: TestOptions) {
  for (const dialect of dialects) {
    describe(`${name} on ${dialect}`, () => {
      let app: TestApp
      before(async () => {
        app = await testApp(dialect, options)
      })
      beforeEach(() => {
        app.clock.now = start
      })
      after(() => app.close())
      tests(() => app)
    })
  }
}

/** An empty database; a SQLite file is in a folder of its own, which `remove` takes away. */
export async function freshDatabaseUrl(dialect: Dialect) {
  if (dialect === 'postgres') return droppable(await freshPostgresUrl())
  const folder = scratchFolder('training-signup-')
  return { url: `sqlite:${folder}/signup.db`, remove: async () => rmSync(folder, { recursive: true, force: true }) }
}

const droppable = (url: string) => ({ url, remove: () => dropPostgresDatabase(url) })

/** A database with all tables and no rows: a copy, because migrating takes longer. */
async function migratedDatabaseUrl(dialect: Dialect) {
  if (dialect === 'postgres') return droppable(await migratedPostgresUrl())
  template ??= migrateTemplate()
  const made = await freshDatabaseUrl('sqlite')
  copyFileSync(await template, made.url.slice('sqlite:'.length))
  return made
}

let template: Promise<string> | undefined

/** Returns the path of a file that is there until the process ends. */
async function migrateTemplate() {
  const { url, remove } = await freshDatabaseUrl('sqlite')
  process.once('exit', () => void remove())
  await (await openDatabase(url)).close()
  return url.slice('sqlite:'.length)
}

// A test reads what it expects; when that is not there it fails, which is all that a type could do for it.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any

export const readJson = async (response: Response): Promise<Json> => response.json()

export interface TestAnswer {
  status: number
  body: Json
  headers: Headers
}

/** All have one id, so that answers can be compared. */
export const sameId = { 'x-request-id': '0'.repeat(32) }

function callers(app: ReturnType<typeof createApp>) {
  const send = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(url, {
      method,
      headers: { ...sameId, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  /** As an organizer; the answer's JSON with its status. */
  async function admin(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const authorization = `Bearer ${adminToken}`
    const response = await send(method, `/api/v1/admin${path}`, body, { authorization, ...headers })
    return {
      status: response.status,
      body: response.status === 204 ? undefined : await readJson(response),
      headers: response.headers,
    }
  }
  /** The people of a training as an organizer sees them, in the order in which they came. */
  const people = async (slug: string, filter = ''): Promise<Json[]> =>
    (await admin('GET', `/registrations?training=${slug}&sort=created&limit=200${filter}`)).body.registrations
  return {
    send,
    admin,
    people,
    statuses: async (slug: string): Promise<string[]> => (await people(slug)).map(({ status }) => status),
    /** As a visitor's page does. */
    async signUp(slug: string, input: RegistrationInput, headers: Record<string, string> = {}): Promise<TestAnswer> {
      const response = await send('POST', `/api/v1/trainings/${slug}/registrations`, input, headers)
      return { status: response.status, body: await readJson(response), headers: response.headers }
    },
  }
}

/** An open training of the coming spring, with whatever a test needs different. It asks for codes only if a test does. */
async function givenTraining(
  context: System,
  { audience, ...training }: Partial<TrainingDraft> = {},
): Promise<TrainingInput> {
  const input = TrainingInput.parse({
    slug: newSlug(),
    status: 'published',
    title: { en: 'First aid', es: 'Primeros auxilios' },
    start: '2027-03-06T09:00',
    end: '2027-03-06T15:00',
    timeZone: 'America/Chicago',
    venue: { name: 'Kauffman Stadium' },
    seats: { capacity: 10, waitlist: true },
    audience: { verify: 'never', ...audience },
    ...training,
  })
  await context.db.transaction((tx) => insertTraining(context, tx, input))
  return input
}

let slugs = 0
/** A slug that no other test of this process uses. */
export const newSlug = () => `training-${(slugs += 1)}`

let people = 0
/** A person who is new to every test. */
export function someone(given: Record<string, string | boolean> = {}) {
  people += 1
  return {
    givenName: 'Ada',
    familyName: `Reyes${inLetters(people)}`,
    email: `ada.reyes${people}@example.org`,
    ...given,
  }
}

/** Mails repeat no digits that a stranger may have typed. */
const inLetters = (count: number) => [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
