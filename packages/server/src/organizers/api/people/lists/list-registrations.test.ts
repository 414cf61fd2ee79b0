import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../../../testing/keys.ts'
import { adminToken, onBothDatabases, someone } from '../../../../testing/servers/test-app.ts'

type Listed = { id: string; familyName: string; reference: string }

onBothDatabases('the organizer’s list', (given) => {
  const roles = { audience: { access: 'attest' as const, roles: ['police' as const, 'fire' as const] } }
  const officer = (answers: Record<string, string> = {}) =>
    someone({ role: 'police', agency: 'Kansas City Police Department', attestation: true, ...answers })

  test('filters by training, status, role, agency and partner, alone and together', async () => {
    const { admin, people, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ ...roles, seats: { capacity: 2, waitlist: true } })
    await signUp(slug, { people: [officer({ agency: 'Kansas City Police Dept.' })], partner: 'we-the-people' })
    await signUp(slug, { people: [officer({ role: 'fire', agency: 'KCFD' })] })
    await signUp(slug, { people: [officer({ agency: 'Kansas-City police dept' })] })
    const count = async (filter: string) => (await people(slug, `&${filter}`)).length
    assert.equal(await count('status=confirmed'), 2)
    assert.equal(await count('status=confirmed,waitlisted'), 3)
    assert.equal(await count('role=fire'), 1)
    assert.equal(await count('agency=KANSAS CITY POLICE DEPT'), 2)
    assert.equal(await count('partner=we-the-people'), 1)
    assert.equal(await count('role=police&status=waitlisted'), 1)
    assert.equal(await count('role=medical'), 0)
    assert.equal((await admin('GET', '/registrations?training=nowhere')).status, 404)
  })

  test('comes in pages that neither repeat nor miss anyone, in every order', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: null } })
    for (const familyName of ['Zoë', 'Ábel', 'abel', 'Mora', 'O’Neil', 'Oneil', 'Reyes'])
      await signUp(slug, { people: [someone({ familyName })] })
    for (const sort of ['created', '-created', 'name']) {
      const seen: Listed[] = []
      let cursor = ''
      do {
        const { body } = await admin(
          'GET',
          `/registrations?training=${slug}&sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`,
        )
        seen.push(...body.registrations)
        cursor = body.nextCursor ?? ''
      } while (cursor !== '')
      assert.equal(new Set(seen.map((one) => one.id)).size, 7, sort)
      if (sort === 'name')
        assert.deepEqual(
          seen.map((one) => one.familyName),
          ['Ábel', 'abel', 'Mora', 'O’Neil', 'Oneil', 'Reyes', 'Zoë'],
        )
    }
  })

  test('the next page continues where the last one ended, although people sign up or are erased in the meantime', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    for (let person = 0; person < 4; person++) await signUp(slug, { people: [someone()] })
    const first = (await admin('GET', `/registrations?training=${slug}&limit=2`)).body
    await signUp(slug, { people: [someone()] })
    await admin('DELETE', `/registrations/${first.registrations[1].id}`)
    const second = (await admin('GET', `/registrations?training=${slug}&limit=2&cursor=${first.nextCursor}`)).body
    assert.equal(second.registrations.length, 2)
    assert.equal(second.nextCursor, null)
  })

  test('finds by the beginning of a family name, of an address and of a reference', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const { body } = await signUp(slug, {
      people: [someone({ familyName: 'Núñez-Ortega', email: 'q.unusual@example.org' })],
    })
    for (const q of [
      'nunez o',
      'NÚÑEZ',
      'q.unus',
      'Q.UNUSUAL@example.org',
      body.reference,
      body.reference.slice(0, 6),
    ]) {
      const found = (await admin('GET', `/registrations?training=${slug}&q=${encodeURIComponent(q)}`)).body
      assert.deepEqual(
        found.registrations.map((one: Listed) => one.reference),
        [body.reference],
        q,
      )
    }
    assert.equal((await given().people(slug, '&q=unusual')).length, 1)
    assert.deepEqual(await given().people(slug, '&q=nusual'), [])
  })

  test('keeps needs apart: in lists only when asked for', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    await signUp(slug, { people: [someone({ needs: 'a ramp' })] })
    const list = async (more: string) =>
      JSON.stringify((await admin('GET', `/registrations?training=${slug}${more}`)).body)
    assert.ok(!(await list('')).includes('a ramp'))
    assert.ok((await list('&sensitive=1')).includes('a ramp'))
    const headers = await askAs(given(), { role: 'auditor' })
    for (const [more, status] of [
      ['', 200],
      ['&needs=1', 403],
      ['&sort=needs', 403],
      ['&sort=-needs', 403],
    ] as const) {
      const answer = await admin('GET', `/registrations?training=${slug}${more}`, undefined, headers)
      assert.equal(answer.status, status, more)
    }
  })

  test('says what is wrong with a question', async () => {
    const { admin } = given()
    for (const [query, parameter] of [
      ['sort=name', 'sort'],
      ['status=nonsense', 'status'],
      ['cursor=abc', 'cursor'],
      ['limit=0', 'limit'],
      ['limit=x', 'limit'],
      ['q=a', 'q'],
      ['trainng=x', 'trainng'],
      ['role=police', 'role'],
      ['agency=x', 'agency'],
    ]) {
      const { status, body } = await admin('GET', `/registrations?${query}`)
      assert.deepEqual(
        [status, body.type, body.errors[0].parameter],
        [422, '/problems/invalid-input', parameter],
        query,
      )
    }
  })

  test('goes to a spreadsheet: every row, defused, with its name, and needs only when asked for', async () => {
    const { send, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ ...roles, seats: { capacity: null } })
    const authorization = `Bearer ${adminToken}`
    await signUp(slug, { people: [officer({ agency: '=HYPERLINK("https://evil.example")', needs: 'a ramp' })] })
    const response = await send('GET', `/api/v1/admin/registrations.csv?training=${slug}`, undefined, { authorization })
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.equal(
      response.headers.get('content-disposition'),
      `attachment; filename="registrations-${slug}-2027-01-10.csv"`,
    )
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.ok(csv.startsWith('\uFEFF"reference","training","status"'))
    assert.equal(csv.split('\r\n').length, 3)
    assert.ok(csv.includes(`"'=HYPERLINK(""https://evil.example"")"`))
    assert.ok(!csv.includes('a ramp'))
    const sensitive = await (
      await send('GET', `/api/v1/admin/registrations.csv?training=${slug}&sensitive=1`, undefined, { authorization })
    ).text()
    assert.ok(sensitive.includes('needs: a ramp'))
  })

  test('a roster is for the door: by name, those who have a seat, without addresses', async () => {
    const { send, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 2, waitlist: true } })
    for (const familyName of ['Zamora', 'Abel', 'Late']) await signUp(slug, { people: [someone({ familyName })] })
    const url = `/api/v1/admin/registrations.csv?training=${slug}&columns=roster`
    const roster = await (await send('GET', url, undefined, { authorization: `Bearer ${adminToken}` })).text()
    assert.deepEqual(
      roster
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',')[1]),
      ['"Abel"', '"Zamora"'],
    )
    assert.ok(!roster.includes('@example.org'))
  })

  test('finds a family name of one letter, where that is a whole name', async () => {
    const { givenTraining, signUp, admin } = given()
    const { slug } = await givenTraining()
    for (const familyName of ['李', '김', 'Lee']) await signUp(slug, { people: [someone({ familyName })] })
    for (const name of ['李', '김']) {
      const { body } = await admin('GET', `/registrations?training=${slug}&q=${encodeURIComponent(name)}`)
      assert.deepEqual(
        body.registrations.map(({ familyName }: { familyName: string }) => familyName),
        [name],
      )
    }
  })

  test('a person with only one name is found by it', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const add = () =>
      admin('POST', '/registrations', { training: slug, channel: 'phone', people: [{ givenName: 'Walter' }] })
    await add()
    assert.equal((await add()).status, 201, 'two people may share a name and give no address')
    assert.equal((await given().people(slug, '&q=walt')).length, 2)
  })

  test('a spreadsheet of more than a page has everyone once', async () => {
    const { admin, send, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: null } })
    for (let batch = 0; batch < 42; batch++) {
      const people = Array.from({ length: 50 }, () => someone())
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      assert.equal(
        (await admin('POST', '/registrations', { training: slug, channel: 'phone', people, coordinator, split: true }))
          .status,
        201,
      )
    }
    const response = await send('GET', `/api/v1/admin/registrations.csv?training=${slug}`, undefined, {
      authorization: `Bearer ${adminToken}`,
    })
    const references = [...(await response.text()).matchAll(/^"([A-Z2-9]{4}-[A-Z2-9]{4})"/gm)].map(
      ([, reference]) => reference,
    )
    assert.equal(new Set(references).size, 2100)
    assert.equal(references.length, 2100)
  })

  test('a search goes to a spreadsheet too, and comes in pages', async () => {
    const { send, admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    for (let person = 0; person < 3; person++)
      await signUp(slug, { people: [someone({ familyName: `Sought${person}` })] })
    await signUp(slug, { people: [someone({ familyName: 'Other' })] })
    const authorization = `Bearer ${adminToken}`
    const csv = await send('GET', `/api/v1/admin/registrations.csv?training=${slug}&q=sought`, undefined, {
      authorization,
    })
    assert.equal((await csv.text()).trimEnd().split('\r\n').length, 4)
    const first = (await admin('GET', `/registrations?training=${slug}&q=sought&limit=2`)).body
    const second = (await admin('GET', `/registrations?training=${slug}&q=sought&limit=2&cursor=${first.nextCursor}`))
      .body
    assert.deepEqual(
      [...first.registrations, ...second.registrations].map((one: Listed) => one.familyName),
      ['Sought2', 'Sought1', 'Sought0'],
    )
    assert.equal(second.nextCursor, null)
  })
})
