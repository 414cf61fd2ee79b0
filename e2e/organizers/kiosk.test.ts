import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { engines, missing } from '../kit/engine.ts'
import { openLine } from '../kit/line.ts'
import type { Profile } from '../kit/page.ts'
import { startProfile } from '../kit/profile.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
/** Names that stand nowhere else, to be looked for in what a browser keeps. */
const [own, other] = ['Zyxwomack', 'Qvortrup'] as const

/** Local times of a training that is going on, whatever the hour. */
function aroundNow(timeZone: string) {
  const local = (hours: number) =>
    new Date(Date.now() + hours * 3_600_000).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16)
  return { start: local(-1), end: local(2) }
}

for (const engine of engines)
  describe(`a kiosk in ${engine.name}`, { concurrency: false, skip: missing(engine) }, () => {
    let signup: Signup
    let line: Awaited<ReturnType<typeof openLine>>
    let profile: Profile
    let port = 0
    const folder = scratchFolder('training-signup-kiosk-')
    before(async () => {
      line = await openLine(() => port)
      signup = await startSignup({ publicUrl: line.url })
      port = Number(new URL(signup.api).port)
      const { training } = (await (await signup.admin(`trainings/${slug}`)).json()) as {
        training: { timeZone: string }
      }
      const people = [own, other].map((familyName) => ({
        givenName: 'Ada',
        familyName,
        email: `${familyName}@example.org`,
      }))
      for (const one of people)
        await signup.admin('registrations', 'POST', { training: slug, people: [one], channel: 'phone' })
      const moved = await signup.admin(`trainings/${slug}`, 'PATCH', {
        ...aroundNow(training.timeZone),
        attendance: 'in-and-out',
        agenda: null,
        sessions: null,
        doors: null,
        opensAt: null,
        closesAt: null,
      })
      assert.equal(moved.status, 200, await moved.text())
      profile = await startProfile(engine, folder)
    })
    after(async () => {
      line?.cut()
      await profile?.close()
      await signup?.stop()
      await rm(folder, { recursive: true, force: true })
    })

    /** Asks the page, which may be leaving. */
    const sees = <Args extends unknown[]>(ask: (...args: Args) => boolean, ...args: Args) =>
      profile.read(ask, ...args).catch(() => false)
    const door = () => `${line.url}/admin/door/${slug}`
    const says = (text: string) =>
      until(text, () => sees((wanted) => document.body.innerText.replaceAll(/\s+/g, ' ').includes(wanted), text))
    const type = (fields: Record<string, string>, way = 'in') =>
      profile.read(
        (given, what) => {
          const form = document.querySelector<HTMLFormElement>('code' in given ? '[data-by-code]' : '[data-by-name]')!
          for (const [name, value] of Object.entries(given)) {
            const field = form.querySelector<HTMLInputElement>(`[name=${name}]`)!
            field.value = value
          }
          form.querySelector<HTMLElement>(`button[value=${what}]`)!.click()
        },
        fields,
        way,
      )
    /** Everything that is on the page or that scripts can read of what the browser keeps. */
    const kept = () =>
      profile.read(async () => {
        const all: unknown[] = []
        for (const { name = '' } of await indexedDB.databases()) {
          const open = indexedDB.open(name)
          const db = await new Promise<IDBDatabase>((resolve) => {
            open.onsuccess = () => resolve(open.result)
          })
          for (const store of db.objectStoreNames) {
            const asked = db.transaction(store).objectStore(store).getAll()
            await new Promise((resolve) => {
              asked.onsuccess = resolve
            })
            all.push(...asked.result.filter((one: unknown) => one instanceof CryptoKey || typeof one === 'object'))
          }
          db.close()
        }
        const workers = (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)
        const page = document.documentElement.outerHTML
        return { stored: all.length, caches: await caches.keys(), workers, page, path: location.pathname }
      })

    test('takes the place of the door, and deletes what that kept', async () => {
      await profile.open(await addOrganizer(signup, 'dana@example.org'))
      await profile.read(() => document.querySelector<HTMLElement>('main form button')?.click())
      await until('the page after signing in', () => sees(() => !location.pathname.includes('sign-in')))
      // The list stays in the history of this tab, like the door.
      await profile.open(`${line.url}/admin/trainings/${slug}`)
      await says(own)
      await profile.open(door())
      await says(own)
      await until('what the door keeps', async () => {
        const { stored, caches: names } = await kept().catch(() => ({ stored: 0, caches: [] }))
        return stored > 1 && names.length > 0
      })
      await profile.read(() => document.querySelector<HTMLElement>('form[action$="/kiosk"] button')?.click())
      await says('Check in here')
      await until('nothing kept', async () => {
        const { stored, caches: names, workers } = await kept()
        return stored === 0 && names.length === 0 && workers.length === 0
      })
      assert.doesNotMatch((await kept()).page, /Zyxwomack|Qvortrup|Dana/)
    })

    test('welcomes one person, and empties', async () => {
      await type({ familyName: own, email: `${own}@example.org` })
      await says('Welcome, Ada')
      await says('Check out here when you leave')
      assert.deepEqual(await profile.read(() => [...document.querySelectorAll('input')].map(({ value }) => value)), [
        '',
        '',
        '',
      ])
      await until('an empty page', () => sees(() => !document.body.innerText.includes('Ada')))
      assert.doesNotMatch((await kept()).page, /Ada|Zyxwomack/)
      await type({ familyName: own, email: `${own}@example.org` }, 'out')
      await says('Thank you, Ada')
    })

    test('sends everyone else to the desk', async () => {
      await type({ familyName: own, email: `${other}@example.org` })
      await says('Ask at the desk')
      await type({ code: 'ZZZZ-ZZZZ' })
      await says('Ask at the desk')
    })

    test('shows no one when a stranger goes back, to the door, or cuts the connection', async () => {
      // The list first, and then the door.
      for (const steps of [-2, 1]) {
        await profile.read((count) => {
          Object.assign(window, { isLeft: true })
          setTimeout(() => history.go(count))
        }, steps)
        // WebKit may show the page to sign in at the address that led to it.
        const isAsked = () => !('isLeft' in window) && document.body.innerText.includes('signs you in')
        await until(`the page ${steps} away`, () => sees(isAsked))
        assert.doesNotMatch((await kept()).page, /Zyxwomack|Qvortrup/)
      }
      await profile.open(door())
      await until('the page to sign in', () => sees(() => location.pathname.endsWith('/admin/sign-in')))
      assert.doesNotMatch((await kept()).page, /Zyxwomack|Qvortrup/)
      line.cut()
      await profile.open(door()).catch(() => {})
      assert.doesNotMatch(
        await profile.read(() => document.documentElement.outerHTML).catch(() => ''),
        /Zyxwomack|Qvortrup/,
      )
      await line.mend()
    })

    test('says without a connection that the desk can help, and goes on when it is back', async () => {
      // The page of an error may still be loading.
      const isOpen = () =>
        profile.open(`${door()}/kiosk`).then(
          () => true,
          () => false,
        )
      await until('the kiosk', isOpen)
      await says('Check in here')
      // Its words are there before its script is, and a press without one leaves the page.
      await until('its script', () => sees(() => document.readyState === 'complete'))
      line.cut()
      await type({ familyName: other, email: `${other}@example.org` })
      await says('This screen has no connection')
      assert.doesNotMatch((await kept()).page, /Qvortrup/)
      await line.mend()
      await type({ familyName: other, email: `${other}@example.org` })
      await says('Welcome, Ada')
      assert.ok(await profile.read(() => document.querySelector<HTMLElement>('[data-offline]')!.hidden))
    })
  })
