import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { after, before, test } from 'mocha'
import { importTrainings } from '../../organizers/api/trainings/import-trainings.ts'
import { picture, pngHeader, svg } from '../../testing/pages/pictures.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { cert, key } from '../../testing/servers/certificate.ts'
import { newSlug, onBothDatabases, readJson } from '../../testing/servers/test-app.ts'

const host = 'receiver.example'

onBothDatabases(
  'a logo at an address',
  (given) => {
    const own = getCACertificates('default')
    before(() => setDefaultCACertificates([...own, cert]))
    after(() => setDefaultCACertificates(own))

    /** A server with a certificate on this machine, which the operator allows. */
    const startSite = async (answer: RequestListener, { isAllowed = true } = {}) => {
      const asked: (string | undefined)[] = []
      const server = createServer({ cert, key }, (request, response) => {
        asked.push(request.url)
        answer(request, response)
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      afterTest(() => {
        server.closeAllConnections()
        server.close()
      })
      const place = `${host}:${(server.address() as AddressInfo).port}`
      if (isAllowed) given().context.config.webhookAllow.push(place)
      return { asked, url: `https://${place}/logo` }
    }
    const sending =
      (bytes: Uint8Array, headers = {}): RequestListener =>
      (_, response) =>
        response.writeHead(200, headers).end(bytes)
    const countLogos = async () => (await given().rows('logo')).length
    const addPartner = (logo: string) => given().admin('POST', '/partners', { slug: newSlug(), name: 'Rotary', logo })

    test('is loaded once, when it is written, and served from here', async () => {
      const { admin, app, givenTraining } = given()
      const { url, asked } = await startSite(sending(picture(), { 'content-type': 'text/plain' }))
      const { status, body, headers } = await addPartner(url)
      assert.deepEqual([status, asked.length], [201, 1])
      assert.match(body.logo, /^[0-9a-f]{32}$/)
      const { slug } = await givenTraining({ sponsors: [body.slug] })
      const { training } = await readJson(await app.request(`/api/v1/trainings/${slug}`))
      assert.deepEqual(training.sponsors, [{ name: 'Rotary', logo: `https://signup.example/logos/${body.logo}.png` }])
      assert.equal((await app.request(`/logos/${body.logo}.png`)).status, 200)
      // What was read can be written again, without another request.
      const again = await admin('PUT', `/partners/${body.slug}`, body, { 'if-match': headers.get('etag') ?? '' })
      assert.deepEqual([again.status, again.body.logo, asked.length], [200, body.logo, 1])
    })

    test('is loaded for an organizer too, whichever way the training is written', async () => {
      const { admin, context } = given()
      const { url, asked } = await startSite(sending(picture(200, 200, 'webp')))
      const slug = newSlug()
      const input = {
        slug,
        title: { en: 'First aid' },
        start: '2027-03-06T09:00',
        end: '2027-03-06T15:00',
        timeZone: 'America/Chicago',
        venue: { name: 'Kauffman Stadium' },
        organizer: { name: 'The County', logo: url },
        contact: { email: 'county@example.org' },
      }
      const logos = [
        await admin('POST', '/trainings', input),
        await admin('PUT', `/trainings/${slug}`, input, { 'if-match': '*' }),
        await admin('PATCH', `/trainings/${slug}`, { organizer: { logo: url } }),
      ].map(({ body }) => body.training?.organizer)
      await importTrainings(
        context,
        { partners: [{ slug: newSlug(), name: 'Rotary', logo: url }], trainings: [input] },
        { replace: true },
      )
      logos.push((await admin('GET', `/trainings/${slug}`)).body.training.organizer)
      assert.deepEqual(new Set(logos.map((one) => JSON.stringify(one))).size, 1)
      assert.match(logos[0].logo, /^[0-9a-f]{32}$/)
      assert.equal(asked.length, 5)
    })

    const redirect: RequestListener = (_, response) =>
      response.writeHead(302, { location: `https://${host}/logo.png` }).end()
    const refused: Record<string, [answer: RequestListener, reason: RegExp]> = {
      'an SVG as image/png': [sending(svg, { 'content-type': 'image/png' }), /SVG, which can hold scripts/],
      'a page as image/png': [sending(Buffer.from('<html>'), { 'content-type': 'image/png' }), /no image/],
      'an image that promises too many pixels': [sending(pngHeader(50_000, 50_000)), /4,096 pixels/],
      'more than 1 MB': [sending(Buffer.alloc(1024 * 1024 + 1)), /larger than 1 MB/],
      'an endless answer': [
        (_, response) => {
          const pour = () => {
            while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) continue
          }
          response.on('drain', pour).on('error', () => {})
          pour()
        },
        /larger than 1 MB/,
      ],
      'a redirect': [redirect, /leads to another one/],
      'what is not there': [(_, response) => response.writeHead(404).end(), /answered 404/],
      'an answer that breaks off': [
        (_, response) => {
          response.writeHead(200, { 'content-length': '100000' }).write(picture())
          setTimeout(() => response.destroy(), 10)
        },
        /can’t be reached/,
      ],
    }
    for (const [what, [answer, reason]] of Object.entries(refused))
      test(`is refused with its place and a sentence: ${what}`, async () => {
        const { admin, givenTraining } = given()
        const { url, asked } = await startSite(answer)
        const stored = await countLogos()
        const { slug } = await givenTraining()
        const answers = [
          ['/logo', await addPartner(url)],
          ['/organizer/logo', await admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'A', logo: url } })],
        ] as const
        for (const [pointer, { status, body }] of answers) {
          assert.deepEqual([status, body.errors[0].pointer], [422, pointer])
          assert.match(body.errors[0].message, reason)
          assert.match(body.errors[0].message, /Use a PNG, JPEG, or WebP of at most 1 MB, or upload one/)
        }
        assert.equal(asked.length, 2)
        assert.equal(await countLogos(), stored)
      })

    test('is refused after a while, whether the server is silent or stops in the middle', async () => {
      const { config } = given().context
      mock.property(config, 'logoTimeoutMs', 300)
      for (const answer of [
        () => {},
        ((_, response) => void response.writeHead(200).write(picture())) satisfies RequestListener,
      ]) {
        const { url } = await startSite(answer)
        const { status, body } = await addPartner(url)
        assert.equal(status, 422)
        assert.match(body.errors[0].message, /took longer than 10 seconds/)
      }
    })

    test('is not asked for where it leads into the operator’s network', async () => {
      const { url, asked } = await startSite(sending(picture()), { isAllowed: false })
      const addresses = [url, url.replace(host, '127.0.0.1'), 'https://169.254.169.254/', 'https://[::1]/']
      for (const address of addresses) {
        const { status, body } = await addPartner(address)
        assert.equal(status, 422, address)
        assert.match(body.errors[0].message, /not on the open internet/, address)
      }
      assert.equal((await addPartner(url.replace('https:', 'http:'))).body.errors[0].pointer, '/logo')
      assert.equal(asked.length, 0)
    })

    test('stops an import, which then changes nothing and names it', async () => {
      const { context, admin } = given()
      const { url } = await startSite(sending(svg))
      const [slug, other] = [newSlug(), newSlug()]
      const partners = [
        { slug: other, name: 'Lions' },
        { slug, name: 'Rotary', logo: url },
      ]
      await assert.rejects(importTrainings(context, { partners }, { replace: false }), (error: Error) => {
        assert.match(error.message, new RegExp(`${slug}: /logo The logo can’t be used: it’s an SVG`))
        return true
      })
      assert.equal((await admin('GET', `/partners/${other}`)).status, 404)
    })
  },
  { system: { resolveHost: async () => ['127.0.0.1'] } },
)
