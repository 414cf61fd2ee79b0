import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { TrainingAnswer, type TrainingDraft } from '@training-signup/contract'
import { erase } from '../erasing/erase.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { deliverMails } from '../mail/deliver.ts'
import type { Mail } from '../outgoing-mail.ts'
import { newSlug, onBothDatabases, readJson, somebody } from '../testing/test-app.ts'
import { codeIn, createSigner, mailing, wrong } from '../testing/verify.ts'
import { createVisitor } from '../testing/visitor.ts'
import { enqueueAlerts, forgetUnprovenAlerts } from './enqueue-alerts.ts'

const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
const on = (day: string): Partial<TrainingDraft> => ({ start: `${day}T09:00`, end: `${day}T15:00` })
const upcoming: Partial<TrainingDraft> = { opensAt: '2027-02-01T09:00' }
const opening = new Date('2027-02-01T15:00:00Z')
const full: Partial<TrainingDraft> = { seats: { capacity: 0, waitlist: false } }

onBothDatabases(
  'a visitor who asks to be told',
  (given) => {
    const { get, post } = createVisitor(given)
    const { later } = createSigner(given)
    const change = (slug: string, patch: object) => given().admin('PATCH', `/trainings/${slug}`, patch)
    const alerts = () => given().context.db.reader.selectFrom('alert').selectAll().execute()
    const notifyOf = async (slug: string, query = '') =>
      TrainingAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings/${slug}${query}`))).training
        .notify

    // What another test left behind is not this one's.
    beforeEach(() =>
      given().context.db.transaction(async (tx) => {
        await tx.deleteFrom('alert').execute()
        await tx.deleteFrom('outbox').execute()
      }),
    )

    /** Sends what is due, after the job that looks for it has run in two processes together. */
    async function told(address?: string): Promise<Mail[]> {
      const { context, mails } = given()
      mails.length = 0
      await Promise.all([enqueueAlerts(context), enqueueAlerts(context)])
      await Promise.all([deliverMails(context), deliverMails(context)])
      return mails.filter(({ to, subject }) => (address === undefined || to === address) && !/\d{6}/.test(subject))
    }

    /** Leaves an address. Returns the page that asks for its code, and the code. */
    async function ask(slug: string, email: string, lang = 'en', query = '') {
      const path = `/t/${slug}/notify?${query}lang=${lang}`
      const form = await get(path)
      const asking = await post(path, { email, _token: field(form.text, '_token') })
      const { context, mails } = given()
      mails.length = 0
      await deliverMails(context)
      const mail = mails.findLast(({ to }) => to === email)
      const code = codeIn(mail?.subject ?? '')
      const type = (values: Record<string, string>) =>
        post(`/t/${slug}/notify/verify?${query}lang=${lang}`, {
          _secret: field(asking.text, '_secret'),
          _step: 'verify',
          ...values,
        })
      return { asking, mail, code, type }
    }

    /** Leaves an address and proves it. */
    async function wait(slug: string, email = somebody().email, lang = 'en', query = '') {
      const { type, code, mail } = await ask(slug, email, lang, query)
      const done = await type({ _code: code })
      assert.equal(done.status, 200, done.text)
      return { email, done: done.text, mail, type, code }
    }

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
      const person = somebody()
      await given().signUp(slug, { people: [person] })
      const { email } = await wait(slug)
      assert.deepEqual(await told(), [])
      const [{ id }] = (await given().admin('GET', `/registrations?training=${slug}`)).body.registrations
      await given().admin('POST', `/registrations/${id}/cancel`)
      await enqueueAlerts(given().context)
      await given().signUp(slug, { people: [somebody()] })
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

    test('is offered that wherever something can change, and only there', async () => {
      const label = async (training: Partial<TrainingDraft>, query = '') =>
        (await notifyOf((await given().givenTraining(training)).slug, query))?.label
      assert.equal(await label({}), undefined)
      assert.equal(await label({ seats: { capacity: 0, waitlist: true } }), undefined)
      assert.equal(await label(upcoming), 'Tell me when registration opens')
      assert.equal(await label(upcoming, '?lang=es'), 'Avisarme cuando abra la inscripción')
      assert.equal(await label(full), 'Tell me when a seat opens up')
      assert.equal(await label({ status: 'cancelled' }), undefined)
      assert.equal(await label({ status: 'cancelled', series: newSlug() }), 'Tell me when I can register')
      const series = newSlug()
      await given().givenTraining({ series, ...on('2027-05-01') })
      assert.equal(await label({ series, ...full }), 'Tell me when a seat opens up')
      assert.equal(await label({ series, status: 'cancelled' }), undefined)
      assert.equal(await label({ series: newSlug(), ...on('2026-09-01') }), undefined, 'it is to be erased')

      const { slug } = await given().givenTraining(upcoming)
      const href = `https://signup.example/t/${slug}/notify?p=rotary&lang=es`
      assert.equal((await notifyOf(slug, '?partner=rotary&lang=es'))?.href, href)
      assert.ok((await get(`/t/${slug}?p=rotary&lang=es`)).text.includes(`href="${href.replace('&', '&amp;')}"`))
      assert.ok((await get('/?lang=en')).text.includes(`href="https://signup.example/t/${slug}/notify"`))
      const open = await given().givenTraining()
      assert.match((await get(`/t/${open.slug}/notify?lang=en`)).text, /You can register now/)
      const before = await alerts()
      const posted = await post(`/t/${open.slug}/notify?lang=en`, { email: 'ada@example.org' })
      assert.match(posted.text, /You can register now/)
      assert.deepEqual(await alerts(), before)
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

    test('proves the address first: with the code, or with the link', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = somebody()
      const { asking, mail, code, type } = await ask(slug, ada.email)
      assert.match(asking.text, new RegExp(`code to ${ada.email}`))
      assert.match((await type({})).text, /Enter the code/)
      assert.match((await type({ _code: wrong(code) })).text, /That code is wrong/)
      assert.match((await type({ _step: 'again' })).text, /You can ask for a new code in a minute/)
      assert.equal((await type({ _code: code, _secret: 'A'.repeat(64) })).status, 404)
      const link = /https:\/\/signup\.example(\/r\/notify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
      const before = await alerts()
      assert.match((await get(link)).text, /Press the button/)
      assert.deepEqual(await alerts(), before)
      for (const _ of [1, 2]) assert.match((await post(link)).text, /You’ll hear from us/)
      assert.match((await type({ _code: code })).text, /You’ll hear from us/)
      assert.equal((await get(link.replace(/.{4}\?/, 'AAAA?'))).status, 404)
      given().clock.now = opening
      assert.equal((await told(ada.email)).length, 1)
    })

    test('gets another code, and no code works that was typed wrong five times', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = somebody()
      const { code, type } = await ask(slug, ada.email)
      for (let tries = 0; tries < 5; tries++) await type({ _code: wrong(code) })
      assert.match((await type({ _code: code })).text, /entered wrong too many times/)
      later(2)
      assert.match((await type({ _step: 'again' })).text, /We’re sending a new code/)
      given().mails.length = 0
      await deliverMails(given().context)
      const again = codeIn(given().mails.find(({ to }) => to === ada.email)?.subject ?? '')
      assert.match((await type({ _code: again })).text, /You’ll hear from us/)
      const { wrongCodes } = (await given().admin('GET', `/trainings/${slug}`)).body
      assert.equal(wrongCodes.today, 5)
    })

    test('is forgotten within the hour without a proof, and hears nothing', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = somebody()
      const { code, type } = await ask(slug, ada.email)
      later(61)
      assert.match((await type({ _code: code })).text, /Time ran out/)
      await forgetUnprovenAlerts(given().context)
      assert.deepEqual(await alerts(), [])
      const over = await type({ _code: code })
      assert.equal(over.status, 409)
      assert.match(over.text, /enter it again/)
      given().clock.now = opening
      assert.deepEqual(await told(ada.email), [])
    })

    test('gets the same answers whatever is stored for the address, and still one email', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const first = await wait(slug)
      const second = await ask(slug, first.email)
      const other = await ask(slug, somebody().email)
      const plain = (text: string) => text.replaceAll(/value="[^"]*"|\S+@example\.org/g, '')
      assert.equal(plain(second.asking.text), plain(other.asking.text))
      assert.equal(second.asking.status, other.asking.status)
      const again = await second.type({ _code: second.code })
      assert.equal(again.text, first.done)
      given().clock.now = opening
      assert.equal((await told(first.email)).length, 1)
    })

    test('sends one form twice, and gets one code', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const path = `/t/${slug}/notify?lang=en`
      const values = { email: somebody().email, _token: field((await get(path)).text, '_token') }
      const [one, two] = [await post(path, values), await post(path, values)]
      assert.equal(one.text, two.text)
      given().mails.length = 0
      await deliverMails(given().context)
      assert.equal(given().mails.filter(({ to }) => to === values.email).length, 1)
    })

    test('is told what is wrong with the form', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const path = `/t/${slug}/notify?lang=en`
      const token = field((await get(path)).text, '_token')
      const email = somebody().email
      const count = (await alerts()).length
      for (const [values, said] of [
        [{ _token: token }, /Enter your email address/],
        [{ _token: token, email: 'ada' }, /href="#field-email"/],
        [{ _token: token, email, _trap: 'x' }, /A hidden field was filled in/],
        [{ email }, /This page was open for a long time/],
      ] as const) {
        const answer = await post(path, values)
        assert.equal(answer.status, 422)
        assert.match(answer.text, said)
      }
      const elsewhere = await given().app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
        body: new URLSearchParams({ _token: token, email }).toString(),
      })
      assert.equal(elsewhere.status, 403)
      assert.equal((await alerts()).length, count)
    })

    test('can stop with the link in the first email, before the second one is sent', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const { email, mail } = await wait(slug)
      const link = (mail?.unsubscribe ?? '').replace('https://signup.example', '')
      assert.match((await get(link)).text, /We’ll delete your address/)
      assert.equal((await alerts()).length, 1)
      given().clock.now = opening
      await enqueueAlerts(given().context)
      assert.match((await post(link)).text, /Your address is deleted here/)
      assert.deepEqual(await alerts(), [])
      assert.deepEqual(await told(email), [])
    })

    test('is forgotten with a training that is withdrawn, canceled or over, and hears nothing', async () => {
      for (const patch of [{ status: 'withdrawn' }, { status: 'cancelled' }, { ...on('2027-01-05'), opensAt: null }]) {
        const { slug } = await given().givenTraining(upcoming)
        await wait(slug)
        await change(slug, patch)
        assert.deepEqual(await told(), [])
        assert.deepEqual(await alerts(), [])
      }
    })

    test('is forgotten with the records of the training', async () => {
      const { slug } = await given().givenTraining({ series: newSlug(), status: 'cancelled' })
      await wait(slug)
      given().clock.now = new Date('2027-06-05T12:00:00Z')
      assert.deepEqual(await told(), [])
      assert.equal((await alerts()).length, 1)
      await eraseExpired(given().context)
      assert.deepEqual(await alerts(), [])
    })

    test('is forgotten with a registration of the address', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const other = await given().givenTraining()
      const ada = somebody()
      await wait(slug, ada.email.toUpperCase())
      await given().signUp(other.slug, { people: [ada] })
      const [{ id }] = (await given().admin('GET', `/registrations?training=${other.slug}`)).body.registrations
      await erase(given().context, id)
      assert.deepEqual(await alerts(), [])
    })

    test('is told in their turn, and is a number to the organizer', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const waiting: string[] = []
      for (let count = 0; count < 22; count++) {
        waiting.push((await wait(slug)).email)
        later(1)
      }
      await ask(slug, somebody().email)
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
  },
  mailing,
)

onBothDatabases('without a mail server', (given) => {
  test('no training offers to tell anyone', async () => {
    const { slug } = await given().givenTraining(upcoming)
    const { get } = createVisitor(given)
    const answer = TrainingAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings/${slug}`)))
    assert.equal(answer.training.notify, undefined)
    assert.doesNotMatch((await get(`/t/${slug}/notify?lang=en`)).text, /<form/)
  })
})
