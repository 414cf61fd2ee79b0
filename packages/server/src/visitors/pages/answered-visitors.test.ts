import assert from 'node:assert/strict'
import { test } from 'mocha'
import { newSlug, onBothDatabases } from '../../testing/servers/test-app.ts'
// The test mounts nothing: it reads which routes there are.
// oxlint-disable-next-line no-restricted-imports
import { manageRoutes } from '../manage/routes.ts'
// oxlint-disable-next-line no-restricted-imports
import { unsubscribeRoutes } from './unsubscribe/unsubscribe-routes.ts'

onBothDatabases('a page that answers a visitor’s form', (given) => {
  const send = (path: string, fields: Record<string, string>, mode?: string) =>
    given().app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...(mode ? { 'sec-fetch-mode': mode } : {}) },
    })
  const open = (path: string) => given().app.request(path)

  test('has an address of its own for ten minutes, and then leads to the empty form', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    const answer = await send(`/t/${slug}?lang=es`, { familyName: 'Quintana-Reyes' }, 'navigate')
    const to = answer.headers.get('location') ?? ''
    assert.deepEqual([answer.status, to.replace(/[\w-]{32}$/, '')], [303, `/t/${slug}?lang=es&answered=`])
    for (const time of ['first', 'again']) {
      const shown = await open(to)
      assert.deepEqual([shown.status, shown.headers.get('cache-control')], [422, 'no-store'], time)
      assert.match(await shown.text(), /value="Quintana-Reyes"/, time)
    }
    given().clock.later({ minutes: 10 })
    const late = await open(to)
    assert.deepEqual([late.status, late.headers.get('location')], [303, `/t/${slug}?lang=es`])
  })

  test('is given one by every page that takes a form', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    const { app, context } = given()
    // These have a router of their own.
    const own = manageRoutes(context).routes.map(({ method, path }) => ({ method, path: `/r${path}` }))
    const posted = [...app.routes, ...own, ...unsubscribeRoutes(context).routes]
      .filter(({ method, path }) => method === 'POST' && !/^\/(?:api|admin|dev)\b/.test(path))
      .map(({ path }) => path.replace(':slug', slug).replaceAll(/:\w+/g, 'x'))
    assert.ok(new Set(posted).size > 12, [...new Set(posted)].join('\n'))
    for (const path of new Set(posted)) {
      const answer = await send(path, { _pressed: '1' }, 'navigate')
      const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
      assert.deepEqual([path, isPage], [path, false])
    }
  })

  test('is on the page of the form where a code was asked for', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    const answer = await send(`/t/${slug}/verify?lang=en`, { _code: '123456' }, 'navigate')
    assert.match(answer.headers.get('location') ?? '', new RegExp(`^/t/${slug}\\?lang=en&answered=[\\w-]{32}$`))
  })

  test('is the answer itself for programs', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    assert.equal((await send(`/t/${slug}?lang=en`, { familyName: 'Quintana' })).status, 422)
  })

  test('is the answer itself once a visitor has sent very many', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    const { limits } = given().context
    const { takeFor } = limits
    let left = 1
    limits.takeFor = (name, key, c) => (name === 'answers' ? left-- > 0 : takeFor(name, key, c))
    const statuses = []
    for (const name of ['Quintana', 'Reyes'])
      statuses.push((await send(`/t/${slug}?lang=en`, { familyName: name }, 'navigate')).status)
    limits.takeFor = takeFor
    assert.deepEqual(statuses, [303, 422])
  })

  test('is kept so that the database does not show it', async () => {
    const { slug } = await given().givenTraining({ slug: newSlug() })
    await send(`/t/${slug}?lang=en`, { familyName: 'Quintana-Reyes' }, 'navigate')
    const rows = await given().rows('kept_form')
    assert.ok(rows.length > 0)
    assert.doesNotMatch(JSON.stringify(rows), /Quintana/)
  })
})
