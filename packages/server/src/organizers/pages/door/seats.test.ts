import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../../testing/keys.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const owner = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) =>
  page
    .replaceAll(/<script.*?<\/script>/gs, '')
    .replaceAll(/<(\w+)[^>]* hidden[^>]*>.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

onBothDatabases('seats on the page of the door', (given) => {
  /** One person with a seat, and two who wait, at 9:20 AM. */
  const givenDoor = async () => {
    const { givenTraining, signUp, clock, rows } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    for (const familyName of ['Reyes', 'Brewer', 'Moreno']) await signUp(slug, { people: [someone({ familyName })] })
    clock.now = new Date('2027-03-06T15:20:00Z')
    const people = await rows('registration', { slug })
    const idOf = (name: string) => people.find(({ family_name }) => family_name === name)?.id ?? ''
    return { slug, reyes: idOf('Reyes'), brewer: idOf('Brewer'), moreno: idOf('Moreno') }
  }
  const open = async (path: string, headers: Record<string, string> = owner) => {
    const response = await given().app.request(`/admin${path}`, { headers })
    assert.equal(response.status, 200, path)
    return response.text()
  }
  const press = async (path: string, headers: Record<string, string> = owner) => {
    const sent = { ...headers, 'sec-fetch-site': 'same-origin' }
    const response = await given().app.request(`/admin${path}`, { method: 'POST', headers: sent })
    return [response.status, response.headers.get('location')]
  }

  test('says when unclaimed seats open up, and then has a button for the organizer alone', async () => {
    const { slug } = await givenDoor()
    const door = await askAs(given(), { role: 'door' })
    given().clock.now = new Date('2027-03-06T15:14:59Z')
    const before = wordsOf(await open(`/door/${slug}`))
    assert.match(before, /At 9:15.AM, 1 unclaimed seat opens up for walk-ins/)
    assert.doesNotMatch(before, /Open up/)
    given().clock.now = new Date('2027-03-06T15:15:00Z')
    assert.match(wordsOf(await open(`/door/${slug}`)), /Open up 1 unclaimed seat /)
    const atDoor = wordsOf(await open(`/door/${slug}`, door))
    assert.match(atDoor, /1 seat is unclaimed. The organizer can open it up for walk-ins/)
    assert.doesNotMatch(atDoor, /Open up/)
    assert.equal((await press(`/door/${slug}/opened-seats`, door))[0], 403)
  })

  test('gives an opened seat to someone in line, by the door, too, and says who is ahead of them', async () => {
    const { slug, moreno, brewer } = await givenDoor()
    const door = await askAs(given(), { role: 'door' })
    const full = wordsOf(await open(`/door/${slug}/${moreno}/seat`, door))
    assert.match(full, /No seats are free 1 seat is unclaimed/)
    assert.doesNotMatch(full, /Give a seat and check in/)
    assert.match(full, /Ask the organizer, who can give one more seat/)
    const forOwner = await open(`/door/${slug}/${moreno}/seat`)
    assert.ok(forOwner.includes(`<a href="/admin/registrations/${moreno}/extra-seat">Give one more seat</a>`))
    assert.deepEqual(await press(`/door/${slug}/${moreno}/seat`, door), [
      303,
      `/admin/door/${slug}?failed=no-seat-free`,
    ])
    assert.equal((await press(`/door/a%00b/${moreno}/seat`))[0], 404)
    assert.deepEqual(await press(`/door/${slug}/opened-seats`), [303, `/admin/door/${slug}`])
    const page = wordsOf(await open(`/door/${slug}`, door))
    assert.match(page, /1 seat is free for walk-ins and people in line/)
    assert.match(page, /Reyes, Ada Seat opened up. They still get in Check in/)
    const asked = wordsOf(await open(`/door/${slug}/${moreno}/seat`, door))
    assert.match(
      asked,
      /Give Ada Moreno a seat\? 1 seat is free, and Ada Moreno is number 2 in line. 1 person is ahead/,
    )
    assert.deepEqual(await press(`/door/${slug}/${moreno}/seat`, door), [303, `/admin/door/${slug}`])
    assert.match(wordsOf(await open(`/door/${slug}`)), /Moreno, Ada Here since 9:20.AM/)
    assert.deepEqual(await press(`/door/${slug}/${brewer}/seat`, door), [
      303,
      `/admin/door/${slug}?failed=no-seat-free`,
    ])
  })

  test('tells someone in line from another one of their name', async () => {
    const { givenTraining, signUp, rows } = given()
    const { slug } = await givenTraining({
      seats: { capacity: 1, waitlist: true },
      fields: { agency: 'optional' },
    })
    const agency = 'Jackson County <b>'
    await signUp(slug, { people: [someone({ familyName: 'Reyes', agency })] })
    await signUp(slug, { people: [someone({ familyName: 'Reyes', agency, email: 'twin@example.org' })] })
    const [twin] = await rows('registration', { slug, status: 'waitlisted' })
    const page = await open(`/door/${slug}/${twin?.id}/seat`)
    const end = twin?.reference.slice(-4)
    assert.ok(page.includes(`<p class="hint">Jackson County &lt;b&gt;<br>Reference ends in ${end}</p>`), page)
  })

  test('says that more people are here than there are seats once someone comes late', async () => {
    const { slug, reyes, moreno } = await givenDoor()
    await press(`/door/${slug}/opened-seats`)
    await press(`/door/${slug}/${moreno}/seat`)
    assert.doesNotMatch(wordsOf(await open(`/door/${slug}`)), /more person/)
    assert.equal((await press(`/door/${slug}/${reyes}/check-in`))[0], 303)
    const page = wordsOf(await open(`/door/${slug}`))
    assert.match(page, /1 more person is here than there are seats/)
    assert.match(page, / 2 of 2 here/)
  })

  test('keeps unclaimed seats again, and writes down both', async () => {
    const { slug, moreno } = await givenDoor()
    await press(`/door/${slug}/opened-seats`)
    assert.match(wordsOf(await open(`/door/${slug}`)), /Keep unclaimed seats again/)
    await press(`/door/${slug}/kept-seats`)
    assert.match(wordsOf(await open(`/door/${slug}`)), /Open up 1 unclaimed seat/)
    assert.equal((await press(`/door/${slug}/${moreno}/seat`))[1], `/admin/door/${slug}?failed=no-seat-free`)
    const log = wordsOf(await open('/audit'))
    assert.match(log, /Opened up unclaimed seats/)
    assert.match(log, /Kept unclaimed seats again/)
  })

  test('adds a walk-in to an opened seat without asking why', async () => {
    const { slug } = await givenDoor()
    assert.match(wordsOf(await open(`/door/${slug}/walk-in`)), /1 seat is unclaimed.*Why do they get a seat\?/)
    await press(`/door/${slug}/opened-seats`)
    const page = wordsOf(await open(`/door/${slug}/walk-in`))
    assert.match(page, /1 seat is free/)
    assert.doesNotMatch(page, /Why do they get a seat/)
    const body = new URLSearchParams({ givenName: 'Kim', familyName: 'Lee' })
    const sent = await given().app.request(`/admin/door/${slug}/walk-in`, { method: 'POST', headers: owner, body })
    assert.equal(sent.headers.get('location'), `/admin/door/${slug}?q=Kim+Lee`)
    assert.match(wordsOf(await open(`/door/${slug}?q=lee`)), /Lee, Kim Here since/)
  })
})
