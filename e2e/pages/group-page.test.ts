import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing, startOnce } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { signupOf } from '../kit/form.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { startOnTheWay } from '../widget/on-the-way.ts'

const chromium = engines[0]!
const training = 'first-responders'
const names = ['Ada', 'Luis', 'Rosa', 'Chen']
/** The server takes nothing that is quicker than people type. */
const typingMs = 2_500

const registered = async (signup: Signup, slug: string): Promise<string[]> => {
  const { registrations } = await (await signup.admin(`registrations?training=${slug}&sort=created`)).json()
  return registrations.map(
    (one: { givenName: string; status: string; group: { coordinator: { email: string } } }) =>
      `${one.givenName} ${one.status} ${one.group.coordinator.email}`,
  )
}

describe('the page for a group without JavaScript', { skip: missing(chromium) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    await signup.admin('trainings/citizens', 'PATCH', { audience: { verify: true } })
    // Else the organizer would have to approve most of so many people without a code.
    await signup.admin(`trainings/${training}`, 'PATCH', { audience: { verify: 'never' } })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  async function open(slug: string, width: number): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${signup.api}/t/${slug}?lang=en`)
    await page.getByRole('link', { name: 'Bringing a group?' }).click()
    return page
  }
  const person = (page: Page, number: number) => page.getByRole('group', { name: `Person ${number}`, exact: true })
  const submit = (page: Page) => page.getByRole('button', { name: 'Register your group' })

  test('registers four people, after a mistake and more rows', async () => {
    const page = await open(training, 1100)
    await page.getByLabel('Your email address').fill('pat@kcpd')
    await page.getByLabel('Agency or organization').fill('KCPD')
    await person(page, 1).getByLabel('First name').fill('Ada')
    await person(page, 1).getByLabel('Other role').waitFor({ state: 'hidden' })
    await person(page, 1).getByRole('combobox', { name: 'Role' }).selectOption('other')
    await person(page, 1).getByLabel('Other role').fill('Chaplain')
    // The Enter key registers, and does not add rows.
    await page.getByLabel('Agency or organization').press('Enter')
    const summary = page.getByRole('alert')
    await summary.getByRole('link', { name: 'Check the part after the @' }).waitFor()
    assert.equal(await page.getByRole('group', { name: /^Person \d$/ }).count(), 3)
    await summary.getByRole('link', { name: 'Enter your name' }).click()
    await page.keyboard.type('Pat Lee')
    await page.getByLabel('Your email address').fill('pat@kcpd.example')

    await page.getByRole('button', { name: 'Add more rows' }).click()
    // The focus is in the first of the new rows.
    await person(page, 4).getByLabel('First name').and(page.locator(':focus')).fill('Luis')
    assert.equal(await person(page, 1).getByLabel('Other role').inputValue(), 'Chaplain')
    await person(page, 5).getByLabel('First name').fill('Rosa')
    await person(page, 6).getByLabel('First name').fill('Chen')
    for (const number of [4, 5, 6])
      await person(page, number).getByRole('combobox', { name: 'Role' }).selectOption('fire')
    await page.waitForTimeout(typingMs)
    await submit(page).click()
    await page.getByRole('heading', { name: 'Everyone has a seat' }).waitFor()
    assert.deepEqual(
      await page.getByRole('list', { name: 'Status of each person' }).getByRole('listitem').allInnerTexts(),
      names.map((name) => `${name}\nHas a seat`),
    )
    assert.deepEqual(
      await registered(signup, training),
      names.map((name) => `${name} confirmed pat@kcpd.example`),
    )
    await page.context().close()
  })

  test('registers four people with a code, after a corrected answer', async () => {
    const page = await open('citizens', 375)
    await page.getByLabel('Your name').fill('Pat Lee')
    await page.getByLabel('Your email address').fill('typo@kcpd.example')
    await page.getByRole('button', { name: 'Add more rows' }).click()
    for (const [index, name] of names.entries())
      await person(page, index + 1)
        .getByLabel('First name')
        .fill(name)
    await page.waitForTimeout(typingMs)
    await submit(page).click()
    await page.getByRole('button', { name: 'Fix my address' }).click()
    await page.getByLabel('Your email address').fill('lee@kcpd.example')
    await page.getByRole('button', { name: 'Send it here' }).click()
    const [{ subject = '' }] = await mailsTo(smtp, 'lee@kcpd.example', (mail) =>
      /code is \d{6}/.test(mail.subject ?? ''),
    )
    await page.getByLabel('Code').fill(/\d{6}/.exec(subject)?.[0] ?? '')
    await page.getByRole('button', { name: 'Finish registering' }).click()
    await page.getByRole('heading', { name: 'Everyone has a seat' }).waitFor()
    assert.deepEqual(
      await registered(signup, 'citizens'),
      names.map((name) => `${name} confirmed lee@kcpd.example`),
    )
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`has no barrier, and is no wider than a phone, in ${colorScheme}`, async () => {
      // Axe needs JavaScript; the page must do without the element.
      const page = await (await browser.newContext({ colorScheme, viewport: { width: 375, height: 900 } })).newPage()
      await page.route('**/embed/**', (route) => route.abort())
      await page.goto(`${signup.api}/t/${training}/group?lang=en`)
      assert.deepEqual(await faultsOf(page), [])
      await submit(page).click()
      await page.getByRole('alert').waitFor()
      assert.deepEqual(await faultsOf(page), [])
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375)
      await page.context().close()
    })
})

describe('the page for a group with JavaScript', () => {
  let signup: Signup
  before(async () => {
    signup = await startSignup()
  })
  after(() => signup?.stop())
  const url = (origin: string) => `${origin}/t/${training}/group?lang=en`

  describe('as a visitor sees it', { skip: missing(chromium) }, () => {
    const browser = startOnce(chromium)
    const coordinator = 'pat@kcpd.example'
    const mine = async () => (await registered(signup, training)).filter((one) => one.endsWith(coordinator))

    test('shows the element in the place of the rows, and four people register', async () => {
      const page = await browser().open()
      try {
        const at = signupOf(page, training)
        await page.open(url(signup.api))
        await at.see('text', 'People in your group')
        assert.equal(await page.read(() => document.querySelector('#rows') === null), true)
        await page.fill(await at.see('label', 'Your name'), 'Pat Lee')
        await page.fill(await at.see('label', 'Your email address'), coordinator)
        await page.fill(await at.see('label', 'Agency or organization'), 'KCPD')
        await page.click(await at.see('button', 'Paste a list'))
        await at.see('label', 'One person per line')
        // As a paste does: not every driver can type a line break.
        const paste = (lines: string) => {
          const box = document
            .querySelector('training-signup')
            ?.shadowRoot?.querySelector<HTMLInputElement>('#q-pasted')
          if (box) box.value = lines
          box?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
        }
        await page.read(paste, names.map((name) => `${name}\tLee\t\tFirefighter`).join('\n'))
        await page.click(await at.see('button', 'Add these people'))
        await page.click(await at.see('button', 'Register 4 people'))
        await at.see('text', 'Everyone has a seat')
        assert.deepEqual(
          await mine(),
          names.map((name) => `${name} confirmed ${coordinator}`),
        )
      } finally {
        await page.close()
      }
    })

    test('keeps the rows where the element cannot run, and they work', async () => {
      const broken = new Map([['/embed/v1/training-signup.js', Buffer.from('throw new Error("broken")')]])
      const onTheWay = await startOnTheWay(signup.api, broken)
      const page = await browser().open()
      try {
        await page.open(url(onTheWay.origin))
        const set = (id: string, value: string) => {
          const control = document.querySelector<HTMLInputElement>(`#field-${id}`)
          if (control) control.value = value
          return control?.checkVisibility()
        }
        const answers = { coordinator_name: 'Pat Lee', coordinator_email: coordinator, shared_agency: 'KCPD' }
        const people = {
          people_0_givenName: 'Kim',
          people_0_role: 'fire',
          people_2_givenName: 'Lou',
          people_2_role: 'other',
        }
        for (const [id, value] of Object.entries({ ...answers, ...people }))
          assert.ok(await page.read(set, id, value), id)
        assert.ok(await page.read(set, 'people_2_roleOther', 'Chaplain'), 'the list shows its question')
        assert.equal(await page.read(set, 'people_0_roleOther', ''), false)
        await new Promise((resolve) => setTimeout(resolve, typingMs))
        await page.click(await page.find(() => document.querySelector('form > button')))
        const heading = () => page.read(() => document.querySelector('h1')?.textContent).catch(() => undefined)
        await until('the result', async () => (await heading()) === 'Everyone has a seat')
        assert.deepEqual((await mine()).slice(-2), [`Kim confirmed ${coordinator}`, `Lou confirmed ${coordinator}`])
      } finally {
        await page.close()
        await onTheWay.stop()
      }
    })
  })

  describe('while the element comes', { skip: missing(chromium) }, () => {
    let browser: Browser
    before(async () => {
      browser = await launchChromium()
    })
    after(() => browser?.close())

    test('moves nothing that is in view', async () => {
      for (const width of [375, 1100]) {
        const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage()
        await page.goto(url(signup.api))
        await page.locator('#live').waitFor()
        const shifts = await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              let sum = 0
              const add = (list: PerformanceObserverEntryList) => {
                for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
              }
              new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
              requestAnimationFrame(() => setTimeout(() => resolve(sum), 100))
            }),
        )
        assert.ok(shifts < 0.01, `${width} px wide: ${shifts}`)
        await page.context().close()
      }
    })

    test('leaves the rows to a visitor who has begun to fill them in', async () => {
      const page = await (await browser.newContext()).newPage()
      const come = Promise.withResolvers<void>()
      await page.route('**/api/v1/trainings/**', async (route) => {
        await come.promise
        await route.continue()
      })
      await page.goto(url(signup.api))
      await page.getByLabel('Your name').fill('Pat')
      await page.getByRole('heading', { name: 'Register a group' }).click()
      come.resolve()
      await page.locator('#live').waitFor({ state: 'detached' })
      assert.equal(await page.getByLabel('Your name').inputValue(), 'Pat')
      await page.context().close()
    })
  })
})
