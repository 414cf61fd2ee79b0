import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { picture } from '../../packages/server/src/testing/pages/pictures.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { pageWords } from '../../packages/server/src/words/admin.ts'
import { en } from '../../packages/server/src/words/en/index.ts'
import { es } from '../../packages/server/src/words/es/index.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { filledTraining, fillOrganizerPages } from '../kit/organizer-pages.ts'
import { findAstray, findBroken, findCrowded, findCut, readTexts } from '../kit/seen.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = filledTraining
const training = `/trainings/${slug}`

/** Longer ones break within a line on a phone, like that of the longest name. */
const longestWord = 18

type Words = Record<string, string | { one: string; other: string }>
const words: { en: Words; es: Words } = {
  en: Object.assign({}, ...Object.values(en.browser), en.server, pageWords.en),
  es: Object.assign({}, ...Object.values(es.browser), es.server, pageWords.es),
}
const formsOf = (all: Words) =>
  Object.values(all).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)))

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The English sentences that are none in Spanish, too. */
const spanish = new Set(formsOf(words.es))
const english = formsOf(words.en).filter(
  (sentence) => !spanish.has(sentence) && /\p{L}{3}/u.test(sentence.replaceAll(/\{\w+\}/g, '')),
)
const whole = new Set(english)
/** Only those with a gap need a pattern: thousands of patterns for each text of each page take seconds. */
const withGaps = english
  .filter((sentence) => /\{\w+\}/.test(sentence))
  .map(
    (sentence) =>
      new RegExp(
        `^${sentence
          .split(/\{\w+\}/)
          .map(escaped)
          .join('.+')}$`,
      ),
  )
const isEnglish = (text: string) => whole.has(text) || withGaps.some((sentence) => sentence.test(text))

/** Returns the rows whose arrow stands below their words. */
const findFallen = () =>
  [...document.querySelectorAll('.line > .onward')].flatMap((arrow) => {
    const said = arrow.parentElement?.querySelector('span')
    const bottom = said?.getBoundingClientRect().bottom ?? 0
    return arrow.checkVisibility() && arrow.getBoundingClientRect().top >= bottom ? (said?.textContent ?? '') : []
  })

describe('organizers’ pages', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  let page: Page
  let paths: string[]
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    page = await (await browser.newContext()).newPage()
    await signIn(page, signup)
    await page.setViewportSize({ width: 320, height: 800 })
    paths = await fillOrganizerPages(signup)
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const read = async (path: string) => (await (await signup.admin(path)).json()) as Record<string, { id: string }[]>

  /** Looks at a page on a narrow phone, and with a wide screen in the dark. */
  async function look(name: string) {
    // No script runs in the frame of an email, so axe would wait for it forever. The preview is a
    // page of its own.
    await page.locator('iframe').evaluateAll((frames) => {
      for (const frame of frames) frame.remove()
    })
    assert.deepEqual(await faultsOf(page), [], name)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.equal(over, 0, `${name} is wider than a phone`)
    assert.deepEqual(await page.evaluate(findCut), [], `${name}, cut off on a phone`)
    assert.deepEqual(await page.evaluate(findCrowded, longestWord), [], `${name}, crowded on a phone`)
    await page.setViewportSize({ width: 375, height: 812 })
    assert.deepEqual(await page.evaluate(findCrowded, longestWord), [], `${name}, crowded on a usual phone`)
    assert.deepEqual(await page.evaluate(findFallen), [], `${name}, an arrow below its row on a usual phone`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 1100, height: 900 })
    assert.deepEqual(await faultsOf(page, { changed: 'looks' }), [], `${name}, wide and dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 320, height: 800 })
  }

  test('axe finds no fault with any of them, and each fits a narrow phone', async () => {
    for (const path of paths) {
      const response = await page.goto(`${signup.api}/admin${path}`)
      assert.equal(response?.status(), 200, path)
      await look(path)
    }
  })

  test('each is in Spanish alone for someone who chose it, and fits a usual phone', async () => {
    await page.goto(`${signup.api}/admin/account`)
    assert.ok((await page.evaluate(readTexts)).filter(isEnglish).length > 10)
    await page.locator('.who > summary').click()
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByRole('heading', { name: 'Su cuenta' }).waitFor()
    await page.setViewportSize({ width: 375, height: 812 })
    const found: Record<string, string[]> = {}
    for (const path of paths) {
      await page.goto(`${signup.api}/admin${path}`)
      const texts = await page.evaluate(readTexts)
      const faults = [
        ...texts.filter((text) => isEnglish(text) || text.includes('..')),
        ...(await page.evaluate(findCut)),
        ...(await page.evaluate(findCrowded, longestWord)),
        ...(await page.evaluate(findBroken)),
        ...(await page.evaluate(findAstray)),
      ]
      if (faults.length > 0) found[path] = faults
    }
    assert.deepEqual(found, {})
    await page.setViewportSize({ width: 320, height: 800 })
    await page.locator('.who > summary').click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
  })

  test('the organizer’s logo, uploaded there, stands for a long name on a phone', async () => {
    await page.goto(`${signup.api}/admin/organizer`)
    await page.locator('[name="organizer.name"]').fill('Jackson County Training Office')
    const buffer = Buffer.from(picture(600, 200))
    await page
      .locator('[name="organizer.logo.file"]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer })
    await page.locator('button.primary[value="save"]').click()
    await page.locator('.brand > .logo').waitFor()
    const shown = () =>
      page
        .locator('.brand > span')
        .evaluate((name) => getComputedStyle(name).clipPath === 'none' && name.clientWidth > 1)
    await page.setViewportSize({ width: 375, height: 812 })
    assert.equal(await shown(), false)
    await page.setViewportSize({ width: 1100, height: 900 })
    assert.equal(await shown(), true)
    await page.setViewportSize({ width: 320, height: 800 })
  })

  test('nor with those that only a press leads to', async () => {
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).first().click()
      await page.waitForLoadState()
    }
    await page.goto(`${signup.api}/admin${training}?status=pending_approval`)
    await page.getByRole('checkbox', { name: /Okafor/ }).check()
    await press('Decline')
    await look('a decision about several people')
    await press('Decline 1 person')
    await look('the list with decisions that wait')
    await page.locator('.ahead summary').click()
    await page.getByText('1 person will be declined at').waitFor()
    await look('the list with each decision that waits')
    await page.goto(`${signup.api}/admin/agencies/merge?spelling=KCPD&spelling=Kansas+City+Police+Department`)
    await press('Merge')
    await page.getByText('are from').waitFor()
    await look('the agencies after a merge')
    await page.goto(`${signup.api}/admin/trainings/not-yet/edit?part=when`)
    await page.getByLabel('Ends').fill('2026-01-01T09:00')
    await page.locator('button[data-save]').click()
    await page.getByText('The end must be after the start').first().waitFor()
    await look('a form with a fault')
    // People are compared a minute after they register.
    await until('pairs', async () => (await read(`trainings/${slug}/duplicates`))['pairs']!.length > 0)
    await page.goto(`${signup.api}/admin${training}/duplicates`)
    await page.getByText('twice@home.example').first().waitFor()
    await look('two registrations side by side')
    await page.locator('.who > summary').click()
    await look('the menu of the bar')
    await press('Sign out')
    await look('the page to sign in')
    await page.getByLabel('Work email').fill('dana@example.org')
    await press('Email me a code')
    await look('the page for the code')
  })
})
