import assert from 'node:assert/strict'
import { test } from 'mocha'
import type { Role } from '../../platform/access/roles.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { askAs } from '../../testing/keys.ts'
import { adminToken, type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

const signedIn = { Authorization: `Bearer ${adminToken}` }
const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const kansasCity = 'Kansas City Police Department'

onBothDatabases('finding anyone', (given) => {
  const open = async (path: string, headers: Record<string, string> = signedIn) => {
    const response = await given().app.request(`/admin${path}`, { headers })
    return { status: response.status, text: await response.text() }
  }
  const find = async (q: string, headers: Record<string, string> = signedIn): Promise<Json[]> => {
    const response = await given().app.request(`/api/v1/admin/find?${String(new URLSearchParams({ q }))}`, { headers })
    const body: Json = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    return body.people
  }
  const namesOf = (people: Json[]) => people.map(({ givenName, familyName }) => `${givenName} ${familyName}`)

  /** Two trainings: a member of a group in one, and someone with a phone number in the other. */
  let count = 0
  const givenPeople = async () => {
    // Other tests of this file have people in the same database.
    const end = 'abcdefgh'.charAt(count++)
    const { givenTraining, signUp, row } = given()
    const draft = { seats: { capacity: null }, fields: { agency: 'optional', phone: 'optional' } } as const
    const { slug } = await givenTraining({ ...draft, title: { en: 'Signs on the road', es: 'Señales en la ruta' } })
    const { slug: other } = await givenTraining(draft)
    const { email: _, ...member } = someone({
      givenName: 'Ada María',
      familyName: `Quiñones${end}-Vance`,
      agency: kansasCity,
    })
    const coordinator = { name: 'Sharon Okonjo', email: 'sharon@station-nine.example' }
    const group = await signUp(slug, { people: [member, someone({ familyName: `Quimby${end}` })], coordinator })
    assert.equal(group.status, 201, JSON.stringify(group.body))
    const called = someone({
      givenName: 'Luis',
      familyName: `Quiñones${end}`,
      phone: `(816) 555-${7000 + count}`,
      email: `call-first${count}@example.org`,
    })
    assert.equal((await signUp(other, { people: [called] })).status, 201)
    const { id } = await row('training', { slug })
    return { slug, other, id, end, number: 7000 + count }
  }

  test('says training, date, and status of people in all trainings, and leads to them', async () => {
    const { slug, other, end, number } = await givenPeople()
    const people = await find(`quinones${end}`)
    assert.deepEqual(namesOf(people), [`Luis Quiñones${end}`, `Ada María Quiñones${end}-Vance`])
    assert.deepEqual(
      people.map(({ training, status }) => [training.slug, status]),
      [
        [other, 'confirmed'],
        [slug, 'confirmed'],
      ],
    )
    const { text } = await open(`/find?q=${encodeURIComponent(`Sgt. Vance, Ada KCPD quinones${end}`)}`)
    assert.match(
      wordsOf(text),
      /Quiñones\w-Vance, Ada María Kansas City Police Department Signs on the road · \w+day, \w+ \d+ Confirmed/,
    )
    assert.ok(text.includes(`href="/admin/registrations/${people[1]?.id}"`))
    const spanish = await open('/find?lang=es&q=vance')
    assert.match(wordsOf(spanish.text), /Señales en la ruta · .* Con cupo/)
    // No line begins with the dot, and a day stays on one.
    assert.match(spanish.text, /Señales en la ruta\u00A0· <span class="unbroken">\p{L}+ \d+ de \p{L}+<\/span>/u)
    for (const q of ['Okonjo', 'sharon vance', 'station-nine.example'])
      assert.ok(namesOf(await find(q)).includes(`Ada María Quiñones${end}-Vance`), q)
    for (const q of [
      `816-555-${number}`,
      `+1 816 555 ${number}`,
      `555-${number}`,
      `${number} luis`,
      `quinones${end} call-fir`,
    ])
      assert.deepEqual(namesOf(await find(q)), [`Luis Quiñones${end}`], q)
    assert.match(wordsOf((await open('/find?q=Nowhere<b>')).text), /No one matches “Nowhere&lt;b&gt;”/)
    assert.match(wordsOf((await open('/find')).text), /every training that you can see/)
  })

  test('shows each account those it reaches, and no field to one that sees no one', async () => {
    const { id, end, number } = await givenPeople()
    const organizer = await askAs(given(), { role: 'organizer', scope: { trainings: [id] } })
    const member = [`Ada María Quiñones${end}-Vance`]
    assert.deepEqual(namesOf(await find(`quinones${end}`, organizer)), member)
    const agency = await askAs(given(), { role: 'agency', scope: { agency: kansasCity.toLowerCase() } })
    assert.deepEqual(namesOf(await find(`quinones${end}`, agency)), member)
    assert.deepEqual(await find(`816-555-${number}`, agency), [])
    const field = '<input class="input" id="find"'
    for (const role of ['owner', 'organizer', 'agency', 'auditor'] satisfies Role[])
      assert.ok((await open('/settings', await askAs(given(), { role }))).text.includes(field), role)
    for (const role of ['door', 'partner'] satisfies Role[]) {
      const headers = await askAs(given(), { role })
      assert.ok(!(await open('/settings', headers)).text.includes(field), role)
      assert.equal((await open('/find?q=quinones', headers)).status, 403, role)
    }
  })

  test('follows every change of what people are found by', async () => {
    const { slug, end } = await givenPeople()
    const { admin, row, context } = given()
    const [one] = await find(`vance quinones${end}`)
    const { reference } = await row('registration_group', { slug })
    assert.deepEqual(namesOf(await find(reference)).toSorted(), [`Ada María Quiñones${end}-Vance`, `Ada Quimby${end}`])
    await admin('PATCH', `/registrations/${one?.id}`, { person: { familyName: 'Ada', givenName: `Vance${end}` } })
    assert.deepEqual(namesOf(await find(`quinones${end} kcpd okonjo`)), [])
    assert.deepEqual(namesOf(await find(`ada vance${end} okonjo`)), [`Vance${end} Ada`])
    assert.deepEqual(await contradictions(context.db), [])
    assert.equal((await admin('DELETE', `/registrations/${one?.id}`)).status, 204)
    assert.deepEqual(await find(`ada vance${end} okonjo`), [])
    assert.deepEqual(await contradictions(context.db), [])
  })

  test('finds the same people in a training’s list and, by name and agency, at its door', async () => {
    const { slug } = await givenPeople()
    const names = async (path: string, list: string) =>
      namesOf((await given().admin('GET', path)).body[list]).toSorted()
    for (const q of ['quim', 'Ada', 'Det. María Quiñones', 'vance ada kansas', 'kcpd', 'ma', 'absent']) {
      const query = String(new URLSearchParams({ q }))
      const found = await names(`/registrations?training=${slug}&${query}`, 'registrations')
      assert.deepEqual(await names(`/trainings/${slug}/door?${query}`, 'people'), found, q)
      const everywhere = (await find(q)).filter(({ training }) => training.slug === slug)
      assert.deepEqual(namesOf(everywhere).toSorted(), found, q)
    }
  })

  test('first names are sorted within last names, in lists, at the door, and in files', async () => {
    const { givenTraining, signUp, admin, app } = given()
    const { slug } = await givenTraining({ seats: { capacity: null } })
    const names = [
      'Miguel Carter',
      'Bea Carter',
      'Chen Carter',
      'Zed Delacruz',
      'Ann De La Cruz',
      'Bea De Leon',
      'ánn Carter',
    ]
    for (const name of names) {
      const [givenName = '', ...family] = name.split(' ')
      await signUp(slug, { people: [someone({ givenName, familyName: family.join(' ') })] })
    }
    const sorted = [
      'ánn Carter',
      'Bea Carter',
      'Chen Carter',
      'Miguel Carter',
      'Ann De La Cruz',
      'Zed Delacruz',
      'Bea De Leon',
    ]
    const paged: Json[] = []
    for (let cursor = ''; ; ) {
      const query = String(
        new URLSearchParams({ training: slug, sort: 'name', limit: '2', ...(cursor ? { cursor } : {}) }),
      )
      const { body } = await admin('GET', `/registrations?${query}`)
      paged.push(...body.registrations)
      if (body.nextCursor === null) break
      cursor = body.nextCursor
    }
    assert.deepEqual(namesOf(paged), sorted)
    assert.deepEqual(
      namesOf((await admin('GET', `/registrations?training=${slug}&sort=name&q=example`)).body.registrations),
      sorted,
    )
    assert.deepEqual(namesOf((await admin('GET', `/trainings/${slug}/door`)).body.people), sorted)
    const csv = await app.request(`/api/v1/admin/registrations.csv?training=${slug}&columns=roster`, {
      headers: signedIn,
    })
    const lines = (await csv.text()).trim().split('\r\n').slice(1)
    assert.deepEqual(
      lines.map((line) =>
        sorted.findIndex(
          (name) => line.includes(name.split(' ')[0] ?? '') && line.includes(name.split(' ').slice(1).join(' ')),
        ),
      ),
      [0, 1, 2, 3, 4, 5, 6],
    )
  })
})
