import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines, missing, openOnce } from '../kit/engine.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const hourMs = 3_600_000

/** Where it is noon: a list of names is forgotten at midnight, which must not come within a test. */
function zoneAtNoon() {
  const ahead = 12 - new Date().getUTCHours()
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** A morning that goes on, and an afternoon that follows, whatever the hour. */
function halvesAround(timeZone: string) {
  const local = (hours: number) =>
    new Date(Date.now() + hours * hourMs).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16)
  return [
    { start: local(-2), end: local(2), label: { en: 'Morning', es: 'Mañana' } },
    { start: local(3), end: local(5), label: { en: 'Afternoon', es: 'Tarde' } },
  ]
}

for (const engine of engines)
  describe(`the page of a door in ${engine.name}`, {
    concurrency: false,
    skip: missing(engine),
  }, () => {
    const page = openOnce(engine)
    let signup: Signup
    let morning = ''
    let afternoon = ''
    before(async () => {
      signup = await startSignup()
      for (const [familyName, email] of [
        ['Reyes', 'ada@example.org'],
        ['Reyes', 'reyes@example.org'],
        ['Brewer', 'brewer@example.org'],
      ])
        await signup.admin('registrations', 'POST', {
          training: slug,
          people: [{ givenName: 'Ada', familyName, email }],
          channel: 'phone',
        })
      const timeZone = zoneAtNoon()
      const sessions = halvesAround(timeZone)
      const [first, last] = [sessions[0]!, sessions[1]!]
      ;[morning, afternoon] = [first.start, last.start]
      const moved = await signup.admin(`trainings/${slug}`, 'PATCH', {
        timeZone,
        start: first.start,
        end: last.end,
        sessions,
        agenda: null,
        doors: null,
        opensAt: null,
        closesAt: null,
      })
      assert.equal(moved.status, 200, await moved.text())
      await page().open(await addOrganizer(signup, 'dana@example.org'))
      await page().read(() => document.querySelector<HTMLElement>('main form button')?.click())
      await until('the page after signing in', () => sees(() => !location.pathname.includes('sign-in')))
    })
    after(() => signup?.stop())

    /** Asks the page, which may be leaving. */
    const sees = <Args extends unknown[]>(ask: (...args: Args) => boolean, ...args: Args) =>
      page()
        .read(ask, ...args)
        .catch(() => false)
    const hasStarted = () => until('the door', () => sees(() => document.querySelector('[data-tap]') !== null))
    async function open(query = '') {
      await page().open(`${signup.api}/admin/door/${slug}${query}`)
      await hasStarted()
    }
    /** Waits for another page than the one that is there now. */
    async function leaves(how: () => Promise<unknown>) {
      await page().read(() => Object.assign(window, { isLeft: true }) && undefined)
      await how()
      await until('another page', () => sees(() => !('isLeft' in window) && document.readyState === 'complete'))
      await hasStarted()
    }
    const records = (session: string) =>
      until(`the session ${session}`, () =>
        sees((wanted) => document.querySelector<HTMLSelectElement>('select[name=session]')?.value === wanted, session),
      )
    const query = () => page().read(() => location.search)
    const press = (way: string) =>
      page().read((name) => document.querySelector<HTMLElement>(`[data-way=${name}]`)?.click(), way)
    const choose = (session: string) =>
      page().read((value) => {
        const select = document.querySelector<HTMLSelectElement>('select[name=session]')!
        select.value = value
        select.dispatchEvent(new Event('change', { bubbles: true }))
      }, session)
    /** Lets hours pass on this phone, which has no connection: the server’s clock would set it right. */
    async function pass(hours: number) {
      await page().read(() => {
        globalThis.fetch = async () => {
          throw new TypeError('offline')
        }
      })
      // A request that is under way would still learn what the server’s clock says.
      await until('no connection', () => sees(() => !document.querySelector<HTMLElement>('[data-offline]')!.hidden))
      await page().read((ms) => {
        const { now } = Date
        Date.now = () => now() + ms
      }, hours * hourMs)
    }

    test('goes on with the clock, and its address names no session, before a press and after', async () => {
      await open()
      await records(morning)
      await press('out')
      assert.equal(await query(), '?way=out')
      await press('in')
      assert.equal(await query(), '')
      await pass(2.5)
      await records(afternoon)
      assert.equal(await query(), '')
    })

    test('keeps the session that someone chose, also when the page is loaded again, until the clock agrees', async () => {
      await open()
      await choose(afternoon)
      const chosen = `?session=${encodeURIComponent(afternoon)}`
      assert.equal(await query(), chosen)
      await leaves(() => page().reload())
      await records(afternoon)
      assert.equal(await query(), chosen)
      await pass(2.5)
      await until('an address without a session', async () => (await query()) === '')
      await records(afternoon)
    })

    test('says at the camera which half day it records, while that stays open', async () => {
      await open()
      const says = (name: string) =>
        until(name, () =>
          sees((wanted) => document.querySelector('[data-place]')?.textContent?.startsWith(wanted) === true, name),
        )
      await page().read(() => document.querySelector<HTMLElement>('[data-open-scan]')?.click())
      await says('Morning')
      await pass(2.5)
      await says('Afternoon')
    })

    test('forgets at midnight what someone chose, and comes back to what the page showed last', async () => {
      await open()
      await choose(afternoon)
      await leaves(() => pass(24))
      await records(morning)
      assert.equal(await query(), '')
      await page().open(`${signup.api}/admin/door`)
      await page().goBack()
      await hasStarted()
      await records(morning)
      assert.equal(await query(), '')
    })

    test('shows a kept page as its address asks, and not as the clock had it when it was kept', async () => {
      const kept = `${signup.api}/admin/door/${slug}/kept?way=out&session=${encodeURIComponent(afternoon)}`
      // The page changes its address while it loads, and Firefox's driver then waits for the old one.
      await page().read((address) => location.assign(address), kept)
      await records(afternoon)
      const current = () => page().read(() => document.querySelector('[data-way][aria-current]')?.textContent)
      assert.equal(await current(), 'Leaving')
    })

    test('tells two people of one name apart by the end of their references, also after a tap', async () => {
      const { people } = (await (await signup.admin(`trainings/${slug}/door`)).json()) as {
        people: { familyName: string; reference: string }[]
      }
      const twins = people.filter(({ familyName }) => familyName === 'Reyes')
      const told = twins.map(({ reference }) => `Reference ends in ${reference.slice(-4)}`)
      const rows = () =>
        page().read(() =>
          [...document.querySelectorAll<HTMLElement>('[data-people] .line')].map((line) => [
            line.querySelector('small')?.textContent ?? '',
            line.querySelector('button')?.textContent ?? '',
          ]),
        )
      await open()
      assert.deepEqual(await rows(), [
        ['', 'Check in: Brewer, Ada'],
        [told[0], `Check in: Reyes, Ada, ${told[0]}`],
        [told[1], `Check in: Reyes, Ada, ${told[1]}`],
      ])
      await page().read(() => document.querySelectorAll<HTMLElement>('[data-tap]')[2]?.click())
      assert.deepEqual((await rows())[2], [told[1], `Undo: Reyes, Ada, ${told[1]}`])
      await page().read(() => document.querySelector<HTMLElement>('[data-only=away]')?.click())
      assert.deepEqual((await rows())[1], [told[0], `Check in: Reyes, Ada, ${told[0]}`])
    })

    test('names at a kiosk the half day that goes on', async () => {
      await open()
      await page().read(() => document.querySelector<HTMLElement>('form[action$="/kiosk"] button')?.click())
      const says = (name: string) =>
        until(name, () =>
          sees((wanted) => document.querySelector('.kiosk')?.textContent?.includes(wanted) === true, name),
        )
      await says('Morning')
      await page().read((ms) => {
        const now = Date.now
        Date.now = () => now() + ms
      }, 2.5 * hourMs)
      await says('Afternoon')
    })
  })
