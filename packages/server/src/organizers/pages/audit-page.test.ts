import assert from 'node:assert/strict'
import { test } from 'mocha'
import { recordRepeats } from '../../platform/audit/record.ts'
import { askAs } from '../../testing/keys.ts'
import { signedInAs } from '../../testing/pages/signed-in.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

const headers = { Authorization: `Bearer ${adminToken}` }

onBothDatabases('the page of the audit log', (running) => {
  const page = async (path: string) => (await running().app.request(`/admin${path}`, { headers })).text()

  test('shows what happened, in words, by kind, and page by page', async () => {
    const { slug } = await running().givenTraining()
    await running().admin('GET', `/registrations?training=${slug}`)
    await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 20 } })
    const all = await page('/audit')
    assert.match(
      all,
      new RegExp(`The operator</td><td role="cell">Viewed</td><td role="cell">Registrations · ${slug}</td>`),
    )
    assert.match(all, new RegExp(`<td role="cell">Changed</td><td role="cell">Training ${slug}</td>`))
    assert.doesNotMatch(await page('/audit?action=changed'), /<td role="cell">Viewed<\/td>/)
    for (let times = 0; times < 100; times++) await running().admin('GET', `/registrations?training=${slug}`)
    const older = /href="([^"]+cursor=[^"]+)"/.exec(await page('/audit'))?.[1]?.replaceAll('&amp;', '&') ?? ''
    assert.match(
      await page(older.slice('/admin'.length)),
      new RegExp(`<td role="cell">Changed</td><td role="cell">Training ${slug}</td>`),
    )
  })

  test('names colleagues and people as they are called now, and stores no name', async () => {
    const { slug } = await running().givenTraining()
    const person = someone()
    await running().signUp(slug, { people: [person] })
    const [{ id, reference }] = (await running().admin('GET', `/registrations?training=${slug}`)).body.registrations
    const dana = await signedInAs(running(), 'organizer', { name: 'Dana Quiroga' })
    await dana.api('GET', `/registrations/${id}`)
    await dana.api('POST', `/registrations/${id}/cancel`)
    const line = new RegExp(
      `Dana Quiroga</td><td role="cell">Canceled</td><td role="cell">Ada ${person.familyName} · ${reference}</td>`,
    )
    assert.match(await page('/audit'), line)
    const spanish = await page('/audit?lang=es')
    assert.match(
      spanish,
      new RegExp(`Dana Quiroga</td><td role="cell">Canceló</td><td role="cell">Ada ${person.familyName}`),
    )
    for (const search of [reference, person.familyName, person.email]) {
      const found = await page(`/audit?person=${encodeURIComponent(search)}`)
      assert.match(found, line, search)
      assert.doesNotMatch(found, /This log/, search)
    }
    assert.match(await page(`/audit?caller=${dana.id}&day=2027-01-10`), line)
    for (const none of [`caller=operator&person=${reference}&action=deleted`, 'day=2027-01-09', 'person=Nowhere'])
      assert.match(await page(`/audit?${none}`), /Nothing matches/, none)
    assert.match(await page('/audit'), /<td role="cell">Viewed<\/td><td role="cell">This log<\/td>/)
    const stored = JSON.stringify(await running().context.db.reader.selectFrom('audit').selectAll().execute())
    for (const value of [person.familyName, person.email, 'Quiroga']) assert.ok(!stored.includes(value), value)
    const csv = await running().app.request(`/api/v1/admin/audit.csv?person=${reference}`, { headers })
    const text = await csv.text()
    assert.match(text, new RegExp(`"Dana Quiroga","Ada ${person.familyName}","${reference}"`))
    await running().admin('DELETE', `/registrations/${id}`)
    const gone = await page(`/audit?object=${id}`)
    assert.ok(!gone.includes(person.familyName))
    assert.match(gone, new RegExp(`Registration ${id}`))
  })

  test('says how often a refusal was repeated', async () => {
    const door = await askAs(running(), { role: 'door' })
    for (let times = 0; times < 4; times++) await running().app.request('/admin/audit', { headers: door })
    running().clock.now = new Date(running().clock.now.getTime() + 60 * 60_000)
    await recordRepeats(running().context)
    const text = await page('/audit')
    assert.match(text, /door \(API key\)<\/td><td role="cell">Viewed <span class="state stop">Refused 3 more times/)
    assert.match(text, /door \(API key\)<\/td><td role="cell">Viewed <span class="state stop">Refused<\/span>/)
  })

  test('says so where nothing matches', async () => {
    assert.match(await page('/audit?day=2020-01-01'), /Nothing matches/)
  })

  test('is found in the settings', async () => {
    assert.match(await page('/settings'), /href="\/admin\/audit"/)
  })
})
