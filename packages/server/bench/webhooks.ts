// Measures whether failing receivers of webhooks slow sign-ups down: pnpm bench:webhooks [rounds,
// 20 unless given]. Two servers on SQLite get the same sign-ups at a steady rate, in turns of a few
// seconds: one has no receivers, the other has five, which refuse, hang up, or never answer.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { startBenchServer } from './server.ts'

const rounds = Number(process.argv[2] ?? 20)
if (!(rounds >= 1)) throw new Error('Say how many rounds, like 20.')
const perSecond = 25
const turnMs = 4_000
const most = 1.1
const adminToken = 'bench-token-0123456789-0123456789'

const failures: RequestListener[] = [
  (_, response) => response.writeHead(500).end(),
  (_, response) => response.writeHead(503, { 'retry-after': '1' }).end(),
  (request) => request.socket.destroy(),
  () => {},
  () => {},
]

const receivers = await Promise.all(
  failures.map(async (fail) => {
    let requests = 0
    const server = createServer((request, response) => {
      requests += 1
      fail(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return {
      place: `127.0.0.1:${port}`,
      requests: () => requests,
      close: () => server.closeAllConnections() ?? server.close(),
    }
  }),
)

let people = 0
async function signUp(url: string): Promise<number> {
  people += 1
  const person = { givenName: 'Ada', familyName: 'Reyes', email: `ada.${people}@example.org` }
  const began = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [person], consents: [] }),
  })
  await response.text()
  if (response.status !== 201) throw new Error(`A sign-up was answered ${response.status}`)
  return performance.now() - began
}

/** Sends at a steady rate, whatever the responses take. Returns what each took. */
async function takeTurn(url: string, forMs: number): Promise<number[]> {
  const began = performance.now()
  const answers: Promise<number>[] = []
  for (let sent = 0; sent < (forMs / 1000) * perSecond; sent++) {
    await delay(Math.max(0, began + (sent * 1000) / perSecond - performance.now()))
    answers.push(signUp(url))
  }
  return Promise.all(answers)
}

async function start(folder: string, name: string, places: string[]) {
  const databaseUrl = `sqlite:${folder}/${name}.db`
  const seats = { capacity: null, waitlist: false } as const
  const [slug = ''] = await look(databaseUrl, (db) => seedTrainings(db, name, 1, () => ({ seats })))
  const { port, stop } = await startBenchServer({
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: adminToken,
    WEBHOOK_ALLOW: places.join(','),
  })
  const api = `http://127.0.0.1:${port}/api/v1`
  for (const place of places) {
    const response = await fetch(`${api}/admin/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
      body: JSON.stringify({ url: `http://${place}/` }),
    })
    if (response.status !== 201) throw new Error(`A webhook was answered ${response.status}`)
  }
  return { url: `${api}/trainings/${slug}/registrations`, stop }
}

const at = (times: number[], share: number) =>
  times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * share)] ?? Number.NaN
const line = (name: string, times: number[][]) => {
  const all = times.flat()
  const medianP99 = at(
    times.map((one) => at(one, 0.99)),
    0.5,
  )
  const cells = [at(all, 0.5), at(all, 0.99), medianP99].map((ms) => ms.toFixed(2).padStart(12))
  console.log(name.padEnd(26) + cells.join(''))
  return { p99: at(all, 0.99), medianP99 }
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-webhooks-'))
try {
  const servers = {
    alone: await start(folder, 'alone', []),
    failing: await start(
      folder,
      'failing',
      receivers.map(({ place }) => place),
    ),
  }
  const times = { alone: [] as number[][], failing: [] as number[][] }
  for (const { url } of Object.values(servers)) await takeTurn(url, 2 * turnMs)
  const loadBefore = loadavg()[0]?.toFixed(2)
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['alone', 'failing'] as const) : (['failing', 'alone'] as const)
    for (const name of order) times[name].push(await takeTurn(servers[name].url, turnMs))
  }
  console.log(
    `SQLite, ${perSecond} sign-ups a second, ${rounds} turns of ${turnMs / 1000} s each, Node ${process.versions.node}`,
  )
  console.log(`Load ${loadBefore} before and ${loadavg()[0]?.toFixed(2)} after\n`)
  console.log(`${''.padEnd(26)}${['p50 ms', 'p99 ms', 'p99 a turn'].map((head) => head.padStart(12)).join('')}`)
  const alone = line('no receivers', times.alone)
  const failing = line('five that fail', times.failing)
  console.log(
    `\np99 ÷ p99: ${(failing.p99 / alone.p99).toFixed(2)}, of the median turns ${(failing.medianP99 / alone.medianP99).toFixed(2)}, budget ≤ ${most}`,
  )
  console.log(`Requests to the receivers: ${receivers.map(({ requests }) => requests()).join(', ')}`)
  for (const { stop } of Object.values(servers)) await stop()
} finally {
  for (const { close } of receivers) close()
  rmSync(folder, { recursive: true, force: true })
}
