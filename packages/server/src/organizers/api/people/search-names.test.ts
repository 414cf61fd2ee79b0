import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../../testing/keys.ts'
import { adminToken, type Json, onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

const names: [given: string, family: string][] = [
  ['Ada', 'Reyes'],
  ['Ada María', 'Reyes'],
  ['Luis', 'Ada'],
  ['José', 'Núñez-Ortega'],
  ['Jean-Luc', 'O’Brien'],
  ['Madonna', ''],
  ['Bo', 'Reyes Luna'],
]

/** Who is found by what, as first names: each word begins one of their words, in any order. */
const searches: Record<string, string[]> = {
  // A first name finds also those whose last name it is.
  ada: ['Ada', 'Ada María', 'Luis'],
  ADA: ['Ada', 'Ada María', 'Luis'],
  luis: ['Luis'],
  lu: ['Bo', 'Jean-Luc', 'Luis'],
  jose: ['José'],
  josé: ['José'],
  'jean luc': ['Jean-Luc'],
  'JEAN-LUC': ['Jean-Luc'],
  madonna: ['Madonna'],
  // Both names as written, of which the last may be unfinished.
  'Ada Reyes': ['Ada', 'Ada María'],
  '  ada   rey ': ['Ada', 'Ada María'],
  'ada maria r': ['Ada María'],
  'jose nunez ortega': ['José'],
  'José Núñez-O': ['José'],
  'jean-luc obrien': ['Jean-Luc'],
  // A comma turns them around. Either may be unfinished.
  'Reyes, Ada': ['Ada', 'Ada María'],
  'reyes,ada': ['Ada', 'Ada María'],
  'Reyes，Ada': ['Ada', 'Ada María'],
  'Reyes, A': ['Ada', 'Ada María'],
  'Rey, Ada María': ['Ada María'],
  'Nuñez Ortega, Jose': ['José'],
  'Reyes Luna, Bo': ['Bo'],
  'Reyes, Bo': ['Bo'],
  'Luna Bo': ['Bo'],
  luna: ['Bo'],
  reyesluna: ['Bo'],
  // A part of a double name, and both without what is between them.
  ortega: ['José'],
  'Ortega José': ['José'],
  nunezortega: ['José'],
  jeanluc: ['Jean-Luc'],
  luc: ['Jean-Luc'],
  brien: ['Jean-Luc'],
  'Luc O’Brien': ['Jean-Luc'],
  maría: ['Ada María'],
  'Reyes María Ada': ['Ada María'],
  'Ada, Luis': ['Luis'],
  // With nothing after the comma, or before it, there is only one name.
  'Reyes,': ['Ada', 'Ada María', 'Bo'],
  ', Luis': ['Luis'],
  'Madonna,': ['Madonna'],
  'Reyes Ada': ['Ada', 'Ada María'],
  'Ada, Reyes': ['Ada', 'Ada María'],
  // Titles don’t matter, in either language.
  'Sergeant Reyes, Ada': ['Ada', 'Ada María'],
  'Det. Luis': ['Luis'],
  'Sgto. Luis Ada': ['Luis'],
  'sgt.reyes luna': ['Bo'],
  'Señora Madonna': ['Madonna'],
  'Dr Jean-Luc O’Brien': ['Jean-Luc'],
  sergeant: [],
  // Not without one of the words, and no part within a word.
  'Reyes, Luis': [],
  eyes: [],
  // Signs that databases give a meaning.
  'ada%': ['Ada', 'Ada María', 'Luis'],
  '%%': [],
}

// A reference without letters, which no name begins like.
const inDigits = {
  randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)).map((one) => 24 + (one % 8)),
}

