// Takes screenshots for review: node e2e/look/screenshots.ts → screenshots/
import { join } from 'node:path'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { startSponsor } from '../widget/sponsor.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'screenshots')
const widths = [320, 1280]
const schemes = ['light', 'dark'] as const
const languages = { en: 'en-US', es: 'es-US' }
type Language = keyof typeof languages
const pages = {
  hosted: '/t/first-responders?',
  frame: '/t/first-responders/frame?',
  builder: '/embed?training=first-responders&',
}

async function open(page: Page, url: string, lang: Language) {
  await page.goto(url)
  // The sponsor's page is in English; the attribute stands for the visitor's own choice.
  await page.evaluate((value) => {
    for (const element of document.querySelectorAll('training-signup')) element.setAttribute('lang', value)
  }, lang)
}

/** Takes every step of the first training's sign-up, in one theme. */
async function takeSteps(page: Page, name: string, lang: Language, url: string) {
  const take = (step: string) => page.screenshot({ path: join(folder, `${name}-${step}.png`), fullPage: true })
  await open(page, url, lang)
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
  await send.click()
  await form.getByText(reference).first().waitFor()
  await take('3-done')
  await open(page, url, lang)
  await takeGroup(form, name, take)
  await takeChooser(page, form, take)
  await open(page, url, lang)
  await takeCode(page, form, take)
}

const reference = /[A-Z2-9]{4}-[A-Z2-9]{4}/
/** How the list calls the roles of two people, so that only the third is asked about. */
const roles = { en: ['Police officer', 'Firefighter'], es: ['Policía o agente del sheriff', 'Bombero/a'] }
/** Returns a list of people who were in none before. */
const pastedBy = (name: string, [police, fire] = roles[name.startsWith('es') ? 'es' : 'en']) =>
  [
    `Ada Reyes\tada-${name}@kcpd.example\t${police}`,
    'Mary Jo Smith\tmj@kcpd\tDet.',
    `Luis Ortega\tluis-${name}@kcpd.example\t${fire}\t816 555 0100`,
  ].join('\n')
type Take = (step: string) => Promise<unknown>

/** Takes the sign-up of several people, from a pasted list. */
async function takeGroup(form: Locator, name: string, take: Take) {
  await form.locator('[part="form"] .row [part="quiet"]').first().click()
  await form.locator('#paste').click()
  await form.locator('#q-pasted').fill(pastedBy(name))
  await form.locator('[part="paste"] [part="button"]').click()
  await form.locator('[part="mark"]').first().waitFor()
  await take('4-several-people')
  for (const [id, text] of Object.entries({ '/people/2/email': '', '/coordinator/name': 'Sgt. Kim Doe' }))
    await form.locator(`[name="q-${id}"]`).fill(text)
  await form.locator('[name="q-/coordinator/email"]').fill('doe@kcpd.example')
  await form.locator('[name="q-agency"]').fill('Kansas City Police Department')
  await form.locator('[name="q-/people/2/role"]').selectOption('police')
  await form.locator('[type="submit"]').click()
  await form.getByText(reference).first().waitFor()
  await take('5-several-people-done')
}

/** Takes several trainings to choose from, on a page that visitors may have to leave quickly. */
async function takeChooser(page: Page, form: Locator, take: Take) {
  await page.evaluate(() => {
    const element = document.querySelector('training-signup')
    element?.setAttribute('training', 'first-responders,citizens')
    element?.setAttribute('exit-url', 'https://example.org/')
  })
  await form.locator('[part="training"]').first().waitFor()
  await take('6-choose')
  await form.locator('[part="training"] button').last().click()
  await form.locator('[part="form"]').waitFor()
  await take('7-chosen')
}

/** Takes a training whose sign-ups need a code from a mail. */
async function takeCode(page: Page, form: Locator, take: Take) {
  await page.evaluate(() => document.querySelector('training-signup')?.setAttribute('training', 'citizens'))
  const field = (id: string) => form.locator(`[name="q-${id}"]`).first()
  await form
    .getByText(/Stadium/)
    .first()
    .waitFor()
  for (const id of ['givenName', 'familyName']) await field(id).fill('Reyes')
  await field('email').fill('ada.reyes@kcpd.example')
  for (const box of await form.locator('form [type=checkbox]').all()) await box.check()
  await form.locator('[type="submit"]').click()
  await form.locator('[part~="code"]').waitFor()
  await take('8-code')
  await form.locator('[part~="code"]').fill('123 45')
  await form.locator('[type="submit"]').click()
  await form.locator('#q-code-error').waitFor()
  await form.locator('[part="form"] [part="quiet"]').first().click()
  await form.locator('[part="code-news"]').getByText(/./).waitFor()
  await form.locator('[type="submit"]').click()
  await form.locator('#q-code-error').waitFor()
  await take('9-code-errors')
}

async function takeAll(signup: Signup, url: string) {
  const browser = await launchChromium()
  const newPage = async (options: BrowserContextOptions) => (await browser.newContext(options)).newPage()
  try {
    for (const width of widths)
      for (const colorScheme of schemes)
        for (const lang of Object.keys(languages) as Language[]) {
          const page = await newPage({ viewport: { width, height: 900 }, colorScheme, locale: languages[lang] })
          await takeSteps(page, `${lang}-${colorScheme}-${width}`, lang, url)
          for (const [name, path] of Object.entries(pages)) {
            await page.goto(`${signup.api}${path}lang=${lang}`)
            await page.waitForLoadState('networkidle')
            await page.screenshot({ path: join(folder, `${lang}-${colorScheme}-${width}-${name}.png`), fullPage: true })
          }
          await page.context().close()
        }
  } finally {
    await browser.close()
  }
}

const smtp = await startSmtpServer()
const signup = await startSignup({ smtpUrl: smtp.url })
try {
  // Only the second one asks for a code.
  await signup.admin('trainings/first-responders', 'PATCH', { audience: { verify: 'never' } })
  await signup.admin('trainings/citizens', 'PATCH', { audience: { verify: 'everyone' } })
  // With mail, the server under test puts the trainings where it is day. The pictures show their
  // real time zone.
  for (const slug of ['first-responders', 'citizens'])
    await signup.admin(`trainings/${slug}`, 'PATCH', { timeZone: 'America/Chicago' })
  const sponsor = await startSponsor(signup)
  await takeAll(signup, sponsor.url).finally(sponsor.stop)
} finally {
  await signup.stop()
  await smtp.close()
}
console.log(`Look at ${folder}`)
