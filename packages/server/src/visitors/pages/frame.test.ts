import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { newSlug, onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'

onBothDatabases('a training’s frame', (running) => {
  let server: TestApp
  let slug = ''
  beforeEach(async () => {
    server = running()
    slug = (await server.givenTraining()).slug
  })

  async function get(query: Record<string, string> = {}, of = slug) {
    const response = await server.app.request(`/t/${of}/frame?${new URLSearchParams(query).toString()}`)
    const policy = (response.headers.get('content-security-policy') ?? '').split('; ')
    return { status: response.status, headers: response.headers, policy, text: await response.text() }
  }
  const ancestors = (policy: string[]) => policy.find((one) => one.startsWith('frame-ancestors '))
  async function givenPartner(origins: string[]) {
    const partner = newSlug()
    const { status } = await server.admin('POST', '/partners', { slug: partner, name: 'Partner', origins })
    assert.equal(status, 201)
    return partner
  }

  test('holds the sign-up, with a link for when it cannot run', async () => {
    const { status, headers, text } = await get({ p: 'rotary', lang: 'es', theme: 'dark' })
    assert.equal(status, 200)
    assert.ok(text.includes(`<training-signup api="/" training="${slug}" partner="rotary" theme="dark" lang="es">`))
    assert.ok(
      text.includes(
        `<a href="https://signup.example/t/${slug}?p=rotary&amp;lang=es" target="_blank" rel="noopener">Inscríbase`,
      ),
    )
    assert.ok(text.includes('<html lang="es">'))
    assert.equal(headers.get('set-cookie'), null)
    assert.equal(headers.get('x-frame-options'), null)
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp')
  })
  test('is kept by proxies, by language only where its address names none, and not for partners that anyone invents', async () => {
    const kept = async (query: Record<string, string>) => {
      const { headers } = await get(query)
      return [headers.get('cache-control'), headers.get('vary')]
    }
    const forAll = 'public, max-age=60, stale-if-error=86400'
    assert.deepEqual(await kept({ lang: 'es' }), [forAll, null])
    assert.deepEqual(await kept({}), [forAll, 'Accept-Language'])
    assert.deepEqual(await kept({ lang: 'fr' }), [forAll, 'Accept-Language'])
    assert.deepEqual(await kept({ lang: 'es', p: await givenPartner([]) }), [forAll, null])
    assert.deepEqual(await kept({ lang: 'es', p: 'made-up' }), ['private, max-age=60', null])
  })
  test('may load nothing that is not ours', async () => {
    const { policy } = await get()
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      'trusted-types training-signup',
    ])
      assert.ok(policy.includes(part), part)
    assert.match(policy.join(), /style-src 'self' 'sha256-/)
    assert.doesNotMatch(policy.join(), /unsafe/)
  })
  test('is shown by the partner’s pages and ours, and by all pages while the partner lists none', async () => {
    const partner = await givenPartner(['https://rotary.example', 'http://localhost:8080'])
    assert.equal(
      ancestors((await get({ p: partner })).policy),
      "frame-ancestors 'self' https://rotary.example http://localhost:8080",
    )
    for (const p of [await givenPartner([]), 'unknown', '', '"; script-src *'])
      assert.equal(ancestors((await get({ p })).policy), 'frame-ancestors *', p)
  })
  test('is shown by a sponsor’s pages only, too, where it names no partner or one that no one knows', async () => {
    const listed = [await givenPartner(['https://rotary.example']), await givenPartner(['https://lions.example'])]
    const sponsored = await server.givenTraining({ sponsors: [...listed, await givenPartner([])] })
    for (const query of [{}, { p: '' }, { p: 'unknown' }])
      assert.equal(
        ancestors((await get(query as Record<string, string>, sponsored.slug)).policy),
        "frame-ancestors 'self' https://rotary.example https://lions.example",
      )
    const own = await get({ p: listed[0] as string }, sponsored.slug)
    assert.equal(ancestors(own.policy), "frame-ancestors 'self' https://rotary.example")
  })
  test('lets no origin write into the policy', async () => {
    const partner = await givenPartner([
      'https://a;script-src',
      'https://*.example',
      "https://b,'unsafe-inline'",
      'ftp://c.example',
    ])
    const { policy } = await get({ p: partner })
    assert.equal(ancestors(policy), "frame-ancestors 'self'")
    assert.equal(policy.filter((part) => part.startsWith('script-src')).length, 1)
  })
  test('tells its height to the one origin that is named, and to no one without', async () => {
    const named = await get({ parent: 'https://rotary.example' })
    assert.ok(named.text.includes('data-parent="https://rotary.example"'))
    const module = /src="(\/assets\/frame-[^"]+\.js)"/.exec(named.text)?.[1] ?? ''
    assert.equal((await server.app.request(module)).status, 200)
    for (const parent of [
      '',
      '*',
      'https://rotary.example/',
      'https://rotary.example/page',
      'rotary.example',
      'null',
      'javascript:alert(1)',
      'https://a;b',
      '"><script>',
    ]) {
      const { text } = await get({ parent })
      assert.ok(!text.includes('data-parent'), parent)
      assert.doesNotMatch(text, /\/assets\/frame-[^"]+\.js|"><script>/, parent)
    }
  })
  test('looks as the builder says', async () => {
    const { text } = await get({ accent: '#7a1f2b', bare: '1', background: '#fbf7ee' })
    for (const part of [
      '--training-signup-accent: #7a1f2b;',
      '--training-signup-on-accent: #ffffff;',
      '--training-signup-surface: transparent;',
      '<main class="bare">',
    ])
      assert.ok(text.includes(part), part)
    const evil = (await get({ accent: 'red;}</style><script>', theme: '"><script>', lang: '"><script>' })).text
    assert.doesNotMatch(evil, /accent: red|<script>/)
  })
  test('shows as much of the training as its address says', async () => {
    assert.ok((await get({ details: 'brief' })).text.includes(' details="brief">'))
    for (const details of ['full', '', '"><script>']) assert.ok(!(await get({ details })).text.includes('details='))
  })
  test('says what is wrong in the frame itself, in the visitor’s language', async () => {
    const { slug: withdrawn } = await server.givenTraining({ status: 'withdrawn' })
    for (const [of, status, title] of [
      ['nope', 404, 'We can’t find that page'],
      [withdrawn, 410, 'This training is no longer offered here'],
    ] as const) {
      const answer = await get({}, of)
      assert.equal(answer.status, status)
      assert.ok(answer.text.includes(`<h2 class="unseen">${title}</h2>`), title)
      assert.ok(answer.text.includes(`<strong>${title}</strong>`), title)
      assert.ok(answer.text.includes('target="_blank"'))
      // Where scripts run, the form says so itself.
      assert.ok(answer.text.includes(` training="${of}"`), of)
      assert.equal(ancestors(answer.policy), 'frame-ancestors *')
      assert.equal(answer.headers.get('cache-control'), 'no-store')
    }
    assert.match((await get({ lang: 'es' }, 'nope')).text, /<html lang="es">/)
  })
  test('has its sign-ups counted for the partner, although they come from our own origin', async () => {
    const partner = await givenPartner(['https://rotary.example'])
    const signUp = async (origin: string) => {
      const { body } = await server.signUp(slug, { people: [someone()], partner }, { origin })
      const { body: found } = await server.admin('GET', `/registrations?training=${slug}&q=${body.reference}`)
      return found.registrations[0].partner
    }
    assert.equal(await signUp('https://signup.example'), partner)
    assert.equal(await signUp('https://elsewhere.example'), null)
  })
})

onBothDatabases(
  'a frame where only some origins are allowed',
  (running) => {
    test('is shown by those, and by a partner’s pages only if they are among them', async () => {
      const { givenTraining, admin, app } = running()
      const { slug } = await givenTraining()
      const partner = newSlug()
      const origins = ['https://rotary.example', 'https://elsewhere.example']
      await admin('POST', '/partners', { slug: partner, name: 'Rotary', origins })
      for (const [query, ancestors] of [
        ['', "'self' https://rotary.example https://lions.example"],
        ['?p=unknown', "'self' https://rotary.example https://lions.example"],
        [`?p=${partner}`, "'self' https://rotary.example"],
      ] as const) {
        const { headers } = await app.request(`/t/${slug}/frame${query}`)
        const policy = headers.get('content-security-policy')?.split('; ') ?? []
        assert.ok(policy.includes(`frame-ancestors ${ancestors}`), `${query}: ${policy.join('; ')}`)
      }
    })
  },
  { environment: { ALLOWED_ORIGINS: 'https://rotary.example,https://lions.example' } },
)
