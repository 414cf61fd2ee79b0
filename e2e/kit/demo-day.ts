import { readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { mock } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { createManageTokens, type Managed } from '../../packages/server/src/core/registrations/manage-token.ts'
import { runDemo } from '../../packages/server/src/start/run-demo.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'

/** Starts the demo, and names the pages of the training that it has held, of organizers and of everyone else. */
export async function startDemoDay() {
  await import('../../packages/server/src/testing/servers/hurry.ts')
  const folder = scratchFolder('training-signup-demo-')
  const log = mock.method(console, 'log', () => {})
  const port = await freePort()
  const demo = await runDemo({ PORT: String(port), SPONSOR_PORT: String(await freePort()) }, folder)
  const printed = log.mock.calls.map((call) => call.arguments.join(' ')).join('\n')
  log.mock.restore()
  const api = `http://127.0.0.1:${port}`
  return {
    ...readPaths(folder),
    async signIn(context: BrowserContext): Promise<Page> {
      const page = await context.newPage()
      await page.goto(/^ {2}The organizer’s pages +(\S+)$/m.exec(printed)?.[1] ?? '')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(`${api}/admin`)
      return page
    },
    api,
    async stop() {
      await demo.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
export type DemoDay = Awaited<ReturnType<typeof startDemoDay>>

interface Named {
  id: string
  [column: string]: string | null
}

function readPaths(folder: string) {
  const found = readLinks(folder)
  return { unanswered: found.unanswered, organizers: organizerPaths(found), visitors: visitorPaths(found) }
}

/** Reads what the addresses of pages name. */
function readLinks(folder: string) {
  const db = new DatabaseSync(`${folder}/signup.db`, { readOnly: true })
  const first = (sql: string) => db.prepare(`${sql} limit 1`).get() as unknown as Named
  const tokens = createManageTokens({ authSecret: readFileSync(`${folder}/signup.db.secret`, 'utf8').trim() })
  const link = (kind: Managed['kind'], { id }: Named) => tokens.issue({ kind, id, version: 1 })
  const idOf = (name: string) => first(`select id from registration where email = '${name}@example.org'`)
  const personOf = (name: string) => `/r/${link('registration', idOf(name))}`
  const certificate = first('select id, serial, registration_id from certificate where valid_for is not null')
  const old = first('select id, serial from certificate where replaced_by is not null')
  const letter = first('select id from certificate where content like \'%"kind":"letter"%\' and valid_for is not null')
  const found = {
    slug: first("select id, slug from training where slug like 'first-responders-%'")['slug'] ?? '',
    short: idOf('farah.fairbank').id,
    person: certificate['registration_id'] ?? '',
    profile: first('select id from credit_profile').id,
    serials: [certificate['serial'] ?? '', old['serial'] ?? ''],
    certificates: [certificate, letter, old].map((one) => `/r/certificate/${link('certificate', one)}`),
    followUp: `/r/later/${link('follow-up', first('select id from follow_up'))}`,
    people: ['amara.ashgrove', 'carmen.hawthorn', 'amara.fairbank', 'ben.bellweather', 'elena.eastlake'].map(personOf),
    unanswered: ['amara.ashgrove', 'carmen.hawthorn', 'hana.marlowe'].map(personOf),
  }
  db.close()
  return found
}
type Links = ReturnType<typeof readLinks>

function organizerPaths({ slug, person, short, profile, serials: [serial] }: Links): string[] {
  const training = `/trainings/${slug}`
  return [
    '?show=past',
    training,
    `${training}/people/${person}`,
    ...['', '?way=out', '/walk-in'].map((more) => `/door/${slug}${more}`),
    ...['', `?open=${short}`, '/close', '/away', '/paper', '/paper?q=be&signed=9'].map(
      (more) => `${training}/attendance${more}`,
    ),
    ...['', '/edit', '/send', '/ask', `/${serial}/replace`, `/${serial}/revoke`].map(
      (more) => `${training}/credit${more}`,
    ),
    ...['', `/${profile}`, '/new?example=missouri-post'].map((more) => `/profiles${more}`),
    ...['', '/report', '/edit', '/remove'].map((more) => `${training}/evaluation${more}`),
    '/trainings/citizens/evaluation/edit',
    '/trainings/citizens/credit',
  ]
}

function visitorPaths({ slug, people, certificates, followUp, serials }: Links): string[] {
  const [officer, waits, failed, answered] = people
  return [
    `/t/${slug}`,
    `/t/${slug}/share`,
    '/t/first-responders/share',
    ...people,
    `${waits}/evaluation`,
    `${answered}/evaluation`,
    `${waits}/test`,
    `${failed}/test`,
    `${officer}/erase`,
    ...certificates,
    `${certificates[0]}/erase`,
    followUp,
    '/c',
    ...[...serials, 'AAAA-BBBB-CCCC'].map((serial) => `/c/${serial}`),
  ]
}
