import assert from 'node:assert/strict'
import type { AdminRegistration } from '@training-signup/contract'
import { test } from 'mocha'
import { usualEvaluation } from '../../core/evaluation/usual.ts'
import { profileInput } from '../../testing/contract/credit-cases.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import {
  type Json,
  newSlug,
  onBothDatabases,
  readJson,
  someone,
  type TestApp,
  testApp,
} from '../../testing/servers/test-app.ts'

/**
 * Something that organizers change, and two ways to change it that do not get into each other's
 * way.
 */
interface Thing {
  path: string
  /** Changes one member and returns the request. */
  change: (read: Json, value: string) => [method: string, body: object]
  /** Reads that member. */
  member: (read: Json) => unknown
}

const written = { subject: { en: 'Where to park' }, text: { en: 'Use lot B.' }, about: 'seat' }

async function givenRegistration({ people, signUp, givenTraining }: TestApp): Promise<AdminRegistration> {
  const { slug } = await givenTraining()
  await signUp(slug, { people: [someone()] })
  return (await people(slug))[0]
}

const givenThings = {
  async 'a training that is replaced'({ givenTraining }: TestApp): Promise<Thing> {
    return {
      path: `/trainings/${(await givenTraining()).slug}`,
      change: ({ training }, value) => ['PUT', { ...training, title: { en: value } }],
      member: ({ training }) => training.title.en,
    }
  },
  async 'a training that is patched'({ givenTraining }: TestApp): Promise<Thing> {
    return {
      path: `/trainings/${(await givenTraining()).slug}`,
      change: (_, value) => ['PATCH', { title: { en: value } }],
      member: ({ training }) => training.title.en,
    }
  },
  async 'a partner'({ admin }: TestApp): Promise<Thing> {
    const slug = newSlug()
    await admin('POST', '/partners', { slug, name: 'Rotary Club' })
    return {
      path: `/partners/${slug}`,
      change: (read, value) => ['PUT', { ...read, name: value }],
      member: ({ name }) => name,
    }
  },
  async 'a message'({ admin, givenTraining }: TestApp): Promise<Thing> {
    const { slug } = await givenTraining()
    return {
      path: `/messages/${(await admin('POST', '/messages', { training: slug, ...written })).body.id}`,
      change: (_, value) => ['PATCH', { subject: { en: value } }],
      member: ({ message, subject = message.subject }) => subject.en,
    }
  },
  async 'a registration'(server: TestApp): Promise<Thing> {
    return {
      path: `/registrations/${(await givenRegistration(server)).id}`,
      change: (_, value) => ['PATCH', { person: { givenName: value } }],
      member: ({ givenName }) => givenName,
    }
  },
}

const etagOf = ({ headers }: { headers: Headers }) => headers.get('etag') ?? assert.fail('there is no ETag')
const rounds = 5

