import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from '../core/context.ts'
import { addLogo } from '../core/logos/logos.ts'
import { findTraining, readTraining } from '../core/trainings/trainings.ts'
import { comingTrainings, type Dated } from '../demo/coming-trainings.ts'
import { serveSponsorPage } from '../demo/demo.ts'
import { loadHeldTraining } from '../demo/held/load-held-training.ts'
import { createInbox } from '../demo/mailbox/inbox.ts'
import { inboxPages } from '../demo/mailbox/inbox-pages.ts'
import { addAccount, findAccount } from '../organizers/accounts/accounts.ts'
import { makeSignInLink } from '../organizers/accounts/sign-in-link.ts'
import { importTrainings } from '../organizers/api/trainings/import-trainings.ts'
import { type Config, isLoopback, readConfig, StartError } from '../platform/config.ts'
import type { System } from '../platform/system.ts'
import { releaseOfBuild } from '../visitors/embed/manifest.ts'
import { openContext, startServer } from './serve.ts'

/** Where the command is given, like the database of every other server. */
const demoFolder = resolve('data/demo')
const trainingsFile = new URL('../../../../examples/jackson-county/trainings.json', import.meta.url)
const sponsorPort = 8788
const from = 'Training Sign-up <signup@example.org>'
const owner = 'owner@example.org'

/**
 * Runs the demo on this machine: the trainings, a sponsor's page on another origin, every email,
 * and the organizer's list. Everything but the emails is kept in `folder`.
 */
export async function runDemo(
  environment: Record<string, string | undefined>,
  folder = demoFolder,
): Promise<{ stop: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = demoConfig(environment, folder)
  const held = await loadTrainings(config)
  const inbox = createInbox({ from, now: () => new Date() })
  const server = await startServer(config, {
    sendMail: inbox.sendMail,
    // They hold names, codes, and links, which no one else must read.
    pages: isOnlyHere(config) ? (context) => inboxPages(context, inbox) : undefined,
  })
  try {
    const sponsor = await serveSponsorPage({
      api: config.publicUrl,
      port: readPort(environment['SPONSOR_PORT']),
      host: config.host,
      pinned: await releaseOfBuild(),
    })
    printAddresses(config, {
      sponsor: sponsor.url,
      folder,
      held,
      signIn: isOnlyHere(config) ? await makeSignInLink(server.context, owner) : undefined,
    })
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

/**
 * Returns whether only this machine reaches the demo. A public address says that a proxy leads here
 * from elsewhere.
 */
const isOnlyHere = ({ host, publicUrl }: Config) => isLoopback(host) && isLoopback(new URL(publicUrl).hostname)

function demoConfig(environment: Record<string, string | undefined>, folder: string): Config {
  const { PORT, HOST, PUBLIC_URL, LOG_LEVEL = 'warn' } = environment
  const config = readConfig({
    PORT,
    HOST,
    PUBLIC_URL,
    LOG_LEVEL,
    DATABASE_URL: `sqlite:${join(folder, 'signup.db')}`,
    ADMIN_TOKEN: readToken(folder),
    // Has the demo ask for codes and promise emails, like a server with mail. The inbox takes them
    // all, so this server is never asked.
    SMTP_URL: 'smtp://localhost',
    MAIL_FROM: from,
  })
  return { ...config, demo: true }
}

function readToken(folder: string): string {
  const file = join(folder, 'admin-token')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function readPort(value: string | undefined): number {
  const port = Number(value ?? sponsorPort)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new StartError('SPONSOR_PORT: must be a port number')
  return port
}

/** Loads the trainings to come, and one that was held. Returns the page of someone who came. */
async function loadTrainings(config: Config): Promise<string | undefined> {
  const { context, close } = await openContext(config)
  try {
    const file: TrainingsFile = JSON.parse(readFileSync(trainingsFile, 'utf8'))
    await loadComingTrainings(context, file)
    const account = isOnlyHere(config) ? await addOwner(context) : undefined
    const like = await readTraining(context, file.trainings[0]?.slug ?? '')
    const link = await loadHeldTraining(context, like.input, account)
    return isOnlyHere(config) ? link : undefined
  } finally {
    await close()
  }
}

interface TrainingsFile extends Named {
  trainings: (Named['trainings'][number] & Dated & { slug: string; audience: { access: string } })[]
}

async function loadComingTrainings(context: App, file: TrainingsFile): Promise<void> {
  const existing = await Promise.all(file.trainings.map(({ slug }) => findTraining(context, slug)))
  const now = context.now().toISOString()
  if (existing.every((training) => training !== undefined && training.row.starts_at > now)) return
  const coming = comingTrainings(file, now.slice(0, 10))
  await importTrainings(context, await withLogos(context, askingForCodes(coming)), { replace: true })
}

interface Named {
  partners: { slug: string }[]
  trainings: { organizer: object }[]
}

/** Gives the organizer and its partner their logos, as if they had been uploaded. */
async function withLogos<File extends Named>(system: System, { partners, trainings, ...file }: File) {
  const add = (name: string) => addLogo(system, readFileSync(new URL(`${name}.png`, trainingsFile)))
  const organizer = await add('organizer')
  const named: object[] = []
  for (const partner of partners) named.push({ ...partner, logo: await add(partner.slug) })
  return {
    ...file,
    partners: named,
    trainings: trainings.map((training) => ({ ...training, organizer: { ...training.organizer, logo: organizer } })),
  }
}

/** Has the training for everyone ask for a code, so that the demo shows registering both ways. */
const askingForCodes = <File extends { trainings: { audience: { access: string } }[] }>(file: File): File => ({
  ...file,
  trainings: file.trainings.map((training) => ({
    ...training,
    audience: { ...training.audience, ...(training.audience.access === 'open' ? { verify: 'everyone' } : {}) },
  })),
})

/** Returns the account of the one who runs the demo. */
async function addOwner(system: System): Promise<string> {
  const found = await findAccount(system.db.reader, owner)
  if (found) return found.id
  const input = { email: owner, name: 'Demo owner', role: 'owner', lang: 'en' } as const
  return (await addAccount(system, { ...input, trainings: 'all', agency: null, partner: null })).id
}

interface Addresses {
  sponsor: string
  folder: string
  /** The page of someone who came to the training that was held. */
  held: string | undefined
  /** Signs one in as the owner, once. Where others could use it, there is none. */
  signIn: string | undefined
}

function printAddresses(config: Config, { sponsor, folder, held, signIn }: Addresses) {
  const emails = isOnlyHere(config)
    ? `${config.publicUrl}/emails`
    : 'not shown, because others could read them. Start the demo without HOST and PUBLIC_URL to see them'
  const list = `${config.publicUrl}/api/v1/admin/registrations?training=first-responders`
  console.log(`
  Two Jackson County trainings are ready, moved to upcoming dates (same weekdays and hours).
  A third one, with made-up people, was held two weeks ago.

  A sponsor’s page       ${sponsor}
  The emails it sends    ${emails}
  The hosted page        ${config.publicUrl}/t/first-responders
  Make your own snippet  ${config.publicUrl}/embed
  The organizer’s pages  ${signIn ?? `${config.publicUrl}/admin`}${held === undefined ? '' : `\n  Someone who came       ${held}`}
  The same, for programs curl -H 'Authorization: Bearer ${config.adminTokens[0]}' '${list}'

  Emails stay on this machine. All other data is in ${folder}. Press Ctrl+C to stop.
`)
}
