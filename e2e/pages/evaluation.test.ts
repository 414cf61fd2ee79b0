import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const people = 6
const folder = process.env['EVALUATION_PICTURES']
const dayMs = 24 * 60 * 60_000

const questions = [
  {
    id: 'stop',
    label: { en: 'What do you do first?', es: '¿Qué hace primero?' },
    topic: { en: 'What to say first', es: 'Qué decir primero' },
    options: [
      { value: 'alone', label: { en: 'Talk to each person alone', es: 'Hablar con cada persona a solas' } },
      { value: 'wait', label: { en: 'Wait until someone asks', es: 'Esperar' } },
    ],
    right: 'alone',
  },
]

describe('an evaluation in a browser without script', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  const file = `${scratchFolder('training-signup-evaluation-')}/signup.db`
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url, databaseUrl: `sqlite:${file}` })
    browser = await launchChromium()
    await hold(signup)
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const linkTo = async (at: number) => {
    const [mail] = await mailsTo(smtp, `person${at}@kcpd.example`, ({ subject }) =>
      /How was|Qué le/.test(subject ?? ''),
    )
    return /https?:\/\/\S+\/evaluation/.exec(mail.text ?? '')?.[0] ?? assert.fail(mail.text)
  }
  const open = async (link: string, javaScriptEnabled = false) => {
    const page = await (
      await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 800 } })
    ).newPage()
    await page.goto(link)
    return page
  }
  const answer = async (page: Page, at: number) => {
    for (const field of ['useful', 'signs', 'call', 'safe', 'clear', 'now'])
      await page.locator(`input[name="${field}"][value="${3 + (at % 3)}"]`).check()
    await page.locator('input[name="before"][value="2"]').check()
    await page.locator('input[name="bias"][value="no"]').check()
    await page.locator('textarea[name="change"]').fill(`I will call first (${at})`)
    await page.getByLabel('Email me 3 more questions in 90 days').check()
    await page.getByRole('button', { name: 'Send my answers' }).last().click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  }
  const picture = async (page: Page, name: string) => {
    if (folder === undefined) return
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }

  test('has steps for thumbs, and nothing that axe finds fault with, in any colors and in both languages', async () => {
    const link = await linkTo(0)
    for (const lang of ['en', 'es']) {
      const page = await open(`${link}?lang=${lang}`, true)
      assert.deepEqual(await faultsOf(page), [], lang)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.equal(over, 0)
      const heights = await page
        .locator('.scale label')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
      // Seven scales, whose legends are no labels.
      assert.equal(heights.length, 35)
      assert.ok(
        heights.every((height) => height >= 64),
        String(heights),
      )
      await picture(page, `evaluation-320-${lang}`)
      await page.emulateMedia({ colorScheme: 'dark' })
      assert.deepEqual(await faultsOf(page, { changed: 'colors' }), [], `${lang}, dark`)
      await picture(page, `evaluation-320-${lang}-dark`)
      await page.emulateMedia({ forcedColors: 'active' })
      await picture(page, `evaluation-320-${lang}-forced`)
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
      await picture(page, `evaluation-1280-${lang}`)
      const tops = await page
        .locator('.scale label')
        .evaluateAll((all) => all.slice(0, 5).map((one) => Math.round(one.getBoundingClientRect().top)))
      assert.equal(new Set(tops).size, 1, 'five steps in one line')
      await page.context().close()
    }
  })

  test('is sent once, whatever is pressed, and Back sends nothing', async () => {
    const page = await open(await linkTo(0))
    await answer(page, 0)
    await picture(page, 'evaluation-thanks')
    await page.goBack()
    await page.goto(await linkTo(0))
    await page.getByRole('heading', { name: 'You’ve already answered' }).waitFor()
    await page.context().close()
  })

  test('leads to the test, which names topics and no right answers', async () => {
    const page = await open((await linkTo(0)).replace(/evaluation$/, 'test'), true)
    await page.getByLabel('Wait until someone asks').check()
    await page.getByRole('button', { name: 'Send my answers' }).last().click()
    await page.getByText('0 of 1 right, 1 needed').waitFor()
    assert.match((await page.textContent('main')) ?? '', /What to say first/)
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'test-320')
    await page.getByLabel('Talk to each person alone').check()
    await page.getByRole('button', { name: 'Try again' }).last().click()
    await page.getByText('You passed on').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.context().close()
  })

  test('shows nothing to its organizer before five have answered, then means and words', async () => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await signIn(page, signup)
    await page.goto(`${signup.api}/admin/trainings/${slug}/evaluation`)
    await page.getByText('Fewer than 5 people answered').waitFor()
    for (let at = 1; at < people; at++) {
      const person = await open(await linkTo(at))
      await answer(person, at)
      await person.context().close()
    }
    await page.reload()
    await page.getByText(`${people} of ${people} answered`).waitFor()
    await page.getByText('I will call first (1)').waitFor()
    assert.equal(await page.getByText('1 answer waits').count(), 1)
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [320, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      assert.deepEqual(await faultsOf(page), [], `${width} ${colorScheme}`)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
      await picture(page, `results-${width}-${colorScheme}`)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByRole('link', { name: 'Report for funders' }).click()
    await page.getByText('One page. No names, and no group under 5.').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await picture(page, 'report-1280')
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.deepEqual(await faultsOf(page, { changed: 'colors' }), [])
    await picture(page, 'report-1280-dark')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 816, height: 1056 })
    await picture(page, 'report-print')
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
    await page.setViewportSize({ width: 320, height: 800 })
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
    await picture(page, 'report-320')
    await page.context().close()
  })

  test('asks once more when 90 days are over, and has no address then', async () => {
    const database = new DatabaseSync(file, { timeout: 10_000 })
    database.prepare('update follow_up set due_at = ?').run(new Date(Date.now() - dayMs).toISOString())
    const [mail] = await mailsTo(smtp, 'person0@kcpd.example', ({ subject }) => /90 days later/.test(subject ?? ''))
    const link = /https?:\/\/\S+\/r\/later\/\S+/.exec(mail.text ?? '')?.[0] ?? assert.fail(mail.text)
    const page = await open(`${link}?lang=es`, true)
    assert.deepEqual(await faultsOf(page), [])
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
    await picture(page, 'follow-up-320-es')
    await page.goto(link)
    await page.getByLabel('More than once').check()
    await page.getByLabel('Told colleagues about it').check()
    await page.getByRole('button', { name: 'Send my answers' }).last().click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.context().close()
    await until('no address', async () => {
      const { left } = database.prepare('select count(email) as left from follow_up').get() as { left: number }
      return left === 0
    })
    database.close()
  })
})

