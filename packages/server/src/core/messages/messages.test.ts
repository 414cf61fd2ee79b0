import assert from 'node:assert/strict'
import type { MessageInput } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { enqueueMessages } from './send-message.ts'

const contact = { email: 'organizer@example.org' }
const news = {
  subject: { en: 'Where to park', es: 'Dónde estacionarse' },
  text: { en: 'Use lot B.\n\nThe <north> gate is closed.', es: 'Use el lote B.' },
  about: 'seat' as const,
}

async function draft({ admin }: TestApp, input: Omit<Partial<MessageInput>, 'filter'> & { filter?: object }) {
  const { status, body } = await admin('POST', '/messages', { ...news, ...input })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id as string
}

/** Everything that is to be sent, and then what was sent under such a subject. */
async function mailsOf(server: TestApp, subject = news.subject.en): Promise<Mail[]> {
  for (let round = 0; round < 12; round++) {
    await enqueueMessages(server.context)
    await deliverMails(server.context)
  }
  return server.mails.filter((mail) => mail.subject === subject)
}

const recipients = (mails: Mail[]) => mails.map(({ to }) => to).toSorted()

onBothDatabases('an organizer’s message', (given) => {
  test('stops before the next person once the training is called off, and one about that goes out', async () => {
    const server = given()
    const { admin, signUp, givenTraining, clock } = server
    const { slug } = await givenTraining({ contact })
    for (const one of [someone(), someone()]) await signUp(slug, { people: [one] })
    const send = async () => {
      const id = await draft(server, { training: slug })
      assert.equal((await admin('POST', `/messages/${id}/send`)).status, 200)
      return id
    }
    const totalsOf = async (id: string) => {
      const { message, totals } = (await admin('GET', `/messages/${id}`)).body
      return [message.state, totals.sent, totals.dropped]
    }
    const queued = await send()
    await enqueueMessages(server.context)
    const begun = await send()
    clock.later({ seconds: 1 })
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })).status, 200)
    assert.deepEqual(await mailsOf(server), [])
    for (const id of [queued, begun]) assert.deepEqual(await totalsOf(id), ['sent', 0, 2])
    clock.later({ seconds: 1 })
    const about = await send()
    await enqueueMessages(server.context)
    clock.later({ seconds: 1 })
    // Someone adds why, while the news is on its way.
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { title: { en: 'Off: a storm' } })).status, 200)
    assert.equal((await mailsOf(server)).length, 2)
    assert.deepEqual(await totalsOf(about), ['sent', 2, 0])
  })

  test('is drafted, previewed, tested and sent, once, to the people it is for', async () => {
    const server = given()
    const { admin, signUp, givenTraining } = server
    const { slug } = await givenTraining({ contact, seats: { capacity: 2, waitlist: true } })
    const [ada, luis, waiting] = [someone(), someone(), someone()]
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [luis], lang: 'es' })
    await signUp(slug, { people: [waiting] })
    const id = await draft(server, { training: slug })

    const preview = (await admin('POST', `/messages/${id}/preview`, {})).body
    assert.deepEqual([preview.recipients, preview.mail.to, preview.mail.subject], [2, ada.email, 'Where to park'])
    assert.match(preview.mail.text, /Use lot B\.\n\nThe <north> gate/)
    assert.match(preview.mail.html, /The &lt;north&gt; gate/)
    assert.match(preview.mail.text, /\/r\/[\w-]{66}/)

    server.mails.length = 0
    assert.equal((await admin('POST', `/messages/${id}/test`)).status, 204)
    await mailsOf(server)
    const tests = server.mails.filter(({ to }) => to === contact.email)
    assert.deepEqual(tests.map(({ subject }) => subject).toSorted(), [
      'Prueba: Dónde estacionarse',
      'Test: Where to park',
    ])
    assert.deepEqual(await mailsOf(server), [])

    const answers = await Promise.all([1, 2].map(() => admin('POST', `/messages/${id}/send`)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    await Promise.all([enqueueMessages(server.context), enqueueMessages(server.context)])
    assert.deepEqual(recipients(await mailsOf(server)), [ada.email])
    assert.deepEqual(recipients(await mailsOf(server, news.subject.es)), [luis.email])
    await admin('POST', `/messages/${id}/send`)
    assert.equal((await mailsOf(server)).length, 1)

    const report = (await admin('GET', `/messages/${id}?limit=1`)).body
    assert.equal(report.message.state, 'sent')
    assert.deepEqual(report.totals, { waiting: 0, sent: 2, failed: 0, dropped: 0 })
    const next = (await admin('GET', `/messages/${id}?limit=1&cursor=${report.nextCursor}`)).body
    assert.deepEqual([report.mails.length, next.mails.length, next.nextCursor], [1, 1, null])
    assert.deepEqual((await admin('GET', `/messages?training=${slug}`)).body.messages[0].id, id)
  })

  test('is changed as long as it is a draft, and previewed again', async () => {
    const server = given()
    const { admin, signUp, givenTraining } = server
    const { slug } = await givenTraining({ contact, seats: { capacity: 1, waitlist: true } })
    const [ada, waiting] = [someone(), someone()]
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [waiting] })
    const id = await draft(server, { training: slug, subject: { en: 'Were to park' } })
    const change = (body: object) => admin('PATCH', `/messages/${id}`, body)

    const subject = { en: 'Where to park now' }
    const { status, body } = await change({ subject })
    assert.equal(status, 200)
    assert.deepEqual([body.subject, body.text, body.about, body.state], [subject, news.text, 'seat', 'draft'])
    assert.deepEqual(body.filter, { status: ['confirmed'] })
    await change({ text: { en: 'Use lot C.' }, filter: { status: ['waitlisted'] }, about: 'other' })
    const preview = (await admin('POST', `/messages/${id}/preview`, {})).body
    assert.deepEqual([preview.recipients, preview.mail.to, preview.mail.subject], [1, waiting.email, subject.en])
    assert.match(preview.mail.text, /Use lot C\.[\s\S]*\/unsubscribe\//)

    assert.equal((await change({ training: 'another' })).status, 422)
    assert.equal((await change({ subject: { en: 'Two\nlines' } })).status, 422)
    assert.deepEqual((await change({})).body.subject, subject)
    const nobodys = `/messages/${server.context.newId()}`
    assert.equal((await admin('PATCH', nobodys, { subject })).status, 404)

    await admin('POST', `/messages/${id}/send`)
    const late = await change({ subject: { en: 'Too late' } })
    assert.deepEqual([late.status, late.body.type], [409, '/problems/wrong-status'])
    assert.deepEqual(recipients(await mailsOf(server, subject.en)), [waiting.email])
    assert.equal((await change({ about: 'seat' })).status, 409)
  })

  test('is previewed with links that open nothing', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()] })
    for (const about of ['seat', 'other'] as const) {
      const id = await draft(server, { training: slug, about })
      const { mail } = (await server.admin('POST', `/messages/${id}/preview`, {})).body
      const [link = ''] = /https:\/\/signup\.example\/(?:r|unsubscribe)\/[\w-]{66,}(?:\?lang=en)?/.exec(mail.text) ?? []
      assert.ok(link)
      assert.ok((await server.app.request(link)).status >= 400, link)
    }
  })

  test('goes once to an address that several share, and to a coordinator for members without one', async () => {
    const server = given()
    const { signUp, givenTraining } = server
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    const [ada, { email: _, ...member }] = [someone(), someone()]
    const partner = { ...someone(), givenName: 'Luis', email: ada.email.toUpperCase() }
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [partner] })
    await signUp(slug, { people: [member, someone()], coordinator: { name: 'Chief', email: 'chief@example.org' } })
    const id = await draft(server, { training: slug, subject: { en: 'Shared' } })
    assert.equal((await server.admin('POST', `/messages/${id}/preview`, {})).body.recipients, 3)
    await server.admin('POST', `/messages/${id}/send`)
    const to = recipients(await mailsOf(server, 'Shared'))
    assert.equal(to.filter((one) => one.toLowerCase() === ada.email).length, 1)
    assert.equal(to.filter((one) => one === 'chief@example.org').length, 1)
    assert.equal(to.length, 3)
  })

  test('reaches hundreds in parts, however often it is interrupted, each once', async () => {
    const server = given()
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const crowd = Array.from({ length: 250 }, () => someone())
    await Promise.all(crowd.map((one) => server.signUp(slug, { people: [one] })))
    const id = await draft(server, { training: slug, subject: { en: 'Many' } })
    await server.admin('POST', `/messages/${id}/send`)
    await Promise.all([
      enqueueMessages(server.context),
      enqueueMessages(server.context),
      enqueueMessages(server.context),
    ])
    const { state } = (await server.admin('GET', `/messages/${id}`)).body.message
    assert.equal(state, 'sending', 'the first have to leave before the next are added')
    assert.deepEqual(recipients(await mailsOf(server, 'Many')), crowd.map(({ email }) => email).toSorted())
  })

  test('is for the people its filter matches, as long as it matches them', async () => {
    const server = given()
    const { slug } = await server.givenTraining({ audience: { roles: ['police', 'fire'] } })
    const [cop, fire] = [
      { ...someone(), role: 'police', agency: 'Kansas City Police' },
      { ...someone(), role: 'fire', agency: 'Kansas City Fire' },
    ]
    for (const one of [cop, fire]) await server.signUp(slug, { people: [one] })
    const filter = { role: 'police', agency: 'KANSAS CITY POLICE' }
    const id = await draft(server, { training: slug, filter, subject: { en: 'Police only' } })
    await server.admin('POST', `/messages/${id}/send`)
    assert.deepEqual(recipients(await mailsOf(server, 'Police only')), [cop.email])

    const late = await draft(server, { training: slug, subject: { en: 'Too late' } })
    await server.admin('POST', `/messages/${late}/send`)
    await enqueueMessages(server.context)
    const [{ id: registration }] = await server.people(slug, '&role=police')
    await server.admin('POST', `/registrations/${registration}/cancel`)
    assert.deepEqual(recipients(await mailsOf(server, 'Too late')), [fire.email])
    assert.equal((await server.admin('GET', `/messages/${late}`)).body.totals.dropped, 1)
  })

  test('reaches an address as long as any person behind it is meant, even if others have left', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    const ada = someone()
    const [member, other] = ['Kim', 'Lee'].map((familyName) => ({ givenName: 'Rosa', familyName }))
    await server.signUp(slug, { people: [ada] })
    await server.signUp(slug, { people: [{ ...ada, givenName: 'Luis' }] })
    await server.signUp(slug, { people: [member!, other!], coordinator: { name: 'Pat', email: 'pat@example.org' } })
    const id = await draft(server, { training: slug, subject: { en: 'Left' } })
    await server.admin('POST', `/messages/${id}/send`)
    await enqueueMessages(server.context)
    const registrations = await server.people(slug)
    const gone = registrations.filter(
      ({ givenName, familyName }: typeof ada) => givenName === 'Ada' || familyName === 'Kim',
    )
    assert.equal(gone.length, 2)
    for (const one of gone) await server.admin('POST', `/registrations/${one.id}/cancel`)
    assert.deepEqual(recipients(await mailsOf(server, 'Left')), [ada.email, 'pat@example.org'].toSorted())
  })

  test('reaches an address once, as long as any person behind it is left, even if others were erased', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    const ada = someone()
    const sofia = someone({ givenName: 'Sofía' })
    const people = ['Kim', 'Lee'].map((familyName) => ({ givenName: 'Rosa', familyName }))
    await server.signUp(slug, { people: [ada] })
    await server.signUp(slug, { people: [{ ...ada, givenName: 'Luis' }] })
    await server.signUp(slug, { people, coordinator: { name: 'Pat', email: 'pat@example.org' } })
    await server.signUp(slug, { people: [sofia] })
    const id = await draft(server, { training: slug, subject: { en: 'Erased' } })
    await server.admin('POST', `/messages/${id}/send`)
    await enqueueMessages(server.context)
    const registrations = await server.people(slug)
    const eraseOf = async (isMeant: (one: typeof ada) => boolean) => {
      for (const one of registrations.filter(isMeant)) await server.admin('DELETE', `/registrations/${one.id}`)
    }
    await eraseOf(({ givenName, familyName }) => ['Ada', 'Sofía'].includes(givenName) || familyName === 'Kim')
    const sent = await mailsOf(server, 'Erased')
    assert.deepEqual(recipients(sent), [ada.email, 'pat@example.org'].toSorted())
    assert.deepEqual((await server.admin('GET', `/messages/${id}`)).body.totals.sent, 2)
    await eraseOf(() => true)
    assert.deepEqual(await server.rows('message_mail', { message_id: id }), [])
  })

  test('cannot be tested without an address, nor be about a training that is not there', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    const id = await draft(server, { training: slug })
    assert.equal((await server.admin('POST', `/messages/${id}/test`)).status, 422)
    assert.equal((await server.admin('POST', '/messages', { ...news, training: 'no-such' })).status, 404)
    const twoLines = { ...news, training: slug, subject: { en: 'One\nBcc: all@example.org' } }
    assert.equal((await server.admin('POST', '/messages', twoLines)).status, 422)
    assert.equal((await server.admin('POST', `/messages/${crypto.randomUUID()}/send`)).status, 404)
  })
})
