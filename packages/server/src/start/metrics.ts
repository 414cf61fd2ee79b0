import { createHash, timingSafeEqual } from 'node:crypto'
import { statSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import type { App } from '../core/context.ts'
import { measureOutbox, type QueueMeasures } from '../core/outbox/measure-outbox.ts'
import { measureWebhooks } from '../core/webhooks/measure-webhooks.ts'
import { StartError } from '../platform/config.ts'
import { answerError, answerUnrouted } from '../platform/http/api/answer-problem.ts'
import { formatSamples, type Sample } from '../platform/ops/metric-families.ts'
import { createProcessFigures, formatDisk } from '../platform/ops/process-figures.ts'
import { serverVersion } from '../platform/ops/server-version.ts'
import { ProblemError } from '../platform/problem.ts'
import { createReadiness } from './health.ts'

/** How long a scrape waits for the database: without it, everything else is still told. */
const patienceMs = 2_000
/** However often it is asked, the database counts no more often. */
const freshMs = 5_000

const hash = (token: string) => createHash('sha256').update(token).digest()

/** Serves `/metrics`, as Prometheus reads it, to everyone who has the token if there is one. */
export function metricsRoutes(app: App): Hono {
  const collect = createCollector(app)
  const token = app.config.metrics?.token
  const right = token === undefined ? undefined : hash(token)
  return new Hono().get('/metrics', async (c) => {
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (right && !timingSafeEqual(right, hash(given))) {
      app.log.warn('metrics were asked for without a valid token')
      app.limits.take('wrong-tokens', c)
      throw new ProblemError('unauthorized')
    }
    const headers = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' }
    return new Response(await collect(), { headers })
  })
}

type OpenPort = (at: { host: string; port: number }, fetch: Hono['fetch']) => Promise<ServerType>

/**
 * Opens the port that serves metrics and nothing else, if they have one of their own.
 * @throws {StartError} in one sentence
 */
export async function openMetricsPort(app: App, openPort: OpenPort): Promise<{ close: () => void } | undefined> {
  const { own } = app.config.metrics ?? {}
  if (!own) return undefined
  const routes = metricsRoutes(app)
  routes.onError(answerError(app)).notFound(answerUnrouted(routes))
  const server = await openPort(own, routes.fetch).catch((error: Error) => {
    throw new StartError(error.message.replaceAll(/\b(?:PORT|HOST)\b/g, 'METRICS_PORT'))
  })
  app.log.info({ host: own.host, port: (server.address() as AddressInfo).port }, 'serving metrics')
  return {
    close() {
      server.close()
      ;(server as Server).closeAllConnections()
    },
  }
}

function createCollector(app: App): () => Promise<string> {
  const figures = createProcessFigures()
  const isReady = createReadiness(app)
  const formatQueues = keepFor(app, () => measureQueues(app))
  return async () => {
    const [ready, queues, files] = await Promise.all([
      isReady(),
      inTime(formatQueues),
      inTime(() => formatFiles(app.config.databaseUrl)),
    ])
    const isTaking = ready && !app.isStopping()
    return [
      formatSamples('training_signup_ready', 'Whether registrations can be stored, as /readyz says.', [
        [{}, isTaking ? 1 : 0],
      ]),
      formatSamples('training_signup_build_info', 'What runs.', [
        [{ version: serverVersion, node: process.version, database: app.db.version }, 1],
      ]),
      app.meter?.format() ?? '',
      queues,
      formatDatabase(app),
      files,
      figures.format(),
    ].join('')
  }
}

/** Returns an answer again for a while; after a failure, the next question is asked anew. */
function keepFor({ steadyClock }: App, ask: () => Promise<string>): () => Promise<string> {
  let kept: { answer: Promise<string>; at: number } | undefined
  return () => {
    if (kept && steadyClock.now() - kept.at < freshMs) return kept.answer
    const asked = { answer: ask(), at: steadyClock.now() }
    kept = asked
    asked.answer.catch(() => {
      if (kept === asked) kept = undefined
    })
    return asked.answer
  }
}

/** Returns what is known in time: what hangs or fails is left out. */
const inTime = (ask: () => Promise<string>): Promise<string> =>
  Promise.race([ask(), delay(patienceMs, '', { ref: false })]).catch(() => '')

async function measureQueues(app: App): Promise<string> {
  const emails = await measureOutbox(app)
  const webhooks = await measureWebhooks(app)
  const now = app.now().getTime()
  const ageOf = ({ dueSince }: QueueMeasures) =>
    dueSince === undefined ? 0 : Math.max(0, (now - Date.parse(dueSince)) / 1_000)
  const help = 'How long the first of them has been due; 0 if none is.'
  const counts = (name: string, what: string, { due, unsent }: QueueMeasures) =>
    formatSamples(name, `${what} that have not left, and those of them that are due; at most 10000.`, [
      [{ state: 'unsent' }, unsent],
      [{ state: 'due' }, due],
    ])
  return [
    // Without a mail server, they wait as the operator decided.
    app.sendMail ? formatSamples('training_signup_oldest_due_email_seconds', help, [[{}, ageOf(emails)]]) : '',
    formatSamples('training_signup_oldest_due_webhook_seconds', help, [[{}, ageOf(webhooks)]]),
    counts('training_signup_emails', 'Emails', emails),
    counts('training_signup_webhook_deliveries', 'Deliveries', webhooks),
  ].join('')
}

function formatDatabase({ db }: App): string {
  const use = db.connections?.()
  const shares = (of: Readonly<Record<string, number>>): Sample[] =>
    Object.entries(of).map(([share, count]) => [{ share }, count])
  return [
    formatSamples(
      'training_signup_database_failures_total',
      'Tries of transactions that failed, by what could be done about it.',
      Object.entries(db.failures).map(([kind, count]) => [{ kind }, count]),
      'counter',
    ),
    use
      ? formatSamples('training_signup_connections_max', 'Connections to the database at most.', [[{}, use.most]])
      : '',
    formatSamples('training_signup_connections_used', 'Connections in use.', shares(use?.using ?? {})),
    formatSamples('training_signup_connections_waiting', 'What waits for a connection.', shares(use?.waiting ?? {})),
  ].join('')
}

/** With PostgreSQL, files and disk are another machine’s. */
async function formatFiles(databaseUrl: string): Promise<string> {
  if (!databaseUrl.startsWith('sqlite:')) return ''
  const file = databaseUrl.slice('sqlite:'.length)
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return [
    formatSamples('training_signup_sqlite_bytes', 'Size of the database file.', [[{}, sizeOf(file)]]),
    formatSamples('training_signup_sqlite_wal_bytes', 'Size of its write-ahead log.', [[{}, sizeOf(`${file}-wal`)]]),
    await formatDisk(dirname(file)),
  ].join('')
}
