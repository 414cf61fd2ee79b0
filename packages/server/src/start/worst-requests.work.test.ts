import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'mocha'
import { officers } from '../testing/credited-day.ts'
import { copyPerson } from '../testing/generated/copy-person.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { seedTrainings } from '../testing/servers/server.ts'
import { adminToken, someone, type TestApp, testApp } from '../testing/servers/test-app.ts'
import { assertLinear, countWork } from '../testing/traces/count-work.ts'
import { mailing } from '../testing/verify.ts'
import { openPort } from './serve.ts'

/**
 * A twentieth of a second. Most of it may be what built-in functions go through, a character a step:
 * the page of the door is 800 kB.
 */
const mostAtOnce = 2_500_000
const mostAnswers = 10_000
const [trainings, people] = [400, 1_500]

const headers = { authorization: `Bearer ${adminToken}`, 'accept-encoding': 'br, gzip', 'sec-fetch-site': 'none' }

describe('no request holds the thread for long', () => {
  let server: TestApp
  let paths: string[]
  const ask = async (path: string) => {
    const answer = await server.app.request(path, { headers })
    await answer.arrayBuffer()
    assert.equal(answer.status, 200, path)
  }

  before(async function () {
    server = await testApp('sqlite', mailing)
    const { context, admin, signUp } = server
    const [slug = ''] = await seedTrainings(context.db, 'many', trainings, (index) => ({
      series: 'county',
      start: `${index % 2 === 1 ? 2020 : 2030}-0${1 + (index % 9)}-${10 + (index % 18)}T09:00`,
      end: `${index % 2 === 1 ? 2020 : 2030}-0${1 + (index % 9)}-${10 + (index % 18)}T15:00`,
      seats: { capacity: null },
      fields: { agency: 'optional' },
    }))
    await signUp(slug, { people: [someone({ agency: 'Agency' })] })
    const [{ id }] = await server.people(slug)
    await copyPerson(server, id, people - 1, (index) => ({
      reference: context.newId(),
      email: `one${index}@example.org`,
      email_canonical: `one${index}@example.org`,
      family_name: `Reyes${index}`,
      family_folded: `reyes${index}`,
      agency: `Agency ${index}`,
      agency_folded: `agency ${index}`,
      active_person: null,
    }))
    const message = { training: slug, about: 'seat', subject: { en: 'Parking' }, text: { en: 'Use lot B.' } }
    const draft = (await admin('POST', '/messages', message)).body.id
    const profile = (await admin('POST', '/credit-profiles', officers)).body.id
    const credits = [{ profile, approval: 'none' }]
    await admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
    const own = `/admin/trainings/${slug}`
    const api = '/api/v1/admin'
    paths = [
      '/livez',
      '/',
      '/embed',
      '/embed?series=county',
      '/api/v1/trainings',
      '/api/v1/trainings?series=county',
      `/t/${slug}`,
      '/admin',
      '/admin?show=past',
      own,
      `${own}?q=reyes`,
      `${own}/call-off`,
      `${own}/duplicates`,
      `${own}/accommodations`,
      `${own}/report`,
      `${own}/attendance`,
      `${own}/credit`,
      `${own}/evaluation`,
      `${api}/trainings/${slug}/attendance`,
      `${api}/trainings/${slug}/standings`,
      `/admin/door/${slug}`,
      `/admin/door/${slug}?q=reyes`,
      `${api}/trainings/${slug}/door?q=reyes`,
      '/admin/agencies',
      '/admin/emails',
      '/admin/numbers',
      '/admin/audit',
      `/admin/messages/${draft}`,
      `${api}/trainings`,
      `${api}/registrations?training=${slug}`,
      `${api}/registrations?training=${slug}&q=reyes`,
      ...['csv', 'xlsx'].map((type) => `${api}/registrations.${type}?training=${slug}`),
      ...['sign-in-sheet', 'badges'].map((name) => `${api}/trainings/${slug}/${name}.pdf`),
    ]
    // What is done once, with the first request, counts for none.
    for (const path of paths) await ask(path)
  })
  after(() => server.close())

  test('with long lists', async () => {
    const over: string[] = []
    for (const path of paths) {
      const { longest } = await countWork(() => ask(path))
      if (longest > mostAtOnce) over.push(`${path}: ${longest} steps in one go`)
    }
    assert.deepEqual(over, [])
  })

  test('so that the server says that it lives while all of them are asked for', async () => {
    const port = (await openPort({ ...server.context.config, port: 0, host: '127.0.0.1' }, server.app.fetch)) as Server
    afterTest(() => new Promise((resolve) => port.close(resolve)))
    const origin = `http://127.0.0.1:${(port.address() as AddressInfo).port}`
    const waiting = new Set(paths)
    let answers = 0
    const { longest } = await countWork(async () => {
      const all = Promise.all(
        paths.map(async (path) => {
          await (await fetch(`${origin}${path}`, { headers })).arrayBuffer()
          waiting.delete(path)
        }),
      )
      while (waiting.size > 0 && answers < mostAnswers) {
        assert.equal((await fetch(`${origin}/livez`)).status, 200)
        answers += 1
      }
      await all
    })
    assert.ok(longest <= mostAtOnce, `${longest} steps in one go`)
    assert.ok(answers > paths.length, `${answers} answers while ${paths.length} requests were answered`)
  })
})

describe('a request costs no more than what it carries', () => {
  let server: TestApp
  let slug: string
  before(async () => {
    server = await testApp('sqlite')
    slug = (await server.givenTraining()).slug
  })
  after(() => server.close())

  const times = (one: string) => (size: number) => one.repeat(size)
  const texts: Record<string, (size: number) => string> = {
    letters: times('a'),
    languages: times('en;q=0.1,'),
    quotes: times('"'),
    'tags of a cache': times('W/"a", '),
    cookies: times('a=b; '),
    addresses: times('192.0.2.1, '),
    points: times('.'),
    slashes: times('/'),
    signs: times('%'),
    hyphens: times('-'),
    commas: times(','),
  }
  const names =
    'accept accept-encoding accept-language authorization content-type cookie idempotency-key if-none-match origin referer x-forwarded-for'

  for (const name of names.split(' '))
    test(`in its header ${name}`, async () => {
      for (const text of Object.values(texts))
        for (const [method, path] of [
          ['GET', `/api/v1/trainings/${slug}`],
          ['GET', `/t/${slug}`],
          ['GET', '/admin'],
          ['POST', `/api/v1/trainings/${slug}/registrations`],
        ] as const)
          await assertLinear(async (size) => {
            const body = method === 'POST' ? { body: '{}' } : {}
            await (await server.app.request(path, { method, headers: { [name]: text(size) }, ...body })).text()
          }, 1_000)
    })

  test('in its address', async () => {
    for (const text of Object.values(texts))
      for (const path of [
        (given: string) => `/${given}`,
        (given: string) => `/r/${given}`,
        (given: string) => `/t/${given}`,
        (given: string) => `/?find=${given}&lang=${given}&p=${given}`,
        (given: string) => `/embed?find=${given}&training=${given}&accent=${given}`,
        (given: string) => `/api/v1/trainings?cursor=${given}`,
        (given: string) => `/api/v1/trainings?slug=${given}`,
      ])
        await assertLinear(async (size) => {
          await (await server.app.request(path(encodeURIComponent(text(size))))).text()
        }, 1_000)
  })
})
