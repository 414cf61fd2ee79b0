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
  const db = new DatabaseSync(`${folder}/signup.db`, { readOnly: true })
  const first = (sql: string) => db.prepare(`${sql} limit 1`).get() as unknown as Named
  const tokens = createManageTokens({ authSecret: readFileSync(`${folder}/signup.db.secret`, 'utf8').trim() })
  const link = (kind: Managed['kind'], { id }: Named) => tokens.issue({ kind, id, version: 1 })
  const { slug = '' } = first("select id, slug from training where slug like 'first-responders-%'")
  const person = (name: string) =>
    link('registration', first(`select id from registration where email = '${name}@example.org'`))
  const certificate = first('select id, serial, registration_id from certificate where valid_for is not null')
  const old = first('select id, serial from certificate where replaced_by is not null')
  const letter = first('select id from certificate where content like \'%"kind":"letter"%\' and valid_for is not null')
  const later = first('select id from follow_up')
  const short = first("select id from registration where email like 'farah.fairbank%'")
  const { id: profile } = first('select id from credit_profile')
  const [officer, waits] = [person('amara.ashgrove'), person('carmen.hawthorn')]
  const [failed, answered] = [person('amara.fairbank'), person('ben.bellweather')]
  db.close()
  const training = `/trainings/${slug}`
  return {
    slug,
    organizers: [
      '?show=past',
      training,
      `${training}/people/${certificate.registration_id}`,
      `/door/${slug}`,
      `/door/${slug}?way=out`,
      `/door/${slug}/walk-in`,
      `${training}/attendance`,
      `${training}/attendance?open=${short.id}`,
      ...['close', 'away', 'paper', 'paper?q=be&signed=9'].map((name) => `${training}/attendance/${name}`),
      `${training}/credit`,
      `${training}/credit/edit`,
      `${training}/credit/send`,
      ...['replace', 'revoke'].map((name) => `${training}/credit/${certificate.serial}/${name}`),
      '/profiles',
      `/profiles/${profile}`,
      '/profiles/new?example=missouri-post',
      `${training}/evaluation`,
      `${training}/evaluation/report`,
      `${training}/evaluation/edit`,
      `${training}/evaluation/remove`,
      '/trainings/citizens/evaluation/edit',
      '/trainings/citizens/credit',
    ],
    visitors: [
      `/t/${slug}`,
      `/t/${slug}/share`,
      '/t/first-responders/share',
      `/r/${officer}`,
      `/r/${waits}`,
      `/r/${failed}`,
      `/r/${waits}/evaluation`,
      `/r/${answered}/evaluation`,
      `/r/${waits}/test`,
      `/r/${failed}/test`,
      `/r/${officer}/erase`,
      `/r/certificate/${link('certificate', certificate)}`,
      `/r/certificate/${link('certificate', letter)}`,
      `/r/certificate/${link('certificate', old)}`,
      `/r/certificate/${link('certificate', certificate)}/erase`,
      `/r/later/${link('follow-up', later)}`,
      '/c',
      `/c/${certificate.serial}`,
      `/c/${old.serial}`,
      '/c/AAAA-BBBB-CCCC',
    ],
  }
}
