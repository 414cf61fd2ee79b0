import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { comingTrainings } from '../../packages/server/src/demo/coming-trainings.ts'
import { dayZone } from '../../packages/server/src/testing/day-zone.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { until } from './until.ts'

const root = join(import.meta.dirname, '../..')
const hurry = new URL('../../packages/server/src/testing/servers/hurry.ts', import.meta.url).href
const longestMs = 180_000
/** What Node has compiled once serves every start. */
const inherited = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }

interface Started {
  databaseUrl?: string
  smtpUrl?: string
  /** How browsers call this machine. Passkeys need a name. */
  host?: '127.0.0.1' | 'localhost'
  /** Where a proxy in front of it is reached. */
  publicUrl?: string
}

/**
 * Starts a server process as in production, except for its speed, with both trainings on future
 * dates.
 */
export async function startSignup({ databaseUrl, smtpUrl, host = '127.0.0.1', publicUrl }: Started = {}) {
  const folder = scratchFolder('training-signup-e2e-')
  const token = randomBytes(32).toString('base64url')
  const port = await freePort()
  const env = {
    ...settings(host, port, token),
    DATABASE_URL: databaseUrl ?? `sqlite:${folder}/signup.db`,
    ...(publicUrl ? { PUBLIC_URL: publicUrl } : {}),
    ...(smtpUrl ? { SMTP_URL: smtpUrl, MAIL_FROM: 'signup@example.org' } : {}),
  }
  const node = (...args: string[]) =>
    spawn(process.execPath, ['--import', hurry, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const server = node('packages/server/src/start/main.ts', 'serve')
  const stop = async () => {
    await end(server)
    await rm(folder, { recursive: true, force: true })
  }
  const api = `http://${host}:${port}`
  const admin = organizer(api, token)
  try {
    await ready(server, api)
    // Asking the server takes a tenth of what another process for its command `import` would.
    const { partners, trainings } = await readTrainings(smtpUrl)
    for (const partner of partners) await admin('partners', 'POST', partner)
    for (const training of trainings) await admin('trainings', 'POST', training)
  } catch (error) {
    await stop()
    throw error
  }
  /** Runs another command on the same database, and returns what it printed. */
  const run = (...args: string[]) => finished(node('packages/server/src/start/main.ts', ...args))
  return { api, token, admin, run, stop }
}
export type Signup = Awaited<ReturnType<typeof startSignup>>

/** Sends an organizer's request and returns the response. */
const organizer =
  (api: string, token: string) =>
  async (
    path: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' = 'GET',
    body?: object,
    more: Record<string, string> = {},
  ) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more }
    const sent = body && { body: JSON.stringify(body) }
    const response = await fetch(`${api}/api/v1/admin/${path}`, { method, headers, ...sent })
    if (!response.ok) throw new Error(`${method} /admin/${path} answered ${response.status}: ${await response.text()}`)
    return response
  }

const settings = (host: string, port: number, token: string) => ({
  ...inherited,
  PORT: String(port),
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://${host}:${port}`,
  ADMIN_TOKEN: token,
  AUTH_SECRET: randomBytes(32).toString('base64'),
  LOG_LEVEL: 'warn',
  // All visitors of all tests share one address.
  RATE_LIMITS: 'off',
})

async function readTrainings(smtpUrl: string | undefined) {
  const example = JSON.parse(await readFile(join(root, 'examples/jackson-county/trainings.json'), 'utf8'))
  const inZone = (training: object) => ({ ...training, ...(smtpUrl ? { timeZone: dayZone(new Date()) } : {}) })
  const given = { ...example, trainings: example.trainings.map(inZone) }
  return comingTrainings(given, new Date().toISOString().slice(0, 10))
}

async function ready(server: ChildProcess, api: string) {
  const log = collect(server)
  await until(`${api}/readyz`, async () => {
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode}: ${log()}`)
    const answer = await fetch(`${api}/readyz`).catch(() => undefined)
    return answer?.ok
  })
}

function collect(child: ChildProcess) {
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (data) => (text += data))
  return () => text
}

async function finished(child: ChildProcess): Promise<string> {
  const log = collect(child)
  const limit = setTimeout(() => child.kill('SIGKILL'), longestMs)
  const [code] = await once(child, 'close')
  clearTimeout(limit)
  if (code !== 0) throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with code ${code}: ${log()}`)
  return log()
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const limit = setTimeout(() => child.kill('SIGKILL'), longestMs)
  child.kill('SIGINT')
  await once(child, 'exit')
  clearTimeout(limit)
}
