import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { type Config, readConfig, StartError } from './config.ts'
import { comingTrainings, serveSponsorPage } from './demo.ts'
import { releaseOfBuild } from './embed/manifest.ts'
import { importTrainings } from './organizers/import-trainings.ts'
import { openContext, startServer } from './serve.ts'
import { findTraining } from './trainings/trainings.ts'

const folder = fileURLToPath(new URL('../../../data/demo/', import.meta.url))
const trainingsFile = new URL('../../../examples/jackson-county/trainings.json', import.meta.url)
const sponsorPort = 8788

/**
 * Runs the demo on this machine: the trainings, a sponsor's page on another origin, and the
 * organizer's list.
 */
export async function runDemo(environment: Record<string, string | undefined>): Promise<{ stop: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = demoConfig(environment)
  await loadComingTrainings(config)
  const server = await startServer(config)
  try {
    const sponsor = await serveSponsorPage({
      api: config.publicUrl,
      port: readPort(environment['SPONSOR_PORT']),
      host: config.host,
      pinned: await releaseOfBuild(),
    })
    printAddresses(config, sponsor.url)
    const stop = async () => {
      await sponsor.close()
      await server.stop({ isAnnounced: false })
    }
    return { stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

function demoConfig(environment: Record<string, string | undefined>): Config {
  const { PORT, HOST, PUBLIC_URL, LOG_LEVEL = 'warn' } = environment
  const config = readConfig({
    PORT,
    HOST,
    PUBLIC_URL,
    LOG_LEVEL,
    DATABASE_URL: `sqlite:${folder}signup.db`,
    ADMIN_TOKEN: readToken(),
  })
  return { ...config, demo: true }
}

function readToken(): string {
  const file = `${folder}admin-token`
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function readPort(value: string | undefined): number {
  const port = Number(value ?? sponsorPort)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new StartError('SPONSOR_PORT: must be a port number')
  return port
}

async function loadComingTrainings(config: Config) {
  const { context, close } = await openContext(config)
  try {
    const file = JSON.parse(readFileSync(trainingsFile, 'utf8'))
    const existing = await Promise.all(file.trainings.map(({ slug }: { slug: string }) => findTraining(context, slug)))
    const now = context.now().toISOString()
    if (existing.every((training) => training !== undefined && training.row.starts_at > now)) return
    const today = Temporal.PlainDate.from(now.slice(0, 10)).toString()
    await importTrainings(context, comingTrainings(file, today), { replace: true })
  } finally {
    await close()
  }
}

function printAddresses(config: Config, sponsorUrl: string) {
  const list = `${config.publicUrl}/api/v1/admin/registrations?training=first-responders`
  console.log(`
  The two Jackson County trainings are loaded, moved to coming dates of the same weekday and hours.

  The sponsor's page     ${sponsorUrl}
  The hosted page        ${config.publicUrl}/t/first-responders
  A snippet of your own  ${config.publicUrl}/embed
  Who signed up          curl -H 'Authorization: Bearer ${config.adminTokens[0]}' '${list}'

  Everything is kept in ${folder}. Stop with Ctrl+C.
`)
}
