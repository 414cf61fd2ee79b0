import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { after, before, test } from 'mocha'
import { valueOf } from '../../testing/pages/organizer-pages.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { cert, key } from '../../testing/servers/certificate.ts'
import { adminToken, newSlug, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { readReleases } from '../../visitors/embed/manifest.ts'
import { checkDuePartnerPages } from './page-checks.ts'

const host = 'receiver.example'
const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases(
  'a partner’s pages',
  (running) => {
    const own = getCACertificates('default')
    before(() => setDefaultCACertificates([...own, cert]))
    after(() => setDefaultCACertificates(own))

    const startSite = async (answer: RequestListener, { isAllowed = true } = {}) => {
      let asked = 0
      const server = createServer({ cert, key }, (request, response) => {
        asked += 1
        answer(request, response)
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      afterTest(() => {
        server.closeAllConnections()
        server.close()
      })
      const place = `${host}:${(server.address() as AddressInfo).port}`
      running().context.config[isAllowed ? 'pagesInside' : 'webhookAllow'].push(place)
      return { asked: () => asked, url: `https://${place}/events` }
    }
    const givenPartner = async () => {
      const slug = newSlug()
      await running().admin('POST', '/partners', { slug, name: 'Rotary' })
      return slug
    }
    const page = async (path: string) => (await running().send('GET', `/admin${path}`, undefined, signedIn)).text()
    const post = (path: string, fields: Record<string, string> = {}) =>
      running().app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body: new URLSearchParams(fields) })
    const html =
      (text: string): RequestListener =>
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end(text)

    test('are added and checked on the partner’s page, which says what to do', async () => {
      const partner = await givenPartner()
      const { slug } = await running().givenTraining()
      let text = '<h1>Events</h1>'
      const { url } = await startSite((request, response) => html(text)(request, response))
      assert.equal((await post(`/partners/${partner}/placements`, { url })).status, 303)
      assert.match(await page(`/partners/${partner}`), /Fails.*There is no form on the page/s)
      assert.match(await page('/partners'), /1 page fails/)
      assert.match(await page(`/partners/${partner}`), /as soon as the form is seen on the partner’s pages/)
      const [version = '', integrity = ''] = [...(await readReleases())].at(-1) ?? []
      text = `<training-signup training="${slug}" partner="${partner}"></training-signup><script type="module" src="https://signup.example/embed/${version}/training-signup.js" integrity="${integrity}"></script>`
      const { body } = await running().admin('GET', `/partners/${partner}/placements`)
      assert.equal((await post(`/partners/${partner}/placements/${body.placements[0].id}/check`)).status, 303)
      assert.match(await page(`/partners/${partner}`), new RegExp(`Works<.*release ${version}`, 's'))
      await post(`/partners/${partner}/placements/${body.placements[0].id}/remove`)
      assert.deepEqual((await running().admin('GET', `/partners/${partner}/placements`)).body.placements, [])
    })

    test('are checked by the server every day, and not more often', async () => {
      const partner = await givenPartner()
      const { url, asked } = await startSite(html(''))
      await running().admin('POST', `/partners/${partner}/placements`, { url })
      const check = () => checkDuePartnerPages(running().context, readReleases)
      await check()
      await check()
      assert.equal(asked(), 1)
      running().clock.later({ days: 1 })
      await check()
      assert.equal(asked(), 2)
    })

    test('are never asked for inside this network, not even by a redirect', async () => {
      const partner = await givenPartner()
      const inside = await startSite(html(''), { isAllowed: false })
      const { url } = await startSite((_, response) => response.writeHead(302, { location: inside.url }).end())
      for (const one of [inside.url, url]) {
        const { body } = await running().admin('POST', `/partners/${partner}/placements`, { url: one })
        const checked = await running().admin('POST', `/partners/${partner}/placements/${body.id}/check`)
        assert.deepEqual(checked.body.inspection.findings, [{ code: 'unreachable', value: 'address-refused' }])
      }
      assert.equal(inside.asked(), 0)
    })

    test('that are no page, too large, or gone are told apart', async () => {
      const partner = await givenPartner()
      for (const [answer, finding] of [
        [(_, response) => response.writeHead(404).end(), { code: 'answered', value: '404' }],
        [(_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(), { code: 'not-html' }],
        [html('x'.repeat(2_000_001)), { code: 'too-large' }],
        [(request) => request.socket.destroy(), { code: 'unreachable', value: 'ECONNRESET' }],
      ] as [RequestListener, object][]) {
        const { url } = await startSite(answer)
        const { body } = await running().admin('POST', `/partners/${partner}/placements`, { url })
        const checked = await running().admin('POST', `/partners/${partner}/placements/${body.id}/check`)
        assert.deepEqual(checked.body.inspection.findings, [finding])
      }
    })

    test('are noted as looked at before they are asked for, so that no page is the end of every start', async () => {
      await checkDuePartnerPages(running().context, readReleases)
      const partner = await givenPartner()
      const { now } = running().context
      const noted = async () => (await running().row('partner_page', { partner })).checked_at
      let notedThen: unknown
      const { url, asked } = await startSite(async (_, response) => {
        notedThen = await noted()
        response.destroy()
      })
      await running().admin('POST', `/partners/${partner}/placements`, { url })
      const dies = () => Promise.reject(new Error('as if the process ended'))
      await checkDuePartnerPages(running().context, dies).catch(() => {})
      assert.equal(await noted(), now().toISOString())
      await checkDuePartnerPages(running().context, readReleases)
      assert.equal(asked(), 0)
      running().clock.later({ days: 1 })
      await checkDuePartnerPages(running().context, readReleases)
      assert.deepEqual([asked(), notedThen], [1, now().toISOString()])
    })

    test('that are made to use up a server are read like others', async () => {
      const partner = await givenPartner()
      const { slug } = await running().givenTraining()
      const bomb = `<p>${'<b x=i>'.repeat(5_000)}${'<p>x'.repeat(5_000)}${'<br>'.repeat(150_000)}<a ${' a'.repeat(200_000)}>`
      const form = `<training-signup training="${slug},${'x,'.repeat(5_000)}y" partner="${partner}"></training-signup>`
      const { url } = await startSite(html(bomb + form.repeat(50)))
      const { body } = await running().admin('POST', `/partners/${partner}/placements`, { url })
      const checked = await running().admin('POST', `/partners/${partner}/placements/${body.id}/check`)
      assert.deepEqual(
        checked.body.inspection.findings.map(({ code, value }: { code: string; value?: string }) => [code, value]),
        [
          ['unknown-training', 'x'],
          ['no-script', undefined],
        ],
      )
    })

    test('with a wrong address are not added, and the address is kept', async () => {
      const partner = await givenPartner()
      const refused = await post(`/partners/${partner}/placements`, { url: 'http://rotary.example' })
      assert.equal(refused.status, 422)
      const shown = await refused.text()
      assert.match(shown, /value="http:\/\/rotary\.example"/)
      assert.match(shown, /Use an address that starts with https/)
      const inSpanish = await post(`/partners/${partner}/placements?lang=es`, { url: 'http://rotary.example' })
      assert.match(await inSpanish.text(), /Use una dirección que empiece con https:/)
    })

    test('show where the form was seen and which script was loaded there', async () => {
      const partner = await givenPartner()
      const { slug } = await running().givenTraining()
      const origin = 'https://rotary.example'
      const [version = ''] = [...(await readReleases())].at(-1) ?? []
      await running().send('POST', `/api/v1/trainings/${slug}/seen`, JSON.stringify({ kind: 'view', partner }), {
        'content-type': 'text/plain',
        origin,
      })
      await running().context.impressions.write()
      for (const one of [origin, 'https://stranger.example'])
        await running().app.request(`/embed/${version}/training-signup.js`, { headers: { origin: one } })
      await running().context.impressions.write()
      const { body } = await running().admin('GET', `/partners/${partner}/hosts`)
      const day = '2027-01-10'
      assert.deepEqual(body.hosts, [
        { origin, firstDay: day, lastDay: day, views: 1, scripts: [{ version, lastDay: day }] },
      ])
      assert.match(await page(`/partners/${partner}`), new RegExp(`rotary\\.example.*release ${version}`, 's'))
      const kept = await running().rows('script_host')
      assert.ok(!kept.some((one) => one.origin.includes('stranger')))
    })

    test('show a site that is seen, however many a stranger invents', async () => {
      const partner = await givenPartner()
      const { slug } = await running().givenTraining()
      const see = (origin: string) =>
        running().send('POST', `/api/v1/trainings/${slug}/seen`, JSON.stringify({ kind: 'view', partner }), {
          'content-type': 'text/plain',
          origin,
        })
      const { context, clock, admin } = running()
      const listed = async () =>
        (await admin('GET', `/partners/${partner}/hosts`)).body.hosts.map(({ origin }: { origin: string }) => origin)
      for (let count = 0; count < 100; count++) await see(`https://invented${count}.example`)
      await context.impressions.write()
      await see('https://rotary.example')
      await context.impressions.write()
      assert.ok((await listed()).includes('https://rotary.example'))
      clock.later({ days: 1 })
      await see('https://rotary.example')
      await see('https://one-more.example')
      await context.impressions.write()
      const hosts = await listed()
      assert.deepEqual([hosts.length, hosts.slice(0, 2)], [100, ['https://one-more.example', 'https://rotary.example']])
    })

    test('say how often a site was seen, so that an invented one shows', async () => {
      const partner = await givenPartner()
      const slugs = [(await running().givenTraining()).slug, (await running().givenTraining()).slug]
      const see = (slug: string, origin: string, kind = 'view') =>
        running().send('POST', `/api/v1/trainings/${slug}/seen`, JSON.stringify({ kind, partner }), {
          'content-type': 'text/plain',
          origin,
        })
      for (const slug of slugs)
        for (let round = 0; round < 2; round++) {
          for (let count = 0; count < 2; count++) await see(slug, 'https://rotary.example')
          await see(slug, 'https://rotary.example', 'start')
          await running().context.impressions.write()
        }
      await see(slugs[0] ?? '', 'https://invented.example')
      await running().context.impressions.write()
      const { hosts } = (await running().admin('GET', `/partners/${partner}/hosts`)).body
      assert.deepEqual(
        hosts.map(({ origin, views }: { origin: string; views: number }) => [origin, views]),
        [
          ['https://invented.example', 1],
          ['https://rotary.example', 8],
        ],
      )
      const shown = await page(`/partners/${partner}`)
      assert.match(shown, /invented\.example<br><small>[^<]*seen once/)
      assert.match(shown, /rotary\.example<br><small>[^<]*seen 8 times/)
    })

    test('have a report with counts only, at a secret link that can end', async () => {
      const partner = await givenPartner()
      const { slug } = await running().givenTraining({ title: { en: 'First aid', es: 'Primeros auxilios' } })
      const people = [someone(), someone(), someone()]
      for (const one of people) await running().signUp(slug, { people: [one], partner })
      const led = (await post(`/partners/${partner}/report-link`)).headers.get('location') ?? ''
      const made = await page(led.replace('/admin', ''))
      const path = /signup\.example(\/partner-report\/[\w-]+)/.exec(made)?.[1] ?? ''
      const read = async (query = '') => (await running().app.request(`${path}${query}`)).text()
      const today = running().clock.now
      assert.doesNotMatch(await read(), /First aid/)
      running().clock.now = new Date('2027-01-11T06:00:00Z')
      const text = await read()
      assert.match(text, /First aid, [^<]*<\/th><td>0<\/td><td>0<\/td>\s*<td>&lt;5<\/td>/)
      assert.match(text, /Counted through January 10, 2027, once a day/)
      assert.doesNotMatch(text, /Reyes|@example/)
      assert.match(await read('?lang=es'), /Primeros auxilios/)
      for (let more = 0; more < 4; more++) await running().signUp(slug, { people: [someone()], partner })
      assert.equal(await read(), text, 'the same all day')
      running().clock.now = new Date('2027-01-12T06:00:00Z')
      assert.match(await read(), /<td>5<\/td>/)
      await running().admin('PATCH', `/trainings/${slug}`, { status: 'withdrawn' })
      assert.doesNotMatch(await read(), new RegExp(`First aid|${slug}`))
      running().clock.now = today
      // Only its hash is kept.
      const stored = JSON.stringify(await running().rows('partner'))
      assert.ok(!stored.includes(path.split('/').at(-1) ?? path))
      const renewed = await running().admin('POST', `/partners/${partner}/report-link`)
      assert.equal((await running().app.request(path)).status, 404)
      await post(`/partners/${partner}/report-link/end`)
      assert.equal((await running().app.request(new URL(renewed.body.url).pathname)).status, 404)
    })

    test('belong to partners that are added, changed, and deleted on pages', async () => {
      const slug = newSlug()
      const given = { slug, name: '', url: 'rotary', origins: 'https://rotary.example/x', accent: '' }
      const refused = await post('/partners/new', given)
      assert.equal(refused.status, 422)
      const form = await refused.text()
      for (const kept of ['value="rotary"', 'https://rotary.example/x</textarea>', `value="${slug}"`])
        assert.ok(form.includes(kept), kept)
      assert.match(form, /Use an origin like https:\/\/example\.org, without a path/)
      const inSpanish = await (await post('/partners/new?lang=es', { ...given, accent: 'blue' })).text()
      for (const said of ['Use un origen como https://example.org, sin ruta', 'Use un color como #0b57d0'])
        assert.ok(inSpanish.includes(said), said)
      const right = { ...given, name: 'Rotary', url: '', origins: 'https://rotary.example\nhttps://rotary.test' }
      assert.equal((await post('/partners/new', right)).headers.get('location'), `/admin/partners/${slug}?done=saved`)
      assert.match(await (await post('/partners/new', right)).text(), /Another partner has this short name/)
      const versionIn = (text: string) => valueOf(text, '_base')
      const seen = versionIn(await page(`/partners/${slug}`))
      const changed = { ...right, name: 'Rotary North' }
      assert.equal((await post(`/partners/${slug}`, { ...changed, _base: seen })).status, 303)
      // Someone else had the page open, and first types something wrong.
      const mine = { ...right, name: 'Rotary South' }
      const wrong = await post(`/partners/${slug}`, { ...changed, accent: 'blue', _base: seen })
      assert.equal(wrong.status, 422)
      const overtaken = await post(`/partners/${slug}`, { ...mine, _base: seen })
      const shown = await overtaken.text()
      assert.equal(overtaken.status, 409)
      assert.match(shown, /Theirs: <b>Rotary North<.*value="Rotary South"/s)
      assert.match(shown, /id="about".*action="[^"]*#about"/s)
      assert.equal((await running().admin('GET', `/partners/${slug}`)).body.name, 'Rotary North')
      assert.equal(
        (await post(`/partners/${slug}`, { ...mine, _base: versionIn(shown), _both: 'name', '_choice.name': 'mine' }))
          .status,
        303,
      )
      assert.equal((await running().admin('GET', `/partners/${slug}`)).body.name, 'Rotary South')
      await post(`/partners/${slug}`, { ...changed, _base: versionIn(await page(`/partners/${slug}`)) })
      const { body } = await running().admin('GET', `/partners/${slug}`)
      assert.deepEqual([body.name, body.origins], ['Rotary North', ['https://rotary.example', 'https://rotary.test']])
      assert.match(await page(`/partners/${slug}/delete`), /Delete Rotary North\?/)
      await post(`/partners/${slug}/delete`)
      assert.equal((await running().admin('GET', `/partners/${slug}`)).status, 404)
    })
  },
  { system: { resolveHost: async () => ['127.0.0.1'] } },
)
