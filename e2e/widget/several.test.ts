import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page, Route } from 'playwright-core'
import { strictPolicy } from '../../packages/server/src/demo/demo.ts'
import { freshPostgresUrl } from '../../packages/server/src/testing/databases/postgres.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { type HostPage, startHostPage } from './host-page.ts'

/** With all of 50 people open it would be more than three hundred. */
const mostControls = 100

// In parallel: most of the time goes into the two seconds that filling in the form must take.
describe('several people, signed up from a sponsor’s page', { concurrency: 2, skip: missing(engines[0]!) }, () => {
  for (const database of ['sqlite', 'postgres'])
    describe(`on ${database}`, { concurrency: 1 }, () => testGroups(database))
})

interface Registered {
  givenName: string
  status: string
  agency: string
  group: { reference: string; coordinator: { name: string; email: string } }
}

/** The form for several people in a browser, by what people read. */
interface Form {
  page: Page
  at: Locator
  fillShared(): Promise<void>
  paste(lines: string[], role?: string): Promise<void>
  send(): Promise<void>
  /** Each person's name with their result. */
  outcomes(): Promise<string[]>
  registered(): Promise<Registered[]>
}

const letter = (index: number) => String.fromCharCode(97 + (index % 26))
const linesOf = (count: number, agency: string) =>
  Array.from({ length: count }, (_, index) => `A${letter(index / 26)}${letter(index)}`).map(
    (name) => `${name}\tReyes\t${name.toLowerCase()}@${agency}.example\tFirefighter`,
  )

