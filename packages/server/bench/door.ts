// Measures the door: pnpm bench:door. How long its list of 500 people takes on a CPU slowed four times, and how many
// check-ins a second are stored, in the portions that a door sends and one by one, next to sign-ups. Takes about a
// minute. Run it on a quiet machine, or other programs distort every figure.
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { fillDatabase, slug } from './fill.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const people = 500
/** One in twenty of those who registered has canceled. */
const registered = Math.ceil(people / 0.95)
const slowdown = 4
const runs = 15
const budgetMs = 100
/** As many as a door sends in one request. */
const portion = 100
/** The doors of a large training. */
const connections = 8
const [warmMs, measuredMs] = [1000, 4000]
const adminToken = 'bench-token-0123456789-0123456789-0123456789'
const headers = { authorization: `Bearer ${adminToken}` }
const load = () => loadavg()[0]?.toFixed(2)

const median = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0

interface Drawn {
  shownMs: number
  allMs: number
}

/** Clears the search, which draws everyone. Tells when all were drawn, and when that was on the screen. */
const drawAll = `(async () => {
  const search = document.querySelector('.door input[type=search]')
  const list = document.querySelector('[data-people]')
  const type = (text) => {
    search.value = text
    search.dispatchEvent(new Event('input'))
  }
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  type('zzz')
  await frame()
  await frame()
  const began = performance.now()
  const hasAll = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (list.querySelectorAll('.line').length < ${people}) return
      observer.disconnect()
      resolve(performance.now() - began)
    })
    observer.observe(list, { childList: true })
  })
  type('')
  await frame()
  const shownMs = performance.now() - began
  return { shownMs, allMs: await hasAll }
})()`

async function measureList({ port }: BenchServer) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const context = await browser.newContext({ extraHTTPHeaders: headers, viewport: { width: 375, height: 800 } })
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/admin/door/${slug}`)
    // From then on the script draws the list.
    await page.locator('[data-search]').waitFor({ state: 'hidden' })
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const times: Drawn[] = []
    for (let run = 0; run < runs; run += 1) times.push(await page.evaluate<Drawn>(drawAll))
    return { shownMs: median(times.map(({ shownMs }) => shownMs)), allMs: median(times.map(({ allMs }) => allMs)) }
  } finally {
    await browser.close()
  }
}

/** Sends requests over some connections, the next on each as soon as its last is answered. Returns how many a second. */
async function rate({ port }: BenchServer, path: string, next: () => { body: object; headers?: object }) {
  const start = performance.now() + warmMs
  const end = start + measuredMs
  let answered = 0
  const drive = async () => {
    while (performance.now() < end) {
      const { body, headers: own } = next()
      const sent = { 'content-type': 'application/json', ...headers, ...own }
      const options = { method: 'POST', headers: sent, body: JSON.stringify(body) }
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, options)
      const text = await response.text()
      // A door tries again, too.
      if (response.status === 503) continue
      if (!response.ok || text.includes('"refused"')) throw new Error(`${path}: ${response.status} ${text}`)
      const now = performance.now()
      if (now >= start && now < end) answered += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, drive))
  return (answered / measuredMs) * 1000
}

async function measureMarks(server: BenchServer) {
  const listed = await fetch(`http://127.0.0.1:${server.port}/api/v1/admin/trainings/${slug}/door`, { headers })
  const { people: all } = (await listed.json()) as { people: { id: string }[] }
  let count = 0
  const mark = () => {
    count += 1
    return {
      id: crypto.randomUUID(),
      registration: all[count % all.length]?.id,
      kind: 'in',
      at: new Date().toISOString(),
    }
  }
  const marksOf = (size: number) => () => ({ body: { marks: Array.from({ length: size }, mark) } })
  const path = `admin/trainings/${slug}/marks`
  const together = (await rate(server, path, marksOf(portion))) * portion
  const alone = await rate(server, path, marksOf(1))
  const signUps = await rate(server, `trainings/${slug}/registrations`, () => {
    count += 1
    const person = {
      givenName: 'Ada',
      familyName: `Reyes${count}`,
      email: `ada${count}@example.org`,
      role: 'police',
      agency: 'KCPD',
    }
    return { body: { people: [person], lang: 'en' }, headers: { 'idempotency-key': crypto.randomUUID() } }
  })
  return { together, alone, signUps }
}

async function onDatabase<Value>(url: string, measure: (server: BenchServer) => Promise<Value>) {
  await fillDatabase(url, registered)
  const server = await startBenchServer({ DATABASE_URL: url, ADMIN_TOKEN: adminToken })
  return measure(server).finally(() => server.stop())
}

async function onPostgres() {
  const postgres = await startPostgres({ durable: true })
  try {
    return await onDatabase(await postgres.createDatabase(), measureMarks)
  } finally {
    await postgres.stop()
  }
}

function report(name: string, { together, alone, signUps }: Awaited<ReturnType<typeof measureMarks>>) {
  const [many, one, others] = [together, alone, signUps].map(Math.round)
  console.log(`${name}: ${many} check-ins a second in portions of ${portion}, ${one} one by one, ${others} sign-ups`)
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-bench-'))
try {
  const loadBefore = load()
  const { shownMs, allMs } = await onDatabase(`sqlite:${folder}/list.db`, measureList)
  console.log(
    `${people} people, CPU slowed ${slowdown} times: all drawn after ${allMs.toFixed(0)} ms, and on the screen after ${shownMs.toFixed(0)} ms, budget ${budgetMs} ms`,
  )
  report('SQLite', await onDatabase(`sqlite:${folder}/marks.db`, measureMarks))
  report('PostgreSQL', await onPostgres())
  console.log(`Load ${loadBefore} before and ${load()} after, Node ${process.versions.node}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