/** Has people come to a training that is over, and asks them. */
async function hold(signup: Signup) {
  await signup.admin(`trainings/${slug}`, 'PATCH', {
    audience: { access: 'open', verify: 'never' },
    fields: { agency: 'optional' },
    seats: { capacity: null },
  })
  for (let at = 0; at < people; at++) {
    const input = {
      people: [
        { givenName: 'Ada', familyName: `Person${at}`, email: `person${at}@kcpd.example`, agency: 'Kansas City PD' },
      ],
      lang: 'en',
      consents: [],
    }
    const response = await fetch(`${signup.api}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(input),
    })
    if (!response.ok) throw new Error(await response.text())
  }
  const local = (instant: number) => new Date(instant).toISOString().slice(0, 16)
  const start = Date.now() - dayMs
  await signup.admin(`trainings/${slug}`, 'PATCH', { start: local(start), end: local(start + 4 * 60 * 60_000) })
  const { usual } = (await (await signup.admin(`trainings/${slug}/evaluation`)).json()) as { usual: object }
  await signup.admin(
    `trainings/${slug}/evaluation`,
    'PUT',
    { ...usual, test: { questions, pass: 1 } },
    { 'if-match': '*' },
  )
  await signup.admin(`trainings/${slug}/evaluation/send`, 'POST')
}