function testGroups(database: string) {
  let signup: Signup
  let host: HostPage
  let browser: Browser
  let trainings = 0
  before(async () => {
    signup = await startSignup(database === 'postgres' ? { databaseUrl: await freshPostgresUrl() } : {})
    host = await startHostPage()
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await host?.stop()
    await signup?.stop()
  })

  /** A training of its own, with these seats. */
  async function create(seats: object) {
    const slug = `squad-${(trainings += 1)}`
    const times = { start: '2099-03-02T08:00', end: '2099-03-02T16:00', timeZone: 'America/Chicago' }
    const audience = { access: 'attest', roles: ['police', 'fire'], minimumAge: 18, verify: 'never' }
    const title = { en: 'A training', es: 'Una capacitación' }
    const venue = { name: 'Academy' }
    await signup.admin('trainings', 'POST', { slug, title, ...times, venue, audience, seats, status: 'published' })
    return slug
  }

  async function open(slug: string, options: BrowserContextOptions = {}): Promise<Form> {
    const { api } = signup
    host.paste(
      `<training-signup api="${api}" training="${slug}" lang="en"></training-signup>
      <script type="module" src="${api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
      strictPolicy(api),
    )
    const page = await (await browser.newContext({ viewport: { width: 800, height: 900 }, ...options })).newPage()
    await page.goto(host.origin)
    const at = page.locator('training-signup')
    await at.getByRole('button', { name: 'Bringing a group?' }).click()
    await at.getByRole('heading', { name: 'Register a group' }).waitFor()
    return {
      page,
      at,
      async fillShared() {
        await at.getByLabel('Your name').fill('Pat Lee')
        await at.getByLabel('Your email address').fill('pat@kcpd.example')
        await at.getByLabel('Agency or organization').fill('KCPD')
        await at.getByLabel('Everyone in my group is 18 or older').check()
      },
      async paste(lines, role = '') {
        await at.getByText('Paste a list from a spreadsheet').click()
        await at.locator('#q-pasted').fill(lines.join('\n'))
        await at.locator('#q-pasted-role').selectOption(role)
        await at.getByRole('button', { name: 'Add these people' }).click()
        await at.locator('[part=people-notice]').waitFor()
      },
      send: () => at.locator('[type=submit]').click(),
      async outcomes() {
        await at.locator('[part=result]').waitFor()
        return at
          .locator('[part=outcome]')
          .evaluateAll((all) => all.map((one) => [...one.children].map(({ textContent }) => textContent).join(': ')))
      },
      async registered() {
        const all: Registered[] = []
        let cursor = ''
        do {
          const path = `registrations?training=${slug}&limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
          const { registrations, nextCursor } = await (await signup.admin(path)).json()
          all.push(...registrations)
          cursor = nextCursor ?? ''
        } while (cursor)
        return all
      },
    }
  }
  const referencesIn = ({ at }: Form) => at.locator('[part=reference]').allTextContents()

  test('are registered once although an answer is lost, and who had no room comes next', async () => {
    const form = await open(await create({ capacity: 100 }))
    const keys: (string | undefined)[] = []
    await form.page.route('**/registrations', async (route: Route) => {
      keys.push(route.request().headers()['idempotency-key'])
      const response = await route.fetch()
      if (keys.length === 1) await route.abort('connectionreset')
      else await route.fulfill({ response })
    })
    await form.fillShared()
    await form.paste(linesOf(60, 'kcfd'))
    await form.at.locator('[part=people-notice]', { hasText: 'One form has room for 50 people.' }).waitFor()
    await form.send()
    await form.at.getByRole('button', { name: 'Español' }).click()
    await form.at.getByRole('button', { name: 'Volver a intentar' }).click()
    assert.equal((await form.outcomes()).length, 50)
    assert.deepEqual([keys.length, keys[1]], [2, keys[0]])
    await form.at.getByRole('button', { name: 'English' }).click()
    await form.at.getByRole('button', { name: 'Register more people' }).click()
    await form.fillShared()
    await form.at.getByRole('button', { name: 'Add these people' }).click()
    await form.send()
    assert.equal((await form.outcomes()).length, 10)
    const people = await form.registered()
    assert.deepEqual([people.length, new Set(people.map(({ group }) => group.reference)).size], [60, 2])
  })

  // What the page does is the same whichever database is behind the server.
  if (database === 'sqlite') {
    test('are marked where a pasted list is unclear, and registered as one group', async () => {
      const form = await open(await create({ capacity: 20, waitlist: true }))
      await form.fillShared()
      await form.paste([
        'Last name\tFirst name\tEmail\tRole\tBadge',
        'Reyes\tAda\tada@kcpd.example\tPolice officer or deputy\t17',
        'Lee\tBob\tbob@kcpd\tFirefighter\t18',
        'Ng\tCy\t\tPatrol\t19',
      ])
      await form.at.getByText('We didn’t use these columns: Badge.').waitFor()
      await form.send()
      const summary = form.at.locator('[part=summary]')
      await summary.getByText('Person 2: Check the part after the @').waitFor()
      await summary.getByText('Person 3: Select a role').click()
      assert.equal(await focusedName(form.page), 'Role')
      await form.page.keyboard.press('P')
      await form.at.getByLabel('Email address (optional)').nth(0).fill('bob@kcpd.example')
      await form.send()
      assert.deepEqual(await form.outcomes(), ['Ada Reyes: Has a seat', 'Bob Lee: Has a seat', 'Cy Ng: Has a seat'])
      const people = await form.registered()
      const [reference] = await referencesIn(form)
      assert.deepEqual(people.map(({ givenName }) => givenName).toSorted(), ['Ada', 'Bob', 'Cy'])
      for (const { agency, group } of people)
        assert.deepEqual(
          [agency, group.reference, group.coordinator.name, group.coordinator.email],
          ['KCPD', reference, 'Pat Lee', 'pat@kcpd.example'],
        )
      await form.at.getByRole('button', { name: 'Register more people' }).click()
      assert.equal(await form.at.getByLabel('Your name').inputValue(), 'Pat Lee')
      assert.deepEqual(await form.at.locator('[part=person] > summary').allInnerTexts(), ['Person 1'])
    })

    for (const [choice, expected] of [
      ['Seat as many', ['Has a seat', 'Has a seat', 'Has a seat', 'On the waiting list', 'On the waiting list']],
      ['Keep us together', Array.from({ length: 5 }, () => 'On the waiting list')],
    ] as const)
      test(`get what there is when seats run short: ${choice}`, async () => {
        const form = await open(await create({ capacity: 3, waitlist: true }))
        await form.fillShared()
        await form.paste(linesOf(5, 'kcfd'))
        await form.at.getByLabel(choice).check()
        await form.send()
        assert.deepEqual(
          (await form.outcomes()).map((one) => one.split(': ')[1]),
          expected,
        )
        await form.at.getByRole('heading', { name: 'should stay home' }).waitFor()
        const confirmed = (await form.registered()).filter(({ status }) => status === 'confirmed')
        assert.equal(confirmed.length, expected.filter((one) => one === 'Has a seat').length)
      })

    test('lose nothing where there is neither a seat nor a waiting list', async () => {
      const slug = await create({ capacity: 3, waitlist: false })
      const form = await open(slug)
      await form.fillShared()
      await form.paste(linesOf(5, 'kcfd'))
      await form.send()
      await form.at.getByRole('heading', { name: 'There aren’t enough seats for all of you' }).waitFor()
      assert.deepEqual(await form.registered(), [])
      for (const number of [5, 4]) {
        await form.at.locator(`[part=person] > summary`, { hasText: `Person ${number}` }).click()
        await form.at.getByRole('button', { name: `Remove person ${number}` }).click()
      }
      await form.send()
      assert.equal((await form.outcomes()).length, 3)

      await form.at.getByRole('button', { name: 'Register more people' }).click()
      await form.at.getByRole('heading', { name: 'This training is full' }).waitFor()
      await signup.admin(`trainings/${slug}`, 'PATCH', { seats: { capacity: 20, waitlist: false } })
      await form.at.getByRole('button', { name: 'Check again' }).click()
      await form.at.getByRole('heading', { name: 'Register a group' }).waitFor()
      assert.equal(await form.at.getByLabel('Agency or organization').inputValue(), 'KCPD')
    })

    test('show faults that only the server finds, and register no one before they are mended', async () => {
      const form = await open(await create({ capacity: 100 }))
      await form.fillShared()
      const lines = linesOf(25, 'kcfd')
      lines[22] = 'Ada\tReyes\tada@-kcpd.example\tFirefighter'
      lines[24] = lines[23] ?? ''
      await form.paste(lines)
      await form.send()
      const summary = form.at.locator('[part=summary]')
      await summary.getByText('Person 23: Check the part after the @').click()
      assert.equal(await focusedName(form.page), 'Email address (optional)')
      assert.deepEqual(await form.registered(), [])
      await form.page.keyboard.press('ControlOrMeta+a')
      await form.page.keyboard.insertText('ada@kcpd.example')
      await form.send()
      await summary.getByText('Person 25: This person is listed twice').waitFor()
      await form.at.getByRole('button', { name: 'Remove person 25' }).first().click()
      await form.send()
      assert.equal((await form.outcomes()).length, 24)
      assert.equal((await form.registered()).length, 24)
    })

    test('may be fifty, and typing stays quick', async (t) => {
      const form = await open(await create({ capacity: 500 }))
      await form.fillShared()
      await form.paste(
        linesOf(50, 'kcfd').map((line, index) => (index < 40 ? line.replace('Firefighter', 'Patrol') : line)),
        'fire',
      )
      const slowest = await form.at.evaluate(slowestKey, 'q-agency')
      t.diagnostic(`slowest key with 50 people: ${Math.round(slowest)} ms`)
      const controls = await form.at.locator('form :is(input, select, textarea)').count()
      assert.ok(controls < mostControls, `the page holds ${controls} controls, of which each costs time at every key`)
      await form.send()
      const outcomes = await form.outcomes()
      assert.deepEqual([outcomes.length, new Set(outcomes).size], [50, 50])
      const people = await form.registered()
      assert.deepEqual([people.length, new Set(people.map(({ givenName }) => givenName)).size], [50, 50])
    })

    // What is the page's alone is the same on both, and looked at on one.
    test('can be signed up without a mouse', async () => {
      const { page, ...form } = await open(await create({ capacity: 20 }))
      /** Goes on with Tab until there, and types or presses. */
      const at = async (name: string, text: string, key?: string) => {
        for (let presses = 0; (await focusedName(page)) !== name; presses += 1) {
          assert.ok(presses < 12, `${name} cannot be reached`)
          await page.keyboard.press('Tab')
        }
        if (key) await page.keyboard.press(key)
        else await page.keyboard.insertText(text)
      }
      await at('Your name', 'Pat Lee')
      await at('Your email address', 'pat@kcpd.example')
      await at('Agency or organization', 'KCPD')
      await at('First name', 'Ada')
      await at('Last name', 'Reyes')
      await at('Role', '', 'P')
      await at('Add another person', '', 'Enter')
      await page.waitForFunction(() =>
        document.querySelector('training-signup')?.shadowRoot?.activeElement?.matches('[name="q-/people/1/givenName"]'),
      )
      await at('First name', 'Grace')
      await at('Role', '', 'P')
      await at('Everyone in my group is 18 or older', '', 'Space')
      await at('Register 2 people', '', 'Enter')
      assert.deepEqual(await form.outcomes(), ['Ada Reyes: Has a seat', 'Grace: Has a seat'])
    })
  } else {
    const looks: [BrowserContextOptions, Parameters<typeof faultsOf>[1]][] = [
      [{ colorScheme: 'light' }, {}],
      [{ colorScheme: 'dark', viewport: { width: 320, height: 700 } }, { changed: 'looks' }],
      [{ forcedColors: 'active' }, { changed: 'colors' }],
    ]
    for (const [look, checked] of looks)
      test(`have a form that axe finds no fault with: ${JSON.stringify(look)}`, async () => {
        const form = await open(await create({ capacity: 3, waitlist: true }), look)
        const check = async (step: string) => {
          assert.deepEqual(await faultsOf(form.page, checked), [], step)
          const width = await form.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          assert.ok(width <= 0, `${step}: the page is ${width} px too wide`)
        }
        await check('empty')
        await form.paste(['Ada María de la Cruz\tada@kcpd\tPatrol\t816-555-0100', ...linesOf(4, 'kcfd')])
        await check('pasted')
        await form.send()
        await form.at.locator('[part=summary]').waitFor()
        await check('with faults')
        await form.fillShared()
        await form.at.locator('[name="q-/people/1/role"]').selectOption('fire')
        await form.at.locator('[name="q-/people/1/email"]').fill('')
        await form.send()
        assert.equal((await form.outcomes()).length, 5)
        await check('done')
      })
  }
}

/** Returns what a screen reader says of the element with the focus. */
const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement?.shadowRoot?.activeElement as HTMLInputElement | null
    return (focused?.labels?.[0] ?? focused)?.textContent?.replace(/\s+/g, ' ').trim()
  })

/** How long the page is busy with a key, at the most. */
async function slowestKey(host: Element, name: string): Promise<number> {
  const input = host.shadowRoot?.querySelector<HTMLInputElement>(`[name="${name}"]`)
  let slowest = 0
  for (const text of ['K', 'KC', 'KCP', 'KCPD', 'KCP', 'KCPD']) {
    const start = performance.now()
    input!.value = text
    input!.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    // Rendered, and nothing else left to do.
    await new Promise((resolve) => setTimeout(resolve))
    slowest = Math.max(slowest, performance.now() - start)
  }
  return slowest
}
