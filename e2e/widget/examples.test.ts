import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { until } from '../kit/until.ts'
import { checkTypes, type Examples, startExamples } from './examples.ts'

const training = 'first-responders'

let examples: Examples
before(async () => {
  examples = await startExamples()
})
after(() => examples?.stop())

/** Returns a person's status in the organizer's list, found by the email address. */
async function listed(email: string) {
  const path = `registrations?training=${training}&q=${encodeURIComponent(email)}`
  const { registrations } = await (await examples.signup.admin(path)).json()
  return registrations.map(({ status, partner }: { status: string; partner: string }) => [status, partner])
}
/** One seat, credited to the partner whose page it is. */
const oneSeat = [['confirmed', 'we-the-people']]

// What engines do differently with a policy, with a script of the page's own, or with properties
// that come before the element, they do with every page: the hostile pages and the built script are
// tried in all of them.
describe('the examples do what they show', { concurrency: 1, skip: missing(engines[0]!) }, testBehaviour)

/** A sign-up and what happens around it, with an eye on the console. */
function testBehaviour() {
  let browser: Browser
  let page: Page
  let faults: string[]
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  const show = async (path: string, { isCutOff = false } = {}) => {
    faults = []
    page = await (await browser.newContext()).newPage()
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.addInitScript(watch)
    if (isCutOff) await page.route('**/api/v1/**', (route) => route.abort())
    await page.goto(`${examples.site}/${path}`)
  }
  /** `run` may answer with the complaints in the console that it expects. */
  const example = (name: string, run: () => Promise<RegExp | void>) => {
    test(name, async () => {
      try {
        const expected = await run()
        const others = faults.filter((fault) => !expected?.test(fault))
        assert.deepEqual(others, [], 'the console complains')
      } finally {
        await page?.context().close()
      }
    })
  }
  const firstName = () => page.getByLabel('First name')
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: object[] }).heard)

  example('plain-html: the page hears of a sign-up, and of no person', async () => {
    await show('plain-html/')
    await signUp(page, 'plain@kcpd.example')
    await page.getByText('Thanks for registering. Know a colleague').waitFor()
    assert.deepEqual(await heard(), [
      { type: 'training-signup-registered', training, partner: 'we-the-people', status: 'confirmed' },
    ])
    assert.deepEqual(await listed('plain@kcpd.example'), oneSeat)
  })

  example('plain-html: the page helps when the form cannot be had, and the link stays', async () => {
    await show('plain-html/', { isCutOff: true })
    await page.getByText('Trouble with the form?').waitFor()
    assert.ok(await page.getByRole('link', { name: 'Register for the free training' }).isVisible())
    return /net::ERR_FAILED/
  })

  example('strict-csp: the policy is in force and stops nothing of the sign-up', async () => {
    await show('strict-csp/')
    await signUp(page, 'strict@kcpd.example')
    assert.deepEqual(await listed('strict@kcpd.example'), oneSeat)
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { stopped: string[] }).stopped), [])
    assert.deepEqual(faults, [])
    const directives = await page.evaluate(askForTrouble)
    assert.deepEqual(directives, ['img-src', 'require-trusted-types-for', 'style-src-elem', 'trusted-types'])
    return /Content Security Policy|Trusted ?Type|TrustedHTML/
  })

  test('strict-csp: nginx and Apache have the same policy', async () => {
    const read = async (name: string, pattern: RegExp) => {
      const text = await readFile(new URL(`../../examples/strict-csp/${name}`, import.meta.url), 'utf8')
      return [...text.matchAll(pattern)].map(([, header, value]) => [header, value])
    }
    const nginx = await read('nginx.conf', /^add_header (\S+) "(.*)" always;$/gm)
    assert.deepEqual(await read('.htaccess', /^Header always set (\S+) "(.*)"$/gm), nginx)
    assert.equal(nginx.length, 2)
  })

  example(
    'react: one element, however often it is mounted, and a new look at the seats keeps what was typed',
    async () => {
      await show('react/')
      for (const action of ['Register', 'Close the form', 'Register']) {
        await page.getByRole('button', { name: action }).first().click()
        assert.equal(await page.locator('training-signup').count(), action === 'Register' ? 1 : 0)
      }
      await firstName().fill('Grace')
      let looks = 0
      page.on('requestfinished', (request) => (looks += Number(request.url().includes('/api/v1/trainings?'))))
      const seats = page.getByText('Seats available.').first()
      await page.getByRole('button', { name: 'Check for open seats again' }).click()
      await until('a new look at the seats', async () => looks === 1)
      await seats.waitFor()
      assert.equal(await firstName().inputValue(), 'Grace')
      await signUp(page, 'react@kcpd.example')
      await page.getByText('Thanks for registering.').waitFor()
      await until('a look at the seats after the sign-up', async () => looks > 1)
      assert.equal(looks, 2, 'the event is handled once')
      assert.ok(await page.getByText('Your reference number').first().isVisible(), 'the result stays')
      assert.deepEqual(await listed('react@kcpd.example'), oneSeat)
    },
  )

  test('react: the tag’s attributes and events have types', async () => {
    assert.equal(await checkTypes('export const right = <training-signup training="a" theme="dark" />'), '')
    const wrong = await checkTypes(`
      export const theme = <training-signup theme="pink" />
      export const event = <training-signup ontraining-signup-registered={({ email }) => email} />`)
    assert.match(wrong, /'"pink"' is not assignable/)
    assert.match(wrong, /'email' does not exist on type 'RegisteredEvent'/)
    assert.equal(wrong.match(/error TS/g)?.length, 2, wrong)
  })

  example(
    'vue: the form begins with what the application knows, and another training keeps what was typed',
    async () => {
      await show('vue/')
      assert.equal(await page.getByLabel('Agency or organization').inputValue(), 'Kansas City Police Department')
      assert.ok(await page.getByLabel('Police officer or deputy').isChecked())
      await firstName().fill('Ada')
      const choice = page.getByLabel('Who is it for?')
      await choice.selectOption('citizens')
      await page.getByRole('heading', { name: 'Human trafficking training for citizens' }).waitFor()
      assert.equal(await firstName().inputValue(), 'Ada')
      await choice.selectOption(training)
      await page.getByLabel('Last name').fill('Reyes')
      await page.getByLabel('Email address').fill('vue@kcpd.example')
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await page.getByText('Thanks for registering.').waitFor()
      assert.deepEqual(await listed('vue@kcpd.example'), oneSeat)
    },
  )

  example('single-page: nothing is typed twice, and nothing is counted twice', async () => {
    await show('single-page/')
    const go = (view: string) => page.getByRole('link', { name: view }).click()
    await go('First responders')
    await firstName().fill('Ada')
    await page.getByRole('button', { name: 'Show the form next to the text' }).click()
    assert.equal(await firstName().inputValue(), 'Ada', 'after a move')
    await go('About the trainings')
    assert.equal(await page.locator('training-signup').count(), 0)
    await go('Citizens')
    await page.getByRole('heading', { name: 'Human trafficking training for citizens' }).waitFor()
    assert.equal(await firstName().inputValue(), 'Ada', 'with another training')
    await page.goBack()
    await page.goBack()
    await page.getByRole('heading', { name: 'Human trafficking training for first responders' }).waitFor()
    assert.equal(await firstName().inputValue(), 'Ada', 'after going back')
    await signUp(page, 'single-page@kcpd.example')
    await page.getByText('Registered during this visit: 1').waitFor()
    assert.equal((await heard()).length, 1)
    assert.deepEqual(await listed('single-page@kcpd.example'), oneSeat)
    await go('About the trainings')
    await page.evaluate(() => document.dispatchEvent(new Event('training-signup-registered')))
    assert.equal(await page.locator('#count').textContent(), 'Registered during this visit: 1')
  })

  example('iframe: the frame is as high as its content, and ignores everyone else', async () => {
    await show('iframe/')
    const frame = page.frameLocator('iframe')
    const send = frame.getByRole('button', { name: 'Register', exact: true })
    await send.waitFor()
    const empty = await settledHeight(page)
    await send.click()
    await frame.locator('[aria-invalid=true]').first().waitFor()
    assert.ok((await settledHeight(page)) > empty, 'error messages need room')
    await signUp(frame, 'iframe@kcpd.example')
    await settledHeight(page)
    assert.deepEqual(await listed('iframe@kcpd.example'), oneSeat)

    let height = page.evaluate(heightAfterMessage, 1)
    await page.evaluate(() => postMessage({ type: 'training-signup-height', height: 1 }))
    assert.notEqual(await height, '1px', 'from the right frame only')
    await page.evaluate(() => document.querySelector('iframe')!.setAttribute('src', 'about:blank'))
    await page.frameLocator('iframe').locator('body:empty').waitFor({ state: 'attached' })
    height = page.evaluate(heightAfterMessage, 2)
    await page.frames()[1]!.evaluate(() => parent.postMessage({ type: 'training-signup-height', height: 2 }, '*'))
    assert.notEqual(await height, '2px', 'from the right address only')
  })
}

