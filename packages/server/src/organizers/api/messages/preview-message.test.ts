import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { press } from '../../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { countRows } from '../../../testing/traces/statements.ts'

const written = {
  subject: { en: 'Where to park', es: 'Dónde estacionarse' },
  text: { en: 'Use lot B.', es: 'Use el lote B.' },
}

onBothDatabases('a preview of a message', (given) => {
  test('counts who it reaches, how, and in which language', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    const [ada, luis, { email: _, ...member }] = [someone(), someone(), someone()]
    const [shared, { email: __, ...alone }] = [{ ...someone(), email: ada.email }, someone()]
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [luis], lang: 'es' })
    await signUp(slug, { people: [shared] })
    await signUp(slug, { people: [someone(), member], coordinator: { name: 'Rosa Diaz', email: 'rosa@example.org' } })
    await admin('POST', '/registrations', { training: slug, people: [alone], channel: 'phone' })
    const { id } = (await admin('POST', '/messages', { training: slug, about: 'seat', ...written })).body

    const first = (await admin('POST', `/messages/${id}/preview`, {})).body
    assert.deepEqual(
      [first.people, first.recipients, first.throughCoordinator, first.unreachable, first.unsubscribed],
      [5, 4, 1, 1, 0],
    )
    assert.deepEqual(first.languages, { en: 3, es: 1 })
    assert.deepEqual([first.mail.to, first.shown.position, first.shown.lang], [ada.email, 1, 'en'])

    const next = (await admin('POST', `/messages/${id}/preview`, { registration: first.shown.next })).body
    assert.deepEqual([next.mail.to, next.mail.subject, next.shown.position], [luis.email, 'Dónde estacionarse', 2])
    const inEnglish = { registration: first.shown.next, lang: 'en' }
    assert.equal((await admin('POST', `/messages/${id}/preview`, inEnglish)).body.mail.subject, 'Where to park')

    // Each recipient comes once, and then there is no next one.
    const seen = new Set<string>()
    for (let registration = first.shown.registration; registration !== null; ) {
      seen.add(registration)
      registration = (await admin('POST', `/messages/${id}/preview`, { registration })).body.shown.next
    }
    assert.equal(seen.size, 4)
  })

  test('counts no one anew while someone writes, unless it is for others', async () => {
    const [seats, people] = [50, 60]
    const { admin, signUp, givenTraining, context } = given()
    const { slug } = await givenTraining({ seats: { capacity: seats, waitlist: true } })
    for (let count = 0; count < people; count++) await signUp(slug, { people: [someone()] })
    const { open, post } = organizerPages(given())
    const { id } = (await admin('POST', '/messages', { training: slug, about: 'seat', ...written })).body
    const form = { 'subject.en': 'Where to park', about: 'seat', status: 'confirmed', do: 'keep' }
    let page = await open(`/messages/${id}`)
    const keep = async (typed: object) => {
      const fields = { ...form, _base: valueOf(page, '_base'), ...typed }
      let text = ''
      const rows = await countRows(context, async () => {
        text = (await post(`/messages/${id}`, fields)).text
      })
      page = text
      return { rows, text }
    }
    assert.match(page, new RegExp(`Send to ${seats} people`))
    for (const words of ['Use lot C.', 'Use lot D.']) {
      const { rows, text } = await keep({ 'text.en': words })
      assert.match(text, new RegExp(`Send to ${seats} people`))
      assert.ok(rows < seats, `${rows} rows were read for ${seats} people`)
    }
    const others = await keep({ 'text.en': 'Use lot D.', status: 'waitlisted' })
    assert.match(others.text, new RegExp(`Send to ${people - seats} people`))
  })

  test('names the people it counts, and is sent to these or to no one', async () => {
    const { admin, signUp, givenTraining, clock, context, mails } = given()
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    await signUp(slug, { people: [someone()] })
    const { id } = (await admin('POST', '/messages', { training: slug, about: 'seat', ...written })).body
    const { tag } = (await admin('POST', `/messages/${id}/preview`, {})).body
    const late = await signUp(slug, { people: [someone()] })
    const refused = await admin('POST', `/messages/${id}/send?tag=${tag}`)
    assert.deepEqual([refused.status, refused.body.type], [412, '/problems/precondition-failed'])
    const again = (await admin('POST', `/messages/${id}/preview`, {})).body
    assert.equal(again.people, 2)
    assert.equal((await admin('POST', `/messages/${id}/send?tag=${again.tag}`)).status, 200)
    // A repeated call sends nothing more, whatever it names.
    assert.equal((await admin('POST', `/messages/${id}/send?tag=${tag}`)).status, 200)
    clock.later({ seconds: 1 })
    await signUp(slug, { people: [someone()] })
    mails.length = 0
    await enqueueMessages(context)
    await deliverMails(context)
    assert.equal(mails.filter(({ subject }) => subject === 'Where to park').length, 2)
    assert.equal(late.status, 201)
  })

  test('leaves out those who unsubscribed from messages that are not about their seat', async () => {
    const server = given()
    const { admin, signUp, givenTraining } = server
    const { slug } = await givenTraining()
    await signUp(slug, { people: [someone()] })
    const draft = { training: slug, about: 'other', ...written }
    const { id } = (await admin('POST', '/messages', draft)).body
    await admin('POST', `/messages/${id}/send`)
    server.mails.length = 0
    await enqueueMessages(server.context)
    await deliverMails(server.context)
    const link = server.mails.find(({ unsubscribe }) => unsubscribe)?.unsubscribe ?? assert.fail('no link')
    assert.ok((await server.app.request(link, press)).status < 400)
    const { id: later } = (await admin('POST', '/messages', draft)).body
    const { people, unsubscribed, mail, shown } = (await admin('POST', `/messages/${later}/preview`, {})).body
    assert.deepEqual([people, unsubscribed, mail, shown], [0, 1, null, null])
  })

  test('leads to numbers that say how far the delivery is', async () => {
    const { admin, signUp, givenTraining, context } = given()
    const { slug } = await givenTraining()
    for (let person = 0; person < 3; person++) await signUp(slug, { people: [someone()] })
    await deliverMails(context)
    const { id } = (await admin('POST', '/messages', { training: slug, about: 'seat', ...written })).body
    const none = { waiting: 0, sent: 0, failed: 0, dropped: 0 }
    const listed = async () => (await admin('GET', `/messages?training=${slug}`)).body.messages[0].totals
    assert.deepEqual(await listed(), none)
    await admin('POST', `/messages/${id}/send`)
    const started = (await admin('GET', `/messages/${id}`)).body
    assert.deepEqual([started.totals, started.remaining], [none, 3])
    await enqueueMessages(context)
    const queued = (await admin('GET', `/messages/${id}?state=waiting`)).body
    assert.deepEqual([queued.totals, queued.remaining, queued.mails.length], [{ ...none, waiting: 3 }, 0, 3])
    assert.equal((await admin('GET', `/messages/${id}?state=sent`)).body.mails.length, 0)
    await deliverMails(context)
    assert.deepEqual(await listed(), { ...none, sent: 3 })
  })
})
