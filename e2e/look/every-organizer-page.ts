// Takes a picture of every organizers' page at each width, in both schemes, with a reader's own
// colors, and in both languages:
// node e2e/look/every-organizer-page.ts 375-dark-es edit → screenshots/organizers/375-dark-es/
// Each argument must stand in a picture's name. Without any, it takes all of them.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { fillLongRoster } from '../kit/long-roster.ts'
import { filledTraining, fillOrganizerPages } from '../kit/organizer-pages.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const folder = join(import.meta.dirname, '../../screenshots/organizers')
const wanted = process.argv.slice(2)
const heights = { 320: 640, 375: 812, 1280: 900, 1920: 1080 }
const media = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const
const languages = ['en', 'es']
const long = 'first-responders'

const looks = Object.entries(heights).flatMap(([width, height]) =>
  Object.entries(media).flatMap(([colors, emulated]) =>
    languages.map((lang) => ({
      width: Number(width),
      height,
      emulated,
      lang,
      name: `${width}-${colors}-${lang}`,
    })),
  ),
)
type Look = (typeof looks)[number]

/** Returns what only a search, a part of a form, or many people show. */
async function morePaths(signup: Signup): Promise<string[]> {
  const { registrations } = await (await signup.admin(`registrations?training=${long}&limit=3`)).json()
  const parts = ['what', 'when', 'seats', 'audience', 'questions', 'contact', 'sponsors', 'helplines', 'more']
  return [
    `/trainings/${long}`,
    `/trainings/${long}?q=montesinos`,
    `/trainings/${long}/people/${registrations[1].id}`,
    `/trainings/${long}/bulk/cancel?${registrations.map(({ id }: { id: string }) => `id=${id}`).join('&')}`,
    '/find?q=reyes',
    '/find?q=no+one+at+all',
    ...parts.map((part) => `/trainings/${filledTraining}/edit?part=${part}`),
  ]
}

const nameOf = (path: string, index: number) =>
  `${String(index).padStart(3, '0')}${path.replaceAll(/[\da-f-]{36}/g, 'id').replaceAll(/[^\w-]+/g, '-')}`.slice(0, 90)

async function openSignedIn(signup: Signup, browser: Browser) {
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
  await signIn(page, signup)
  return page
}

/** Takes one page as a whole, and what it previews. */
async function take(page: Page, url: string, path: string) {
  await page.goto(url)
  if ((await page.locator('iframe').count()) > 0) await page.waitForLoadState('networkidle')
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}

async function takeLook(page: Page, { width, height, emulated, lang, name }: Look, pages: [string, string][]) {
  const chosen = pages.filter(([, picture]) => wanted.every((part) => `${name}/${picture}`.includes(part)))
  if (chosen.length === 0) return
  await page.setViewportSize({ width, height })
  await page.emulateMedia(emulated)
  for (const [url, picture] of chosen)
    await take(page, `${url}${url.includes('?') ? '&' : '?'}lang=${lang}`, join(folder, name, `${picture}.png`))
  console.log(`${name}: ${chosen.length} pictures`)
}

async function takeAll(signup: Signup, browser: Browser) {
  const page = await openSignedIn(signup, browser)
  // With mail, the server under test puts the trainings where it is day. The pictures show their
  // real time zone.
  for (const slug of [filledTraining, long])
    await signup.admin(`trainings/${slug}`, 'PATCH', { timeZone: 'America/Chicago' })
  const filled = await fillOrganizerPages(signup)
  await fillLongRoster(signup, long)
  const paths = [...filled, ...(await morePaths(signup))]
  const pages = paths.map((path, index): [string, string] => [`${signup.api}/admin${path}`, nameOf(path, index)])
  for (const look of looks) await takeLook(page, look, pages)
}

const smtp = await startSmtpServer()
const signup = await startSignup({ smtpUrl: smtp.url })
const browser = await launchChromium()
try {
  await takeAll(signup, browser)
} finally {
  await browser.close()
  await signup.stop()
  await smtp.close()
}
console.log(`Look at ${folder}`)
