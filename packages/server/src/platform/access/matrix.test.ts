import assert from 'node:assert/strict'
import { accountRoles } from '@training-signup/contract'
import { test } from 'mocha'
import { loadOrganizersPages } from '../../start/app.ts'
import type { Asked } from '../../testing/contract/asked.ts'
import { contractCases } from '../../testing/contract/cases.ts'
import { contractServer } from '../../testing/contract/states.ts'
import { type Asker, askAs } from '../../testing/keys.ts'
import { operationRules } from '../../testing/pages/access-rules.ts'
import { pageRules } from '../../testing/pages/page-access-rules.ts'
import { type Operation, readDocument } from '../../testing/pages/served-document.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'

/** A request that would succeed, and the training that it is about. */
interface Prepared {
  asked: Asked
  own: { id: string; slug: string }
}

const elsewhere = 'no one of this agency'

/** Gives everyone one key: a key does not change what others may do. */
function keepKeys(given: () => TestApp) {
  const keys = new Map<string, ReturnType<typeof askAs>>()
  return (asker: Asker) => {
    const name = JSON.stringify(asker)
    const key = keys.get(name) ?? askAs(given(), asker)
    keys.set(name, key)
    return key
  }
}

onBothDatabases(
  'each role',
  (given) => {
    const keyOf = keepKeys(given)
    const operations = async () =>
      (await readDocument(given())).operations.filter(({ path }) => path.includes('/admin/'))

    const send = async (operation: Operation, { path = {}, query = {}, body, headers = {} }: Asked, asker: Asker) => {
      const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent((path as Record<string, string>)[name] ?? ''),
      )
      const type = operation.described.requestBody && Object.keys(operation.described.requestBody.content)[0]
      const response = await given().app.request(`${url}?${new URLSearchParams(query).toString()}`, {
        method: operation.method,
        headers: {
          'if-match': '*',
          ...(body === undefined ? {} : { 'content-type': type }),
          ...headers,
          ...(await keyOf(asker)),
        },
        ...(body === undefined
          ? {}
          : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
      })
      return { status: response.status, text: await response.text() }
    }

    /**
     * Brings the server into a state for a request that succeeds, and says which training it is
     * about.
     */
    const prepare = async (id: string): Promise<Prepared> => {
      const asked = await contractCases[id]!.good[0](given())
      const own = await given()
        .context.db.reader.selectFrom('training')
        .select(['id', 'slug'])
        .orderBy('id', 'desc')
        .executeTakeFirst()
      return { asked, own: own ?? { id: 'none', slug: 'none' } }
    }

    test('has a rule for each operation, and each rule has one', async () => {
      assert.deepEqual((await operations()).map(({ id }) => id).toSorted(), Object.keys(operationRules).toSorted())
    })

    for (const [id, { who, reach }] of Object.entries(operationRules)) {
      test(`may do what its rule says, in its scope: ${id}`, async () => {
        const operation = (await operations()).find((one) => one.id === id)
        assert.ok(operation)
        const foreign = (await given().givenTraining()).slug
        const { id: foreignId } = await given().row('training', { slug: foreign })
        const first = await prepare(id)
        for (const role of accountRoles) {
          const what = `${role} ${id}`
          if (!who.includes(role)) {
            assert.equal((await send(operation, first.asked, { role })).status, 403, what)
            continue
          }
          // What is only read stays as it is, for the next role.
          const { asked, own }: Prepared = operation.method === 'GET' ? first : await prepare(id)
          const isNamed = asked.query?.['training'] !== undefined
          const narrow = role === 'agency' ? { agency: elsewhere } : {}
          const away: Asker = { role, scope: { trainings: [foreignId], ...narrow } }
          const none: Asker = { role, scope: { trainings: [], ...narrow } }
          const here: Asker = { role, scope: { trainings: [own.id] } }
          const all: Asker = { role }
          if (reach === 'person') {
            assert.equal((await send(operation, asked, all)).status, 403, what)
          } else if (reach === 'everything') {
            for (const one of [away, none, here]) assert.equal((await send(operation, asked, one)).status, 403, what)
            assert.ok((await send(operation, asked, all)).status < 400, what)
          } else if (reach === 'both') {
            for (const one of [away, none, here]) assert.equal((await send(operation, asked, one)).status, 404, what)
            assert.ok((await send(operation, asked, all)).status < 400, what)
          } else if (reach === 'partner') {
            assert.equal((await send(operation, asked, away)).status, 404, what)
            const { slug } = asked.path as { slug: string }
            const other: Asker = { role, scope: { partner: 'another' } }
            if (role === 'partner') assert.equal((await send(operation, asked, other)).status, 404, what)
            const its: Asker = role === 'partner' ? { role, scope: { partner: slug } } : all
            assert.ok((await send(operation, asked, its)).status < 400, what)
          } else if (reach === 'free') {
            assert.ok((await send(operation, asked, away)).status < 400, what)
          } else {
            for (const one of [away, none]) {
              const answer = await send(operation, asked, one)
              if (reach === 'object' || isNamed) assert.equal(answer.status, 404, what)
              if (reach === 'list') {
                // A search says for what; nothing else is asked for.
                const { q } = asked.query ?? {}
                const list = await send(operation, { ...asked, query: q === undefined ? {} : { q } }, one)
                assert.ok(list.status < 400, `${what} ${list.text}`)
                assert.ok(!list.text.includes(own.slug), `${what} shows another training`)
              }
            }
            const answer = await send(operation, asked, here)
            assert.ok(answer.status < 400, `${what} ${answer.status} ${answer.text}`)
          }
        }
      })
    }
  },
  contractServer,
)

