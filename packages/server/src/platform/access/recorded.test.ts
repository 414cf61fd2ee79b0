import assert from 'node:assert/strict'
import { test } from 'mocha'
import { loadOrganizersPages } from '../../start/app.ts'
import type { Asked } from '../../testing/contract/asked.ts'
import { contractCases } from '../../testing/contract/cases.ts'
import { contractServer } from '../../testing/contract/states.ts'
import { askAs } from '../../testing/keys.ts'
import { pageRules } from '../../testing/pages/page-access-rules.ts'
import { readDocument } from '../../testing/pages/served-document.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { recordRepeats } from '../audit/record.ts'

const greeted = 'Xanthippe'
const headers = { authorization: `Bearer ${adminToken}`, 'sec-fetch-site': 'same-origin' }

onBothDatabases(
  'the audit log, over all routes',
  (given) => {
    const entries = async () => (await given().rows('audit')).length
    /** What names a person who registered, asked, or is named by one who did. */
    const personal = async (): Promise<string[]> => {
      const { rows } = given()
      const people = await rows('registration')
      const groups = await rows('registration_group')
      const waiting = await rows('pending_sign_up')
      const addresses = await rows('proof')
      return [
        greeted,
        ...people.flatMap(({ family_name: name, email, phone }) => [name, email, phone]),
        ...groups.map(({ coordinator_email: email }) => email),
        ...addresses.map(({ email }) => email),
        ...waiting.flatMap(({ request }) => request?.match(/[\w.]+@[\w.]+/g) ?? []),
      ].filter((value) => value !== null && value !== '' && value !== 'Ortiz') as string[]
    }
    const isExport = (path: string) => /\.(csv|xlsx|pdf)$/.test(path)
    const look = async (method: string, url: string, body?: Asked['body']) => {
      const before = await entries()
      const json = body === undefined || body instanceof Uint8Array ? {} : { body: JSON.stringify(body) }
      const type = 'body' in json ? { 'content-type': 'application/json' } : {}
      const response = await given().app.request(url, { method, headers: { ...headers, ...type }, ...json })
      const text = await response.text()
      const names = (await personal()).filter((value) => text.includes(value))
      return { status: response.status, names, isRecorded: (await entries()) > before }
    }
    const requireEntry = (what: string, { status, names, isRecorded }: Awaited<ReturnType<typeof look>>) => {
      assert.ok(status < 500, `${what}: ${status}`)
      if (names.length > 0 || isExport(what))
        assert.ok(isRecorded, `${what} shows ${names.join(', ')} without an entry`)
    }

    test('has an entry for each page that shows a person, and for each export', async () => {
      const routes = (await loadOrganizersPages(given().context)).routes
      const showing = new Set<string>()
      for (const [name, { state }] of Object.entries(pageRules)) {
        const [method = '', path = ''] = name.split(' ')
        if (method !== 'GET') continue
        assert.ok(routes.some((route) => route.path.startsWith('/admin')))
        const named = { ...(await state?.(given())) } as Record<string, string>
        // Emails greet only those who proved their address, or were entered by an organizer.
        const { slug } = named
        const people = [someone({ givenName: greeted })]
        if (slug !== undefined)
          await given().admin('POST', '/registrations', { training: slug, people, channel: 'phone' })
        const own = path.replaceAll(/:(\w+)/g, (_, part: string) => named[part] ?? 'none')
        const seen = await look('GET', `/admin${own === '/' ? '' : own}`)
        if (seen.names.length > 0) showing.add(path)
        requireEntry(path, seen)
      }
      for (const one of ['/trainings/:slug', '/registrations/:id', '/door/:slug', '/trainings/:slug/call-off'])
        assert.ok(showing.has(one), `${one} shows someone, or this test sees too little`)
    })

    test('has an entry for each operation that shows a person, changes something, or exports', async () => {
      const { operations } = await readDocument(given())
      for (const { id, method, path } of operations.filter((one) => one.path.includes('/admin/'))) {
        const [good] = contractCases[id]!.good
        const asked = await good(given())
        const named = (asked.path ?? {}) as Record<string, string>
        const url = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(named[part] ?? ''))
        const seen = await look(method, `${url}?${new URLSearchParams(asked.query).toString()}`, asked.body)
        requireEntry(`${method} ${path}`, seen)
        if (method !== 'GET') assert.ok(seen.isRecorded, `${method} ${path} has no entry`)
      }
    })

    test('takes a request for the head of a page as a look at it', async () => {
      const { slug } = await given().givenTraining()
      const path = `/api/v1/admin/registrations.csv?training=${slug}`
      await given().app.request(path, { method: 'HEAD', headers })
      const [entry] = (await given().admin('GET', '/audit?limit=1&action=exported')).body.entries
      assert.equal(entry.route, 'GET /api/v1/admin/registrations.csv')
    })

    test('has what was refused by role and by reach, once an hour, and how often', async () => {
      const door = await askAs(given(), { role: 'door' })
      const narrow = await askAs(given(), { role: 'organizer', scope: { trainings: [] } })
      const { slug } = await given().givenTraining()
      const ask = async (path: string, key: { authorization: string }) =>
        (await given().send('GET', path, undefined, key)).status
      for (let times = 0; times < 50; times++) assert.equal(await ask('/api/v1/admin/registrations', door), 403)
      await Promise.all([1, 2, 3].map(() => ask('/admin/accounts', door)))
      assert.equal(await ask(`/api/v1/admin/trainings/${slug}`, narrow), 404)
      const refused = async () =>
        (await given().rows('audit', { is_refused: 1, caller_kind: 'key' })).map(
          ({ route, action, object_id: id, filters }) => [route, action, id, filters],
        )
      const first = [
        ['GET /api/v1/admin/registrations', 'viewed', null, '{}'],
        ['GET /admin/accounts', 'viewed', null, '{}'],
        ['GET /api/v1/admin/trainings/:slug', 'viewed', slug, '{}'],
      ]
      assert.deepEqual(await refused(), first)
      await recordRepeats(given().context)
      assert.deepEqual(await refused(), first, 'the hour is not over')
      given().clock.later({ hours: 1 })
      await Promise.all([1, 2].map(() => recordRepeats(given().context)))
      assert.deepEqual(
        (await refused()).slice(3).toSorted((one, other) => (String(one) < String(other) ? -1 : 1)),
        [
          ['GET /admin/accounts', 'viewed', null, '{"repeats":"2","hour":"2027-01-10T12:00Z"}'],
          ['GET /api/v1/admin/registrations', 'viewed', null, '{"repeats":"49","hour":"2027-01-10T12:00Z"}'],
        ],
      )
      const left = await given().rows('audit_refusal')
      assert.deepEqual(left, [])
    })
  },
  contractServer,
)
