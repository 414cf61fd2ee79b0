import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { createServer, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { serve as listen, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { type App, createContext } from '../core/context.ts'
import { wipeFile } from '../core/erasing/wipe-file.ts'
import { warnOfMissingMail } from '../core/trainings/needs-mail.ts'
import { type Config, isLoopback, StartError } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { closePort } from '../platform/http/close-port.ts'
import { isProxyUnnamed } from '../platform/http/limits/visitor-address.ts'
import { resolveHost } from '../platform/http/outgoing-call.ts'
import { createStrictServer } from '../platform/http/strict-server.ts'
import { fileErasures } from '../platform/ops/erasure-journal.ts'
import { followClock } from '../platform/ops/follow-clock.ts'
import { createLog } from '../platform/ops/log.ts'
import { logFailure } from '../platform/ops/log-failure.ts'
import { createMeter } from '../platform/ops/meter.ts'
import { createIds } from '../platform/ops/new-id.ts'
import { randomBytes } from '../platform/ops/random-bytes.ts'
import { serverVersion } from '../platform/ops/server-version.ts'
import type { SendMail } from '../platform/outgoing-mail.ts'
import { steadyClock } from '../platform/steady-clock.ts'
import { createApp } from './app.ts'
import { collectGarbage } from './collect-garbage.ts'
import { openMetricsPort } from './metrics.ts'
import { startJobs } from './schedule.ts'

const headersTimeoutMs = 10_000
const requestTimeoutMs = 20_000
const checkTimeoutsMs = 1_000
const jobsMs = 12_000
const closeMs = 1_500
// Longer than proxies keep their connections (nginx: 60 seconds), so that they close them first.
const keepAliveMs = 75_000
const shortestSecret = 32

export interface RunningServer {
  context: App
  port: number
  /**
   * Finishes work in progress, accepts nothing new, and closes the database. Unless `isAnnounced`
   * is false, proxies first get some seconds to notice.
   */
  stop: (options?: { isAnnounced?: boolean }) => Promise<void>
}

/** What the demo has that no other server has. */
export interface DemoMail {
  /** Gets the emails, instead of a mail server. */
  sendMail: SendMail
  /** Returns the pages that show them. Without, no one can read them. */
  pages: ((context: App) => Hono) | undefined
}

/**
 * Opens the database and the port.
 * @throws {StartError} in one sentence, when either is unavailable
 */
export async function startServer(config: Config, demoMail?: DemoMail): Promise<RunningServer> {
  const opened = await openContext(config, demoMail?.sendMail)
  const { context } = opened
  try {
    const app = createApp(context)
    if (demoMail?.pages) app.route('/', demoMail.pages(context))
    await collectGarbage()
    const metrics = await openMetricsPort(context, openPort)
    const server = await openPort(config, app.fetch)
    const { port } = server.address() as AddressInfo
    warn(context)
    await warnOfMissingMail(context)
    const jobs = startJobs(context)
    const stop = async ({ isAnnounced = true } = {}) => {
      opened.beginStopping()
      await Promise.all([
        Promise.race([finishJobs(context, jobs), delay(jobsMs)]),
        closePort(server as Server, { isAnnounced }),
      ])
      // A request that still waits for a stuck database has no response yet, so leaving loses
      // nothing that was acknowledged.
      metrics?.close()
      await Promise.race([opened.close(), delay(closeMs)])
      context.log.info('stopped')
    }
    // Last, so that who reads it can stop the server.
    context.log.info(
      { version: serverVersion, host: config.host, port, database: context.db.version, publicUrl: config.publicUrl },
      'listening',
    )
    return { context, port, stop }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** Waits for running jobs, and leaves nothing erased in the file, nor out of the list of erasures. */
async function finishJobs(context: App, jobs: ReturnType<typeof startJobs>): Promise<void> {
  await jobs.stop()
  try {
    await fileErasures(context)
    await wipeFile(context, { isLast: true })
  } catch (error) {
    logFailure(context.log, error, {}, 'could not wipe the database file')
  }
}

/**
 * Opens everything but the port, for commands that need only the database. `sendMail` takes the
 * place of the mail server.
 */
export async function openContext(
  config: Config,
  sendMail?: SendMail,
): Promise<{ context: App; beginStopping: () => void; close: () => Promise<void> }> {
  const log = createLog(config)
  const db = await openDatabase(config.databaseUrl, () => log.info('another process updates the database: waiting'))
  try {
    return await equip(config, { db, log }, sendMail)
  } catch (error) {
    await db.close()
    throw error
  }
}

async function equip(config: Config, { db, log }: Pick<App, 'db' | 'log'>, sendMail?: SendMail) {
  const authSecret = readAuthSecret(config)
  let isStopping = false
  const clock = await followClock(db.clock, () => log.warn('can’t read the database clock'))
  const smtp = config.mail && !sendMail ? openSmtp(config.mail) : undefined
  const context = createContext({
    config,
    db,
    log,
    authSecret,
    now: clock.now,
    steadyClock,
    newId: createIds({ now: clock.now, randomBytes }),
    randomBytes,
    sendMail: sendMail ?? smtp?.send,
    resolveHost,
    meter: config.metrics && createMeter(),
    isStopping: () => isStopping,
  })
  return {
    context,
    beginStopping: () => {
      isStopping = true
    },
    async close() {
      await context.groupCommit.settled()
      await context.impressions.write()
      clock.stop()
      await smtp?.close()
      await db.close()
    },
  }
}

/** Loads the mail client with the first email. */
function openSmtp(mail: NonNullable<Config['mail']>) {
  let opened: Promise<ReturnType<typeof import('../delivery/smtp.ts').createSmtp>> | undefined
  const open = async () => (await import('../delivery/smtp.ts')).createSmtp(mail)
  return {
    send: async (...sent: Parameters<SendMail>) => (await (opened ??= open())).send(...sent),
    close: async () => (await opened)?.close(),
  }
}

const freePort = 'Set PORT to a free port'
const otherHost = 'Set HOST to an address of this machine'
const portFailures: Record<string, { reason?: string; advice?: string }> = {
  EADDRINUSE: { reason: 'another program is using it' },
  EADDRNOTAVAIL: { advice: otherHost },
  ENOTFOUND: { advice: otherHost },
  EACCES: {
    reason: 'this user may not open ports below 1024',
    advice: 'Set PORT to 1024 or more and let a proxy take the other, or give the service CAP_NET_BIND_SERVICE',
  },
}

type Fetch = (request: Request, env: object) => Response | Promise<Response>

export async function openPort(config: Pick<Config, 'host' | 'port'>, fetch: Fetch): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen(
      {
        fetch,
        port: config.port,
        hostname: config.host,
        createServer: createStrictServer as typeof createServer,
        serverOptions: {
          headersTimeout: headersTimeoutMs,
          requestTimeout: requestTimeoutMs,
          keepAliveTimeout: keepAliveMs,
          connectionsCheckingInterval: checkTimeoutsMs,
        },
      },
      () => resolve(server),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const { reason = error.message, advice = freePort } = portFailures[error.code ?? ''] ?? {}
      reject(new StartError(`Can’t open port ${config.port} on ${config.host}: ${reason}. ${advice}.`))
    })
  })
}

