import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { fillLongRoster } from '../kit/long-roster.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const slug = 'first-responders'

describe('the list of 150 people with long names', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    await fillLongRoster(signup, slug)
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function open(path: string, options: BrowserContextOptions = {}) {
    const extraHTTPHeaders = { Authorization: `Bearer ${signup.token}` }
    const context = await browser.newContext({ extraHTTPHeaders, ...options })
    const page = await context.newPage()
    await page.goto(`${signup.api}/admin${path}`)
    return page
  }

  const screens = [
    { width: 1280, height: 900, mostTop: 330, leastNames: 12, lang: 'en' },
    { width: 1280, height: 900, mostTop: 330, leastNames: 12, lang: 'es' },
    { width: 1920, height: 1080, mostTop: 330, leastNames: 16, lang: 'en' },
    { width: 375, height: 812, mostTop: 420, leastNames: 2, lang: 'en' },
    { width: 375, height: 812, mostTop: 420, leastNames: 2, lang: 'es' },
  ] as const

  /** Opens the list, and fails unless it begins high up, and has many people on a screen. */
  async function expectDense(path: string, { width, height, mostTop, leastNames }: (typeof screens)[number]) {
    const page = await open(path, { viewport: { width, height } })
    const found = await page.evaluate(() => {
      const boxes = (one: string) => [...document.querySelectorAll(one)].map((each) => each.getBoundingClientRect())
      const names = boxes('.roster td.name a')
      return {
        all: names.length,
        top: names[0]?.top ?? Infinity,
        left: (names[0]?.left ?? Infinity) - (boxes('.roster')[0]?.left ?? 0),
        seen: names.filter(({ bottom }) => bottom <= innerHeight).length,
        rows: [...new Set(boxes('.roster tbody tr').map((row) => Math.round(row.height)))],
        roles: Math.max(
          ...boxes(
            `.roster td:nth-child(${document.querySelector<HTMLTableCellElement>('.roster th.role')!.cellIndex + 1})`,
          ).map(({ height: one }) => one),
        ),
        table: boxes('.roster')[0]?.width ?? 0,
        over: document.documentElement.scrollWidth - innerWidth,
      }
    })
    assert.ok(found.top <= mostTop, `the first name is ${found.top} px down`)
    assert.ok(found.seen >= leastNames, `${found.seen} names`)
    assert.equal(found.over, 0)
    // A card has as much room for the role as for the name.
    if (width < 1000) assert.ok(found.roles <= 24, `roles of ${found.roles} px`)
    else {
      assert.deepEqual(found.rows, [44])
      assert.ok(found.left <= 60, `names begin after ${found.left} px`)
      assert.ok(found.table > width - 40, `the list is ${found.table} px wide`)
    }
    return { page, all: found.all }
  }

  for (const screen of screens) {
    const { width, lang } = screen
    test(`begins high up, and has many on a screen: ${width} pixels, ${lang}`, async () => {
      const { page, all } = await expectDense(`/trainings/${slug}?lang=${lang}`, screen)
      assert.equal(all, 150)
      await page.context().close()
    })
    test(`does so with a filter, which it counts: ${width} pixels, ${lang}`, async () => {
      const { page, all } = await expectDense(`/trainings/${slug}?lang=${lang}&role=police`, screen)
      assert.equal(all, 75)
      await page.getByText(lang === 'es' ? 'Filtros (1)' : 'Filters (1)', { exact: true }).waitFor()
      await page.context().close()
    })
  }

  for (const width of [1280, 1920])
    test(`shows every name and role whole: ${width} pixels`, async () => {
      const page = await open(`/trainings/${slug}?lang=en`, { viewport: { width, height: 900 } })
      const column = await page.locator('.roster th.role').evaluate((one: HTMLTableCellElement) => one.cellIndex)
      const cells = page.locator(`.roster td:is(.name, :nth-child(${column + 1})) .cut`)
      assert.equal(await cells.count(), 300)
      const cutIn = (all: Element[]) =>
        all
          .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
          .map(({ textContent }) => textContent)
      assert.deepEqual(await cells.evaluateAll(cutIn), [])
      await page.context().close()
    })

  for (const lang of ['en', 'es'])
    test(`has room to read what is searched for, and names found across the screen: 320 pixels, ${lang}`, async () => {
      const page = await open(`/trainings/${slug}?lang=${lang}`, { viewport: { width: 320, height: 640 } })
      const widthOf = async (selector: string) => (await page.locator(selector).first().boundingBox())?.width ?? 0
      assert.ok((await widthOf('.filter input[type=search]')) > 280)
      await page.goto(`${signup.api}/admin/find?q=reyes&lang=${lang}`)
      assert.ok((await widthOf('#people .line > span:first-child')) > 240)
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
      await page.context().close()
    })

  for (const width of [1280, 375, 320])
    test(`is counted by agency, with a line for each name, at ${width} pixels`, async () => {
      const page = await open(`/numbers?training=${slug}&lang=es`, { viewport: { width, height: 900 } })
      const names = page.locator('figure.agency tbody td:first-child')
      const boxes = await names.evaluateAll((cells) =>
        cells.map((cell) => ({
          height: cell.getBoundingClientRect().height,
          own: cell.getBoundingClientRect().width / cell.closest('table')!.getBoundingClientRect().width,
        })),
      )
      // On a phone, a long name needs two lines: all of their room is its own.
      const isRight = ({ height, own }: (typeof boxes)[number]) => (width < 400 ? own > 0.99 : height < 40)
      assert.ok(boxes.length > 4 && boxes.every(isRight), JSON.stringify(boxes))
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width)
      const broken = await page.locator('.counted td').evaluateAll((cells) =>
        cells.flatMap((cell) => {
          const number = document.createRange()
          number.selectNodeContents(cell)
          return number.getClientRects().length > 1 ? (cell.textContent ?? '') : []
        }),
      )
      assert.deepEqual(broken, [])
      await page.context().close()
    })

  const wide = { viewport: { width: 1280, height: 900 } }
  const nameIn = (text: string | null) => (text ?? '').split(', ').toReversed().join(' ')

  test('opens a person next to it, and stays where it is', async () => {
    const page = await open(`/trainings/${slug}?status=confirmed`, wide)
    const link = page.locator('.roster td.name a').nth(60)
    await link.scrollIntoViewIfNeeded()
    const placeOf = async () => (await link.boundingBox())?.y
    const [place, address] = [await placeOf(), page.url()]
    await link.click()
    await page.locator('#person').waitFor()
    assert.equal(await placeOf(), place)
    const name = nameIn(await link.textContent())
    assert.equal(await page.locator('#person h1').textContent(), name)
    assert.match(page.url(), /\/people\/[^?]*\?status=confirmed/)
    assert.equal(await page.locator('.roster [aria-current]').count(), 1)
    // The address is that of both.
    await page.reload()
    assert.equal(await page.locator('#person h1').textContent(), name)
    assert.equal(await page.locator('.roster td.name a').count(), 150)
    await page.getByRole('link', { name: 'Close' }).click()
    await page.locator('#person').waitFor({ state: 'detached' })
    assert.equal(page.url().replace(/#.*/, ''), address)
    await page.goBack()
    await page.locator('#person').waitFor()
    await page.context().close()
  })

  test('does so without a script, with the person’s row in view', async () => {
    const page = await open(`/trainings/${slug}`, { ...wide, javaScriptEnabled: false })
    const link = page.locator('.roster td.name a').nth(90)
    await link.click()
    await page.locator('#person').waitFor()
    const { y = -1 } = (await page.locator('.roster [aria-current]').boundingBox()) ?? {}
    assert.ok(y > 50 && y < 850, `the row is at ${y}`)
    const person = await page.locator('#person').boundingBox()
    assert.ok(person && person.x > 700 && person.y >= 0 && person.y < 300, JSON.stringify(person))
    await page.context().close()
  })

  for (const javaScriptEnabled of [true, false])
    test(`stays next to the person after a decision, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      const page = await open(`/trainings/${slug}?status=confirmed`, { ...wide, javaScriptEnabled })
      const people = page.locator('.roster td.name a')
      const count = await people.count()
      const [name, next] = [await people.nth(80).textContent(), await people.nth(81).textContent()]
      await people.nth(80).click()
      await page.locator('#person').getByRole('link', { name: 'Cancel this registration' }).click()
      await page.getByRole('button', { name: 'Cancel the registration' }).click()
      await page.locator('#person').getByText('The registration is canceled').waitFor()
      assert.match(page.url(), /\/people\/[^?]*\?status=confirmed/)
      assert.equal(await page.locator('#person h1').textContent(), nameIn(name))
      // It is no longer on this list; the one after it stands in its place.
      assert.equal(await people.count(), count - 1)
      assert.equal(await people.nth(80).textContent(), next)
      await page.context().close()
    })

  test('gives way to the person where there is no room for both', async () => {
    const page = await open(`/trainings/${slug}`, { viewport: { width: 375, height: 812 } })
    await page.locator('.roster td.name a').first().click()
    await page.locator('#person').waitFor()
    assert.equal(await page.locator('.roster').isVisible(), false)
    const { y = 900 } = (await page.locator('#person h1').boundingBox()) ?? {}
    assert.ok(y < 300, `the name is at ${y}`)
    assert.equal(await page.getByRole('link', { name: 'Close' }).isVisible(), false)
    // What the person's own page has is all there.
    await page.locator('#person').getByRole('link', { name: 'Message' }).waitFor()
    await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').last().click()
    await page.locator('.roster td.name a').first().waitFor()
    await page.context().close()
  })

  describe('with five people who wait to be declined, and two who just were', () => {
    before(async () => {
      await signup.admin(`trainings/${slug}`, 'PATCH', {
        audience: { access: 'approval', roles: ['police', 'fire'], verify: 'never' },
      })
      const families = ['Reyes', 'Smith', 'Wu', 'Ortiz', 'Park', 'Diaz', 'Fernández-Montesinos Ruiz de la Torre']
      for (const familyName of families) {
        const person = { givenName: 'Ada', familyName, email: `${familyName.slice(0, 3)}@kcpd.example`, role: 'police' }
        const response = await fetch(`${signup.api}/api/v1/trainings/${slug}/registrations`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ people: [person] }),
        })
        assert.equal(response.status, 201)
      }
      const asked = await signup.admin(`registrations?training=${slug}&status=pending_approval&sort=created`)
      const { registrations } = (await asked.json()) as { registrations: { id: string }[] }
      assert.equal(registrations.length, families.length)
      for (const [at, { id }] of registrations.entries()) {
        const body = { action: 'decline', training: slug, registrations: [id] }
        const decided = (await (await signup.admin('bulk-actions', 'POST', body)).json()) as { id: string }
        if (at >= 5) await signup.admin(`bulk-actions/${decided.id}/run`, 'POST')
      }
    })

    for (const screen of screens)
      for (const query of ['', '&status=pending_approval', '&role=police'])
        test(`begins high up, too: ${screen.width} pixels, ${screen.lang}${query}`, async () => {
          const least = query.includes('status') ? { ...screen, leastNames: 2 } : screen
          const { page } = await expectDense(`/trainings/${slug}?lang=${screen.lang}${query}`, least as typeof screen)
          const said = await page.locator('.ahead summary').innerText()
          assert.match(
            said,
            screen.lang === 'es'
              ? /Se rechazará a 5 personas: Ada Reyes, Ada Smith, Ada Wu y 2 más\./
              : /5 people will be declined: Ada Reyes, Ada Smith, Ada Wu, and 2 more\./,
          )
          await page.context().close()
        })

    for (const javaScriptEnabled of [true, false])
      for (const width of [320, 1280])
        test(`undoes one of them: ${width} pixels, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
          const list = `/trainings/${slug}?status=pending_approval`
          const page = await open(list, { viewport: { width, height: 800 }, javaScriptEnabled })
          const line = page.locator('.ahead summary')
          const count = Number(/\d+/.exec(await line.innerText()))
          await line.click()
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
          const row = page.locator('.ahead li').first()
          const name = /: Ada (\w+)\./.exec(await row.innerText())?.[1] ?? ''
          await row.getByRole('button', { name: 'Undo' }).click()
          await page.getByText('Undone. Nothing changed').waitFor()
          assert.equal(Number(/\d+/.exec(await line.innerText())), count - 1)
          assert.match(page.url(), /status=pending_approval/)
          const checked = page.locator('.roster tr:has(:checked)')
          assert.match(await checked.innerText(), new RegExp(name))
          await page.context().close()
        })
  })

  for (const [width, lang] of [375, 800, 1000, 1280].flatMap((one) => [[one, 'en'] as const, [one, 'es'] as const]))
    test(`says what can be looked for, and cuts no word of it: ${width} pixels, ${lang}`, async () => {
      const page = await open(`/trainings/${slug}?lang=${lang}`, { viewport: { width, height: 812 } })
      const field = page.locator('.filter input[type=search]')
      assert.match((await field.getAttribute('placeholder')) ?? '', /agenc/)
      // A field that is filled gives room to what empties it.
      const over = await field.evaluate((one: HTMLInputElement) => {
        one.type = 'text'
        one.value = one.placeholder
        return one.scrollWidth - one.clientWidth
      })
      assert.equal(over, 0)
      await page.context().close()
    })

  test('and the page that finds anyone never divide an agency between the line of the name and the next', async () => {
    const page = await open('/find?q=reyes', { viewport: { width: 1280, height: 900 } })
    const agencies = await page
      .locator('.line .from')
      .evaluateAll((all) =>
        all.map((one) => ({ boxes: one.getClientRects().length, isLong: (one.textContent ?? '').length > 60 })),
      )
    assert.ok(agencies.some(({ isLong }) => isLong))
    assert.ok(agencies.every(({ boxes }) => boxes === 1))
    await page.context().close()
  })
})
