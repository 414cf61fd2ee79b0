import assert from 'node:assert/strict'
import { test } from 'mocha'
import { operator } from '../../platform/access/caller.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { readDoor } from '../api/people/door.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

onBothDatabases('the door', (given) => {
  const open = async (path: string) => {
    const response = await given().app.request(`/admin${path}`, { headers: signedIn })
    assert.equal(response.status, 200, path)
    return response.text()
  }
  const tap = async (path: string, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams(fields)
    const response = await given().app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body })
    return [response.status, response.headers.get('location')]
  }
  const givenDoor = async () => {
    const { givenTraining, signUp, admin } = given()
    const { slug } = await givenTraining({
      seats: { capacity: 2, waitlist: true },
      fields: { agency: 'optional', needs: 'optional' },
    })
    const people = [
      { familyName: 'Reyes', agency: 'Kansas City Police', needs: 'ASL interpreter' },
      { familyName: 'Brewer', agency: 'Jackson County' },
      { familyName: 'Moreno', agency: 'Harbor House' },
    ]
    for (const one of people) await signUp(slug, { people: [someone(one)] })
    const { body } = await admin('GET', `/registrations?training=${slug}&sort=name`)
    const [brewer, moreno, reyes] = body.registrations.map(({ id }: { id: string }) => id) as [string, string, string]
    return { slug, brewer, moreno, reyes }
  }

  test('checks in and undoes in one tap, keeps the search, and counts who is here', async () => {
    const { slug, reyes } = await givenDoor()
    assert.match(wordsOf(await open(`/door/${slug}`)), / 0 of 2 here/)
    const back = `/admin/door/${slug}`
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/check-in`, { q: 'rey' }), [303, `${back}?q=rey`])
    const page = wordsOf(await open(`/door/${slug}?q=rey`))
    assert.match(page, / 1 of 2 here/)
    assert.match(page, /Reyes, Ada Kansas City Police Here since 6:00.AM Undo/)
    assert.doesNotMatch(page, /Brewer/)
    // A second tap elsewhere does not change the time.
    given().clock.now = new Date(given().clock.now.getTime() + 3_600_000)
    await tap(`/door/${slug}/${reyes}/check-in`)
    assert.match(wordsOf(await open(`/door/${slug}`)), /Here since 6:00.AM/)
    assert.deepEqual(await tap(`/door/${slug}/${reyes}/undo`), [303, back])
    assert.match(wordsOf(await open(`/door/${slug}`)), / 0 of 2 here/)
  })

  test('finds any words of a name and an agency, in any order and without titles', async () => {
    const { slug } = await givenDoor()
    const shown = async (q: string) => {
      const page = await open(`/door/${slug}?q=${q}`)
      return [...page.matchAll(/<b>(\w+), Ada<\/b>/g)].map(([, name]) => name)
    }
    assert.deepEqual(await shown('re'), ['Reyes'])
    assert.deepEqual(await shown('HARBOR'), ['Moreno'])
    assert.deepEqual(await shown('nobody'), [])
    for (const q of [
      'Ada Reyes',
      'ADA REY',
      'Reyes, Ada',
      'reyes ada',
      'Reyes, A',
      'Sgt. Reyes',
      'Detective Ada Reyes',
    ])
      assert.deepEqual(await shown(q), ['Reyes'], q)
    assert.deepEqual(await shown('ada'), ['Brewer', 'Moreno', 'Reyes'])
    assert.deepEqual(await shown('police city reyes'), ['Reyes'])
    // Contact is not shown at the door, so it isn’t searched there, either.
    assert.deepEqual(await shown('example.org'), [])
  })

  test('has no button that checks in someone who waits, and refuses to', async () => {
    const { slug, moreno } = await givenDoor()
    const page = await open(`/door/${slug}?q=moreno`)
    assert.match(wordsOf(page), /Waiting list, no seat yet/)
    assert.doesNotMatch(page, /check-in"/)
    assert.deepEqual(await tap(`/door/${slug}/${moreno}/check-in`), [303, `/admin/door/${slug}?failed=wrong-status`])
    assert.match(wordsOf(await open(`/door/${slug}?failed=wrong-status`)), /has no seat/)
    assert.equal((await given().admin('PUT', `/registrations/${moreno}/check-in`)).status, 409)
    assert.equal((await given().admin('GET', `/registrations/${moreno}`)).body.checkedInAt, null)
  })

  test('shows names and agencies only', async () => {
    const { slug } = await givenDoor()
    const page = await open(`/door/${slug}`)
    assert.doesNotMatch(page, /@example\.org|ASL/)
    const { people } = await readDoor(given().context, { ...operator, role: 'door' }, slug)
    const shown = ['id', 'givenName', 'familyName', 'number', 'agency', 'status', 'checkedInAt']
    assert.deepEqual(Object.keys(people[0] ?? {}), shown)
    assert.ok(people.every(({ number }) => number === null))
    const agency = { trainings: 'all' as const, agency: 'jackson county' }
    const seen = await readDoor(given().context, { ...operator, scope: agency }, slug)
    assert.deepEqual(
      seen.people.map(({ familyName }) => familyName),
      ['Brewer'],
    )
  })

  test('lists the trainings that have one', async () => {
    const { slug } = await givenDoor()
    assert.ok((await open('/door')).includes(`href="/admin/door/${slug}"`))
  })
})
