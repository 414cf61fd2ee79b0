import assert from 'node:assert/strict'
import { test } from 'mocha'
import { coordinated, coordinatorOf } from '../../../testing/coordinator.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { signedInAs } from '../../../testing/pages/signed-in.ts'
import { type Json, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

onBothDatabases('who added someone', (given) => {
  const historyOf = async (id: string): Promise<Json[]> =>
    (await given().admin('GET', `/registrations/${id}/history`)).body.events
  const addedBy = async (id: string) => {
    const event = (await historyOf(id)).find(({ kind }) => kind === 'registered')
    return [event?.['by'], event?.['name']]
  }
  const referenceOf = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body.reference
  /** What the log says of a person that is searched for by reference. */
  const logOf = async (id: string) =>
    wordsOf(await organizerPages(given()).open(`/audit?person=${await referenceOf(id)}&action=changed`))
  const idIn = (response: Response) =>
    /registrations\/([^?]+)\?/.exec(response.headers.get('location') ?? '')?.[1] ?? ''

  test('stands in the history with the colleague’s name, and in the log with the person’s', async () => {
    const dana = await signedInAs(given(), 'organizer', { name: 'Dana Ortiz' })
    const { slug } = await given().givenTraining()
    const { familyName } = someone()
    const id = idIn(await dana.post(`/trainings/${slug}/add`, { _channel: 'phone', givenName: 'Ada', familyName }))
    assert.deepEqual(await addedBy(id), ['organizer', 'Dana Ortiz'])
    const { open } = organizerPages(given())
    assert.match(
      await open(`/registrations/${id}`),
      />Registered<small>(?:[^<]|<\/?span[^>]*>)*\s· Phone\s· by Dana Ortiz</,
    )
    assert.match(
      await open(`/registrations/${id}?lang=es`),
      />Se inscribió<small>(?:[^<]|<\/?span[^>]*>)*\s· por Dana Ortiz</,
    )
    assert.match(
      await logOf(id),
      new RegExp(`Dana Ortiz Added Ada ${familyName} · ${await referenceOf(id)} First aid, March 6`),
    )
    const stored = JSON.stringify(await given().rows('person_event', { registration_id: id }))
    assert.doesNotMatch(stored, /Ortiz|Ada/)
  })

  test('is known of a walk-in, and of someone whose seat is one too many', async () => {
    const sam = await signedInAs(given(), 'organizer', { name: 'Sam Park' })
    const { slug } = await given().givenTraining({ seats: { capacity: 0, waitlist: true } })
    const [one, other] = [someone(), someone()]
    const typed = { givenName: 'Ada', familyName: one.familyName, _reason: 'The chief asked for it' }
    assert.equal((await sam.post(`/door/${slug}/walk-in`, typed)).status, 303)
    const named = { givenName: 'Ada', familyName: other.familyName, _channel: 'phone', _reason: 'A speaker' }
    assert.equal((await sam.post(`/trainings/${slug}/add`, named)).status, 303)
    for (const { id } of await given().people(slug)) {
      assert.deepEqual(await addedBy(String(id)), ['organizer', 'Sam Park'])
      assert.equal((await historyOf(String(id))).filter(({ kind }) => kind === 'extra-seat').length, 1)
      assert.match(await logOf(String(id)), /Sam Park Added/)
    }
  })

  test('is the API key that sent them, whether alone, together, or as a list', async () => {
    const { key } = (await given().admin('POST', '/keys', { name: 'Nightly job', role: 'organizer', days: 30 })).body
    const { slug } = await given().givenTraining()
    const send = (path: string, body: object) =>
      given().send('POST', `/api/v1/admin${path}`, body, { authorization: `Bearer ${key}` })
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    const call = { training: slug, channel: 'phone' }
    assert.equal((await send('/registrations', { ...call, people: [someone()] })).status, 201)
    assert.equal((await send('/registrations', { ...call, people: [someone(), someone()], coordinator })).status, 201)
    const list = { text: 'Name,Email\nAda Listed,listed@kcpd.example\nBo Listed,bo@kcpd.example' }
    const { tag } = (await (await send(`/trainings/${slug}/import/preview`, list)).json()) as Json
    assert.equal((await send(`/trainings/${slug}/import`, { ...list, tag })).status, 200)
    const people = await given().people(slug)
    assert.equal(people.length, 5)
    for (const { id } of people) {
      assert.deepEqual(await addedBy(String(id)), ['organizer', 'Nightly job'])
      assert.match(await logOf(String(id)), /Nightly job \(API key\) Added/)
    }
  })

  test('is the coordinator of an agency, also of who comes instead', async () => {
    const pat = await coordinatorOf(given())
    const slug = await coordinated(given())
    const { body } = await pat.register(slug, someone())
    assert.deepEqual(await addedBy(body.id), ['organizer', 'Pat Lee'])
    assert.match(await logOf(body.id), /Pat Lee Registered someone Ada/)
  })

  test('is no one for a visitor, whose entries in the log are of those who looked', async () => {
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    const [{ id = '' } = {}] = await given().people(slug)
    assert.deepEqual(await addedBy(String(id)), [undefined, undefined])
    assert.deepEqual(await given().rows('person_event', { registration_id: String(id) }), [])
    assert.match(await logOf(String(id)), /Nothing matches/)
  })

  test('is named for a move on both sides, and goes with the person', async () => {
    const dana = await signedInAs(given(), 'organizer', { name: 'Dana Ortiz' })
    const { slug } = await given().givenTraining({ title: { en: 'Old day' } })
    const other = await given().givenTraining({ title: { en: 'New day' } })
    await given().signUp(slug, { people: [someone()] })
    const [{ id: before = '' } = {}] = await given().people(slug)
    const id = idIn(await dana.post(`/registrations/${before}/move`, { training: other.slug }))
    const { open } = organizerPages(given())
    assert.match(
      await open(`/registrations/${id}`),
      />Moved here from Old day, March 6<\/a><small>(?:[^<]|<\/?span[^>]*>)*\s· by Dana Ortiz</,
    )
    assert.match(
      await open(`/registrations/${before}`),
      />Moved to New day, March 6<\/a><small>(?:[^<]|<\/?span[^>]*>)*\s· by Dana Ortiz</,
    )
    // Who moved them did not register them.
    assert.deepEqual(await addedBy(id), [undefined, undefined])
    assert.equal((await given().admin('DELETE', `/registrations/${id}`)).status, 204)
    assert.deepEqual(await given().rows('person_event', { registration_id: id }), [])
  })
})
