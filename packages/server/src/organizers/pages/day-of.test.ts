import assert from 'node:assert/strict'
import { test } from 'mocha'
import { keyInput } from '../../testing/contract/account-states.ts'
import { createOrganizer } from '../../testing/organizer.ts'
import { newSlug, onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('a day on a page', (given) => {
  const { open } = createOrganizer(given)

  test('is that of the training, also in the evening', async () => {
    await given().givenTraining({ title: { en: 'Evening' }, start: '2027-12-01T18:00', end: '2027-12-01T20:00' })
    for (const path of ['/accounts/new', '/keys'])
      assert.match((await open(path)).text, /Evening<br><small><span class="unbroken">December 1,<\/span> 2027</, path)
  })

  test('is that of the organizer, where it is about no training', async () => {
    given().clock.now = new Date('2027-01-10T03:00:00Z')
    await given().admin('POST', '/keys', keyInput)
    assert.match((await open('/keys')).text, /April 9, 2027/)
    const tokyo = { timeZone: 'Asia/Tokyo' }
    await given().admin('PUT', '/organizer', tokyo, { 'If-Match': '*' })
    assert.match((await open('/keys')).text, /April 10, 2027/)
  })

  test('names the time at which a page was looked at by the organizer’s clock', async () => {
    const slug = newSlug()
    given().clock.now = new Date('2027-01-10T03:00:00Z')
    await given().admin('POST', '/partners', { slug, name: 'Rotary' })
    const { body } = await given().admin('POST', `/partners/${slug}/placements`, { url: 'https://page.invalid/' })
    await given().admin('POST', `/partners/${slug}/placements/${body.id}/check`)
    await given().admin('PUT', '/organizer', { timeZone: 'Asia/Tokyo' }, { 'If-Match': '*' })
    assert.match(
      (await open(`/partners/${slug}`)).text,
      /Checked on Sunday, January 10, 2027, 12:00\sPM \(Japan Standard Time\)/,
    )
    assert.match(
      (await open(`/partners/${slug}?lang=es`)).text,
      /Revisada el domingo 10 de enero de 2027, 12:00\sp\.\sm\./,
    )
  })
})
