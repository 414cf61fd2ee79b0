import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import ICAL from 'ical.js'
import { test } from 'mocha'
import { onBothDatabases, readJson } from '../../../testing/servers/test-app.ts'

onBothDatabases('a training for calendars', (given) => {
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    given().app.request(path, { method, headers })
  const givenPage = async (training: Partial<TrainingDraft> = {}) =>
    `/t/${(await given().givenTraining(training)).slug}`
  async function eventOf(path: string) {
    const component = new ICAL.Component(ICAL.parse(await (await get(path)).text())).getFirstSubcomponent('vevent')
    assert.ok(component)
    return new ICAL.Event(component)
  }

  test('is a file to download', async () => {
    const page = await givenPage()
    const slug = page.slice(3)
    const response = await get(`${page}/calendar.ics`)
    assert.equal(response.status, 200)
    for (const [name, value] of Object.entries({
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="${slug}.ics"`,
      'content-language': 'en',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    }))
      assert.equal(response.headers.get(name), value, name)
    assert.ok((await response.text()).includes(`UID:${slug}@signup.example\r\n`))
    const head = await get(`${page}/calendar.ics`, {}, 'HEAD')
    assert.deepEqual([head.status, await head.text()], [200, ''])
  })
  test('speaks the visitor’s language', async () => {
    const page = await givenPage()
    assert.equal((await eventOf(`${page}/calendar.ics?lang=es`)).summary, 'Primeros auxilios')
    const preferred = await get(`${page}/calendar.ics`, { 'accept-language': 'es-MX' })
    assert.deepEqual(
      [preferred.headers.get('content-language'), preferred.headers.get('vary')],
      ['es', 'Accept-Language'],
    )
    const link = (await get(`${page}/calendar/google?lang=es`)).headers.get('location') ?? ''
    assert.equal(new URL(link).searchParams.get('text'), 'Primeros auxilios')
  })
  test('is a newer version of the same entry after a change, and a canceled one after a cancellation', async () => {
    const page = await givenPage()
    const first = await eventOf(`${page}/calendar.ics`)
    given().clock.later({ seconds: 1 })
    await given().admin('PATCH', `/trainings/${page.slice(3)}`, { status: 'cancelled' })
    const second = await eventOf(`${page}/calendar.ics`)
    assert.equal(second.uid, first.uid)
    assert.ok(second.sequence > first.sequence)
    assert.equal(second.component.getFirstPropertyValue('status'), 'CANCELLED')
  })
  test('leads to the calendars that it names, and nowhere else', async () => {
    const page = await givenPage()
    for (const [service, host] of [
      ['google', 'calendar.google.com'],
      ['outlook', 'outlook.live.com'],
      ['microsoft365', 'outlook.office.com'],
    ] as const) {
      const response = await get(`${page}/calendar/${service}?url=https://evil.example&path=//evil.example`)
      assert.deepEqual([response.status, response.headers.get('referrer-policy')], [302, 'no-referrer'])
      const link = new URL(response.headers.get('location') ?? '')
      assert.equal(link.host, host)
      assert.ok(!link.href.includes('evil'))
    }
    for (const other of ['yahoo', 'constructor', '__proto__', '%2F%2Fevil.example', 'google/x', ''])
      assert.equal((await get(`${page}/calendar/${other}`)).status, 404, other)
  })
  test('offers exactly what there is, each of it working', async () => {
    const page = await givenPage()
    const { training } = await readJson(await get(`/api/v1/trainings/${page.slice(3)}?lang=es`))
    const hrefs: string[] = training.calendars.map(({ href }: { href: string }) => href)
    assert.equal(hrefs[0], training.links.calendar)
    for (const href of hrefs) {
      assert.ok(href.startsWith(`https://signup.example${page}/calendar`), href)
      const response = await get(href.slice('https://signup.example'.length))
      assert.ok(response.status === 200 || response.status === 302, href)
    }
    assert.equal(hrefs.length, 4)
  })
  test('has a page with all of them, which emails lead to', async () => {
    const page = await givenPage()
    for (const [lang, heading] of [
      ['en', 'Add to calendar'],
      ['es', 'Agregar al calendario'],
    ] as const) {
      const response = await get(`${page}/calendar?lang=${lang}`)
      assert.equal(response.status, 200)
      const text = await response.text()
      assert.ok(text.includes(`<h1>${heading}</h1>`))
      const { training } = await readJson(await get(`/api/v1/trainings/${page.slice(3)}?lang=${lang}`))
      assert.equal(training.calendars.length, 4)
      for (const { href } of training.calendars) assert.ok(text.includes(`href="${href}"`), href)
      assert.ok(text.includes(training.title))
      assert.match(text, /<meta name="robots" content="noindex">/)
    }
  })
  test('is added in one press on a phone: as a file on Apple’s, by Google on Android', async () => {
    const page = await givenPage()
    for (const [agent, path] of [
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
        'calendar.ics?lang=es',
      ],
      ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15', 'calendar.ics?lang=es'],
      ['Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/140.0', 'calendar/google?lang=es'],
      ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0', undefined],
      ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', undefined],
    ] as const) {
      const { status, headers } = await get(`${page}/calendar?lang=es`, { 'user-agent': agent })
      const location = path && `https://signup.example${page}/${path}`
      assert.deepEqual([status, headers.get('location') ?? undefined], [path ? 302 : 200, location], agent)
      assert.match(headers.get('vary') ?? '', /User-Agent/)
    }
  })
  test('leads to its page, not to a calendar, once it is canceled or past', async () => {
    const cancelled = await givenPage({ status: 'cancelled' })
    const past = await givenPage({ start: '2027-01-05T09:00', end: '2027-01-05T10:00' })
    for (const page of [cancelled, past]) {
      for (const path of ['calendar', 'calendar/google'])
        assert.equal((await get(`${page}/${path}`)).headers.get('location'), `https://signup.example${page}`)
      const { training } = await readJson(await get(`/api/v1/trainings/${page.slice(3)}`))
      assert.deepEqual(training.calendars, [])
    }
  })
  test('is not there for a draft or an unknown one, and gone once withdrawn', async () => {
    for (const file of ['calendar', 'calendar.ics', 'calendar/google']) {
      assert.equal((await get(`${await givenPage({ status: 'draft' })}/${file}`)).status, 404)
      assert.equal((await get(`/t/nowhere/${file}`)).status, 404)
      assert.equal((await get(`/t/%00/${file}`)).status, 404)
      assert.equal((await get(`${await givenPage({ status: 'withdrawn' })}/${file}`)).status, 410)
    }
  })
})