onBothDatabases(
  'a page',
  (given) => {
    const keyOf = keepKeys(given)
    const routes = async () =>
      (await loadOrganizersPages(given().context)).routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => ({ method, path: path.slice('/admin'.length) || '/' }))
        .filter(({ path }) => !path.startsWith('/sign-in'))
    const nameOf = ({ method, path }: { method: string; path: string }) =>
      `${method} ${path.replaceAll(/\{[^}]*\}+/g, '')}`

    test('has a rule, and each rule has a page', async () => {
      assert.deepEqual([...new Set((await routes()).map(nameOf))].toSorted(), Object.keys(pageRules).toSorted())
    })

    for (const [name, { who, reach, state }] of Object.entries(pageRules))
      test(`opens for those that its rule names: ${name}`, async () => {
        const [method = '', path = ''] = name.split(' ')
        const first = await state?.(given())
        for (const role of accountRoles) {
          // What is only read, or refused, stays as it is.
          const isKept = method === 'GET' || !who.includes(role)
          const named = { ...(isKept ? first : await state?.(given())) } as Record<string, string>
          const own = path.replaceAll(/:(\w+)/g, (_, part: string) => named[part] ?? '')
          const ask = async (asker: Asker) => {
            const headers = { ...(await keyOf(asker)), 'sec-fetch-site': 'same-origin' }
            const response = await given().app.request(`/admin${own === '/' ? '' : own}`, { method, headers })
            const header = (field: string) => response.headers.get(field) ?? ''
            if (header('content-type').startsWith('text/html'))
              assert.match(header('content-security-policy'), /default-src 'none'.*frame-ancestors/, name)
            return response.status
          }
          const what = `${role} ${name}`
          if (!who.includes(role)) assert.equal(await ask({ role }), 403, what)
          else if (reach === 'everything') {
            assert.equal(await ask({ role, scope: { trainings: [] } }), 403, what)
            assert.notEqual(await ask({ role }), 403, what)
          } else if (reach === 'person') assert.equal(await ask({ role }), 403, what)
          else if (reach === 'both') assert.equal(await ask({ role, scope: { trainings: [] } }), 404, what)
          else if (reach === 'object') {
            assert.equal(await ask({ role, scope: { trainings: [] } }), 404, what)
            // What its form lacks, or what its state forbids, is no matter of access.
            assert.ok(![403, 404].includes(await ask({ role })), what)
          } else assert.notEqual(await ask({ role }), 403, what)
        }
      })

    for (const [name, { state }] of Object.entries(pageRules).filter(([path]) => /:slug\/.*:(?:id|serial)/.test(path)))
      test(`names nothing below a training that it is not of: ${name}`, async () => {
        const [method = '', path = ''] = name.split(' ')
        const { slug: other } = await given().givenTraining()
        const named = { ...(await state?.(given())), slug: other } as Record<string, string>
        const address = path.replaceAll(/:(\w+)/g, (_, part: string) => named[part] ?? '')
        const headers = { ...(await keyOf({ role: 'owner' })), 'sec-fetch-site': 'same-origin' }
        assert.equal((await given().app.request(`/admin${address}`, { method, headers })).status, 404)
      })
  },
  contractServer,
)

onBothDatabases('an agency coordinator', (given) => {
  test('sees the people of one agency, without what they need', async () => {
    const { slug } = await given().givenTraining({ fields: { agency: 'optional', needs: 'optional' } })
    const own = someone({ agency: 'Kansas City PD', needs: 'a ramp for a wheelchair' })
    const other = someone({ agency: 'Jackson County' })
    for (const person of [own, other]) await given().signUp(slug, { people: [person] })
    const headers = await askAs(given(), { role: 'agency', scope: { agency: 'kansas city pd' } })
    const read = async (path: string) => {
      const response = await given().send('GET', `/api/v1/admin${path}`, undefined, headers)
      return { status: response.status, text: await response.text() }
    }
    for (const list of [
      '/registrations',
      `/registrations?training=${slug}`,
      `/registrations?q=${other['familyName']}`,
      `/find?q=${other['familyName']}`,
    ]) {
      const { status, text } = await read(list)
      assert.equal(status, 200, list)
      assert.ok(!text.includes(other.email), list)
      assert.ok(!text.includes('"totals"'), list)
    }
    const { registrations } = JSON.parse((await read('/registrations')).text)
    assert.equal(registrations.length, 1)
    const one = await read(`/registrations/${registrations[0].id}`)
    assert.equal(one.status, 200)
    assert.ok(!one.text.includes('wheelchair'))
    assert.equal((await read('/registrations?sensitive=1')).status, 403)
    const all = await given().people(slug)
    const foreign = all.find(({ email }: { email: string }) => email === other.email)
    assert.equal((await read(`/registrations/${foreign.id}`)).status, 404)
    assert.ok((await read(`/registrations/${crypto.randomUUID()}`)).status === 404)
  })
})
