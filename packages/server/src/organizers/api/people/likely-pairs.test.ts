import assert from 'node:assert/strict'
import { test } from 'mocha'
import { comparePeople } from '../../../core/registrations/compare-people.ts'
import { askAs } from '../../../testing/keys.ts'
import { type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

let names = 0
/** A last name that no other test uses. */
const family = () => `Okafor${[...String((names += 1))].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`
const phone = () => `816-555-${String(1000 + (names += 1))}`

onBothDatabases('likely pairs', (given) => {
  const training = (more: object = {}) =>
    given().givenTraining({
      fields: { phone: 'optional', agency: 'optional', needs: 'optional' },
      seats: { capacity: 3, waitlist: true },
      ...more,
    })
  const signUp = async (slug: string, person: Record<string, string>, more: object = {}) =>
    given().signUp(slug, { people: [someone(person)], ...more })
  const compare = () => comparePeople(given().context)
  const pairsOf = async (slug: string, query = '', headers: Record<string, string> = {}): Promise<Json[]> =>
    (await given().admin('GET', `/trainings/${slug}/duplicates?${query}`, undefined, headers)).body.pairs
  const traits = (pairs: Json[]) => pairs.map(({ inCommon }) => inCommon)
  const idsOf = (likelyPair: Json): string[] => likelyPair.registrations.map(({ id }: Json) => id)
  const statusOf = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body.status

  test('are registrations with the same name, phone, or mailbox, however each is written', async () => {
    const [name, number] = [family(), phone()]
    for (const [one, other, trait] of [
      [{ familyName: name, givenName: 'José' }, { familyName: name.toUpperCase(), givenName: 'Jose' }, 'name'],
      [{ phone: number }, { phone: `+1 ${number.replaceAll('-', ' ')}` }, 'phone'],
      [{ email: `pat.lee${names}@kcpd.example` }, { email: `PatLee${names}+training@kcpd.example` }, 'mailbox'],
    ] as const) {
      const { slug } = await training()
      await signUp(slug, one)
      await signUp(slug, someone())
      await signUp(slug, other)
      await compare()
      assert.deepEqual(traits(await pairsOf(slug)), [[trait]])
    }
  })

  test('are of one training, and no one who is alike in nothing', async () => {
    const name = family()
    const [here, there] = [await training(), await training()]
    for (const { slug } of [here, there]) await signUp(slug, { familyName: name })
    await signUp(here.slug, { familyName: `${name}s`, phone: '12' })
    await signUp(here.slug, { phone: '12' })
    await compare()
    assert.deepEqual([await pairsOf(here.slug), await pairsOf(there.slug)], [[], []])
  })

  test('are not people that a coordinator lists with one phone number, unless they have one name', async () => {
    const { slug } = await training()
    const [name, number] = [family(), phone()]
    await given().signUp(slug, {
      people: [someone({ phone: number }), someone({ phone: number, familyName: name }), someone({ familyName: name })],
      coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
    })
    await compare()
    assert.deepEqual(traits(await pairsOf(slug)), [['name']])
  })

  test('say what differs, and name no sensitive answer', async () => {
    const { slug } = await training()
    const name = family()
    await signUp(slug, { familyName: name, agency: 'KCPD', needs: 'a ramp', phone: phone() })
    await signUp(slug, { familyName: name, agency: 'Harbor House', needs: 'captions' })
    await compare()
    const [likelyPair] = await pairsOf(slug)
    assert.deepEqual(likelyPair.differs.toSorted(), ['agency', 'email', 'phone'])
    assert.doesNotMatch(JSON.stringify(likelyPair), /ramp|captions/)
    assert.ok(
      idsOf(likelyPair).every((id, at, ids) => at === 0 || id > (ids[at - 1] ?? '')),
      'the earlier one first',
    )
  })

  test('lose one registration, whose person is told, and the next in line gets the seat', async () => {
    const { slug } = await training()
    const name = family()
    await signUp(slug, { familyName: name, email: `first.${name}@example.org` })
    await signUp(slug, { familyName: name, email: `second.${name}@example.org` })
    await signUp(slug, {})
    await signUp(slug, {})
    await compare()
    const [likelyPair] = await pairsOf(slug)
    const [kept = '', gone = ''] = idsOf(likelyPair)
    const { status, body } = await given().admin('POST', `/duplicates/${likelyPair.id}/keep`, { registration: kept })
    assert.deepEqual([status, body.id, body.status], [200, gone, 'cancelled'])
    assert.equal(await statusOf(kept), 'confirmed')
    const told = (await given().rows('outbox', { slug, kind: 'cancelled' })).map((row) => row.registration_id)
    assert.deepEqual(told, [gone])
    const all = await given().people(slug, '&status=confirmed')
    assert.equal(all.length, 3)
    assert.deepEqual(await pairsOf(slug), [])
  })

  test('lose none if the one that was to stay has ended in the meantime, and take no third', async () => {
    const { slug } = await training()
    const name = family()
    for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name })
    const stranger = (await given().people(slug))[0].id
    await compare()
    const [likelyPair] = await pairsOf(slug)
    const [kept = '', other = ''] = idsOf(likelyPair)
    const foreign = await given().admin('POST', `/duplicates/${likelyPair.id}/keep`, {
      registration: crypto.randomUUID(),
    })
    assert.equal(foreign.status, 422)
    assert.ok(stranger)
    await given().admin('POST', `/registrations/${kept}/cancel`)
    const { status } = await given().admin('POST', `/duplicates/${likelyPair.id}/keep`, { registration: kept })
    assert.deepEqual([status, await statusOf(other)], [409, 'confirmed'])
  })

  test('are not shown again once they are two people, also after one of them changes', async () => {
    const { slug } = await training()
    const name = family()
    for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name })
    await compare()
    const [likelyPair] = await pairsOf(slug)
    assert.equal((await given().admin('POST', `/duplicates/${likelyPair.id}/apart`)).status, 204)
    assert.deepEqual(await pairsOf(slug), [])
    const [id] = idsOf(likelyPair)
    await given().admin('PATCH', `/registrations/${id}`, { person: { phone: phone() } }, { 'if-match': '*' })
    await compare()
    assert.deepEqual(await pairsOf(slug), [])
    assert.equal((await given().admin('POST', `/duplicates/${crypto.randomUUID()}/apart`)).status, 404)
  })

  test('come and go as people correct what made them alike', async () => {
    const { slug } = await training()
    const name = family()
    for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name })
    await compare()
    const [id] = idsOf((await pairsOf(slug))[0])
    const rename = (familyName: string) =>
      given().admin('PATCH', `/registrations/${id}`, { person: { familyName } }, { 'if-match': '*' })
    await rename(`${name}x`)
    await compare()
    assert.deepEqual(await pairsOf(slug), [])
    await rename(name)
    await compare()
    assert.deepEqual(traits(await pairsOf(slug)), [['name']])
  })

  test('stay the same likelyPair while what makes them alike stays, and reading them is written down', async () => {
    const { slug } = await training()
    const name = family()
    for (const agency of ['KCPD', 'Lee’s Summit Fire']) await signUp(slug, { familyName: name, agency })
    await compare()
    const [{ id, registrations }] = (await pairsOf(slug)) as [Json]
    const [{ id: registration }] = registrations
    await given().admin(
      'PATCH',
      `/registrations/${registration}`,
      { person: { agency: 'Harbor House' } },
      { 'if-match': '*' },
    )
    await compare()
    assert.deepEqual(
      (await pairsOf(slug)).map((likelyPair) => likelyPair.id),
      [id],
    )
    const { entries } = (await given().admin('GET', '/audit?action=viewed&limit=5')).body
    assert.ok(
      entries.some((entry: Json) => entry.route === 'GET /api/v1/admin/trainings/:slug/duplicates'),
      JSON.stringify(entries),
    )
  })

  test('are also a registration and a later sign-up that says something else, until it needs nothing', async () => {
    const { slug } = await training()
    const person = someone({ agency: 'KCPD', phone: phone() })
    const again = (more: object = {}) => given().signUp(slug, { people: [{ ...person, ...more }] })
    await again()
    await again()
    await compare()
    assert.deepEqual(await pairsOf(slug), [], 'the same again is no news')
    await again({ agency: 'Harbor House', phone: undefined })
    await compare()
    const [likelyPair] = await pairsOf(slug)
    assert.deepEqual([likelyPair.inCommon, likelyPair.registrations.length, likelyPair.differs], [[], 1, ['agency']])
    assert.equal(likelyPair.attempt.said.agency, 'Harbor House')
    const kept = await given().admin('POST', `/duplicates/${likelyPair.id}/keep`, {
      registration: idsOf(likelyPair)[0],
    })
    assert.equal(kept.status, 404)
    await given().admin('POST', `/duplicates/${likelyPair.id}/apart`)
    await again({ agency: 'Harbor House', phone: undefined })
    await compare()
    assert.deepEqual(await pairsOf(slug), [], 'what was seen stays away')
    await again({ agency: 'Olathe PD' })
    await compare()
    assert.equal((await pairsOf(slug))[0].attempt.said.agency, 'Olathe PD')
    const { attempts } = (await given().admin('GET', `/registrations?training=${slug}&q=${person.familyName}`)).body
    assert.equal(attempts[0].said.agency, 'Olathe PD', 'the latest first')
  })

  test('are listed in pages, counted for the day and the list, and leave out who sees one agency', async () => {
    const { slug } = await training()
    for (const name of [family(), family(), family()])
      for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name, agency: 'KCPD' })
    await compare()
    const all = await pairsOf(slug)
    assert.equal(all.length, 3)
    const first = (await given().admin('GET', `/trainings/${slug}/duplicates?limit=2`)).body
    assert.deepEqual([...first.pairs, ...(await pairsOf(slug, `cursor=${first.nextCursor}`))], all)
    const { decisions } = (await given().admin('GET', '/today')).body
    const found = decisions.find((one: Json) => one.kind === 'duplicates' && one.training === slug)
    assert.equal(found.count, 3)
    const headers = await askAs(given(), { role: 'organizer', scope: { agency: 'kcpd' } })
    assert.deepEqual(await pairsOf(slug, '', headers), [])
    assert.equal((await given().admin('POST', `/duplicates/${all[0].id}/apart`, undefined, headers)).status, 404)
  })

  test('are no more than among ten people, however many share a phone number', async () => {
    const { slug } = await training({ seats: { capacity: null } })
    const number = phone()
    for (let count = 0; count < 12; count++) await signUp(slug, { phone: number })
    await compare()
    assert.ok((await given().rows('likely_pair', { slug })).length <= 45)
  })

  test('are sought once the sign-up is settled, and only in trainings to come', async () => {
    const { context, clock } = given()
    const { slug } = await training({ start: '2026-12-05T09:00', end: '2026-12-05T15:00' })
    const name = family()
    clock.now = new Date('2026-12-01T12:00:00.000Z')
    for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name })
    const at = new Date(Date.now() + 30_000)
    await comparePeople({ ...context, now: () => at })
    assert.deepEqual(await pairsOf(slug), [], 'a transaction may still end')
    clock.now = new Date('2027-01-10T12:00:00.000Z')
    await compare()
    assert.deepEqual(await pairsOf(slug), [], 'the training is over')
  })

  test('end with the people in them', async () => {
    const { slug } = await training()
    const name = family()
    for (let count = 0; count < 2; count++) await signUp(slug, { familyName: name })
    await compare()
    const [id] = idsOf((await pairsOf(slug))[0])
    await given().admin('DELETE', `/registrations/${id}`, undefined, { 'if-match': '*' })
    for (const table of ['likely_pair', 'likeness'] as const)
      assert.deepEqual(await given().rows(table, { registration_id: id ?? '' }), [])
    assert.deepEqual(await given().rows('likely_pair', { other_id: id ?? '' }), [])
  })
})