onBothDatabases(
  'a search for a person by name',
  (given) => {
    const givenPeople = async ({ givenTraining, signUp }: TestApp) => {
      const { slug } = await givenTraining({ seats: { capacity: null }, audience: { access: 'approval' } })
      for (const [index, [givenName, familyName]] of names.entries())
        await signUp(slug, { people: [someone({ givenName, familyName, email: `q${index}.${slug}@example.org` })] })
      return slug
    }
    const find = async (query: Record<string, string>): Promise<Json[]> => {
      const { status, body } = await given().admin('GET', `/registrations?${new URLSearchParams(query).toString()}`)
      assert.equal(status, 200, JSON.stringify(body))
      return body.registrations
    }
    const firstNames = (people: Json[]) => people.map(({ givenName }) => String(givenName)).toSorted()

    test('finds first names, and both names as they are written or with a comma', async () => {
      const training = await givenPeople(given())
      for (const [q, expected] of Object.entries(searches)) {
        for (const sort of ['created', '-created', 'name'])
          assert.deepEqual(firstNames(await find({ training, q, sort })), expected, `${q} ${sort}`)
        assert.deepEqual(
          firstNames((await find({ q, limit: '200' })).filter((one) => one.training === training)),
          expected,
          `${q} everywhere`,
        )
      }
    })

    test('is the same in exports and in decisions about several people', async () => {
      const { admin, app } = given()
      const training = await givenPeople(given())
      for (const [q, expected] of Object.entries(searches)) {
        const query = new URLSearchParams({ training, q }).toString()
        const authorization = `Bearer ${adminToken}`
        const csv = await app.request(`/api/v1/admin/registrations.csv?${query}`, { headers: { authorization } })
        assert.equal((await csv.text()).trim().split('\r\n').length - 1, expected.length, q)
        const { body } = await admin('POST', '/bulk-actions/preview', { action: 'approve', training, filter: { q } })
        assert.equal(body.people, expected.length, `${q} ${JSON.stringify(body)}`)
      }
    })

    test('knows the name that someone has now', async () => {
      const { admin, givenTraining } = given()
      const training = await givenPeople(given())
      const [luis] = await find({ training, q: 'luis' })
      assert.equal((await admin('PATCH', `/registrations/${luis.id}`, { person: { givenName: 'Lucía' } })).status, 200)
      assert.deepEqual(await find({ training, q: 'luis' }), [])
      assert.deepEqual(firstNames(await find({ training, q: 'Lucia Ada' })), ['Lucía'])
      assert.equal((await admin('PATCH', `/registrations/${luis.id}`, { person: { familyName: 'Soto' } })).status, 200)
      assert.deepEqual(firstNames(await find({ training, q: 'Soto, Luc' })), ['Lucía'])

      const { slug: other } = await givenTraining({ seats: { capacity: null } })
      await admin('POST', `/registrations/${luis.id}/approve`)
      assert.equal((await admin('POST', `/registrations/${luis.id}/move`, { training: other })).status, 200)
      const [moved, ...others] = await find({ training: other, q: 'lucia soto' })
      assert.deepEqual([moved?.training, others.length], [other, 0])

      for (const one of [luis, moved]) assert.equal((await admin('DELETE', `/registrations/${one?.id}`)).status, 204)
      assert.deepEqual(await find({ q: 'lucia soto' }), [])
    })

    test('stays within a training, and within what someone reaches', async () => {
      const [one, other] = [await givenPeople(given()), await givenPeople(given())]
      for (const q of ['jose', 'jose nunez', 'Núñez Ortega, José'])
        for (const training of [one, other])
          assert.deepEqual(
            (await find({ training, q })).map((found) => found.training),
            [training],
          )
      const { id } = await given().row('training', { slug: one })
      const headers = await askAs(given(), { role: 'organizer', scope: { trainings: [id] } })
      const response = await given().app.request('/api/v1/admin/registrations?q=jose+nunez&limit=200', { headers })
      const { registrations }: Json = await response.json()
      assert.deepEqual(
        registrations.map((found: Json) => found.training),
        [one],
      )
    })
  },
  { system: inDigits },
)