onBothDatabases('what two organizers change', (given) => {
  for (const [name, givenThing] of Object.entries(givenThings)) {
    test(`${name}: an old version is refused and changes nothing, the present one is not`, async () => {
      const { admin } = given()
      const { path, change, member } = await givenThing(given())
      const read = await admin('GET', path)
      const old = etagOf(read)
      assert.match(old, /^"[\w-]{22}"$/)
      assert.equal(etagOf(await admin('GET', path)), old)
      const write = (value: string, tag: string) =>
        admin(...withPath(path, change(read.body, value)), { 'if-match': tag })
      const first = await write('Grace', old)
      assert.deepEqual([first.status, member(first.body)], [200, 'Grace'])
      const second = await write('Joan', old)
      assert.deepEqual([second.status, second.body.type], [412, '/problems/precondition-failed'])
      const now = await admin('GET', path)
      assert.deepEqual([member(now.body), etagOf(now)], ['Grace', etagOf(first)])
      assert.notEqual(etagOf(now), old)
      // A proxy that compresses answers makes tags weak.
      for (const tag of [`"other", W/${etagOf(now)}`, '*']) {
        const { status, headers } = await write('Joan', tag)
        assert.deepEqual([status, headers.get('etag')], [200, etagOf(await admin('GET', path))], tag)
        await write('Grace', '*')
      }
      assert.equal((await write('Joan', '')).status, 412)
    })

    test(`${name}: of organizers who write at the same time, exactly one wins`, async () => {
      const { admin } = given()
      const { path, change, member } = await givenThing(given())
      for (let round = 0; round < rounds; round++) {
        const read = await admin('GET', path)
        const names = Array.from({ length: 6 }, (_, index) => `Grace ${'ABCDEF'[index]}${'ABCDEF'[round]}`)
        const answers = await Promise.all(
          names.map((value) => admin(...withPath(path, change(read.body, value)), { 'if-match': etagOf(read) })),
        )
        const [won, ...others] = answers.filter(({ status }) => status === 200)
        assert.ok(won && others.length === 0, `${others.length + 1} won`)
        assert.equal(answers.filter(({ status }) => status === 412).length, names.length - 1)
        const after = await admin('GET', path)
        assert.deepEqual([member(after.body), etagOf(after)], [member(won.body), etagOf(won)])
      }
    })

    test(`${name}: an old version is not deleted`, async () => {
      const { admin } = given()
      const { path, change } = await givenThing(given())
      const read = await admin('GET', path)
      assert.equal((await admin(...withPath(path, change(read.body, 'Grace')), { 'if-match': '*' })).status, 200)
      assert.equal((await admin('DELETE', path, undefined, { 'if-match': etagOf(read) })).status, 412)
      const now = await admin('GET', path)
      assert.equal(now.status, 200)
      assert.equal((await admin('DELETE', path, undefined, { 'if-match': etagOf(now) })).status, 204)
      assert.equal((await admin('GET', path)).status, 404)
    })
  }

  test('is not replaced whole without If-Match', async () => {
    const { admin } = given()
    for (const name of ['a training that is replaced', 'a partner'] as const) {
      const { path, change } = await givenThings[name](given())
      const read = await admin('GET', path)
      const { status, body } = await admin(...withPath(path, change(read.body, 'Blind')))
      assert.deepEqual([status, body.type], [428, '/problems/precondition-required'])
      assert.deepEqual((await admin('GET', path)).body, read.body)
    }
  })

  test('members that different organizers patch at the same time are all kept', async () => {
    const { admin, givenTraining } = given()
    const patchAll = async (path: string, patches: object[]) => {
      const answers = await Promise.all(patches.map((patch) => admin('PATCH', path, patch)))
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
      return (await admin('GET', path)).body
    }
    for (let round = 0; round < rounds; round++) {
      const contact = { name: `Pat ${round}`, email: 'pat@example.org' }
      const { slug } = await givenTraining({ contact })
      const { training } = await patchAll(`/trainings/${slug}`, [
        { summary: { en: 'A day.' } },
        { seats: { capacity: 7 } },
        { seats: { offerHours: 5 } },
        { contact: { email: 'kim@example.org' } },
        { contact: { name: 'Kim' } },
        { audience: { note: { en: 'For everyone.' } } },
      ])
      assert.deepEqual(
        [
          training.summary.en,
          training.seats.capacity,
          training.seats.offerHours,
          training.contact,
          training.audience.note,
        ],
        ['A day.', 7, 5, { name: 'Kim', email: 'kim@example.org' }, { en: 'For everyone.' }],
      )

      const draft = (await admin('POST', '/messages', { training: slug, ...written })).body
      const { message } = await patchAll(`/messages/${draft.id}`, [
        { subject: { en: 'Lot C' } },
        { text: { en: 'Use lot C.' } },
        { about: 'other' },
        { filter: { status: ['waitlisted'] } },
      ])
      assert.deepEqual(
        [message.subject.en, message.text.en, message.about, message.filter.status],
        ['Lot C', 'Use lot C.', 'other', ['waitlisted']],
      )

      const { id } = await givenRegistration(given())
      const corrected = await patchAll(`/registrations/${id}`, [
        { person: { givenName: 'Grace' } },
        { person: { familyName: `Hopper${'ABCDE'[round]}` } },
        { person: { email: `grace${id}@example.org` } },
      ])
      assert.deepEqual(
        [corrected.givenName, corrected.familyName, corrected.email],
        ['Grace', `Hopper${'ABCDE'[round]}`, `grace${id}@example.org`],
      )
    }
  })

  test('does not become another version because visitors sign up or a sponsor changes', async () => {
    const { admin, signUp, givenTraining } = given()
    const sponsor = newSlug()
    await admin('POST', '/partners', { slug: sponsor, name: 'Rotary Club' })
    const { slug } = await givenTraining({ sponsors: [sponsor] })
    const read = await admin('GET', `/trainings/${slug}`)
    await signUp(slug, { people: [someone()] })
    await admin('PUT', `/partners/${sponsor}`, { slug: sponsor, name: 'Rotary' }, { 'if-match': '*' })
    const put = await admin('PUT', `/trainings/${slug}`, read.body.training, { 'if-match': etagOf(read) })
    assert.deepEqual([put.status, put.body.seats.taken], [200, 1])
  })

  test('names its version from the start', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const { training } = (await admin('GET', `/trainings/${slug}`)).body
    const made = [newSlug(), newSlug()]
    for (const [path, place, body] of [
      ['/trainings', `/trainings/${made[0]}`, { ...training, slug: made[0] }],
      ['/partners', `/partners/${made[1]}`, { slug: made[1], name: 'Rotary', url: 'https://rotary.example/' }],
      ['/messages', undefined, { training: slug, ...written }],
    ] as const) {
      const created = await admin('POST', path, body)
      assert.equal(etagOf(created), etagOf(await admin('GET', place ?? `${path}/${created.body.id}`)), path)
    }
  })
})

