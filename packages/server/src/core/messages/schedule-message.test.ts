import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { sendScheduled } from './schedule-message.ts'
import { enqueueMessages } from './send-message.ts'

const sent: string[] = []
const sendMail = async ({ to, subject }: { to: string; subject: string }) => {
  sent.push(`${to} ${subject}`)
}

onBothDatabases(
  'a message that is sent later',
  (given) => {
    const words = { subject: { en: 'Parking' }, text: { en: 'Lot B.' }, about: 'seat' }
    async function drafted(people = [someone()], draft: object = {}) {
      const { slug } = await given().givenTraining(draft)
      for (const one of people) await given().signUp(slug, { people: [one] })
      await deliverMails(given().context)
      sent.length = 0
      const { body } = await given().admin('POST', '/messages', { training: slug, ...words })
      return { slug, id: body.id as string }
    }
    const schedule = (id: string, sendAt: string) => given().admin('PUT', `/messages/${id}/schedule`, { sendAt })
    const read = async (id: string) => (await given().admin('GET', `/messages/${id}`)).body
    const inHours = (hours: number) => new Date(given().clock.now.getTime() + hours * 3_600_000).toISOString()
    const work = async () => {
      await sendScheduled(given().context)
      await enqueueMessages(given().context)
      await deliverMails(given().context)
    }

    test('waits for its time, reaches everyone it is for by then, and is sent once by several processes', async () => {
      const { slug, id } = await drafted()
      assert.equal((await schedule(id, inHours(2))).body.state, 'scheduled')
      await work()
      assert.equal(sent.length, 0)
      await given().signUp(slug, { people: [someone()] })
      given().clock.later({ hours: 2 })
      await Promise.all([1, 2, 3].map(() => sendScheduled(given().context)))
      await Promise.all([work(), work()])
      await work()
      assert.equal(sent.filter((one) => one.endsWith(' Parking')).length, 2)
      const { message, totals } = await read(id)
      assert.deepEqual([message.state, totals.sent], ['sent', 2])
    })

    test('can be given another time, and be taken back and changed', async () => {
      const { id } = await drafted()
      await schedule(id, inHours(1))
      assert.equal((await given().admin('PATCH', `/messages/${id}`, { about: 'other' })).status, 409)
      assert.equal((await schedule(id, inHours(3))).status, 200)
      given().clock.later({ hours: 2 })
      await work()
      assert.equal((await read(id)).message.state, 'scheduled')
      const back = await given().admin('DELETE', `/messages/${id}/schedule`)
      assert.deepEqual([back.body.state, back.body.sendAt], ['draft', null])
      assert.equal((await given().admin('PATCH', `/messages/${id}`, { about: 'other' })).status, 200)
      given().clock.later({ hours: 2 })
      await work()
      assert.equal(sent.length, 0)
    })

    test('is sent by its button before its time, and then not again', async () => {
      const { id } = await drafted()
      await schedule(id, inHours(1))
      assert.equal((await given().admin('POST', `/messages/${id}/send`)).status, 200)
      await work()
      given().clock.later({ hours: 1 })
      await work()
      assert.equal(sent.length, 1)
    })

    test('is a draft again where the training was called off in the meantime', async () => {
      const { slug, id } = await drafted()
      await schedule(id, inHours(1))
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      given().clock.later({ hours: 1 })
      await sendScheduled(given().context)
      assert.equal((await read(id)).message.state, 'draft')
    })

    test('is not sent where the training is called off just as its time has come', async () => {
      const { slug, id } = await drafted()
      await schedule(id, inHours(1))
      given().clock.later({ hours: 1 })
      const { context } = given()
      let isOff = false
      const transaction: typeof context.db.transaction = async (change) => {
        if (!isOff) await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
        isOff = true
        return context.db.transaction(change)
      }
      await sendScheduled({ ...context, db: Object.create(context.db, { transaction: { value: transaction } }) })
      assert.equal(isOff, true)
      await work()
      assert.equal((await read(id)).message.state, 'draft')
      assert.equal(sent.filter((one) => one.endsWith(' Parking')).length, 0)
    })

    test('takes no time that has passed, nor one that is far away', async () => {
      const { id } = await drafted()
      for (const hours of [-1, 0, 24 * 400]) assert.equal((await schedule(id, inHours(hours))).status, 422, `${hours}`)
    })

    test('is scheduled on its page in the time of the training, changed, and taken back', async () => {
      const { slug, id } = await drafted()
      const { open, post } = organizerPages(given())
      const form = { training: slug, status: 'confirmed', about: 'seat', 'subject.en': 'Parking', 'text.en': 'Lot B.' }
      const early = await post(`/messages/${id}`, { ...form, do: 'schedule', at: '2020-01-01T09:00' })
      assert.match(early.text, /Choose a day and time that is ahead/)
      const { location } = await post(`/messages/${id}`, { ...form, do: 'schedule', at: '2027-02-01T09:00' })
      assert.equal(location, `/admin/messages/${id}?done=scheduled`)
      assert.equal((await read(id)).message.sendAt, '2027-02-01T15:00:00.000Z')
      assert.match(
        await open(`/messages/${id}`),
        /Goes out Monday, February 1, 2027[^]*9:00[^]*1 person gets it, as of now/,
      )
      await post(`/messages/${id}/schedule`, { at: '2027-02-02T09:00' })
      assert.equal((await read(id)).message.sendAt, '2027-02-02T15:00:00.000Z')
      const wrong = await post(`/messages/${id}/schedule`, { at: 'tomorrow' })
      assert.equal(wrong.status, 422)
      assert.equal((await post(`/messages/${id}/unschedule`)).location, `/admin/messages/${id}?done=unscheduled`)
      assert.match(await open(`/messages/${id}`), /name="subject.en"/)
    })

    test('says one number of people, also where some share an address or have none', async () => {
      const shared = 'desk@kcpd.example'
      const people = [someone({ email: shared }), someone({ email: shared }), someone()]
      const { slug, id } = await drafted(people)
      const caller = { training: slug, people: [{ givenName: 'Ada' }], channel: 'phone' }
      assert.equal((await given().admin('POST', '/registrations', caller)).status, 201)
      const { open } = organizerPages(given())
      assert.match(await open(`/messages/${id}`), /3 people get it\.[^]*Send to 3 people/)
      await given().admin('POST', `/messages/${id}/send`)
      const { remaining } = await read(id)
      assert.equal(remaining, 3)
      assert.match(await open(`/messages/${id}`), /0 of 3 sent/)
      await work()
      assert.match(await open(`/messages/${id}`), /3 of 3 sent/)
      assert.equal(sent.length, 2)
    })
  },
  { system: { sendMail } },
)
