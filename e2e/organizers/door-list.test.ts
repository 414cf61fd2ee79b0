import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'

describe('the list at the door', { skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    for (const familyName of ['Brewer', 'Okafor'])
      await signup.admin('registrations', 'POST', {
        training: slug,
        people: [{ givenName: 'Ada', familyName }],
        channel: 'phone',
      })
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function openDoor(lang: string, width = 375) {
    const extraHTTPHeaders = { Authorization: `Bearer ${signup.token}` }
    const context = await browser.newContext({ extraHTTPHeaders, viewport: { width, height: 812 } })
    const page = await context.newPage()
    await page.goto(`${signup.api}/admin/door/${slug}?lang=${lang}`)
    // Its script has drawn the list anew, and hears presses.
    await page.locator('[data-people] [data-tap]').first().waitFor()
    return page
  }

  const countMarks = async () => {
    const { people } = (await (await signup.admin(`trainings/${slug}/door`)).json()) as {
      people: { marks: unknown[] }[]
    }
    return people.flatMap(({ marks }) => marks).length
  }

  for (const lang of ['en', 'es'])
    test(`begins at most 260 pixels below the top of a phone, in ${lang}`, async () => {
      const page = await openDoor(lang)
      const top = await page.evaluate(() => document.querySelector('[data-people] .line')!.getBoundingClientRect().top)
      assert.ok(top <= 260, String(top))
      await page.context().close()
    })

  test('leaves names half of a row, on the narrowest phone in Spanish, too', async () => {
    const page = await openDoor('es', 320)
    const line = page.locator('[data-people] .line').last()
    const widthOf = (selector: string) =>
      line.locator(selector).evaluate((one) => Math.round(one.getBoundingClientRect().width))
    await line.getByRole('button', { name: 'Marcar llegada' }).waitFor()
    assert.ok((await widthOf('> :first-child')) >= (await widthOf('.button')))
    await page.context().close()
  })

  test('writes a time in Spanish as the server does', async () => {
    const page = await openDoor('es')
    const line = page.locator('[data-people] .line').last()
    await line.getByRole('button').click()
    assert.match(await line.getByText('Lleg').innerText(), /\d:\d\d\s[ap]\.\sm\./)
    await until('the check-in', async () => (await countMarks()) === 1)
    await line.getByRole('button').click()
    await line.getByRole('button', { name: 'Marcar llegada' }).waitFor()
    await until('the undoing', async () => (await countMarks()) === 0)
    await page.context().close()
  })

  test('chooses by the clock for which half day someone comes or leaves', async () => {
    const { training } = (await (await signup.admin(`trainings/${slug}`)).json()) as {
      training: { timeZone: string; start: string; end: string }
    }
    const { timeZone, start, end } = training
    const at = (minutes: number) =>
      new Date(Date.now() + minutes * 60_000).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16)
    const sessions = [
      { start: at(-100), end: at(-5) },
      { start: at(30), end: at(110) },
    ]
    await signup.admin(`trainings/${slug}`, 'PATCH', { start: at(-100), end: at(110), sessions, agenda: null })
    const page = await openDoor('en')
    const chosen = () => page.locator('select[name=session]').inputValue()
    assert.equal(await chosen(), sessions[1]!.start)
    await page.getByRole('link', { name: 'Leaving', exact: true }).click()
    assert.equal(await chosen(), sessions[0]!.start)
    assert.match(page.url(), /way=out/)
    await page.getByRole('link', { name: 'Arriving', exact: true }).click()
    assert.equal(await chosen(), sessions[1]!.start)
    await page.context().close()
    await signup.admin(`trainings/${slug}`, 'PATCH', { start, end, sessions: null })
  })

  test('leads back to its training from the head, where a phone shows no bar, and says so without a connection', async () => {
    const page = await openDoor('en')
    assert.equal(await page.locator('.site').isVisible(), false)
    const back = page.locator('h1 a')
    assert.ok((await back.boundingBox())!.height >= 44)
    await page.context().setOffline(true)
    await back.click()
    await page.getByText('This needs a connection. Try again when you’re back online.').waitFor()
    await page.context().setOffline(false)
    await page.reload()
    await back.click()
    await page.waitForURL(`${signup.api}/admin/trainings/${slug}`)
    assert.equal(await page.locator('.site').isVisible(), true)
    await page.context().close()
  })

  test('shows only those who are not here yet, and everyone again, with one press', async () => {
    const page = await openDoor('en')
    const names = () => page.locator('[data-people] .line b').allTextContents()
    const everyone = await names()
    assert.equal(everyone.length, 2)
    await page.locator('[data-people] .line').first().getByRole('button', { name: 'Check in' }).click()
    await page.locator('[data-here]', { hasText: '1' }).waitFor()
    await page.getByRole('link', { name: 'Not here yet' }).click()
    assert.deepEqual(await names(), everyone.slice(1))
    await page.getByRole('link', { name: 'Everyone' }).click()
    assert.deepEqual(await names(), everyone)
    await page.context().close()
  })
})
