// Loses a PostgreSQL while people register, in four ways: pnpm bench:failover. Needs HAProxy, and an installed PostgreSQL.
// Two processes reach it by an address that moves. Prints what was answered, stored, and lost, and when the next one
// could register. Ends with 1 if anything was lost that must not be.

import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { installedPostgres } from '../src/testing/databases/postgres.ts'
import { startWithStandby } from '../src/testing/databases/standby.ts'
import { afterTest, endTest } from '../src/testing/servers/after-test.ts'
import { isThere, startMovingAddress } from '../src/testing/servers/programs.ts'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const visitors = 12
const loadMs = 4_000
const longestMs = 60_000

type Pair = Awaited<ReturnType<typeof startWithStandby>>

interface Way {
  name: string
  /** Resolves once the database can be used again, or would be without us. */
  lose: (pair: Pair) => Promise<unknown>
  /** By design, what had not reached the standby is lost. */
  mayLose?: boolean
  prepare?: (pair: Pair) => Promise<unknown>
}

const ways: Way[] = [
  { name: 'PostgreSQL restarted', lose: (pair) => pair.restartPrimary() },
  { name: 'primary lost, synchronous standby takes over', lose: promote },
  {
    name: 'primary lost, asynchronous standby takes over',
    prepare: (pair) => pair.waitFor(''),
    lose: promote,
    mayLose: true,
  },
  {
    name: 'synchronous standby gone for 5 seconds',
    async lose(pair) {
      await pair.loseStandby()
      await delay(5_000)
      pair.startStandby()
    },
  },
]

async function promote(pair: Pair) {
  await pair.losePrimary()
  await pair.promote()
}

interface Count {
  answered: Set<string>
  refused: number
  /** When those were sent, and answered, that were answered with 201. */
  times: { sentAt: number; at: number }[]
}

async function visit(server: BenchServer, slug: string, count: Count, isOver: () => boolean, name: string) {
  for (let index = 0; !isOver(); index++) {
    const email = `ada.${name}.${index}@example.org`
    const sentAt = performance.now()
    const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ people: [{ givenName: 'Ada', familyName: `Reyes${name}x${index}`, email }] }),
    })
    await response.arrayBuffer()
    if (response.status === 201) {
      count.answered.add(email)
      count.times.push({ sentAt, at: performance.now() })
    } else if (response.status === 503) count.refused += 1
    else throw new Error(`A registration was answered with ${response.status}.`)
  }
}

async function lose({ name, lose: happen, mayLose = false, prepare }: Way): Promise<boolean> {
  const pair = await startWithStandby()
  const moving = await startMovingAddress(pair.primaryPort, pair.standbyPort)
  const url = `postgres://postgres@127.0.0.1:${moving}/postgres`
  const open = () => ({ seats: { capacity: null, waitlist: false }, audience: { verify: 'never' as const } })
  const [slug = ''] = await look(url, (db) => seedTrainings(db, 'failover', 1, open))
  await prepare?.(pair)
  const servers = await Promise.all([1, 2].map(() => startBenchServer({ DATABASE_URL: url })))
  afterTest(() => Promise.all(servers.map(({ stop }) => stop())))

  const count: Count = { answered: new Set(), refused: 0, times: [] }
  let isOver = false
  const visits = Array.from({ length: visitors }, (_, index) =>
    visit(servers[index % servers.length] as BenchServer, slug, count, () => isOver, String(index)),
  )
  await delay(loadMs)
  const lostAt = performance.now()
  await happen(pair)
  const next = () => Math.min(...count.times.filter(({ sentAt }) => sentAt > lostAt).map(({ at }) => at))
  while (!Number.isFinite(next()) && performance.now() - lostAt < longestMs) await delay(100)
  await delay(loadMs)
  isOver = true
  await Promise.all(visits)

  const rows = await look(url, ({ reader }) => reader.selectFrom('registration').select('email').execute())
  const stored = new Set(rows.map(({ email }) => email))
  const lost = [...count.answered].filter((email) => !stored.has(email)).length
  const seconds = ((next() - lostAt) / 1_000).toFixed(1)
  const figures = [count.answered.size, stored.size, lost, count.refused, `${seconds} s`]
  console.log(name.padEnd(47) + figures.map((figure) => String(figure).padStart(11)).join(''))
  return mayLose || lost === 0
}

if (!isThere('haproxy') || !installedPostgres()) throw new Error('Install HAProxy and PostgreSQL first.')
console.log(`Load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}\n`)
const columns = ['answered', 'stored', 'lost', '503', 'next after']
console.log(' '.repeat(47) + columns.map((column) => column.padStart(11)).join(''))
for (const way of ways)
  try {
    if (!(await lose(way))) process.exitCode = 1
  } finally {
    await endTest()
  }
