import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingDraft } from '@training-signup/contract'
import { Hono } from 'hono'
import { after, before, beforeEach, test } from 'mocha'
import { onBothDatabases, type TestApp } from '../../testing/servers/test-app.ts'
import { createManifestReader } from '../embed/manifest.ts'
import { createBuilder } from './builder.ts'

const environment = { PUBLIC_URL: 'https://signup.example/base' }

onBothDatabases(
  'the builder',
  (running) => {
    let server: TestApp
    let slug = ''
    beforeEach(async () => {
      server = running()
      slug = await given()
    })
    const given = async (training: Partial<TrainingDraft> = {}) => (await server.givenTraining(training)).slug

    async function get(query: Record<string, string> | [string, string][] = {}, path = '/embed') {
      const response = await server.app.request(`${path}?${new URLSearchParams(query).toString()}`)
      return { status: response.status, headers: response.headers, text: await response.text() }
    }
    const field = (text: string, name: string) => new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(text)?.[0] ?? ''

    test('needs neither an account nor a script, and keeps nothing', async () => {
      const { status, headers, text } = await get({ training: slug, partner: 'rotary-north' })
      assert.equal(status, 200)
      assert.equal(headers.get('set-cookie'), null)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.match(text, /<form class="choices" method="get" action="\/base\/embed"/)
      assert.ok(
        text.includes(
          `&lt;training-signup api=&quot;https://signup.example/base&quot; training=&quot;${slug}&quot; partner=&quot;rotary-north&quot;&gt;`,
        ),
      )
      for (const title of [
        'HTML',
        'WordPress',
        'React',
        'Vue',
        'Wix',
        'Squarespace',
        'Frame (iframe)',
        'Link and QR code',
      ])
        assert.ok(text.includes(`<h3>${title}</h3>`), title)
      assert.doesNotMatch(text, /undefined|\[object|<style| style="| on\w+="/)
    })
    test('runs and shows nothing but our own', async () => {
      const { headers, text } = await get()
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "trusted-types 'none'",
      ])
        assert.ok(policy.split('; ').includes(part), part)
      assert.doesNotMatch(policy, /unsafe|\*/)
      for (const [, address] of text.matchAll(/ (?:src|href)="(\/base\/assets\/[^"]+)"/g)) {
        const asset = await server.app.request(address ?? '')
        assert.equal(asset.status, 200, address)
        assert.match(asset.headers.get('cache-control') ?? '', /immutable/)
      }
    })
    test('offers what takes registrations, and folds what does not', async () => {
      const hidden = [await given({ status: 'draft' }), await given({ status: 'cancelled' })]
      const over = await given({ start: '2026-03-06T09:00', end: '2026-03-06T15:00' })
      const { text } = await get()
      assert.ok(text.includes(`value="${slug}"`))
      for (const other of hidden) assert.ok(!text.includes(`value="${other}"`), other)
      const fold = (page: string) => /<details class="ended".*?<\/details>/s.exec(page)?.[0] ?? ''
      assert.ok(fold(text).includes(`value="${over}"`) && !fold(text).includes(`value="${slug}"`), fold(text))
      assert.match(fold(text), /^<details class="ended"><summary>\d+ trainings? that takes? no registrations</)
      assert.match(fold(text), /This training is over</)
      assert.ok(!text.includes(`training=&quot;${over}`), 'nothing that is over is chosen unasked')
      for (const shut of [{ closesAt: '2027-01-01T09:00' }, { seats: { capacity: 0 } }]) {
        const first = await given({ start: '2027-01-11T09:00', end: '2027-01-11T15:00', ...shut })
        const next = (await get()).text
        assert.ok(fold(next).includes(`value="${first}"`), 'folded')
        assert.ok(!next.includes(`training=&quot;${first}`), 'not chosen unasked')
      }
      const chosen = await get({ training: over })
      assert.match(fold(chosen.text), /^<details class="ended" open>/)
      assert.ok(chosen.text.includes(`training=&quot;${over}&quot;`))
    })
    test('suggests the first that has seats, and a series before any single training', async () => {
      const times = { start: '2027-01-12T09:00', end: '2027-01-12T15:00' }
      const waiting = await given({ ...times, seats: { capacity: 0, waitlist: true } })
      const later = await given({ start: '2027-01-13T09:00', end: '2027-01-13T15:00', series: 'county' })
      const { text } = await get()
      assert.ok(text.includes(`training=&quot;${later}&quot;`) && !text.includes(`training=&quot;${waiting}&quot;`))
      assert.match((await get({}, '/embed/preview')).text, new RegExp(`training="${later}"`))
      const at = (name: string) => text.search(new RegExp(`name="${name}"`))
      assert.ok(at('series') > 0 && at('series') < at('training'), 'the series stands first')
      assert.match(text, /A whole series \(recommended\)/)
    })
    test('shows date, place, and state with each title, in the page’s language', async () => {
      const shown = await given({
        start: '2027-05-04T09:00',
        end: '2027-05-04T15:00',
        seats: { capacity: 30, waitlist: true },
      })
      const rowOf = (text: string) =>
        new RegExp(`<li><label><input[^>]* value="${shown}".*?</li>`, 's').exec(text)?.[0].replace(/\s+/g, ' ') ?? ''
      const english = rowOf((await get()).text)
      assert.match(english, /<span class="tile" aria-hidden="true"><b>May<\/b>4<\/span>/)
      assert.match(
        english,
        /<time datetime="2027-05-04T09:00:00[^"]+">Tuesday, <span class="unbroken">May 4,<\/span> 2027, <span class="unbroken">9.AM – 3.PM<\/span> /,
      )
      assert.match(english, /<small>Kauffman Stadium<\/small>/)
      assert.match(english, /<span class="state ok">Seats available</)
      const spanish = rowOf((await get({ ui: 'es' })).text)
      assert.match(
        spanish,
        /<b>May<\/b>4<.*><span class="unbroken">Martes 4 de mayo de 2027,<\/span> .*>Cupos disponibles</,
      )
    })
    test('speaks the sponsor’s language, whatever language the form is to speak', async () => {
      const headers = { 'accept-language': 'es-MX' }
      const page = async (query: string, more = {}) => (await server.app.request(`/embed${query}`, more)).text()
      for (const text of [await page('?ui=es'), await page('', { headers })]) {
        assert.match(text, /<html lang="es">/)
        assert.match(text, /<h1>Ponga el formulario de inscripción en su página<\/h1>/)
        assert.match(text, /<input type="hidden" name="ui" value="es">/)
        assert.match(text, /<a href="[^"]*ui=en[^"]*" hreflang="en"/)
      }
      assert.match(await page('?lang=es'), /<html lang="en">/)
      assert.match(await page('?ui=en', { headers }), /<html lang="en">/)
    })
    test('asks for the partner before anything else', async () => {
      const names = [...(await get()).text.matchAll(/<(?:input type="(?!hidden)|select)[^>]* ?name="(\w+)"/g)]
      assert.deepEqual(
        names.slice(0, 1).map(([, name]) => name),
        ['partner'],
      )
    })
    test('takes how much the form shows into the snippet and its preview', async () => {
      for (const details of ['brief', 'none']) {
        const chosen = await get({ training: slug, details })
        assert.match(chosen.text, new RegExp(`<option value="${details}" selected>`))
        assert.ok(chosen.text.includes(` details=&quot;${details}&quot;`))
        assert.ok((await get({ training: slug, details }, '/embed/preview')).text.includes(` details="${details}"`))
      }
      assert.doesNotMatch((await get({ training: slug, details: 'full' })).text, / details=&quot;/)
    })
    test('takes several trainings or a series', async () => {
      const other = await given({ series: 'county' })
      const several = await get([
        ['training', slug],
        ['training', other],
      ])
      assert.ok(several.text.includes(`training=&quot;${slug},${other}&quot;`))
      const series = await get({ series: 'county', training: slug })
      assert.ok(series.text.includes('series=&quot;county&quot;'))
      assert.ok(series.text.includes(`/t/${other}/qr.svg`) && !series.text.includes(`/t/${slug}/qr.svg`))
    })
    test('says of a partner what will be counted', async () => {
      const count = Math.random().toString(36).slice(2, 8)
      await server.admin('POST', '/partners', { slug: `open-${count}`, name: 'Open House' })
      await server.admin('POST', '/partners', { slug: `own-${count}`, name: 'Own', origins: ['https://own.example'] })
      const noteFor = async (partner: string) =>
        /id="live-partner"[^>]*>(.*?)<\/p>/s
          .exec((await get({ training: slug, partner })).text)?.[1]
          ?.replace(/<[^>]+>/g, '')
      assert.match((await noteFor('')) ?? '', /can’t be counted for you/)
      assert.match((await noteFor(`open-${count}`)) ?? '', /^Open House is set up\. .* are counted for you/)
      assert.match(
        (await noteFor(`own-${count}`)) ?? '',
        /from https:\/\/own\.example are counted for you\. Those from anywhere else aren’t/,
      )
      assert.match(
        (await noteFor('Rotary Näs')) ?? '',
        /Ask the organizer to add rotary-nas: registrations are counted for you from then on/,
      )
      assert.ok((await get()).text.includes(`<option value="open-${count}">Open House</option>`))
    })
    test('starts from the accent of the partner, until the sponsor says otherwise', async () => {
      const partner = `accent-${Math.random().toString(36).slice(2, 8)}`
      await server.admin('POST', '/partners', { slug: partner, name: 'Own Colors', accent: '#7a1f2b' })
      const linked = await get({ partner })
      assert.match(field(linked.text, 'accent'), /value="#7a1f2b"/)
      assert.ok(linked.text.includes('--training-signup-accent: light-dark(#7a1f2b, '))
      assert.ok(
        (await get({ partner }, '/embed/preview')).text.includes('--training-signup-accent: light-dark(#7a1f2b, '),
      )
      assert.doesNotMatch(linked.text, /Choose at least one training/)
      const emptied = await get({ partner, accent: '' })
      assert.ok(!emptied.text.includes('--training-signup-accent'))
      assert.match(emptied.text, /Choose at least one training/)
    })
    test('says what cannot be used, and goes on without it', async () => {
      const { status, text } = await get({
        training: 'nope',
        accent: 'red',
        exit: 'http://x.example',
        site: 'a b',
        partner: '!!',
      })
      assert.equal(status, 200)
      for (const part of [
        'no upcoming training called “nope”',
        'Enter a color',
        'starts with https://',
        'like https://www.example.org',
        'Use letters and numbers',
      ])
        assert.ok(text.includes(part), part)
      assert.ok(field(text, 'accent').includes('value="red"'))
      assert.ok(text.includes('id="live-snippets"'))
    })
    test('puts nothing of its address into the page but as text', async () => {
      const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}</style></textarea>`
      const names = [
        'training',
        'series',
        'partner',
        'lang',
        'theme',
        'accent',
        'onAccent',
        'background',
        'font',
        'bare',
        'site',
        'exit',
        'channel',
        'details',
        'size',
        'ui',
        evil,
      ]
      for (const path of ['/embed', '/embed/preview']) {
        const { status, text } = await get(Object.fromEntries(names.map((name) => [name, evil])), path)
        assert.equal(status, 200)
        assert.doesNotMatch(text, /<script>alert|<img src=x|<\/style><\/textarea>|onerror=alert\(1\)>/)
      }
      const script = `javascript:alert(1)//`
      const { text } = await get({ training: slug, exit: script, site: script })
      assert.doesNotMatch(text, /href="javascript|exit-url=&quot;javascript|parent=javascript/)
    })
    test('shows the preview with the chosen look, to itself alone', async () => {
      const query = { training: slug, accent: '#7a1f2b', background: '#fbf7ee', font: 'Georgia, serif', theme: 'light' }
      const { status, headers, text } = await get(query, '/embed/preview')
      assert.equal(status, 200)
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "frame-ancestors 'self'",
        "script-src 'self' https://signup.example",
        'trusted-types training-signup',
      ])
        assert.ok(policy.split('; ').includes(part), part)
      assert.doesNotMatch(policy, /unsafe/)
      assert.ok(text.includes('background:#fbf7ee;') && text.includes('"Georgia", serif'))
      assert.ok(text.includes(`<training-signup api="https://signup.example/base" training="${slug}" theme="light">`))
      // It keeps the form from being sent, so that there is to be no form without it.
      assert.doesNotMatch(text, /<script[^>]*training-signup\.js/, 'only the preview’s own script may load it')
      assert.match(text, / data-script="https:\/\/signup\.example\/base\/embed\/[\d.v]+\/training-signup\.js"/)
      assert.match(text, new RegExp(`data-statuses="\\{&quot;${slug}&quot;:&quot;confirmed&quot;`))
    })
    test('keeps the whole choice on the way to the preview and into each proposal', async () => {
      const { text } = await get({ training: slug, accent: '#ffcc00', partner: 'rotary' })
      assert.ok(text.includes(`src="/base/embed/preview?training=${slug}&amp;accent=%23ffcc00&amp;partner=rotary"`))
      const proposal = /<a href="([^"]+)" data-change/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
      const { searchParams } = new URL(proposal, 'https://signup.example')
      assert.deepEqual([searchParams.get('training'), searchParams.get('partner')], [slug, 'rotary'])
      assert.notEqual(searchParams.get('accent'), '#ffcc00')
    })
  },
  { environment },
)

