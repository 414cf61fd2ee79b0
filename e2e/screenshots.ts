// Pictures to be looked at: node e2e/screenshots.ts → screenshots/, and docs/sponsor-page.png for the README.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { type Signup, startSignup } from './signup.ts'
import { startSponsor } from './sponsor.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'screenshots')
const widths = [320, 1280]
const schemes = ['light', 'dark'] as const
const languages = { en: 'en-US', es: 'es-US' }
type Language = keyof typeof languages

/** Every step of the first training's sign-up, in one look. */
async function takeSteps(page: Page, name: string, lang: Language, url: string) {
  const take = (step: string) => page.screenshot({ path: join(folder, `${name}-${step}.png`), fullPage: true })
  await page.goto(url)
  // The page is the sponsor's, in English; the visitor's own choice is what the attribute stands for.
  await page.evaluate((value) => {
    for (const element of document.querySelectorAll('training-signup')) element.setAttribute('lang', value)
  }, lang)
  const form = page.locator('training-signup').first()
  const field = (id: string, more = '') => form.locator(`[name="${id}"]${more}, [name="q-${id}"]${more}`).first()
  const send = form.locator('[type="submit"]').first()
  await field('givenName').waitFor()
  await take('1-form')
  await send.click()
  await form.locator('[aria-invalid="true"]').first().waitFor()
  await take('2-errors')
  for (const id of ['givenName', 'familyName', 'agency']) await field(id).fill('Reyes')
  await field('email').fill(`${name}@kcpd.example`)
  await field('role', '[value="police"]').check()
  await field('attestation').check()
  await send.click()
  await form
    .getByText(/[A-Z2-9]{4}-[A-Z2-9]{4}/)
    .first()
    .waitFor()
  await take('3-done')
}

/** The sponsor's page as somebody sees it who comes across it, for the README. */
async function takeForReadme(page: Page, url: string) {
  await page.goto(url)
  await page.getByLabel('First name').first().waitFor()
  await mkdir(join(root, 'docs'), { recursive: true })
  await page.screenshot({ path: join(root, 'docs/sponsor-page.png') })
}

async function takeAll(signup: Signup, url: string) {
  const browser = await launchChromium()
  const open = async (options: BrowserContextOptions) => (await browser.newContext(options)).newPage()
  try {
    for (const width of widths)
      for (const colorScheme of schemes)
        for (const lang of Object.keys(languages) as Language[]) {
          const page = await open({ viewport: { width, height: 900 }, colorScheme, locale: languages[lang] })
          await takeSteps(page, `${lang}-${colorScheme}-${width}`, lang, url)
          await page.goto(`${signup.api}/t/first-responders?lang=${lang}`)
          await page.screenshot({ path: join(folder, `${lang}-${colorScheme}-${width}-hosted.png`), fullPage: true })
          await page.context().close()
        }
    await takeForReadme(
      await open({ viewport: { width: 1280, height: 1600 }, colorScheme: 'light', locale: 'en-US' }),
      url,
    )
  } finally {
    await browser.close()
  }
}

const signup = await startSignup()
try {
  const sponsor = await startSponsor(signup)
  await takeAll(signup, sponsor.url).finally(sponsor.stop)
} finally {
  await signup.stop()
}
console.log(`Look at ${folder}`)
