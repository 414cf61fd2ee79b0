import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { beforeEach, test } from 'mocha'
import { type Mail, MailRefused, type SendMail } from '../../platform/outgoing-mail.ts'
import { newSlug, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { createWaiter, full, on, opening, upcoming } from '../../testing/waiter.ts'
import { enqueueAlerts } from './enqueue-alerts.ts'

onBothDatabases(
  'a visitor who asked to be told',
  (given) => {
    const { get } = createVisitor(given)
    const { alerts, ask, change, forgetAll, later, told, wait } = createWaiter(given)
    beforeEach(forgetAll)

    test('hears once when registration opens, and the address is gone', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const { email, done } = await wait(slug)
      assert.match(done, new RegExp(`We’ll email ${email} once, when registration opens`))
      assert.match(done, /This isn’t a registration/)
      assert.deepEqual(await told(), [])
      given().clock.now = opening
      const [mail, ...others] = await told()
      assert.deepEqual(others, [])
      assert.equal(mail?.to, email)
      assert.equal(mail?.subject, 'Registration is open: Saturday, March 6, 9 AM')
      for (const said of ['Kauffman Stadium', 'Saturday, March 6, 2027', 'the only email', 'deleting your address'])
        assert.ok(mail?.text.replaceAll(/\s+/g, ' ').includes(said), said)
      assert.ok(mail?.html.includes(`href="https://signup.example/t/${slug}"`))
      assert.match(mail?.unsubscribe ?? '', /^https:\/\/signup\.example\/unsubscribe\/notify\//)
      assert.deepEqual(await alerts(), [])
      assert.deepEqual(await told(), [])
      const stop = await get((mail?.unsubscribe ?? '').replace('https://signup.example', ''))
      assert.match(stop.text, /Your address is deleted here/)
    })

    test('hears when a seat opens up, and keeps waiting if it is gone before the email leaves', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: false } })
      const person = someone()
      await given().signUp(slug, { people: [person] })
      const { email } = await wait(slug)
      assert.deepEqual(await told(), [])
      const [{ id }] = (await given().admin('GET', `/registrations?training=${slug}`)).body.registrations
      await given().admin('POST', `/registrations/${id}/cancel`)
      await enqueueAlerts(given().context)
      await given().signUp(slug, { people: [someone()] })
      assert.deepEqual(await told(email), [])
      assert.equal((await alerts()).length, 1)
      await change(slug, { seats: { capacity: 2, waitlist: false } })
      const [mail] = await told(email)
      assert.match(mail?.subject ?? '', /^A seat opened up:/)
      assert.match(mail?.text ?? '', /Seats go to the first people who register/)
      assert.deepEqual(await alerts(), [])
    })

    test('hears that there is a waiting list now', async () => {
      const { slug } = await given().givenTraining(full)
      const { email } = await wait(slug)
      await change(slug, { seats: { capacity: 0, waitlist: true } })
      assert.match((await told(email))[0]?.subject ?? '', /^You can join the waiting list:/)
    })

    for (const [state, patch] of [
      ['full', full],
      ['closed', { closesAt: '2027-01-01T09:00' }],
      ['canceled', { status: 'cancelled' }],
      ['past', on('2027-01-05')],
    ] as const)
      test(`hears of the next date of the series, once the training is ${state}`, async () => {
        const series = newSlug()
        const { slug } = await given().givenTraining({ series, ...on('2027-03-06'), ...patch })
        const { email, done } = await wait(slug)
        assert.match(done, /a new date you can register for/)
        const next = await given().givenTraining({ series, ...on('2027-04-03'), ...upcoming })
        assert.deepEqual(await told(), [], 'it takes no one yet')
        given().clock.now = opening
        const [mail, ...others] = await told()
        assert.deepEqual(others, [])
        assert.equal(mail?.to, email)
        assert.match(mail?.subject ?? '', /^There’s a date you can register for: Saturday, April 3/)
        assert.ok(mail?.html.includes(`href="https://signup.example/t/${next.slug}"`))
        assert.deepEqual(await alerts(), [])
      })

    test('reads everything in their language, and credits the partner', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const { email, done, mail } = await wait(slug, undefined, 'es', 'p=rotary&')
      assert.match(done, /<html lang="es">[^]*Le escribiremos a/)
      assert.match(mail?.subject ?? '', /^Su código es/)
      given().clock.now = opening
      const [told1] = await told(email)
      assert.match(told1?.subject ?? '', /^La inscripción está abierta:/)
      assert.ok(told1?.html.includes(`href="https://signup.example/t/${slug}?p=rotary&amp;lang=es"`))
    })

    test('is told in their turn, and is a number to the organizer', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const waiting: string[] = []
      for (let count = 0; count < 22; count++) {
        waiting.push((await wait(slug)).email)
        later(1)
      }
      await ask(slug, someone().email)
      const { body } = await given().admin('GET', `/trainings/${slug}`)
      assert.equal(body.waitingForAlert, 22)
      assert.ok(!JSON.stringify(body).includes(waiting[0] ?? ''))
      given().clock.now = opening
      const { context } = given()
      const queued = async () =>
        (
          await context.db.reader
            .selectFrom('outbox')
            .select('id')
            .where('kind', '=', 'alert')
            .where('outcome', 'is', null)
            .execute()
        ).length
      await enqueueAlerts(context)
      await enqueueAlerts(context)
      assert.equal(await queued(), 20, 'the others wait until these have left')
      const first = (await told()).map(({ to }) => to)
      const rest = (await told()).map(({ to }) => to)
      assert.deepEqual([...first, ...rest].toSorted(), waiting.toSorted())
      assert.ok(rest.every((to) => waiting.slice(20).includes(to)))
    })

    test('is tried again after a failure that may pass, and forgotten after one that stays', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const [late, gone] = [await wait(slug), await wait(slug)]
      given().clock.now = opening
      const { context } = given()
      const sending = mock.method(context as { sendMail: SendMail }, 'sendMail', async ({ to }: Mail) => {
        if (to === gone.email) throw new MailRefused('550')
        throw Object.assign(new Error('try later'), { responseCode: 450 })
      })
      assert.deepEqual(await told(), [])
      assert.deepEqual(
        (await alerts()).map(({ email }) => email),
        [late.email],
      )
      sending.mock.restore()
      later(5)
      assert.deepEqual(
        (await told()).map(({ to }) => to),
        [late.email],
      )
      assert.deepEqual(await alerts(), [])
    })
  },
  mailing,
)
