import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'mocha'
import { loadOrganizersApi, loadOrganizersPages } from '../../start/app.ts'
import { creditedDay } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

const docs = readFileSync(join(import.meta.dirname, '../../../../../docs/operators.md'), 'utf8')
const table = docs.split('| may be kept ')[1]?.split('\n\n')[0] ?? ''
/** What operators read: what may be kept, and for how long. */
const rows = Array.from(
  table.matchAll(/^\| ([^-].+?) +\| (.+?) +\|$/gm),
  ([, what = '', kept = '']) => [what, kept] as const,
)

/** Where each of them is found; undefined: not by asking an address that everyone can open in English. */
const places: Record<string, RegExp | undefined> = {
  "a training's JSON with `lang` in its address, as forms ask": /^\/api\/v1\/trainings(?:\/SLUG)?$/,
  'the same without `lang`': undefined,
  'the same, or a frame, for a partner the organizer has not added': undefined,
  'a form that is not open yet': undefined,
  '`/embed/v1/`': undefined,
  'hosted pages without a form, with `lang` in their address':
    /^\/(?:accessibility|problems(?:\/:name)?|t\/SLUG\/share)?$/,
  frames: /^\/t\/SLUG\/frame$/,
  'a released script, a logo, a style sheet': /^\/assets\//,
  '`/docs`, `/openapi.json`, keys and lists that check certificates':
    /^\/(?:docs|openapi\.json|\.well-known\/jwks\.json|credentials\/(?:keys|issuer|revoked))$/,
  "a training's QR codes and picture": /^\/t\/SLUG\/(?:qr\.svg|qr\.png|image\.png)$/,
  '`/robots.txt`, the icon': /^\/(?:robots\.txt|favicon\.ico)$/,
  "calendar files, the WordPress plugin, the door's worker":
    /^\/(?:t\/SLUG\/calendar(?:\.ics)?|admin\/door\/worker\.js)$/,
  "all other pages and answers: people's and organizers', too": /^/,
}

const units: Record<string, number> = { seconds: 1, minute: 60, minutes: 60, hour: 3600, day: 86_400 }
const seconds = (text = '') => {
  const [, count = '', unit = ''] = /^(\d+|an?) (\w+)/.exec(text) ?? []
  return (Number.parseInt(count, 10) || 1) * (units[unit] ?? Number.NaN)
}

/** Returns the header of an answer that may be kept as operators read. */
function headerOf(kept: string): string {
  if (kept === 'never') return 'no-store'
  if (kept === 'only if the server is asked each time') return 'no-cache'
  if (kept.startsWith('for good')) return 'public, max-age=31536000, immutable'
  const [first, ...more] = kept.split(', ')
  const asking = more.find((one) => one.endsWith(' more while it asks'))
  const without = more.find((one) => one.endsWith(' without answer'))
  return [
    'public',
    // A browser asks sooner than a proxy that answers while it asks.
    ...(asking ? ['max-age=10', `s-maxage=${seconds(first)}`] : [`max-age=${seconds(first)}`]),
    ...(asking ? [`stale-while-revalidate=${Number.parseInt(asking, 10)}`] : []),
    ...(without ? [`stale-if-error=${seconds(without)}`] : []),
  ].join(', ')
}

onBothDatabases('what may be kept', (given) => {
  test('is what the table for operators says, at every address that anyone can open', async () => {
    assert.deepEqual(
      rows.map(([what]) => what),
      Object.keys(places),
    )
    const { app, context, admin } = given()
    const { slug, ids } = await creditedDay(given())
    await admin('POST', `/trainings/${slug}/certificates`, { registrations: ids })
    const { serial } = await given().row('certificate', { registration_id: ids[0] ?? '' })
    const [pages, api] = [await loadOrganizersPages(context), await loadOrganizersApi(context)]
    const ofOrganizers = new Set([...pages.routes, ...api.routes].map(({ path }) => path))
    const routes = app.routes.filter(({ method, path }) => method === 'GET' && !ofOrganizers.has(path))
    const paths = new Set(routes.map(({ path }) => path))
    assert.ok(paths.size > 50)
    const found = new Set<string>()
    for (const path of paths) {
      const asked = path
        .replace(':slug', slug)
        .replace(':serial', serial)
        .replace('problems/:name', 'problems/not-found')
        .replaceAll(/:\w+(?:\{.*\})?/g, 'x')
      const { status, headers } = await app.request(`${asked}?lang=en`)
      const [what, kept] = rows.find(([one]) => places[one]?.test(path.replace(':slug', 'SLUG'))) ?? ['', '']
      found.add(what)
      assert.equal(headers.get('cache-control'), headerOf(kept), `${asked} ${status}`)
    }
    assert.equal(found.size, Object.values(places).filter(Boolean).length)
    assert.equal((await app.request(`/c/${serial}`)).status, 200)
  })
})
