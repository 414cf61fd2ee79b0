import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TrainingInput } from '@training-signup/contract'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { Temporal } from 'temporal-polyfill'
import { StartError } from '../platform/config.ts'
import { comingTrainings } from './coming-trainings.ts'
import { serveSponsorPage, sponsorPage } from './demo.ts'

const file: { trainings: { slug: string; start: string; end: string }[]; notes: string } = JSON.parse(
  readFileSync(new URL('../../../../examples/jackson-county/trainings.json', import.meta.url), 'utf8'),
)

describe('coming trainings', () => {
  test('are on the next such weekday three and six weeks ahead, at the same hours', () => {
    const { trainings } = comingTrainings(file, '2026-11-25')
    assert.deepEqual(
      trainings.map(({ start, end }) => [start, end]),
      [
        ['2026-12-21T08:00', '2026-12-21T16:00'],
        ['2027-01-09T09:00', '2027-01-09T15:00'],
      ],
    )
  })

  test('move what else is dated along, and change nothing more', () => {
    const opensAt = '2022-11-01T12:00'
    const [first] = comingTrainings(
      { trainings: [{ slug: 'a', start: '2022-12-05T22:00', end: '2022-12-06T02:00', opensAt }] },
      '2022-12-05',
    ).trainings
    assert.deepEqual(first, {
      slug: 'a',
      start: '2022-12-26T22:00',
      end: '2022-12-27T02:00',
      opensAt: '2022-11-22T12:00',
    })
    assert.equal(comingTrainings(file, '2026-11-25').notes, file.notes)
  })

  test('are on any day valid, in the future, and on their own weekday and hours', () => {
    const day = fc.integer({ min: 0, max: 36_500 }).map((days) => Temporal.PlainDate.from('1999-12-31').add({ days }))
    fc.assert(
      fc.property(day, (today) => {
        const { trainings } = comingTrainings(file, today.toString())
        for (const [index, training] of trainings.entries()) {
          TrainingInput.parse(training)
          const given = Temporal.PlainDateTime.from(file.trainings[index]!.start)
          const start = Temporal.PlainDateTime.from(training.start)
          assert.equal(start.dayOfWeek, given.dayOfWeek)
          assert.ok(start.toPlainTime().equals(given.toPlainTime()))
          const ahead = today.until(start.toPlainDate()).days - 21 * (index + 1)
          assert.ok(ahead >= 0 && ahead < 7)
        }
      }),
    )
  })
})

describe('the sponsor’s page', () => {
  const api = 'https://signup.example/base'

  test('names the sign-up’s address everywhere and lets only its origin in', async () => {
    const response = await sponsorPage({ api }).request('/')
    const html = await response.text()
    assert.doesNotMatch(html, /\{\{/)
    assert.match(html, /<script type="module" src="https:\/\/signup\.example\/base\/embed\/v1\/training-signup\.js"/)
    assert.equal(html.match(/<training-signup api="https:\/\/signup\.example\/base"/g)?.length, 2)
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src https:\/\/signup\.example; /,
    )
  })

  test('stays with a release by its hash, where there is one to stay with', async () => {
    const pinned = { version: '1.2.3', integrity: 'sha384-abc' }
    const html = await (await sponsorPage({ api, pinned }).request('/')).text()
    const src = `${api}/embed/1.2.3/training-signup.js`
    assert.ok(html.includes(`<script type="module" src="${src}" integrity="sha384-abc" crossorigin="anonymous">`), html)
  })

  test('has a style sheet and nothing else', async () => {
    const page = sponsorPage({ api })
    assert.equal((await page.request('/sponsor-page.css')).headers.get('content-type'), 'text/css; charset=utf-8')
    assert.equal((await page.request('/favicon.svg')).status, 200)
    assert.equal((await page.request('/trainings.json')).status, 404)
  })

  test('is served, and says what to do when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const fault = (error: unknown) =>
      error instanceof StartError &&
      error.message.includes(`port ${port}: another program is using it. Set SPONSOR_PORT`)
    await assert.rejects(serveSponsorPage({ api, port, host: '127.0.0.1' }), fault)
    taken.close()
    await once(taken, 'close')
    const sponsor = await serveSponsorPage({ api, port, host: '127.0.0.1' })
    assert.equal((await fetch(sponsor.url)).status, 200)
    await sponsor.close()
  })
})
