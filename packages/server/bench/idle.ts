// Measures an idle server's memory and how soon it responds: pnpm bench:idle [seconds to wait, 60
// unless given]. SQLite, mail configured, one training's page and one request of the API, and no
// organizer.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { startBenchServer } from './server.ts'

const idleSeconds = Number(process.argv[2] ?? 60)
if (!(idleSeconds >= 0)) throw new Error('Say for how many seconds to wait, like 60.')

async function get(url: string) {
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`)
  await response.text()
}

const residentMegabytes = (pid: number) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024

/** Starts a server and sends it requests. `megabytes` measures its memory later. */
async function startAnswering(databaseUrl: string, slug: string, environment: Record<string, string> = {}) {
  const began = performance.now()
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'signup@example.org' }
  const { child, port, stop } = await startBenchServer({ DATABASE_URL: databaseUrl, ...mail, ...environment })
  await get(`http://127.0.0.1:${port}/api/v1/trainings/${slug}`)
  const firstAnswerMs = performance.now() - began
  await get(`http://127.0.0.1:${port}/t/${slug}`)
  return { firstAnswerMs, megabytes: () => residentMegabytes(child.pid!), stop }
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-idle-'))
try {
  const url = `sqlite:${folder}/idle.db`
  const [slug = ''] = await look(url, (db) => seedTrainings(db, 'idle', 1))
  // This start fills the compile cache for the next one.
  await (await startAnswering(url, slug)).stop()
  const again = await startAnswering(url, slug)
  const first = await startAnswering(url, slug, { NODE_DISABLE_COMPILE_CACHE: '1' })
  await delay(idleSeconds * 1000)
  console.log(`Load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}`)
  for (const [name, server] of Object.entries({ 'A later start': again, 'A first start': first })) {
    const [ms, megabytes] = [server.firstAnswerMs.toFixed(0), server.megabytes().toFixed(0)]
    console.log(
      `${name}: first answer after ${ms} ms (budget 1000), ${megabytes} MB ${idleSeconds} s later (budget 130)`,
    )
    await server.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
