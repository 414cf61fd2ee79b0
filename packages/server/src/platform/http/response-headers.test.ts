import assert from 'node:assert/strict'
import { test } from 'mocha'
import { loadOrganizersApi, loadOrganizersPages } from '../../start/app.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('a response', (given) => {
  test('lets no browser guess its type, whatever the route', async () => {
    const { app, context, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const pages = await loadOrganizersPages(context)
    const organizersApi = await loadOrganizersApi(context)
    const asked = [...app.routes, ...organizersApi.routes, ...pages.routes]
      .filter(({ method }) => method !== 'ALL')
      .flatMap(({ method, path }) =>
        [`/${path}`, path.replace(':slug', slug)].map((one) => ({
          method,
          path: one.replaceAll(/:\w+(?:\{.*\})?/g, 'x'),
        })),
      )
    assert.ok(asked.length > 150)
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
    for (const { method, path } of asked)
      for (const more of [{}, { headers }]) {
        const response = await app.request(path, { method, ...more })
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff', `${method} ${path}`)
      }
    const training = (await givenTraining()).slug
    const preflight = await app.request(`/api/v1/trainings/${training}/registrations`, { method: 'OPTIONS' })
    const cached = await app.request(`/api/v1/trainings/${training}`)
    const ifNoneMatch = { 'if-none-match': cached.headers.get('etag') ?? '' }
    const current = await app.request(`/api/v1/trainings/${training}`, { headers: ifNoneMatch })
    const stored = await signUp(training, { people: [someone()] })
    assert.deepEqual([preflight.status, cached.status, current.status, stored.status], [204, 200, 304, 201])
    for (const { headers: sent } of [preflight, cached, current, stored])
      assert.equal(sent.get('x-content-type-options'), 'nosniff')
  })
})