onBothDatabases('what one organizer deletes and another changes', (given) => {
  test('a profile and an evaluation stay where an older version is named, and go without one', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const profile = await admin('POST', '/credit-profiles', profileInput)
    for (const [path, was] of [
      [`/credit-profiles/${profile.body.id}`, profileInput],
      [`/trainings/${slug}/evaluation`, usualEvaluation()],
    ] as const) {
      assert.equal((await admin('PUT', path, was, { 'if-match': '*' })).status, 200)
      const old = etagOf(await admin('GET', path))
      const change = path.endsWith('evaluation') ? { ...was, anonymous: false } : { ...was, keepYears: 9 }
      assert.equal((await admin('PUT', path, change, { 'if-match': old })).status, 200)
      const refused = await admin('DELETE', path, undefined, { 'if-match': old })
      assert.deepEqual([refused.status, refused.body?.type], [412, '/problems/precondition-failed'], path)
      assert.notEqual(etagOf(await admin('GET', path)), old)
      assert.equal(
        (await admin('DELETE', path, undefined, { 'if-match': etagOf(await admin('GET', path)) })).status,
        204,
      )
    }
  })
})

test('the OpenAPI document says where a version is named, and where it has to be', async () => {
  const { send, close } = await testApp('sqlite')
  afterTest(close)
  const { paths } = await readJson(await send('GET', '/openapi.json'))
  const described = ['trainings/{slug}', 'partners/{slug}', 'messages/{id}', 'registrations/{id}'].flatMap((thing) =>
    Object.entries<Json>(paths[`/api/v1/admin/${thing}`]).map(([method, { parameters, responses }]) => {
      const header = parameters.find((one: Json) => one.name === 'If-Match')
      const named = header && `If-Match ${header.required ? 'needed' : 'possible'}`
      const tag = responses[200]?.headers?.ETag && 'ETag'
      return [method, thing, named, responses[412] && 412, responses[428] && 428, tag].filter(Boolean).join(' ')
    }),
  )
  assert.deepEqual(described.toSorted(), [
    'delete messages/{id} If-Match possible 412',
    'delete partners/{slug} If-Match possible 412',
    'delete registrations/{id} If-Match possible 412',
    'delete trainings/{slug} If-Match possible 412',
    'get messages/{id} ETag',
    'get partners/{slug} ETag',
    'get registrations/{id} ETag',
    'get trainings/{slug} ETag',
    'patch messages/{id} If-Match possible 412 ETag',
    'patch registrations/{id} If-Match possible 412 ETag',
    'patch trainings/{slug} If-Match possible 412 ETag',
    'put partners/{slug} If-Match needed 412 428 ETag',
    'put trainings/{slug} If-Match needed 412 428 ETag',
  ])
})

onBothDatabases('a draft of a message', (given) => {
  async function givenDraft() {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining({ contact: { email: 'organizer@example.org' } })
    return `/messages/${(await admin('POST', '/messages', { training: slug, ...written })).body.id}`
  }

  test('is deleted with its tests; what was sent, or is being sent, is not', async () => {
    const { admin } = given()
    const draft = await givenDraft()
    await admin('POST', `${draft}/test`)
    assert.equal((await admin('DELETE', draft)).status, 204)
    for (const [method, path] of [
      ['GET', draft],
      ['DELETE', draft],
      ['PATCH', draft],
      ['POST', `${draft}/send`],
      ['POST', `${draft}/test`],
    ] as const)
      assert.equal((await admin(method, path, method === 'PATCH' ? {} : undefined)).status, 404, `${method} ${path}`)
    const sent = await givenDraft()
    await admin('POST', `${sent}/send`)
    const { status, body } = await admin('DELETE', sent)
    assert.deepEqual([status, body.type], [409, '/problems/wrong-status'])
    assert.equal((await admin('GET', sent)).status, 200)
  })

  test('that is deleted, sent and tested at the same time is either deleted or sent', async () => {
    const { admin } = given()
    for (let round = 0; round < rounds * 2; round++) {
      const draft = await givenDraft()
      const [deleted, sent, tested] = await Promise.all([
        admin('DELETE', draft),
        admin('POST', `${draft}/send`),
        admin('POST', `${draft}/test`),
      ])
      assert.ok([204, 404].includes(tested.status), `${tested.status}`)
      const read = await admin('GET', draft)
      assert.deepEqual(
        [deleted.status, sent.status, read.status],
        deleted.status === 204 ? [204, 404, 404] : [409, 200, 200],
      )
    }
  })
})

const withPath = (path: string, [method, body]: [string, object]): [string, string, object] => [method, path, body]
