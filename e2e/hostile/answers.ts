import assert from 'node:assert/strict'
import { describe } from 'node:test'
import type { Page, Route } from 'playwright-core'
import { assertUnharmed, fillIn, type InChromium, listed, send, testPage } from './chromium.ts'
import { training } from './survival.ts'

const portal = '<!doctype html><title>Portal</title><h1>Welcome to our network</h1>'
const headers = { 'access-control-allow-origin': '*' }

/** Bad responses in place of the API's. */
const badAnswers: Record<string, (route: Route) => Promise<void>> = {
  'JSON of something else': (route) => route.fulfill({ headers, json: { training: 3, form: null, words: [] } }),
  'half of an answer': (route) => route.fulfill({ headers, contentType: 'application/json', body: '{"training":{' }),
  'a page in HTML': (route) => route.fulfill({ headers, contentType: 'text/html', body: portal }),
  'a page that this page may not read': (route) => route.fulfill({ contentType: 'text/html', body: portal }),
  'an error of the server': (route) => route.fulfill({ headers, status: 500, body: 'Internal Server Error' }),
  'an empty answer': (route) => route.fulfill({ headers, status: 204 }),
  'no answer': (route) => route.abort('connectionreset'),
}
const trainings = '**/api/v1/trainings/*?*'
const registrations = '**/api/v1/trainings/*/registrations'

const link = (page: Page) => page.getByRole('link', { name: 'Register for the free training' })
const again = (page: Page) => page.getByRole('button', { name: 'Try again' })

export function testAnswers(shared: InChromium) {
  testLoading(shared)
  testSettings(shared)
  testSending(shared)
  testWithdrawal(shared)
  describe('for twenty seconds', { concurrency: 2 }, () => testPatience(shared))
}

function testLoading(shared: InChromium) {
  for (const [name, answer] of Object.entries(badAnswers))
    testPage(
      shared,
      `a training of which comes ${name}: the link stays, and another try loads the form`,
      async (page) => {
        await page.route(trainings, answer)
        await page.goto(shared.site.show({}))
        await again(page).waitFor()
        assert.ok(await link(page).isVisible())
        await assertUnharmed(page)
        await page.unroute(trainings)
        await again(page).click()
        await page.getByLabel('First name').waitFor()
      },
    )
}

function testSettings(shared: InChromium) {
  const element = (attributes: string) => shared.site.element(attributes)
  const scriptTag = () => shared.site.scriptTag
  const wrong: Record<string, (api: string) => string> = {
    'no training': () => '',
    'a server that is not there': () => `training="${training}" api="http://127.0.0.1:9"`,
    'a server that is another': () => `training="${training}" api="/page-1"`,
    'an address that is none': () => `training="${training}" api="https://"`,
    'a protocol that is none of the web’s': () => `training="${training}" api="javascript:alert(1)"`,
  }
  for (const [name, attributes] of Object.entries(wrong))
    testPage(shared, `a page that names ${name}: the link stays`, async (page) => {
      const given = attributes(shared.site.api)
      const pasted = scriptTag() + element(given).replace(given.includes('api=') ? / api="[^"]*"/ : /^$/, '')
      await page.goto(shared.site.show({ pasted }))
      await page.locator('training-signup [part=unavailable]').waitFor()
      assert.ok(await link(page).isVisible())
      await assertUnharmed(page)
    })

  testPage(shared, 'a page that names an unknown training: the form says so, and leads to all', async (page) => {
    await page.goto(shared.site.show({ pasted: scriptTag() + element('training="no-such-training"') }))
    await page.locator('training-signup [part=panel]').getByRole('link', { name: 'See all trainings' }).waitFor()
    await assertUnharmed(page)
  })

  testPage(shared, 'a page of an unknown partner: the sign-up goes through', async (page) => {
    const pasted = scriptTag() + element(`training="${training}"`).replace('we-the-people', 'nobody-knows')
    await page.goto(shared.site.show({ pasted }))
    const email = await fillIn(page)
    await send(page)
    await page.getByText('Your reference number', { exact: true }).waitFor()
    assert.match(String(await listed(shared, email)), /^confirmed/)
  })
}

function testSending(shared: InChromium) {
  for (const [name, answer] of Object.entries(badAnswers))
    testPage(
      shared,
      `a sign-up that was stored, and of which comes ${name}: another try is no second seat`,
      async (page) => {
        await page.goto(shared.site.show({}))
        const email = await fillIn(page)
        await page.route(registrations, async (route) => {
          await route.fetch()
          await answer(route)
        })
        await send(page)
        await page.getByText('We’re not sure your registration went through').waitFor()
        assert.equal(await page.getByLabel('Email address').inputValue(), email)
        await page.unroute(registrations)
        await again(page).click()
        await page.getByText('Your reference number', { exact: true }).waitFor()
        assert.deepEqual(await listed(shared, email), ['confirmed we-the-people'])
        await assertUnharmed(page)
      },
    )
}

function testWithdrawal(shared: InChromium) {
  testPage(shared, 'a training that is withdrawn while the form is filled in: it says so', async (page) => {
    const slug = 'withdrawn-meanwhile'
    const { signup, site } = shared
    const places = {
      timeZone: 'America/Chicago',
      venue: { name: 'Hall' },
      start: '2090-03-06T09:00',
      end: '2090-03-06T15:00',
    }
    await signup.admin('trainings', 'POST', { slug, status: 'published', title: { en: 'Short-lived' }, ...places })
    const show = async () => page.goto(site.show({ pasted: site.scriptTag + site.element(`training="${slug}"`) }))
    await show()
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Reyes')
    await page.getByLabel('Email address').fill('ada@kcpd.example')
    await signup.admin(`trainings/${slug}`, 'PATCH', { status: 'withdrawn' })
    await send(page)
    await page.getByText('This training is no longer offered here').waitFor()
    await assertUnharmed(page)
    await show()
    await page.getByText('This training is no longer offered here').waitFor()
    await page.locator('training-signup [part=panel]').getByRole('link', { name: 'See all trainings' }).waitFor()
    await assertUnharmed(page)
  })
}

/** Waits as long as the script does. Both cases run together, because that is long. */
function testPatience(shared: InChromium) {
  testPage(
    shared,
    'a training that never loads: it says so, the link stays, and another try loads it',
    async (page) => {
      await page.route(trainings, () => {})
      await page.goto(shared.site.show({}))
      await page.getByText('Loading…').waitFor()
      assert.ok(await link(page).isVisible())
      assert.ok(await again(page).isVisible())
      await page.getByText('couldn’t load the registration form').waitFor()
      assert.ok(await link(page).isVisible())
      await assertUnharmed(page)
      await page.unroute(trainings)
      await again(page).click()
      await page.getByLabel('First name').waitFor()
    },
  )

  testPage(shared, 'a sign-up without an answer: the visitor sees that, and another try goes through', async (page) => {
    await page.goto(shared.site.show({}))
    const email = await fillIn(page)
    await page.route(registrations, () => {})
    await send(page)
    await again(page).waitFor()
    await page.unroute(registrations)
    await again(page).click()
    await page.getByText('Your reference number', { exact: true }).waitFor()
    assert.deepEqual(await listed(shared, email), ['confirmed we-the-people'])
    await assertUnharmed(page)
  })
}
