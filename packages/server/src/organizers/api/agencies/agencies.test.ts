import assert from 'node:assert/strict'
import { test } from 'mocha'
import { askAs } from '../../../testing/keys.ts'
import { newSlug, onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { finishAgencyEdits } from './finish-agency-edits.ts'

const name = 'Kansas City Police Department'
let town = 0

onBothDatabases('agencies', (given) => {
  /** A training whose people come from these agencies, one after another. */
  const givenPeople = async (...agencies: string[]) => {
    const { slug } = await given().givenTraining({
      slug: newSlug(),
      fields: { agency: 'optional' },
      seats: { capacity: null },
    })
    for (const agency of agencies) await given().signUp(slug, { people: [someone({ agency })] })
    return slug
  }
  const peopleIn = async (slug: string, headers: Record<string, string> = {}) =>
    (await given().admin('GET', `/registrations?training=${slug}&sort=created`, undefined, headers)).body.registrations
  const agenciesIn = async (slug: string) => (await peopleIn(slug)).map(({ agency }: { agency: string }) => agency)
  const list = async (headers: Record<string, string> = {}) =>
    (await given().admin('GET', '/agencies?limit=200', undefined, headers)).body.agencies
  const merge = (spellings: string[], to: string) => given().admin('POST', '/agencies/merge', { spellings, name: to })
  /** Spellings that no other test uses. */
  const spellings = () => {
    town += 1
    const letters = [...String(town)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    return { long: `Xtown${letters} Police Department`, short: `Xtown${letters} PD`, odd: `The ${letters} Xtown force` }
  }

  /** A merge of which no one has the name yet. */
  const givenEdit = async (
    row: { folded: string; spelling: string; agency: string; agency_folded: string },
    at: string,
  ) => {
    const { db, newId } = given().context
    const id = newId()
    const concerned = { spellings: JSON.stringify([row.spelling]), shown: JSON.stringify([row.folded]) }
    const edit = { id, at, account_id: null, agency: row.agency, before: '[]', finished_at: null, ...concerned }
    await db.transaction(async (tx) => {
      await tx
        .insertInto('agency_alias')
        .values({ ...row, edit_id: id, created_at: at })
        .execute()
      await tx.insertInto('agency_edit').values(edit).execute()
    })
    return id
  }

  test('are listed by spelling with how many people each has, those that may be one next to each other', async () => {
    const { long, short, odd } = spellings()
    await givenPeople(long, odd, short, long.toUpperCase())
    const all = await list()
    const at = all.findIndex((one: { name: string }) => one.name === short)
    assert.deepEqual(all.slice(at, at + 2), [
      { name: short, people: 1, alike: [long.toUpperCase()], merged: [] },
      { name: long.toUpperCase(), people: 2, alike: [short], merged: [] },
    ])
    assert.deepEqual(
      all.find((one: { name: string }) => one.name === odd),
      { name: odd, people: 1, alike: [], merged: [] },
    )
    const byOnes = []
    for (let cursor = ''; byOnes.length < all.length; ) {
      const { body } = await given().admin('GET', `/agencies?limit=1${cursor}`)
      byOnes.push(...body.agencies)
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    assert.deepEqual(byOnes, all)
  })

  test('are counted within the caller’s scope', async () => {
    const { long, short, odd } = spellings()
    const slug = await givenPeople(long)
    await givenPeople(long, short)
    await merge([odd], `${odd} Office`)
    const { id } = await given().row('training', { slug })
    const headers = await askAs(given(), { role: 'organizer', scope: { trainings: [id] } })
    assert.deepEqual(await list(headers), [{ name: long, people: 1, alike: [], merged: [] }])
    for (const path of ['/agencies/merge', '/agencies/merge/preview'])
      assert.equal((await given().admin('POST', path, { spellings: [short], name: long }, headers)).status, 403)
  })

  test('merge in all trainings, without an email, and every receiver of webhooks hears of each person', async () => {
    const { long, short, odd } = spellings()
    const webhook = (await given().admin('POST', '/webhooks', { url: 'https://receiver.example/hook' })).body
    const one = await givenPeople(long, short, odd, 'Another agency')
    const other = await givenPeople(odd)
    const { rows } = given()
    const before = await rows('outbox')
    const changed = async () =>
      (await rows('webhook_event'))
        .flatMap(({ events }) => JSON.parse(events) as { event: string; registration: string }[])
        .filter(({ event }) => event === 'registration.changed')
        .map(({ registration }) => registration)
    given().clock.now = new Date('2027-01-10T13:00:00.000Z')
    assert.deepEqual(
      (await given().admin('POST', '/agencies/merge/preview', { spellings: [short, odd], name: long })).body,
      {
        name: long,
        people: 4,
        trainings: 2,
        access: [],
      },
    )
    assert.deepEqual(await agenciesIn(other), [odd], 'a preview changes nothing')
    const answer = await merge([short, odd], long)
    assert.deepEqual([answer.status, answer.body.people], [200, 4])
    assert.deepEqual(await agenciesIn(one), [long, long, long, 'Another agency'])
    assert.deepEqual(await agenciesIn(other), [long])
    assert.deepEqual(await rows('outbox'), before)
    const [, second, third] = await peopleIn(one)
    const [fourth] = await peopleIn(other)
    assert.deepEqual(new Set(await changed()), new Set([second.id, third.id, fourth.id]))
    assert.equal(second.changedAt, '2027-01-10T13:00:00.000Z')
    const merged = (await list()).find((entry: { name: string }) => entry.name === long)
    assert.deepEqual([merged.people, merged.merged.toSorted()], [4, [long, short, odd].toSorted()])
    await given().admin('DELETE', `/webhooks/${webhook.id}`)
  })

  test('take in who types a merged spelling later, however they come', async () => {
    const { long, short } = spellings()
    const slug = await givenPeople(short)
    await merge([short], long)
    const { signUp, admin } = given()
    const typed = short.toLowerCase()
    await signUp(slug, { people: [someone({ agency: typed })] })
    await signUp(slug, {
      people: [someone({ agency: typed }), someone({ agency: 'Their own' })],
      coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
    })
    await admin('POST', '/registrations', { training: slug, people: [someone({ agency: typed })], channel: 'phone' })
    assert.deepEqual(await agenciesIn(slug), [long, long, long, 'Their own', long])
    const [, , , own] = await peopleIn(slug)
    await admin('PATCH', `/registrations/${own.id}`, { person: { agency: typed } }, { 'if-match': '*' })
    assert.deepEqual(await agenciesIn(slug), [long, long, long, long, long])
    const found = async (query: string) => (await given().people(slug, `&${String(new URLSearchParams(query))}`)).length
    assert.deepEqual(
      [await found(`agency=${short}`), await found(`agency=${long}`), await found(`q=${short}`)],
      [5, 5, 5],
    )
  })

  test('answer a sign-up the same whether its agency was merged or not', async () => {
    const { long, short } = spellings()
    const slug = await givenPeople(long)
    await merge([short], long)
    const shapeOf = async (agency: string) => {
      const { status, body } = await given().signUp(slug, { people: [someone({ agency })] })
      return [status, Object.keys(body), JSON.stringify(body).includes(long)]
    }
    assert.deepEqual(await shapeOf(short), await shapeOf('Never merged'))
  })

  test('go on being seen by who could see one of them, and the answer says who sees more', async () => {
    const { long, short, odd } = spellings()
    const slug = await givenPeople(short, long, long, odd)
    const account = { email: `${newSlug()}@example.org`, name: 'Sam Park', role: 'agency', agency: short }
    const { id } = (await given().admin('POST', '/accounts', account)).body
    const headers = await askAs(given(), { role: 'agency', scope: { agency: short.toLowerCase() } })
    assert.equal((await peopleIn(slug, headers)).length, 1)
    const { body } = await merge([short], long)
    assert.deepEqual(
      body.access.map(({ kind, agency, before, after }: Record<string, unknown>) => ({ kind, agency, before, after })),
      [
        { kind: 'account', agency: short, before: 1, after: 3 },
        { kind: 'key', agency: short.toLowerCase(), before: 1, after: 3 },
      ],
    )
    assert.deepEqual(
      (await peopleIn(slug, headers)).map(({ agency }: { agency: string }) => agency),
      [long, long, long],
    )
    assert.equal((await given().admin('GET', `/accounts/${id}`)).body.agency, long)
    const late = { ...account, email: `${newSlug()}@example.org` }
    assert.equal((await given().admin('POST', '/accounts', late)).body.agency, long)
  })

  test('follow when what they were merged into is merged', async () => {
    const { long, short, odd } = spellings()
    const slug = await givenPeople(short)
    await merge([short], long)
    await merge([long], odd)
    await given().signUp(slug, { people: [someone({ agency: short })] })
    assert.deepEqual(await agenciesIn(slug), [odd, odd])
    await merge([odd], short)
    await given().signUp(slug, { people: [someone({ agency: long })] })
    assert.deepEqual(await agenciesIn(slug), [short, short, short])
  })

  test('count apart again after a split, also for people who came before it', async () => {
    const { long, short } = spellings()
    const slug = await givenPeople(short, short.toLowerCase(), long)
    await merge([short], long)
    await given().signUp(slug, { people: [someone({ agency: short.toUpperCase() })] })
    assert.deepEqual(await agenciesIn(slug), [long, long, long, long])
    assert.equal((await given().admin('POST', '/agencies/split', { spelling: short })).status, 204)
    await given().signUp(slug, { people: [someone({ agency: short })] })
    assert.deepEqual(await agenciesIn(slug), [short, short.toLowerCase(), long, short.toUpperCase(), short])
    assert.equal((await given().admin('POST', '/agencies/split', { spelling: short })).status, 404)
  })

  test('reach who registered while a merge was under way, and what a stopped process left', async () => {
    const { long, short } = spellings()
    const slug = await givenPeople(short, short)
    const { context, clock } = given()
    let isStopping = true
    const stopped = { ...context, isStopping: () => isStopping }
    const at = clock.now.toISOString()
    const row = { folded: short.toLowerCase(), spelling: short, agency: long, agency_folded: long.toLowerCase() }
    const edit = await givenEdit(row, at)
    await finishAgencyEdits(stopped)
    assert.deepEqual(await agenciesIn(slug), [short, short])
    isStopping = false
    await finishAgencyEdits(stopped)
    assert.deepEqual(await agenciesIn(slug), [long, long])
    // As a transaction that began before the merge leaves it.
    const [first] = await peopleIn(slug)
    await context.db.transaction((tx) =>
      tx
        .updateTable('registration')
        .set({ agency: short, agency_folded: row.folded, agency_typed: null })
        .where('id', '=', first.id)
        .execute(),
    )
    clock.later({ minutes: 1 })
    await finishAgencyEdits(context)
    assert.deepEqual(await agenciesIn(slug), [long, long])
    const open = context.db.reader.selectFrom('agency_edit').select('id').where('finished_at', 'is', null)
    assert.deepEqual(
      (await open.execute()).filter(({ id }) => id === edit),
      [],
    )
  })

  test('are renamed a hundred people at a time', async () => {
    const { long, short } = spellings()
    const slug = await givenPeople()
    const group = Array.from({ length: 50 }, () => 0)
    for (let count = 0; count < 5; count++)
      await given().admin('POST', '/registrations', {
        training: slug,
        channel: 'phone',
        people: group.map(() => someone({ agency: short })),
        coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
      })
    const { context } = given()
    const sizes: number[] = []
    const transaction: typeof context.db.transaction = async (work) => {
      const before = await countOf(short)
      const result = await context.db.transaction(work)
      sizes.push(before - (await countOf(short)))
      return result
    }
    const countOf = async (agency: string) =>
      (await given().rows('registration', { agency_folded: agency.toLowerCase() })).length
    await merge(['Nobody typed this'], long)
    const row = { folded: short.toLowerCase(), spelling: short, agency: long, agency_folded: long.toLowerCase() }
    await givenEdit(row, context.now().toISOString())
    await finishAgencyEdits({ ...context, db: { ...context.db, transaction } })
    assert.deepEqual(
      sizes.filter((size) => size > 0),
      [100, 100, 50],
    )
  })

  test('have a name that can be shown', async () => {
    for (const wrong of ['', ' ', 'x'.repeat(201), 'two\nlines'])
      assert.equal((await merge(['KCPD'], wrong)).status, 422, JSON.stringify(wrong))
    assert.equal((await merge([], name)).status, 422)
    const response = await given().send('GET', '/api/v1/admin/agencies')
    assert.equal(response.status, 401)
    await readJson(response)
  })
})
