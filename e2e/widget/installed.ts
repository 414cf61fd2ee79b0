import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comingTrainings } from '../../packages/server/src/demo/coming-trainings.ts'
import { until } from '../kit/until.ts'
import { run } from './fresh-project.ts'

const root = join(import.meta.dirname, '../..')
const program = 'node_modules/.bin/training-signup'

/** Installs packages with npm alone, in a folder that has nothing else. */
export async function installWithNpm(tarballs: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'installed-'))
  await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Returns the size of everything in a folder, in bytes. */
export async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Starts the server that is installed in a folder, as its docs say, with trainings to register for. */
export async function startInstalled(folder: string) {
  const token = randomBytes(32).toString('base64url')
  const env = { PATH: process.env['PATH'] ?? '', ADMIN_TOKEN: token, PORT: '0', RATE_LIMITS: 'off' }
  const child = spawn(process.execPath, [program], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => (log += data))
  const ended = once(child, 'exit')
  const api = await until('the installed server', async () => {
    assert.equal(child.exitCode, null, log)
    const port = /"port":(\d+)/.exec(log)?.[1]
    return port && `http://127.0.0.1:${port}`
  })
  const send = async (path: string, body?: object) => {
    const key = { 'idempotency-key': randomBytes(16).toString('hex') }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...key }
    const sent = body && { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${api}${path}`, { headers, ...sent })
    return { status: answer.status, text: await answer.text() }
  }
  return { api, token, send, log: () => log, stop: () => stop(child, ended) }
}

async function stop(child: ChildProcess, ended: Promise<unknown[]>) {
  child.kill('SIGTERM')
  const [code] = await ended
  return code
}

/** Adds the example's trainings on coming dates, and registers someone as the widget does. */
export async function registerOne({ send }: Pick<Awaited<ReturnType<typeof startInstalled>>, 'send'>) {
  const example = JSON.parse(await readFile(join(root, 'examples/jackson-county/trainings.json'), 'utf8'))
  const { partners, trainings } = comingTrainings(example, new Date().toISOString().slice(0, 10))
  for (const [path, all] of Object.entries({ partners, trainings }))
    for (const one of all) {
      const { status, text } = await send(`/api/v1/admin/${path}`, one)
      assert.equal(status, 201, text)
    }
  const people = [{ givenName: 'Ada', familyName: 'Reyes', email: 'ada@example.org' }]
  return send('/api/v1/trainings/citizens/registrations', { people })
}
