import assert from 'node:assert/strict'
import { test } from 'mocha'
import { loadOrganizersApi, loadOrganizersPages } from '../../start/app.ts'
import { creditedDay } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

const never = 'no-store'
/** What the table for operators says may be kept, by the beginning of an address; all else never is. */
const kept: [RegExp, string][] = [
  [
    /^\/api\/v1\/trainings(?:\/SLUG)?$/,
    'public, max-age=10, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400',
  ],
  [/^\/t\/SLUG\/frame$/, 'public, max-age=60, stale-if-error=86400'],
  [/^\/assets\//, 'public, max-age=31536000, immutable'],
  [/^\/t\/SLUG\/(?:qr\.svg|qr\.png|image\.png)$/, 'public, max-age=3600'],
  [/^\/(?:robots\.txt|favicon\.ico)$/, 'public, max-age=86400'],
  [/^\/(?:docs|openapi\.json|\.well-known\/jwks\.json|credentials\/(?:keys|issuer|revoked))$/, 'public, max-age=300'],
  [/^\/(?:t\/SLUG\/calendar(?:\.ics)?|admin\/door\/worker\.js)$/, 'no-cache'],
]

onBothDatabases('what may be kept', (given) => {
  test('is what the table for operators says, at every address that anyone can open', async () => {
    const { app, context, admin } = given()
    const { slug, ids } = await creditedDay(given())
    await admin('POST', `/trainings/${slug}/certificates`, { registrations: ids })
    const { serial } = await given().row('certificate', { registration_id: ids[0] ?? '' })
    const [pages, api] = [await loadOrganizersPages(context), await loadOrganizersApi(context)]
    const ofOrganizers = new Set([...pages.routes, ...api.routes].map(({ path }) => path))
    const routes = app.routes.filter(({ method, path }) => method === 'GET' && !ofOrganizers.has(path))
    const paths = new Set(routes.map(({ path }) => path))
    assert.ok(paths.size > 50)
    for (const path of paths) {
      const asked = path
        .replace(':slug', slug)
        .replace(':serial', serial)
        .replaceAll(/:\w+(?:\{.*\})?/g, 'x')
      const { status, headers } = await app.request(`${asked}?lang=en`)
      const [, expected] = kept.find(([place]) => place.test(path.replace(':slug', 'SLUG'))) ?? []
      assert.equal(headers.get('cache-control'), expected ?? never, `${asked} ${status}`)
    }
    assert.equal((await app.request(`/c/${serial}`)).status, 200)
  })
})