onBothDatabases('the builder’s versions', (running) => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'builder-'))
  })
  after(() => rm(folder, { recursive: true }))

  test('are the current one alone, until there is a release to stay with', async () => {
    const server = running()
    await server.givenTraining()
    const builder = createBuilder(server.context, createManifestReader(folder))
    const app = new Hono().get('/embed', builder.build)
    const read = async (query = '') => (await app.request(`/embed${query}`)).text()
    await rm(join(folder, 'manifest.json'), { force: true })
    const unreleased = await read()
    assert.ok(
      unreleased.includes('There’s no release to stay on yet') && unreleased.includes('/embed/v1/training-signup.js'),
    )

    const files = (integrity: string) => ({ 'training-signup.js': { integrity, bytes: 1 } })
    const manifest = { '1.9.0': files('sha384-old'), '1.10.0': files('sha384-new') }
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const pinned = await read()
    assert.ok(pinned.includes('/embed/1.10.0/training-signup.js&quot; integrity=&quot;sha384-new&quot;'))
    assert.match(pinned, /value="pinned" id="channel-pinned"[^>]* checked/)
    const following = await read('?channel=following')
    assert.ok(following.includes('/embed/v1/training-signup.js') && !following.includes('integrity='))
  })
  test('have nothing to be chosen for while no training is open', async () => {
    const server = running()
    server.clock.now = new Date('2035-01-01T00:00:00Z')
    const { status } = await server.app.request('/embed')
    assert.equal(status, 200)
    assert.match(await (await server.app.request('/embed')).text(), /No training takes registrations right now/)
    assert.equal((await server.app.request('/embed/preview')).status, 200)
  })
})
