import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../../../core/erasing/retention.ts'
import { countHeld } from '../../../core/registrations/held-counts.ts'
import { readPdf } from '../../../testing/pages/pdf.ts'
import { adminToken, newSlug, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases('the report about a period', (running) => {
  /** A partner that brought people to a training in March; some of them were checked in. */
  const held = async (people: number, came: number) => {
    const { admin, givenTraining, signUp, clock } = running()
    clock.now = new Date('2027-01-10T12:00:00.000Z')
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: `Club ${partner}` })
    const { slug } = await givenTraining({ seats: { capacity: 100 } })
    const group = Array.from({ length: people }, () => someone())
    await signUp(slug, { people: group, coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' }, partner })
    const registrations = await running().people(slug)
    for (const { id } of registrations.slice(0, came)) await admin('PUT', `/registrations/${id}/check-in`)
    return { slug, partner }
  }
  const report = async (query: string) => (await running().admin('GET', `/report?${query}`)).body
  const later = async (at: string) => {
    running().clock.now = new Date(at)
    await countHeld(running().context)
  }

  test('counts in steps of five what a partner’s pages brought, and who came once a training is over', async () => {
    const { partner } = await held(8, 6)
    await later('2027-03-08T12:00:00.000Z')
    const query = `from=2027-01-01&to=2027-12-31&partner=${partner}`
    const early = await report(query)
    assert.deepEqual([early.to, early.trainings, early.total.registered, early.total.seats], ['2027-03-07', 0, 5, 0])
    await later('2027-03-10T12:00:00.000Z')
    const { rows, total, trainings } = await report(query)
    const counts = { views: 0, starts: 0, registered: 5, seats: 5, came: 5 }
    assert.deepEqual(rows, [{ key: partner, label: `Club ${partner}`, ...counts }])
    assert.deepEqual([total, trainings > 0], [counts, true])
    const months = (await report(`${query}&by=month`)).rows
    assert.deepEqual(
      months.map((one: Record<string, unknown>) => [one['label'], one['registered'], one['came']]),
      [
        ['January 2027', 5, 0],
        ['March 2027', 0, 5],
      ],
    )
  })

  test('stays the same when the people’s data is deleted', async () => {
    const { slug, partner } = await held(12, 5)
    const query = `from=2027-01-01&to=2027-12-31&partner=${partner}`
    await later('2027-03-10T12:00:00.000Z')
    const before = await report(query)
    running().clock.now = new Date('2027-12-31T12:00:00.000Z')
    await eraseExpired(running().context)
    assert.deepEqual(await running().people(slug), [])
    const after = await report(query)
    assert.deepEqual([after.rows, after.total.seats], [before.rows, 10])
  })

  test('counts people whose data was deleted before they could be counted, before they go', async () => {
    const { slug, partner } = await held(11, 11)
    running().clock.now = new Date('2027-12-31T12:00:00.000Z')
    await eraseExpired(running().context)
    assert.deepEqual(await running().people(slug), [])
    assert.equal((await report(`from=2027-01-01&to=2027-12-31&partner=${partner}`)).total.came, 10)
  })

  test('is a page, a table, and a paper, without a name or an exact count of people', async () => {
    const { partner } = await held(7, 3)
    await later('2027-03-10T12:00:00.000Z')
    const query = `from=2027-01-01&to=2027-03-09&partner=${partner}`
    const get = (path: string) => running().send('GET', path, undefined, signedIn)
    const page = await (await get(`/admin/report?${query}`)).text()
    const words = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(words, new RegExp(`Club ${partner} 0 0 5 <5 <5`.replaceAll('<', '&lt;')))
    assert.doesNotMatch(page, /Reyes|Ada|@example/)
    const csv = await (await get(`/api/v1/admin/report.csv?${query}`)).text()
    assert.ok(csv.includes(`"Club ${partner}","0","0","5","<5","<5"\r\n`), csv)
    const pdf = await get(`/admin/report.pdf?${query}&lang=es`)
    assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf'])
    const [text = ''] = await readPdf(Buffer.from(await pdf.arrayBuffer()))
    assert.match(text, /InformeparaClub/)
  })

  test('says what is wrong with a period, and refuses someone who does not reach all trainings', async () => {
    const { admin, send } = running()
    const { status, body } = await admin('GET', '/report?from=2027-03-02&to=2027-03-01')
    assert.deepEqual([status, body.errors[0].parameter], [422, 'from'])
    const page = await send('GET', '/admin/report?from=2027-03-02&to=2027-03-01', undefined, signedIn)
    assert.match(await page.text(), /Choose a first day that isn’t after the last day/)
    assert.equal((await admin('GET', '/report?partner=no-such-club')).status, 404)
  })
})
