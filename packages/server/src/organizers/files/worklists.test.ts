import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../../core/erasing/retention.ts'
import { placesOf } from '../../testing/erased.ts'
import { adminToken, type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

const signedIn = { authorization: `Bearer ${adminToken}` }

onBothDatabases('what people need', (given) => {
  const givenPeople = async (people: Record<string, string | boolean>[], more: object = {}) => {
    const { slug } = await given().givenTraining({ seats: { capacity: 50, waitlist: true }, ...more })
    for (const person of people) assert.equal((await given().signUp(slug, { people: [someone(person)] })).status, 201)
    return slug
  }
  const list = async (slug: string): Promise<Json[]> =>
    (await given().admin('GET', `/trainings/${slug}/accommodations`)).body.accommodations
  const note = (id: string, owner: string | null, arranged: boolean) =>
    given().admin('PUT', `/registrations/${id}/accommodation`, { owner, arranged })

  test('is listed for those who may still come, with who takes care of it', async () => {
    const slug = await givenPeople([
      { familyName: 'Ramp', needs: 'a ramp' },
      {},
      { familyName: 'Gone', needs: 'captions' },
    ])
    const [first, gone] = await list(slug)
    await given().admin('POST', `/registrations/${gone.registration}/cancel`)
    assert.deepEqual(
      (await list(slug)).map(({ familyName, request, owner, arrangedAt }) => [familyName, request, owner, arrangedAt]),
      [['Ramp', 'a ramp', null, null]],
    )
    const { body } = await note(first.registration, 'Pat Lee', true)
    assert.deepEqual([body.owner, body.arrangedAt], ['Pat Lee', '2027-01-10T12:00:00.000Z'])
    await note(first.registration, 'Pat Lee', false)
    assert.equal((await list(slug))[0].arrangedAt, null)
  })

  test('is open again once the person asks for something else', async () => {
    const slug = await givenPeople([{ needs: 'large print' }])
    const [{ registration }] = await list(slug)
    await note(registration, 'Pat Lee', true)
    await given().admin('PATCH', `/registrations/${registration}`, { person: { needs: 'an ASL interpreter' } })
    const [now] = await list(slug)
    assert.deepEqual([now.request, now.arrangedAt], ['an ASL interpreter', null])
  })

  test('is not noted for someone who asked for nothing', async () => {
    const slug = await givenPeople([{}])
    const { body } = await given().admin('GET', `/registrations?training=${slug}`)
    assert.equal((await note(body.registrations[0].id, null, true)).status, 404)
  })

  test('is deleted with the person, and with the answers that only the day needs', async () => {
    const slug = await givenPeople([{ needs: 'a ramp' }, { needs: 'captions' }])
    const [first, second] = await list(slug)
    for (const [one, owner] of [
      [first, 'Ownerfirst'],
      [second, 'Ownersecond'],
    ] as const)
      await note(one.registration, owner, true)
    const found = async () => [...(await placesOf(given(), ['Ownerfirst', 'Ownersecond'])).values()].flat()
    assert.deepEqual((await found()).toSorted(), ['Ownerfirst', 'Ownersecond'])
    await given().admin('DELETE', `/registrations/${first.registration}`)
    assert.deepEqual(await found(), ['Ownersecond'])
    given().clock.now = new Date('2027-04-10T12:00:00.000Z')
    await eraseExpired(given().context)
    assert.deepEqual(await found(), [])
  })

  test('is a page with a form for each person, which works without a script', async () => {
    const slug = await givenPeople([{ familyName: 'Ramp', needs: 'a ramp' }])
    const [{ registration }] = await list(slug)
    const read = async () =>
      (await given().app.request(`/admin/trainings/${slug}/accommodations`, { headers: signedIn })).text()
    assert.match(await read(), /a ramp[\s\S]*Not arranged yet/)
    const [, _base = ''] = /name="_base" value="([^"]*)"/.exec(await read()) ?? []
    const body = new URLSearchParams({ training: slug, owner: 'Pat Lee', arranged: '1', _base })
    const sent = await given().app.request(`/admin/registrations/${registration}/accommodation`, {
      method: 'POST',
      headers: { ...signedIn, 'sec-fetch-site': 'same-origin' },
      body,
    })
    assert.deepEqual(
      [sent.status, sent.headers.get('location')],
      [303, `/admin/trainings/${slug}/accommodations?done=1`],
    )
    assert.match(await read(), /value="Pat Lee"[\s\S]*Arranged on January 10/)
    const csv = await given().app.request(`/admin/trainings/${slug}/accommodations.csv`, { headers: signedIn })
    assert.match(
      await csv.text(),
      /"Ramp","Ada","a ramp","ada[^"]+","","Confirmed","Pat Lee","2027-01-10T12:00:00.000Z"/,
    )
  })
})

