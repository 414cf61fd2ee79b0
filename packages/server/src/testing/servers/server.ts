import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { v7 as uuidv7 } from 'uuid'
import { insertTraining } from '../../core/trainings/trainings.ts'
import { type Database, openDatabase } from '../../platform/db/database.ts'
import { afterTest } from './after-test.ts'

const main = new URL('../../start/main.ts', import.meta.url)
const hurry = new URL('./hurry.ts', import.meta.url)
// Only against what hangs: a busy machine may take long.
const longestMs = 600_000

/**
 * An environment without this process's own settings, so that a test names all that counts. What
 * Node has compiled once serves every start.
 */
const bareEnvironment = {
  PATH: process.env['PATH'],
  TZ: 'UTC',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
}

export const authSecret = 'secret-of-the-tests-0123456789-0123456789'

export interface Program {
  child: ChildProcess
  /** Everything on standard output and standard error so far. */
  output: () => string
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
}

/**
 * Runs the command line as a process; it is killed when it takes too long or the test process ends.
 */
export function startCommand(
  args: string[],
  environment: Record<string, string>,
  as: { program?: string[] } = {},
): Program {
  const program = as.program ?? ['--import', hurry.href, main.pathname]
  const child = spawn(process.execPath, [...program, ...args], {
    env: { ...bareEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (data: string) => (output += data))
  const killChild = () => child.kill('SIGKILL')
  const limit = setTimeout(killChild, longestMs).unref()
  process.once('exit', killChild)
  const ended = once(child, 'close').then(([code, signal]) => {
    clearTimeout(limit)
    process.off('exit', killChild)
    return (code ?? signal) as number | NodeJS.Signals
  })
  return { child, output: () => output, ended }
}

/** Runs a command to its end. */
export async function runCommand(args: string[], environment: Record<string, string>, as: { program?: string[] } = {}) {
  const { ended, output } = startCommand(args, environment, as)
  return { code: await ended, output: output() }
}

export interface RunningProgram extends Program {
  url: string
  port: number
}

/**
 * Starts a real server on a free port and waits until it listens.
 * @throws {Error} with what it printed, when it ends instead
 */
export async function startServerProcess(
  environment: Record<string, string>,
  as: { program?: string[] } = {},
): Promise<RunningProgram> {
  const usual = { PORT: '0', AUTH_SECRET: authSecret, RATE_LIMITS: 'off' }
  const program = startCommand(['serve'], { ...usual, ...environment }, as)
  const port = await new Promise<number>((resolve, reject) => {
    program.child.stdout?.on('data', () => {
      const line = program
        .output()
        .split('\n')
        .find((one) => one.includes('"listening"'))
      if (line) resolve((JSON.parse(line) as { port: number }).port)
    })
    program.ended.then((code) => reject(new Error(`The server ended with ${code}: ${program.output()}`)), reject)
  })
  return { ...program, port, url: `http://127.0.0.1:${port}` }
}

/** Starts so many with the same settings. They end with the test. */
export async function startServers(count: number, environment: Record<string, string>): Promise<RunningProgram[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => startServerProcess(environment)))
  afterTest(() => Promise.all(servers.map(kill)))
  return servers
}

/** Ends it without a chance to say or write anything more. */
export async function kill({ child, ended }: Program) {
  child.kill('SIGKILL')
  await ended
}

/** Open trainings of a time far ahead, so that no clock closes them. Returns their slugs. */
export async function seedTrainings(
  db: Database,
  name: string,
  count: number,
  each: (index: number) => Partial<TrainingDraft> = () => ({}),
) {
  const slugs = Array.from({ length: count }, (_, index) => `${name}-${index}`)
  await db.transaction(async (tx) => {
    for (const [index, slug] of slugs.entries()) {
      const draft = {
        slug,
        title: { en: 'First aid' },
        start: '2099-03-07T09:00',
        end: '2099-03-07T15:00',
        timeZone: 'America/Chicago',
        venue: { name: 'Hall' },
      }
      const input = TrainingInput.parse({
        ...draft,
        status: 'published',
        seats: { capacity: 10, waitlist: true },
        ...each(index),
      })
      await insertTraining({ now: () => new Date(), newId: uuidv7 }, tx, input)
    }
  })
  return slugs
}

/** Opens a database for a test that looks at it from outside, and closes it again. */
export async function look<T>(url: string, at: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(url)
  try {
    return await at(db)
  } finally {
    await db.close()
  }
}