/**
 * Reads the secret that was created once next to the SQLite file. Processes that share a PostgreSQL
 * database need `AUTH_SECRET` instead.
 */
function readAuthSecret(config: Config): string {
  if (config.authSecret) return config.authSecret
  const file = `${config.databaseUrl.slice('sqlite:'.length)}.secret`
  try {
    if (!existsSync(file)) makeSecret(file)
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length < shortestSecret) throw new Error('it is too short')
    return secret
  } catch (error) {
    throw new StartError(
      `Can’t use ${file}, the key for links and forms: ${(error as Error).message}. Fix the file, or set AUTH_SECRET.`,
    )
  }
}

/**
 * Creates the file completely or not at all, and only once: of processes that start together, all
 * read the first one's secret.
 */
function makeSecret(file: string) {
  const own = `${file}.${process.pid}`
  writeFileSync(own, Buffer.from(randomBytes(32)).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(own, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(own)
  }
}

function warn({ config, log, now }: App) {
  for (const sentence of config.unknownSettings) log.warn(sentence)
  if (config.adminTokens.length === 0)
    log.info('ADMIN_TOKEN is not set: only people with accounts can read the registrations over HTTP')
  if (!config.mail) log.warn('SMTP_URL is not set: emails stay in the queue, and no page promises one')
  if (config.mail?.isExposed)
    log.warn('SMTP_TLS is optional: without TLS, others on the network can read the password and the emails')
  if (config.security && config.security.expires < now().toISOString())
    log.warn('SECURITY_EXPIRES is over: people who found a hole no longer trust SECURITY_CONTACT. Set a coming day')
  const { protocol, hostname } = new URL(config.publicUrl)
  if (config.isUrlGuessed && !isLoopback(hostname))
    log.warn(
      `PUBLIC_URL is not set: links in emails and snippets lead to ${config.publicUrl}. Set it to the address that visitors use`,
    )
  if (protocol === 'http:' && !isLoopback(hostname))
    log.warn('PUBLIC_URL is not https: others on the network can read what visitors type')
  if (config.rateLimits && isProxyUnnamed(config))
    log.warn(
      'TRUSTED_PROXIES is not set: rate limits can’t tell apart visitors behind a proxy. Set it to the proxy’s address, like TRUSTED_PROXIES=127.0.0.1',
    )
}
