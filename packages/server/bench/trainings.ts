// Measures what each route that lists trainings, or can, costs with 10, 1,000, and 10,000
// trainings: pnpm bench:trainings [sqlite | postgres] [how many at most]. Prints the server's
// processor time for one request, the bytes, and the longest piece of work on its thread. Other
// programs may slow it, but count for nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request as sendRequest } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { freePort } from '../src/testing/servers/free-port.ts'
import { fillTrainings, partners, series, slugs } from './fill-trainings.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const [engine = 'sqlite', most = '10000'] = process.argv.slice(2)
if (!['sqlite', 'postgres'].includes(engine) || !(Number(most) >= 10))
  throw new Error('Say sqlite or postgres, and how many trainings at most, like: sqlite 10000')
const sizes = [10, 1_000, 10_000].filter((size) => size <= Number(most))
const budget = { ratio: 1.5, kilobytes: 100, megabytes: 200, longestMs: 50 }
/** Figures below this are mostly those of the clock. */
const leastMs = 2
const [warmRequests, measuredRequests] = [10, 20]
const patienceMs = 30_000
const adminToken = 'bench-token-0123456789-0123456789-0123456789'

const named = `${slugs.coming},${slugs.past},${slugs.single}`
const open = {
  'list, JSON': '/api/v1/trainings?limit=5',
  'list, JSON, whole page': '/api/v1/trainings',
  'series, JSON': `/api/v1/trainings?series=${series}&limit=5`,
  'three named, JSON': `/api/v1/trainings?slug=${named}`,
  'partner’s, JSON': `/api/v1/trainings?limit=5&partner=${partners[0]}`,
  'one to come, JSON': `/api/v1/trainings/${slugs.coming}`,
  'one that is over, JSON': `/api/v1/trainings/${slugs.past}`,
  list: '/',
  'list, Spanish': '/?lang=es',
  'one to come': `/t/${slugs.coming}`,
  'one that is over': `/t/${slugs.past}`,
  'group’s form': `/t/${slugs.coming}/group`,
  frame: `/t/${slugs.past}/frame`,
  builder: '/embed',
  'builder, one chosen': `/embed?training=${slugs.past}&partner=${partners[0]}&accent=`,
  'builder, series': `/embed?series=${series}&accent=`,
  'builder’s preview': '/embed/preview',
  'preview, series': `/embed/preview?series=${series}`,
  'API’s description': '/docs',
  '/openapi.json': '/openapi.json',
}
const admin = {
  home: '/admin',
  past: '/admin?show=past',
  drafts: '/admin?show=drafts',
  training: `/admin/trainings/${slugs.coming}`,
  accounts: '/admin/accounts',
  'new account': '/admin/accounts/new',
  keys: '/admin/keys',
  webhooks: '/admin/webhooks',
  messages: '/admin/messages',
  'new message': `/admin/messages/new?training=${slugs.coming}`,
  emails: '/admin/emails',
  partners: '/admin/partners',
  partner: `/admin/partners/${partners[0]}`,
  numbers: '/admin/numbers',
  'numbers, one': `/admin/numbers?training=${slugs.past}`,
  exports: `/admin/trainings/${slugs.coming}/export`,
  report: `/admin/trainings/${slugs.coming}/report`,
  accommodations: `/admin/trainings/${slugs.coming}/accommodations`,
  duplicates: `/admin/trainings/${slugs.coming}/duplicates`,
  door: '/admin/door',
  'one door': `/admin/door/${slugs.coming}`,
  'new training': '/admin/trainings/new',
  audit: '/admin/audit',
  agencies: '/admin/agencies',
  'list, API': '/api/v1/admin/trainings?limit=5',
  'today, API': '/api/v1/admin/today',
  'numbers, API': `/api/v1/admin/trainings/${slugs.coming}/numbers`,
  'report, API': '/api/v1/admin/partners/report',
}

interface Figures {
  status: number
  cpuMs: number
  firstMs: number
  longestMs: number
  bytes: number
  sent: number
}

const headers = { authorization: `Bearer ${adminToken}`, 'sec-fetch-site': 'same-origin' }

/** Asks as browsers do. Returns how many bytes were sent. */
const ask = (url: string, coding: string) =>
  new Promise<{ status: number; bytes: number }>((resolve, reject) => {
    const given = { ...(/\/admin/.test(url) ? headers : {}), 'accept-encoding': coding }
    const read = (response: IncomingMessage) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', reject)
    }
    sendRequest(url, { headers: given, signal: AbortSignal.timeout(patienceMs) }, read)
      .on('error', reject)
      .end()
  })

interface Work {
  cpuMs: number
  longestMs: number
  megabytes: number
}

