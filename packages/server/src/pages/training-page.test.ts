import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { site } from './site-for-tests.ts'

describe('a training’s page', () => {
  test('shows the details and a form that needs no script', async () => {
    const { status, text, headers } = await site().get()
    assert.equal(status, 200)
    for (const part of [
      '<h1>Training for first responders</h1>',
      'Saturday, March 6, 2027, 9:00 AM – 3:00 PM (Central Time)',
      'method="post"',
      'autocomplete="given-name"',
      'mailto:rosa@example.org',
    ])
      assert.ok(text.includes(part), part)
    assert.doesNotMatch(text, /<script(?! type="application\/ld\+json")|<style| style=| on\w+=/)
    assert.doesNotMatch(text, /src="|href="http:|undefined|\[object|\{\w+\}/)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/)
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/)
  })
  test('has its style sheet where it says', async () => {
    const { get, app } = site()
    const href = /rel="stylesheet" href="\/base([^"]+)"/.exec((await get()).text)?.[1] ?? ''
    const sheet = await app.request(href)
    assert.deepEqual([sheet.status, sheet.headers.get('content-type')], [200, 'text/css; charset=utf-8'])
  })
  test('has an event that parses, and links in both languages', async () => {
    const { text } = await site().get()
    const event = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '')
    assert.equal(event.url, 'https://signup.example.org/base/t/first-responders')
    assert.ok(text.includes('<meta property="og:title" content="Training for first responders">'))
    assert.ok(text.includes('hreflang="es"'))
  })
  test('speaks the visitor’s language', async () => {
    const { get } = site()
    assert.match((await get('/t/first-responders?lang=es')).text, /<html lang="es">[\s\S]*Inscribirme/)
    assert.match((await get('/t/first-responders', { 'Accept-Language': 'es-MX' })).text, /<html lang="es">/)
    assert.match((await get('/t/first-responders?lang=en', { 'Accept-Language': 'es-MX' })).text, /<html lang="en">/)
  })
  test('keeps the partner on every way, and ignores what cannot be one', async () => {
    const { get } = site()
    assert.ok(
      (await get('/t/first-responders?p=we-the-people')).text.includes(
        'action="/base/t/first-responders?p=we-the-people&amp;lang=en"',
      ),
    )
    assert.ok(
      (await get('/t/first-responders?p=we-the-people')).text.includes('href="/base/?p=we-the-people&amp;lang=en"'),
    )
    assert.ok((await get('/?p=we-the-people')).text.includes('/t/first-responders?p=we-the-people"'))
    assert.ok(
      (await get('/t/first-responders?p=%22%3E%3Cscript%3E')).text.includes(
        'action="/base/t/first-responders?lang=en"',
      ),
    )
  })
  test('answers HEAD like GET, without a body', async () => {
    const head = await site().app.request('/t/first-responders', { method: 'HEAD' })
    assert.deepEqual(
      [head.status, await head.text(), head.headers.get('content-type')],
      [200, '', 'text/html; charset=UTF-8'],
    )
  })
  test('shows an organizer’s text as text', async () => {
    const evil = '"><script>alert(1)</script>'
    const { text } = await site({
      title: { en: evil },
      summary: { en: evil },
      questions: [
        {
          id: 'shirt',
          type: 'select',
          label: { en: evil },
          hint: { en: evil },
          options: [{ value: evil, label: { en: evil } }],
        },
      ],
    }).get()
    assert.doesNotMatch(text, /<script>|"><script/)
  })
  test('says what there is to say where no one can register', async () => {
    for (const [more, row, words] of [
      [{ status: 'cancelled' }, {}, 'This training has been canceled'],
      [{ seats: { capacity: 10 } }, { seats_taken: 10 }, 'This training is full'],
      [{ opensAt: '2027-02-20T09:00' }, {}, 'Registration opens Saturday, February 20, 2027'],
      [{ closesAt: '2027-01-20T09:00' }, {}, 'Registration is closed'],
    ] as const) {
      const { text, status } = await site(more, row).get()
      assert.equal(status, 200)
      assert.ok(text.includes(words), words)
      assert.doesNotMatch(text, /<form|opens by itself/)
    }
  })
  test('is not there for a draft or an unknown one, and gone once withdrawn', async () => {
    assert.equal((await site({ status: 'draft' }).get()).status, 404)
    assert.match((await site().get('/t/nothing?lang=es')).text, /Esta página no existe/)
    assert.equal((await site({ status: 'withdrawn' }).get()).status, 410)
  })
  test('stands in the list', async () => {
    const { text } = await site().get('/?lang=es')
    assert.ok(text.includes('https://signup.example.org/base/t/first-responders?lang=es'))
    assert.ok(!(await site({ status: 'draft' }).get('/')).text.includes('/t/first-responders'))
  })
})