onBothDatabases('the report for partners and funders', (given) => {
  const count = async (slug: string, by: string) =>
    (await given().admin('GET', `/trainings/${slug}/report?by=${by}`)).body

  test('counts by role, agency, and partner, and hides groups under 5', async () => {
    const { slug } = await given().givenTraining({
      audience: { roles: ['police', 'fire'] },
      seats: { capacity: 12, waitlist: true },
    })
    const people = [
      ...Array.from({ length: 8 }, () => someone({ role: 'police', agency: 'KCPD' })),
      ...Array.from({ length: 6 }, () => someone({ role: 'fire', agency: 'Raytown Fire' })),
      someone({ role: 'fire', agency: 'kcpd' }),
    ]
    for (const one of people) assert.equal((await given().signUp(slug, { people: [one] })).status, 201)
    const byRole = await count(slug, 'role')
    assert.deepEqual(
      byRole.groups.map(({ label }: Json) => label),
      ['Firefighter', 'Police officer or deputy'],
    )
    const text = JSON.stringify(byRole)
    // 4 firefighters have a seat and 3 wait: of these, no line may tell.
    assert.ok(byRole.groups.every(({ registered }: Json) => registered !== 0))
    assert.doesNotMatch(text, /:[1-4][,}]/)
    assert.match(text, /"<5"/)
    const byAgency = await count(slug, 'agency')
    assert.deepEqual(
      byAgency.groups.map(({ group }: Json) => group),
      ['kcpd', 'raytown fire'],
    )
    const byPartner = await count(slug, 'partner')
    assert.deepEqual(
      byPartner.groups.map(({ label }: Json) => label),
      ['No partner'],
    )
  })

  test('names no agency of fewer than 5 people', async () => {
    const { slug } = await given().givenTraining({ audience: { roles: ['police', 'fire'] } })
    const agencies = ['KCPD', 'KCPD', 'KCPD', 'KCPD', 'KCPD', 'Ada Reyes', 'Vice', 'Vice', 'Vice', 'Vice']
    for (const agency of agencies) {
      const person = someone({ role: agency === 'Ada Reyes' ? 'fire' : 'police', agency })
      assert.equal((await given().signUp(slug, { people: [person] })).status, 201)
    }
    const unnamed = { training: slug, channel: 'phone', people: [{ givenName: 'Wilma', role: 'police' }] }
    assert.equal((await given().admin('POST', '/registrations', unnamed)).status, 201)
    const { groups } = await count(slug, 'agency')
    assert.deepEqual(
      groups.map(({ group, label }: Json) => [group, label]),
      [
        ['<5', 'Agencies with fewer than 5 people'],
        ['kcpd', 'KCPD'],
        ['', 'No agency'],
      ],
    )
    const { groups: roles } = await count(slug, 'role')
    assert.deepEqual(
      roles.map(({ label }: Json) => label),
      ['Firefighter', 'Police officer or deputy'],
    )
    const { groups: spanish } = (await given().admin('GET', `/trainings/${slug}/report?by=agency&lang=es`)).body
    assert.equal(spanish[0].label, 'Agencias con menos de 5 personas')
  })

  test('is a page and a file, also in Spanish', async () => {
    const { slug } = await given().givenTraining()
    for (let people = 0; people < 3; people++) await given().signUp(slug, { people: [someone()] })
    const read = async (path: string) =>
      (await given().app.request(`/admin/trainings/${slug}/report${path}`, { headers: signedIn })).text()
    assert.match(await read(''), /As of [^<]*<span class="unbroken">January 10,<\/span> 2027/)
    assert.match(await read('?by=partner'), /No partner<\/th><td role="cell" class="num" data-label="Registered">&lt;5/)
    assert.match(
      await read('.csv?by=partner&lang=es'),
      /"Organización aliada","Inscritas"[\s\S]*"Sin organización aliada","<5"/,
    )
  })
})