type Watched = BenchServer & { watch: (path?: string) => Promise<Work> }

async function startWatched(url: string): Promise<Watched> {
  const port = await freePort()
  const server = await startBenchServer({
    DATABASE_URL: url,
    ADMIN_TOKEN: adminToken,
    HOST: '127.0.0.1',
    WATCH_PORT: String(port),
    NODE_OPTIONS: `--import=${new URL('watch-work.ts', import.meta.url).href}`,
  })
  const watch = async (path = '/') => (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Work
  return { ...server, watch }
}

/** Returns undefined if no answer came in time. */
async function measureRoute(server: Watched, path: string): Promise<Figures | undefined> {
  const url = `http://127.0.0.1:${server.port}${path}`
  try {
    const cpu = async (times: number) => {
      const before = await server.watch()
      for (let time = 0; time < times; time++) await ask(url, 'br, gzip')
      return ((await server.watch()).cpuMs - before.cpuMs) / times
    }
    const { bytes } = await ask(url, 'identity')
    const firstMs = await cpu(1)
    await cpu(warmRequests)
    const cpuMs = await cpu(measuredRequests)
    await server.watch('/watch')
    const { status, bytes: sent } = await ask(url, 'br, gzip')
    return { status, cpuMs, firstMs, bytes, sent, longestMs: (await server.watch()).longestMs }
  } catch {
    return undefined
  }
}

const found = new Map<string, (Figures | undefined)[]>()

async function measureSize(makeUrl: (name: string) => Promise<string>, size: number): Promise<number> {
  const url = await makeUrl(`trainings_${size}`)
  const began = performance.now()
  await fillTrainings(url, size)
  console.log(`  ${size} trainings, filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  let server = await startWatched(url)
  try {
    for (const [name, path] of [...Object.entries(open), ...Object.entries(admin)]) {
      const figures = await measureRoute(server, path)
      found.set(path, [...(found.get(path) ?? []), figures])
      console.log(
        `    ${name.padEnd(22)} ${path.padEnd(54)} ${figures ? lineOf(figures) : `no answer in ${patienceMs / 1000} s`}`,
      )
      if (figures) continue
      server.child.kill('SIGKILL')
      await server.stop()
      server = await startWatched(url)
    }
    const { megabytes } = await server.watch()
    console.log(`    memory afterward: ${megabytes.toFixed(0)} MB`)
    return megabytes
  } finally {
    await server.stop()
  }
}

const lineOf = ({ status, cpuMs, firstMs, longestMs, bytes, sent }: Figures) =>
  `${status} ${cpuMs.toFixed(1).padStart(8)} ms (first ${firstMs.toFixed(0)}), longest ${longestMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(1)} kB, ${(sent / 1000).toFixed(1)} kB sent`

/** Prints what is over its budget, or that nothing is. */
function judge(megabytes: number): void {
  const over: string[] = []
  for (const [path, figures] of found) {
    const [small, full, large] = figures
    if (!large || !full || !small) {
      over.push(`${path}: no answer`)
      continue
    }
    // Ten trainings fill no page, and a thousand fill every one.
    const ratio = Math.max(large.cpuMs, leastMs) / Math.max(small.cpuMs, full.cpuMs, leastMs)
    if (ratio > budget.ratio) over.push(`${path}: ${ratio.toFixed(2)} times the time`)
    if (Math.min(large.bytes, large.sent) > budget.kilobytes * 1000) over.push(`${path}: ${large.sent} bytes`)
    if (large.longestMs > budget.longestMs) over.push(`${path}: ${large.longestMs.toFixed(0)} ms in one piece`)
  }
  if (megabytes > budget.megabytes) over.push(`${megabytes.toFixed(0)} MB of memory`)
  console.log(`\nMemory afterward: ${megabytes.toFixed(0)} MB (budget ${budget.megabytes})`)
  console.log(over.length === 0 ? 'Everything is within its budget.' : `Over budget:\n  ${over.join('\n  ')}`)
}

async function measure(name: string, makeUrl: (name: string) => Promise<string>): Promise<void> {
  console.log(`\n${name}`)
  let megabytes = 0
  for (const size of sizes) megabytes = await measureSize(makeUrl, size)
  if (sizes.length === 3) judge(megabytes)
}

console.log(`Load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}`)
if (engine === 'sqlite') {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-trainings-'))
  try {
    await measure('SQLite', async (name) => `sqlite:${folder}/${name}.db`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
} else {
  const postgres = await startPostgres()
  try {
    await measure('PostgreSQL', () => postgres.createDatabase())
  } finally {
    await postgres.stop()
  }
}
