// Takes the pictures of the docs from the demo: npx --yes pnpm@12.21.0 pictures
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { runDemo } from '../../packages/server/src/start/run-demo.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { launchChromium } from '../kit/chromium.ts'
import { drawEditors } from './draw-editors.ts'
import { takeOrganizerPages } from './organizer-pictures.ts'
import { takeWordPress } from './wordpress-pictures.ts'

const folder = join(import.meta.dirname, '../../docs')
const training = 'first-responders'
const margin = 16
const shown = 'https://signup.example.org'

interface Place {
  browser: Browser
  api: string
  sponsor: string
}

async function open({ browser }: Place, url: string, viewport: { width: number; height: number }) {
  const page = await (await browser.newContext({ viewport, colorScheme: 'light', locale: 'en-US' })).newPage()
  await page.goto(url)
  return page
}

/** Puts the address of the docs in place of this machine's. */
const renameServer = (page: Page, api: string) =>
  page.evaluate(
    ([from, to]) => {
      for (const code of document.querySelectorAll('code')) code.textContent = code.textContent.replaceAll(from, to)
    },
    [api, shown] as const,
  )

/** Takes the first two steps of a sponsor: choosing and copying. */
async function takeBuilder(place: Place) {
  const query = new URLSearchParams({ training, partner: 'we-the-people', accent: '#7a1f2b', theme: 'light' })
  const page = await open(place, `${place.api}/embed?${query}`, { width: 1280, height: 1000 })
  await page.frameLocator('iframe.preview').getByLabel('First name').waitFor()
  await page.screenshot({ path: join(folder, 'step-1-choose.png') })
  await renameServer(page, place.api)
  // As high as the page, so that the bar at the window's bottom lies over nothing.
  await page.setViewportSize({ width: 1280, height: 3000 })
  const { y = 0 } = (await page.locator('#copy-heading').boundingBox()) ?? {}
  const code = (await page.locator('#html').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const { x, width } = code
  const height = code.y + code.height - y
  const clip = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + margin }
  await page.screenshot({ path: join(folder, 'step-2-copy.png'), clip, fullPage: true })
  await page.context().close()
}

/** Takes the third step, the form on the page, and what someone gets who registers there. */
async function takeSponsorPage(place: Place) {
  const page = await open(place, place.sponsor, { width: 1280, height: 1600 })
  const form = page.locator(`training-signup[training="${training}"]`)
  const field = (id: string) => form.locator(`[name="q-${id}"]`).first()
  await field('givenName').waitFor()
  await page.screenshot({ path: join(folder, 'sponsor-page.png') })
  const answers = { givenName: 'Ada', familyName: 'Reyes', agency: 'Kansas City Police Department' }
  for (const [id, text] of Object.entries({ ...answers, email: 'ada.reyes@kcpd.example' })) await field(id).fill(text)
  await form.locator('[name="q-role"][value="police"]').check()
  for (const box of await form.locator('form [type=checkbox]').all()) await box.check()
  await form.locator('[type="submit"]').click()
  await form
    .getByText(/[A-Z2-9]{4}-[A-Z2-9]{4}/)
    .first()
    .waitFor()
  await form.screenshot({ path: join(folder, 'result.png') })
  await page.context().close()
}

async function takeEmails(place: Place) {
  const page = await open(place, `${place.api}/emails`, { width: 700, height: 400 })
  const href = await page.locator('.emails a').first().getAttribute('href')
  await page.goto(new URL(`${href?.split('?')[0]}/html`, page.url()).href)
  await page.screenshot({ path: join(folder, 'email.png'), fullPage: true })
  await page.context().close()
}

drawEditors(folder)
const scratch = scratchFolder('training-signup-pictures-')
const [port, sponsorPort] = [await freePort(), await freePort()].map(String) as [string, string]
const demo = await runDemo({ PORT: port, SPONSOR_PORT: sponsorPort }, scratch)
const browser = await launchChromium()
try {
  const place = { browser, api: `http://127.0.0.1:${port}`, sponsor: `http://127.0.0.1:${sponsorPort}/` }
  await takeBuilder(place)
  await takeSponsorPage(place)
  await takeEmails(place)
  await takeWordPress({ ...place, folder })
  // The last, because they have the first training ask for approval.
  await takeOrganizerPages({ ...place, folder, scratch })
} finally {
  await browser.close()
  await demo.stop()
  rmSync(scratch, { recursive: true })
}
console.log(`Look at ${folder}`)
