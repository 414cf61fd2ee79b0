import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
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
import { watchDoor } from '../kit/watch-door.ts'

const slug = 'first-responders'

interface Listed {
  here: number
  people: { familyName: string; marks: { id: string; at: string; byName: string | null }[] }[]
}

interface Kept {
  walkIns: { id: string; at: string; why?: string; key: unknown }[]
  lists: unknown[]
  pages: number
  text: string
}

for (const engine of engines)
  describe(`walk-ins without a connection in ${engine.name}`, { concurrency: false, skip: missing(engine) }, () => {
    let signup: Signup
    let line: Awaited<ReturnType<typeof openLine>>
    let profile: Profile
    let port = 0
    const folder = scratchFolder('training-signup-walk-ins-')
    before(async () => {
      line = await openLine(() => port)
      signup = await startSignup({ publicUrl: line.url })
      port = Number(new URL(signup.api).port)
      const people = [{ givenName: 'Ada', familyName: 'Reyes' }]
      await signup.admin('registrations', 'POST', { training: slug, people, channel: 'phone' })
      profile = await startProfile(engine, folder)
    })
    after(async () => {
      line?.cut()
      await profile?.close()
      await signup?.stop()
      await rm(folder, { recursive: true, force: true })
    })

    const path = (to: string) => `${line.url}/admin${to}`
    const { sees, says, here } = watchDoor(() => profile)
    const press = (selector: string) =>
      until(selector, () =>
        sees((wanted) => {
          const button = document.querySelector<HTMLElement>(wanted)
          // It may lead elsewhere, and is pressed once.
          setTimeout(() => button?.click())
          return button !== null
        }, selector),
      )
    async function signIn(email: string, name: string, ...role: string[]) {
      await profile.open(await addOrganizer(signup, email, name, ...role))
      await press('main form button')
      await until('the page after signing in', () => sees(() => !location.pathname.includes('sign-in')))
      await profile.open(path(`/door/${slug}`))
    }
    const door = async () => (await (await signup.admin(`trainings/${slug}/door`)).json()) as Listed
    const markOf = async (name: string) => {
      const all = (await door()).people.filter(({ familyName }) => familyName === name)
      assert.ok(all.length < 2, `${name} is there twice`)
      assert.ok((all[0]?.marks.length ?? 0) < 2)
      return all[0]?.marks[0]
    }
    /** Everything that scripts can read of what the browser keeps, with its bytes as letters. */
    const kept = (): Promise<Kept> =>
      profile.read(async () => {
        if ((await indexedDB.databases()).length === 0) throw new Error('There is no database yet.')
        const open = indexedDB.open('training-signup-door')
        const db = await new Promise<IDBDatabase>((resolve) => {
          open.onsuccess = () => resolve(open.result)
        })
        const all: Record<string, unknown[]> = {}
        for (const store of db.objectStoreNames) {
          const asked = db.transaction(store).objectStore(store).getAll()
          all[store] = await new Promise((resolve) => {
            asked.onsuccess = () => resolve(asked.result)
          })
        }
        db.close()
        const pages: string[] = []
        for (const cache of await caches.keys())
          for (const request of await (await caches.open(cache)).keys())
            pages.push(request.url, (await (await caches.match(request))?.text()) ?? '')
        const sealed = [...all['walkIns']!, ...all['lists']!] as { sealed: ArrayBuffer }[]
        const bytes = sealed.map((one) => String.fromCharCode(...new Uint8Array(one.sealed)))
        const isHidden = (all['walkIns'] as { key: CryptoKey }[]).every(({ key }) => !key.extractable)
        const others = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href]
        return {
          walkIns: all['walkIns'] as Kept['walkIns'],
          lists: all['lists']!,
          pages: pages.length,
          text: [JSON.stringify(all), isHidden ? '' : 'readable', ...pages, ...bytes, ...others].join('\n'),
        }
      })
    const isKept = (wanted: number) =>
      until(`${wanted} on the disk`, async () => (await kept().catch(() => undefined))?.walkIns.length === wanted)
    async function add(fields: Record<string, string>) {
      // The form closes by going back, which is done later. People see no link until then.
      await until('the list', () => sees(() => document.querySelector<HTMLElement>('[data-add]')?.hidden === true))
      await press('[data-walk-in]')
      await says('They count as here now, and are added as soon as there’s a connection')
      await profile.read((typed) => {
        const form = document.querySelector<HTMLFormElement>('[data-add] form')!
        for (const [name, value] of Object.entries(typed))
          (form.elements.namedItem(name) as HTMLInputElement).value = value
        form.requestSubmit()
      }, fields)
    }
    const unnamed = async () => assert.doesNotMatch((await kept()).text, /Zyxwomack|Quaverly|zyx@example|readable/)
    /** The page is kept, with what it loads. */
    const isReady = () =>
      until('the kept page', async () => {
        const { pages, lists } = await kept().catch(() => ({ pages: 0, lists: [] }))
        return lists.length > 0 && pages >= 8
      })
    let tapped: Kept['walkIns'] = []

    test('are added at the door, wait there, and are there after the page was loaded again', async () => {
      await signIn('dana@example.org', 'Dana Ortiz')
      await here(0)
      await isReady()
      line.cut()
      await add({ givenName: '' })
      await says('Enter their first name')
      // Pressed twice, it leads back to the door alone.
      await profile.read(() => {
        const button = document.querySelector<HTMLElement>('[data-close-add]')!
        button.click()
        button.click()
      })
      await add({ givenName: 'Kim', familyName: 'Zyxwomack', agency: 'Quaverly County', email: 'zyx@example.org' })
      await here(1)
      await says('Zyxwomack, Kim Quaverly County Here since')
      await says('1 change is kept in this browser')
      await isKept(1)
      await profile.open(path(`/door/${slug}`))
      await here(1)
      await says('1 change is kept in this browser')
      await says('Zyxwomack, Kim Quaverly County Here since')
      tapped = (await kept()).walkIns
      await unnamed()
    })

    test('can be taken back before they are sent', async () => {
      await add({ givenName: 'Bob', familyName: 'Quaverly' })
      await here(2)
      await isKept(2)
      await profile.read(() => {
        const rows = [...document.querySelectorAll('[data-people] .line')]
        rows
          .find((row) => row.textContent?.includes('Bob'))
          ?.querySelector('button')
          ?.click()
      })
      await here(1)
      await isKept(1)
      await says('1 change is kept in this browser')
    })

    test('are kept when the browser was killed, with no name on the disk', async () => {
      await profile.kill()
      let found = ''
      try {
        found = execFileSync('grep', ['-rlaE', 'Zyxwomack|Quaverly', folder], { encoding: 'utf8' })
      } catch {
        // Grep ends with 1 where it finds nothing.
      }
      assert.equal(found, '')
      profile = await startProfile(engine, folder)
      await profile.open(path(`/door/${slug}`))
      await here(1)
      await says('Zyxwomack, Kim Quaverly County Here since')
    })

    test('outlive midnight, when the list and its key go', async () => {
      await profile.read(async () => {
        const open = indexedDB.open('training-signup-door')
        const db = await new Promise<IDBDatabase>((resolve) => {
          open.onsuccess = () => resolve(open.result)
        })
        const aging = db.transaction('lists', 'readwrite')
        const asked = aging.objectStore('lists').openCursor()
        asked.onsuccess = () => asked.result?.update({ ...asked.result.value, until: 0 })
        await new Promise((resolve) => {
          aging.oncomplete = resolve
        })
        db.close()
      })
      await profile.open(path(`/door/${slug}`))
      await says('The list of names isn’t in this browser')
      await says('1 change is kept in this browser')
      const { walkIns, lists } = await kept()
      assert.deepEqual([walkIns.length, lists.length], [1, 0])
    })

    test('are sent once when someone else signs in after the session has ended, with who tapped and when', async () => {
      const { accounts } = (await (await signup.admin('accounts')).json()) as { accounts: { id: string }[] }
      const headers = { authorization: `Bearer ${signup.token}` }
      const sessions = `${signup.api}/api/v1/admin/accounts/${accounts[0]?.id}/sessions`
      assert.equal((await fetch(sessions, { method: 'DELETE', headers })).status, 204)
      await line.mend()
      await says('Sign in again to send 1 change')
      assert.equal(await markOf('Zyxwomack'), undefined)
      await signIn('sam@example.org', 'Sam Park', '--role', 'door')
      await until('the walk-in', async () => (await markOf('Zyxwomack')) !== undefined)
      const { id, at, byName } = (await markOf('Zyxwomack')) ?? assert.fail()
      assert.deepEqual([id, at, byName], [tapped[0]?.id, tapped[0]?.at, 'Dana Ortiz'])
      await isKept(0)
      await here(1)
    })

    test('are asked about where the server could not add them, also after signing out', async () => {
      await isReady()
      line.cut()
      await add({ givenName: 'ada', familyName: 'reyes' })
      await add({ givenName: 'Eve', familyName: 'Quaverly', email: 'eve@quaverly' })
      await isKept(2)
      tapped = (await kept()).walkIns
      await line.mend()
      await says('2 changes need you')
      await says('reyes, ada Came at')
      await says('Someone with this name is on the list.')
      await says('An answer needs another look.')
      await profile.read(() => document.querySelector<HTMLFormElement>('form[action$="/sign-out"]')?.requestSubmit())
      await until('signing out', () => sees(() => location.pathname.endsWith('/sign-in')))
      await until('no list', async () => (await kept()).lists.length === 0)
      await isKept(2)
      await unnamed()
      await signIn('eve@example.org', 'Eve Moss', '--role', 'door')
      await says('2 changes need you')
    })

    test('leave the phone once they were added on their page, or dropped with a second press', async () => {
      const rowOf = (name: string, button: string) =>
        profile.read(
          (wanted, selector) => {
            const rows = [...document.querySelectorAll<HTMLElement>('[data-asks] .ask')]
            const row = rows.find((one) => one.textContent?.includes(wanted))
            row?.querySelector<HTMLElement>(selector)?.click()
          },
          name,
          button,
        )
      await rowOf('reyes', '[data-drop-walk-in]')
      await says('Yes, don’t add')
      await isKept(2)
      await rowOf('reyes', '[data-drop-walk-in]')
      await isKept(1)
      await rowOf('Eve', 'button:not([data-drop-walk-in])')
      await says('Came at')
      await says('the part after the @')
      await profile.read(() => {
        const email = document.querySelector<HTMLInputElement>('main input[name=email]')!
        email.value = ''
        const name = document.querySelector<HTMLInputElement>('main input[name=familyName]')!
        if (name.value !== 'Quaverly') throw new Error('What was typed is gone.')
        const form = email.form!
        form.requestSubmit(form.querySelector('button.primary'))
      })
      await until('the door', () => sees(() => location.pathname.endsWith('/first-responders')))
      await isKept(0)
      const { id, at, byName } = (await markOf('Quaverly')) ?? assert.fail()
      const eve = tapped.find((one) => one.id === id)
      assert.deepEqual([at, byName], [eve?.at, 'Sam Park'])
      assert.equal((await door()).people.length, 3)
    })

    test('are not added again where the answer was lost and an organizer erased them in between', async () => {
      /** What the browser keeps of walk-ins is laid aside, or put back as it was. */
      const copy = (from: string, to: string) =>
        profile.read(
          async (source, target) => {
            const open = async (name: string) => {
              const asked = indexedDB.open(name)
              asked.onupgradeneeded = () => asked.result.createObjectStore('walkIns', { keyPath: 'id' })
              return new Promise<IDBDatabase>((resolve) => {
                asked.onsuccess = () => resolve(asked.result)
              })
            }
            const [given, taking] = [await open(source), await open(target)]
            const asked = given.transaction('walkIns').objectStore('walkIns').getAll()
            const all = await new Promise<unknown[]>((resolve) => {
              asked.onsuccess = () => resolve(asked.result)
            })
            const write = taking.transaction('walkIns', 'readwrite')
            for (const one of all) write.objectStore('walkIns').put(one)
            await new Promise((resolve) => {
              write.oncomplete = resolve
            })
            given.close()
            taking.close()
          },
          from,
          to,
        )
      await isReady()
      line.cut()
      await add({ givenName: 'Gus', familyName: 'Quaverside' })
      await isKept(1)
      await copy('training-signup-door', 'aside')
      await line.mend()
      await isKept(0)
      const { registrations } = (await (await signup.admin('registrations?q=Quaverside')).json()) as {
        registrations: { id: string }[]
      }
      const headers = { authorization: `Bearer ${signup.token}` }
      const person = `${signup.api}/api/v1/admin/registrations/${registrations[0]?.id}`
      assert.equal((await fetch(person, { method: 'DELETE', headers })).status, 204)
      await copy('aside', 'training-signup-door')
      await profile.open(path(`/door/${slug}`))
      await says('Quaverside, Gus They were added before, and deleted since.')
      assert.equal(await markOf('Quaverside'), undefined)
      await press('[data-asks] [data-drop-walk-in]')
      await isKept(0)
      await until('no question', () => sees(() => document.querySelector<HTMLElement>('[data-asks]')?.hidden === true))
    })
  })