/** Runs in the page before anything else. */
function watch() {
  const seen = { heard: [] as object[], stopped: [] as string[] }
  Object.assign(globalThis, seen)
  document.addEventListener('training-signup-registered', (event) => {
    const own = Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'isTrusted'))
    seen.heard.push({ type: event.type, ...own })
  })
  document.addEventListener('securitypolicyviolation', (event) => seen.stopped.push(event.effectiveDirective))
}

/** Does in the page what its policy forbids, and returns the directives that stopped it. */
async function askForTrouble() {
  new Image().src = 'image.png'
  document.head.append(document.createElement('style'))
  document.querySelector('style')!.textContent = 'p { color: red }'
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes: { createPolicy: (name: string, rules: object) => void }
  }
  // Trusted Types throw where markup is written or another policy is made.
  for (const tryIt of [
    () => (document.querySelector('h1')!.innerHTML = 'Markup'),
    () => trustedTypes.createPolicy('other', {}),
  ]) {
    try {
      tryIt()
    } catch {}
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  return [...new Set((globalThis as unknown as { stopped: string[] }).stopped)].toSorted()
}

/** Returns how high the page makes the frame after a message with this height, from any sender. */
const heightAfterMessage = (height: number) =>
  new Promise<string>((resolve) => {
    addEventListener('message', ({ data }) => {
      if (data.height === height) resolve(document.querySelector('iframe')!.style.height)
    })
  })

async function signUp(place: Page | FrameLocator, email: string) {
  await place.getByLabel('First name').fill('Ada')
  await place.getByLabel('Last name').fill('Reyes')
  await place.getByLabel('Email address').fill(email)
  await place.getByLabel('Police officer or deputy').check()
  await place.getByLabel('Agency or organization').fill('Kansas City Police Department')
  await place.locator('form').getByRole('button', { name: 'Register', exact: true }).click()
  await place.getByText('Your reference number').first().waitFor()
}

/** The frame's height, once all of what is in it can be seen without scrolling. */
async function settledHeight(page: Page): Promise<number> {
  const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame())!
  await frame.waitForFunction(() => Math.abs(document.documentElement.scrollHeight - innerHeight) <= 1)
  return frame.evaluate(() => innerHeight)
}
