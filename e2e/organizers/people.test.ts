import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'

describe('organizers’ pages about people', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  let ids: string[] = []
  const add = async (familyName: string) => {
    const people = [{ givenName: 'Ada', familyName, email: `${familyName.toLowerCase()}@example.org` }]
    const answer = await signup.admin('registrations', 'POST', { training: slug, people, channel: 'phone' })
    return ((await answer.json()) as { registrations: { id: string }[] }).registrations[0]?.id ?? ''
  }
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    ids = [await add('Reyes'), await add('Brewer'), await add('Moreno')]
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      extraHTTPHeaders: { Authorization: `Bearer ${signup.token}` },
      ...options,
    })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) faults.push(message.text())
    })
    await page.goto(`${signup.api}/admin${path}`)
    return { page, faults, close: () => context.close() }
  }
  /** Waits until the door’s script hears what is typed: it needs no button any more. */
  const hears = (page: Page) => page.locator('[data-search]').waitFor({ state: 'hidden' })
  const isHere = async (index: number) => {
    const answer = await signup.admin(`registrations/${ids[index]}`)
    return ((await answer.json()) as { checkedInAt: string | null }).checkedInAt !== null
  }
  const rowOf = (page: Page, name: string) => page.locator('.line', { hasText: name })

  test('show the first person on the first screen of a narrow phone', async () => {
    const { page, close } = await open('', { viewport: { width: 320, height: 800 } })
    for (const lang of ['en', 'es']) {
      await page.goto(`${signup.api}/admin/trainings/${slug}?lang=${lang}`)
      const first = await page
        .locator('.roster tbody tr')
        .first()
        .evaluate((row) => row.getBoundingClientRect().bottom)
      assert.ok(first <= 800, `${lang}: the first person ends ${first} px from the top`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.equal(overflow, 0, `${lang} is wider than a phone`)
      const last = page.locator('.strip .button:visible').last()
      await last.focus()
      assert.ok(((await last.boundingBox())?.x ?? 320) < 300, `${lang}: the last button is out of reach`)
    }
    await close()
  })

  test('the door searches as one types, and keeps check-ins while there is no connection', async () => {
    const { page, faults, close } = await open(`/door/${slug}`)
    await hears(page)
    await page.getByLabel('Name, agency, or number').fill('BREW')
    assert.equal(await rowOf(page, 'Reyes').isVisible(), false)
    await rowOf(page, 'Brewer').getByRole('button').click()
    await until('the check-in', () => isHere(1))
    await page.getByLabel('Name, agency, or number').fill('')
    await page.context().setOffline(true)
    await rowOf(page, 'Reyes').getByRole('button').click()
    await page.getByText('1 change is kept in this browser').waitFor()
    assert.equal(await rowOf(page, 'Reyes').getByText('Here since').isVisible(), true)
    assert.equal(await page.locator('[data-here]').textContent(), '2')
    assert.equal(await isHere(0), false)
    await page.context().setOffline(false)
    await until('the check-in that waited', () => isHere(0))
    await page.getByText('No connection since').waitFor({ state: 'hidden' })
    await rowOf(page, 'Reyes').getByRole('button', { name: 'Undo' }).click()
    await until('the undoing', async () => !(await isHere(0)))
    assert.deepEqual(faults, [])
    await close()
  })

  test('the door says what is missing: anyone at all, anyone who came, or a name', async () => {
    const { training } = (await (await signup.admin(`trainings/${slug}`)).json()) as { training: object }
    await signup.admin('trainings', 'POST', { ...training, slug: 'empty-door', status: 'published' })
    const { page, faults, close } = await open('/door/empty-door')
    await page.getByText('No one is registered yet.').waitFor()
    await hears(page)
    await page.getByLabel('Name, agency, or number').fill('reyes')
    await page.getByText('No one by that name is registered.').waitFor()
    await page.getByLabel('Name, agency, or number').fill('')
    await page.getByText('No one is registered yet.').waitFor()
    await page.getByRole('link', { name: 'Leaving' }).click()
    await page.getByText('No one is here yet.').waitFor()
    assert.deepEqual(faults, [])
    await close()
  })

  for (const javaScriptEnabled of [true, false])
    test(`the door prints people without a name on paper last, by number, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      const name = `paper-${javaScriptEnabled}`
      const { training } = (await (await signup.admin(`trainings/${slug}`)).json()) as { training: object }
      const fields = { withoutName: 'optional' }
      await signup.admin('trainings', 'POST', { ...training, slug: name, fields, status: 'published' })
      for (const [familyName, withoutName] of [
        ['Abel', false],
        ['Byrd', true],
        ['Cole', true],
        ['Mills', false],
      ])
        await signup.admin('registrations', 'POST', {
          training: name,
          channel: 'phone',
          people: [{ givenName: 'Ada', familyName, withoutName }],
        })
      const { people } = (await (await signup.admin(`trainings/${name}/door`)).json()) as {
        people: { number: string | null }[]
      }
      const numbers = people.flatMap(({ number }) => number ?? []).toSorted()
      // No one is on so low a screen: paper has them all the same.
      const viewport = { width: 375, height: 50 }
      const { page, close } = await open(`/door/${name}?lang=en`, { javaScriptEnabled, viewport })
      await rowOf(page, 'Byrd').waitFor()
      await page.emulateMedia({ media: 'print' })
      const text = await page.locator('form:has([data-people])').innerText()
      const lines = text.split('\n').filter((line) => /Abel|Byrd|Cole|Mills|-/.test(line))
      assert.deepEqual(lines, ['Abel, Ada', 'Mills, Ada', ...numbers])
      await close()
    })

  test('a button shows that its form is on its way', async () => {
    const { page, faults, close } = await open('/organizer?lang=en')
    const { promise: held, resolve: answer } = Promise.withResolvers<void>()
    await page.route('**/admin/organizer*', async (route) => {
      if (route.request().method() === 'POST') await held
      await route.continue()
    })
    // While a page is being left, only what it says by itself can be read.
    await page.evaluate(() => {
      const tell = () => {
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'One moment…')
        if (button) console.log(`pressed: ${button.inert}, ${getComputedStyle(button).opacity}`)
      }
      new MutationObserver(tell).observe(document.body, { subtree: true, childList: true })
    })
    const said = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('pressed') })
    await page.getByRole('button', { name: 'Save', exact: true }).click({ noWaitAfter: true })
    assert.equal((await said).text(), 'pressed: true, 0.6')
    answer()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor()
    assert.deepEqual(faults, [])
    await close()
  })

  test('a slash finds anyone from any page, unless someone is typing', async () => {
    const { page, faults, close } = await open('/settings', { viewport: { width: 1280, height: 900 } })
    await page.keyboard.press('/')
    const field = page.getByPlaceholder('Find anyone')
    assert.equal(await field.evaluate((input) => input === document.activeElement), true)
    await page.keyboard.type('a/b')
    assert.equal(await field.inputValue(), 'a/b')
    await field.fill('Det. brewer')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Brewer, Ada' }).click()
    await page.getByRole('heading', { name: /Brewer/ }).waitFor()
    // On a phone a link leads to the field.
    await page.setViewportSize({ width: 320, height: 800 })
    await page.getByRole('link', { name: 'Find anyone' }).click()
    await page.waitForURL(/\/find$/)
    await page.keyboard.press('/')
    assert.equal(await page.locator(':focus').getAttribute('name'), 'q')
    assert.deepEqual(faults, [])
    await close()
  })

  test('without a script: from the list to a person, corrected, and checked in at the door', async () => {
    const { page, close } = await open(`/trainings/${slug}?q=moreno`, { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Moreno, Ada' }).click()
    await page.getByRole('link', { name: 'Edit answers' }).click()
    await page.getByLabel('Last name').fill('Moreno-Ruiz')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The answers are saved').waitFor()
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.getByLabel('Name, agency, or number').fill('ruiz')
    await page.getByRole('button', { name: 'Search' }).click()
    await rowOf(page, 'Moreno-Ruiz').getByRole('button').click()
    await rowOf(page, 'Moreno-Ruiz').getByText('Here since').waitFor()
    assert.equal(await isHere(2), true)
    await close()
  })

  test('the list shows what came of a decision, and takes nothing away from who uses it', async () => {
    /**
     * The ten minutes pass in the page, and on the server the organizer presses “Send now”
     * elsewhere.
     */
    const passes = async (page: Page, id: string) => {
      const decided = await signup.admin('bulk-actions', 'POST', {
        action: 'cancel',
        training: slug,
        registrations: [id],
      })
      const { id: action } = (await decided.json()) as { id: string }
      await page.reload()
      await page.getByText('1 registration will be canceled at').waitFor()
      await signup.admin(`bulk-actions/${action}/run`, 'POST')
    }
    const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
    const search = (page: Page) => page.locator('main input[name=q]')
    const [okafor, petrov] = [await add('Okafor'), await add('Petrov')]
    const { page, faults, close } = await open(`/trainings/${slug}?status=confirmed,cancelled`)
    await page.clock.install()
    await passes(page, okafor)
    await page.clock.fastForward('10:20')
    await page.getByText(/Done at .*: 1 canceled/).waitFor()
    await row(page, 'Okafor').getByText('Canceled', { exact: true }).waitFor()

    await passes(page, petrov)
    await search(page).fill('Bre')
    await row(page, 'Petrov').getByRole('checkbox').check()
    // For the page it is ten minutes later already.
    await page.clock.fastForward('00:20')
    const outcomes = page.locator('.ahead li', { hasText: /Done at .*: 1 canceled/ })
    await until('the second outcome', async () => (await outcomes.count()) === 2)
    assert.equal(await page.getByText('1 registration will be canceled at').count(), 0)
    assert.equal(await row(page, 'Petrov').getByRole('checkbox').isChecked(), true)
    assert.equal(await row(page, 'Petrov').getByText('Confirmed').isVisible(), true)

    await row(page, 'Petrov').getByRole('checkbox').uncheck()
    await search(page).focus()
    await page.clock.fastForward('00:20')
    await row(page, 'Petrov').getByText('Canceled', { exact: true }).waitFor()
    assert.equal(await search(page).inputValue(), 'Bre')
    // The bar works on the list that came.
    await row(page, 'Reyes').getByRole('checkbox').check()
    await page.getByText('1 selected').waitFor()

    // Signed out in the meantime, the page is led to where nothing is said about decisions.
    await passes(page, await add('Ibarra'))
    await page.context().setExtraHTTPHeaders({})
    const asked = page.waitForResponse(/sign-in/)
    await page.clock.fastForward('00:20')
    await asked
    // By the time of a second answer the page has read the first.
    await page.evaluate('fetch(location.href).then((answer) => answer.text())')
    assert.equal(await page.getByText('1 registration will be canceled at').count(), 1)
    assert.deepEqual(faults, [])
    await close()
  })

  test('print a list without what only a screen is for', async () => {
    const { page, close } = await open(`/trainings/${slug}?role=&sort=name`)
    const shown = () => page.locator('input:visible, select:visible, button:visible, summary:visible').count()
    assert.ok((await shown()) > 5)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await shown(), 0)
    assert.equal(await page.getByText('Reyes, Ada').isVisible(), true)
    await close()
  })

  test('have a bar of one row, in which everything can be reached', async () => {
    const { page, close } = await open('')
    for (const [width, lang] of [
      [320, 'es'],
      [375, 'en'],
      [1280, 'es'],
      [1920, 'en'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`${signup.api}/admin?lang=${lang}`)
      const bar = await page.locator('.site').evaluate((one) => ({
        height: one.getBoundingClientRect().height,
        over: document.documentElement.scrollWidth - innerWidth,
      }))
      assert.ok(bar.height < 70 && bar.over === 0, `${width}: ${JSON.stringify(bar)}`)
      const menu = page.locator('.bar-menu:has(nav) > summary')
      assert.equal(await menu.isVisible(), width < 1280)
      if (width < 1280) await menu.click()
      const links = page.getByRole('navigation', { name: lang === 'es' ? 'Principal' : 'Main' }).getByRole('link')
      assert.equal(await links.count(), 8)
      for (const link of await links.all()) {
        const { x = -1, width: wide = width } = (await link.boundingBox()) ?? {}
        assert.ok(x >= 0 && x + wide <= width, `${width}: ${await link.textContent()}`)
      }
      await page.keyboard.press('Escape')
      assert.equal(await links.first().isVisible(), width >= 1280)
    }
    await close()
  })

  test('the door has people who registered after its list was kept, also where it opens with a search', async () => {
    const { page, close } = await open(`/door/${slug}`)
    await rowOf(page, 'Moreno').waitFor()
    await page.waitForLoadState('networkidle')
    await add('Nakamura')
    await page.goto(`${signup.api}/admin/door/${slug}?q=reyes`)
    await page.getByLabel('Name, agency, or number').fill('')
    await rowOf(page, 'Nakamura').waitFor()
    await close()
  })
})
