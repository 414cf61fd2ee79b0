import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { checkInCode, darkPath } from '../../packages/server/src/platform/html/qr-code.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { engines, missing } from '../kit/engine.ts'
import { openLine } from '../kit/line.ts'
import type { Profile } from '../kit/page.ts'
import { startProfile } from '../kit/profile.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { watchDoor } from '../kit/watch-door.ts'

const slug = 'citizens'

interface Listed {
  here: number
  people: { id: string; reference: string; marks: { id: string; at: string; byName: string | null }[] }[]
}

const count = 40
/** Names that stand nowhere else, to be looked for in what a browser keeps. */
const names = Array.from({ length: count }, (_, index) => `Zyxwomack${String(index).padStart(2, '0')}`)

for (const engine of engines)
  describe(`a door without a connection in ${engine.name}`, { concurrency: false, skip: missing(engine) }, () => {
    let signup: Signup
    let line: Awaited<ReturnType<typeof openLine>>
    let profile: Profile
    let port = 0
    const folder = scratchFolder('training-signup-door-')
    before(async () => {
      line = await openLine(() => port)
      signup = await startSignup({ publicUrl: line.url })
      port = Number(new URL(signup.api).port)
      const people = names.map((familyName) => ({ givenName: 'Ada', familyName }))
      for (const one of people)
        await signup.admin('registrations', 'POST', { training: slug, people: [one], channel: 'phone' })
      profile = await startProfile(engine, folder)
    })
    after(async () => {
      line?.cut()
      await profile?.close()
      await signup?.stop()
      await rm(folder, { recursive: true, force: true })
    })

    const { sees, says, here } = watchDoor(() => profile)
    const path = (to: string) => `${line.url}/admin${to}`
    async function signIn(email: string, name: string, to: string, ...role: string[]) {
      await profile.open(await addOrganizer(signup, email, name, ...role))
      await profile.read(() => document.querySelector<HTMLElement>('main form button')?.click())
      await until('the page after signing in', () => sees(() => !location.pathname.includes('sign-in')))
      await profile.open(path(to))
    }
    const door = async () => (await (await signup.admin(`trainings/${slug}/door`)).json()) as Listed
    /** Everything that scripts can read of what the browser keeps. */
    const kept = () =>
      profile.read(async () => {
        // To open one that is not there would make it.
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
        const others = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
        const bytes = all['lists']!.map((list) => [...new Uint8Array((list as { sealed: ArrayBuffer }).sealed)])
        const sealed = bytes.map((list) => String.fromCharCode(...list)).join('')
        const { marks = [], lists = [] } = all
        const hasKey = all['facts']!.some((fact) => fact instanceof CryptoKey && !fact.extractable)
        return {
          marks: marks as Record<string, string>[],
          lists: lists.length,
          hasKey,
          pages: pages.length,
          text: JSON.stringify([all, pages, others]) + sealed,
        }
      })
    const isReady = async () => {
      const { pages, lists } = await kept().catch(() => ({ pages: 0, lists: 0 }))
      return lists > 0 && pages >= 8
    }
    async function restart() {
      await profile.kill()
      profile = await startProfile(engine, folder)
    }
    /** As a person does: one after the other. */
    const tapAll = () =>
      profile.read(async () => {
        for (;;) {
          const button = document.querySelector<HTMLElement>('[data-tap="in"]')
          if (!button) return
          button.click()
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      })

    let tapped: Record<string, string>[] = []

    test('takes 40 check-ins, and has them after the page was loaded again', async () => {
      await signIn('dana@example.org', 'Dana Ortiz', `/door/${slug}`)
      await here(0)
      await until('the kept page', isReady)
      line.cut()
      await tapAll()
      await here(count)
      await says(`${count} changes are kept in this browser`)
      await until('all of them on the disk', async () => (await kept()).marks.length === count)
      await profile.open(path(`/door/${slug}`))
      await here(count)
      await says(`No connection since`)
      await says(`${count} changes are kept in this browser`)
      assert.equal(await profile.read(() => document.querySelectorAll('.line.wait.here').length), count)
      tapped = (await kept()).marks
      assert.equal(tapped.length, count)
    })

    test('keeps ids and times until they are sent, and no name that can be read', async () => {
      const { text, marks, hasKey } = await kept()
      assert.doesNotMatch(text, /Zyxwomack/)
      assert.ok(hasKey)
      for (const mark of marks)
        assert.deepEqual(Object.keys(mark).toSorted(), [
          'account',
          'at',
          'id',
          'kind',
          'registration',
          'session',
          'training',
        ])
    })

    test('has them after the browser was killed', async () => {
      await restart()
      await profile.open(path(`/door/${slug}`))
      await here(count)
      await says(`${count} changes are kept in this browser`)
    })

    test('reads codes without a connection, and takes a typed reference where it sees none', async () => {
      const reference = (await door()).people[0]?.reference ?? assert.fail()
      const modules = checkInCode(reference)
      const read = await profile.read(
        async (shape, size) => {
          const { assets } = JSON.parse(document.querySelector<HTMLElement>('[data-door]')?.dataset['door'] ?? '')
          const { decodeQR } = await import(assets.find((one: string) => one.includes('/decode-')))
          const canvas = Object.assign(document.createElement('canvas'), { width: size * 8, height: size * 8 })
          const [context, code] = [canvas.getContext('2d')!, new Path2D(shape)]
          context.scale(8, 8)
          context.fillStyle = '#fff'
          context.fillRect(0, 0, size, size)
          context.fillStyle = '#000'
          context.fill(code)
          return decodeQR(context.getImageData(0, 0, size * 8, size * 8)) as string
        },
        darkPath(modules),
        modules.length,
      )
      assert.equal(read, reference)
      await profile.read(() => document.querySelector<HTMLElement>('[data-open-scan]')?.click())
      await says('The camera is off for this page. Allow it, or type the reference number.')
      await profile.read((text) => {
        const field = document.querySelector<HTMLInputElement>('[data-reference] input')!
        field.value = text.toLowerCase()
        field.form?.requestSubmit()
      }, reference)
      await says(`Already here ${names[0]}, Ada Checked in at`)
      await profile.open(path(`/door/${slug}`))
    })

    test('sends them when someone else signs in after the session has ended, with who tapped and when', async () => {
      const { accounts } = (await (await signup.admin('accounts')).json()) as { accounts: { id: string }[] }
      const headers = { authorization: `Bearer ${signup.token}` }
      const sessions = `${signup.api}/api/v1/admin/accounts/${accounts[0]?.id}/sessions`
      assert.equal((await fetch(sessions, { method: 'DELETE', headers })).status, 204)
      await line.mend()
      await says(`Sign in again to send ${count} changes`)
      assert.ok((await door()).people.every(({ marks }) => marks.length === 0))
      await here(count)
      await signIn('sam@example.org', 'Sam Park', `/door/${slug}`, '--role', 'door')
      await until('the marks', async () => (await door()).here === count)
      const { people } = await door()
      const stored = people.flatMap(({ id, marks }) =>
        marks.map(({ at, byName, ...mark }) => ({ person: id, at, byName, id: mark.id })),
      )
      const expected = tapped.map(({ id, at, registration }) => ({
        person: registration,
        at,
        byName: 'Dana Ortiz',
        id,
      }))
      const inOrder = <One extends { id?: string }>(all: One[]) =>
        all.toSorted((one, other) => ((one.id ?? '') < (other.id ?? '') ? -1 : 1))
      assert.deepEqual(inOrder(stored), inOrder(expected as typeof stored))
      await until('an empty queue', async () => (await kept()).marks.length === 0)
    })

    test('keeps nothing of the day afterward, on the disk either', async () => {
      await profile.read(() => {
        const form = document.querySelector<HTMLFormElement>('form[action$="/sign-out"]')
        form?.requestSubmit()
      })
      await until('signing out', () => sees(() => location.pathname.endsWith('/sign-in')))
      await until('no list', async () => (await kept()).pages === 0)
      const { text, lists, hasKey, pages } = await kept()
      assert.doesNotMatch(text, /Zyxwomack/)
      assert.deepEqual({ lists, hasKey, pages }, { lists: 0, hasKey: false, pages: 0 })
      await profile.kill()
      let found = ''
      try {
        found = execFileSync('grep', ['-rla', 'Zyxwomack', folder], { encoding: 'utf8' })
      } catch {
        // Grep ends with 1 where it finds nothing.
      }
      assert.equal(found, '')
      profile = await startProfile(engine, folder)
    })
  })
