import assert from 'node:assert/strict'
import { TrainingAnswer, type TrainingDraft } from '@training-signup/contract'
import { beforeEach, test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { newSlug, onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { codeIn, mailing, wrong } from '../../../testing/verify.ts'
import { createVisitor } from '../../../testing/visitor.ts'
import { createWaiter, field, full, on, opening, upcoming } from '../../../testing/waiter.ts'

onBothDatabases(
  'the page where visitors ask to be told',
  (given) => {
    const { get, post } = createVisitor(given)
    const { alerts, ask, forgetAll, later, told, wait } = createWaiter(given)
    beforeEach(forgetAll)
    const notifyOf = async (slug: string, query = '') =>
      TrainingAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings/${slug}${query}`))).training
        .notify

    test('is offered that wherever something can change, and only there', async () => {
      const label = async (training: Partial<TrainingDraft>, query = '') =>
        (await notifyOf((await given().givenTraining(training)).slug, query))?.label
      assert.equal(await label({}), undefined)
      assert.equal(await label({ seats: { capacity: 0, waitlist: true } }), undefined)
      assert.equal(await label(upcoming), 'Tell me when registration opens')
      assert.equal(await label(upcoming, '?lang=es'), 'Avisarme cuando abra la inscripción')
      assert.equal(await label(full), 'Tell me when a seat opens up')
      assert.equal(await label({ status: 'cancelled' }), 'See all trainings')
      assert.equal(await label({ status: 'cancelled', series: newSlug() }), 'Tell me when I can register')
      const series = newSlug()
      await given().givenTraining({ series, ...on('2027-05-01') })
      assert.equal(await label({ series, ...full }), 'Tell me when a seat opens up')
      assert.equal(await label({ series, status: 'cancelled' }), undefined)
      assert.equal(await label({ series: newSlug(), ...on('2026-09-01') }), 'See all trainings', 'it is to be erased')

      const { slug } = await given().givenTraining(upcoming)
      const href = `https://signup.example/t/${slug}/notify?p=rotary&lang=es`
      assert.equal((await notifyOf(slug, '?partner=rotary&lang=es'))?.href, href)
      assert.ok((await get(`/t/${slug}?p=rotary&lang=es`)).text.includes(`href="${href.replace('&', '&amp;')}"`))
      assert.ok((await get('/?lang=en')).text.includes(`href="https://signup.example/t/${slug}/notify"`))
      const listed = await readJson(await given().send('GET', `/api/v1/trainings?slug=${slug}&partner=rotary&lang=es`))
      assert.deepEqual(
        listed.trainings.map((one: { notify?: object }) => one.notify),
        [{ label: 'Avisarme cuando abra la inscripción', href }],
      )
      const open = await given().givenTraining()
      assert.match((await get(`/t/${open.slug}/notify?lang=en`)).text, /You can register now/)
      const before = await alerts()
      const posted = await post(`/t/${open.slug}/notify?lang=en`, { email: 'ada@example.org' })
      assert.match(posted.text, /You can register now/)
      assert.deepEqual(await alerts(), before)
    })

    test('proves the address first: with the code, or with the link', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = someone()
      const { asking, mail, code, type } = await ask(slug, ada.email)
      assert.match(asking.text, new RegExp(`code we’re emailing to ${ada.email}`))
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

    test('is asked about a slip in the address before a code goes there, once', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const path = `/t/${slug}/notify?lang=en`
      const token = field((await get(path)).text, '_token')
      const typed = { email: 'ada@gmial.com', _token: token }
      later(0.1)
      const stopped = await post(path, typed)
      assert.equal(stopped.status, 422)
      assert.match(stopped.text, /If it’s right, press the button again\.[^]*Did you mean ada@gmail\.com/)
      assert.deepEqual(await alerts(), [])
      assert.match(
        (await post(path, { ...typed, _show: 'email ada@gmail.com' })).text,
        /code we’re emailing to ada@gmail\.com/,
      )
      await forgetAll()
      assert.match(
        (await post(path, { ...typed, _asked: 'ada@gmial.com' })).text,
        /code we’re emailing to ada@gmial\.com/,
      )
    })

    test('gets another code, and no code works that was typed wrong five times', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const ada = someone()
      const { code, type } = await ask(slug, ada.email)
      for (let tries = 0; tries < 5; tries++) await type({ _code: wrong(code) })
      assert.match((await type({ _code: code })).text, /entered wrong too many times/)
      later(2)
      assert.match((await type({ _step: 'again' })).text, /We’re sending a new code/)
      await given().deliver()
      const again = codeIn(given().mails.find(({ to }) => to === ada.email)?.subject ?? '')
      assert.match((await type({ _code: again })).text, /You’ll hear from us/)
      const { wrongCodes } = (await given().admin('GET', `/trainings/${slug}`)).body
      assert.equal(wrongCodes.today, 5)
    })

    test('gets the same answers whatever is stored for the address, and still one email', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const first = await wait(slug)
      const second = await ask(slug, first.email)
      const other = await ask(slug, someone().email)
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
      const values = { email: someone().email, _token: field((await get(path)).text, '_token') }
      const [one, two] = [await post(path, values), await post(path, values)]
      assert.equal(one.text, two.text)
      await given().deliver()
      assert.equal(given().mails.filter(({ to }) => to === values.email).length, 1)
    })

    test('is told what is wrong with the form', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const path = `/t/${slug}/notify?lang=en`
      const token = field((await get(path)).text, '_token')
      const email = someone().email
      const count = (await alerts()).length
      for (const [values, said] of [
        [{ _token: token }, /Enter your email address/],
        [{ _token: token, email: 'ada' }, /href="#field-email"/],
        [{ _token: token, email, _trap: 'x' }, /Your browser filled in a field/],
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

    test('sends one mailbox five codes an hour, and later the latest one', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const codes: string[] = []
      for (let count = 0; count < 8; count++)
        codes.push((await ask(slug, `crowded.${'x'.repeat(count)}@example.org`.replace('.x', '+x'))).code)
      assert.equal(codes.filter((code) => code !== '').length, 6, 'five, and the latest one')
      later(16)
      await given().deliver()
      assert.deepEqual(
        given().mails.map(({ to }) => to),
        ['crowded+xxxxxxx@example.org'],
      )
    })

    test('sends no more codes for a training than unproven people can cause in an hour', async () => {
      const { slug } = await given().givenTraining(upcoming)
      const { id } = await given().row('training', { slug })
      await given().context.db.transaction((tx) =>
        tx
          .insertInto('mail_hour')
          .values({ name: `${id} first`, hour: '2027-01-10T12:00:00.000Z', count: 1000 })
          .execute(),
      )
      later(30)
      const { email } = someone()
      assert.equal((await ask(slug, email)).code, '')
      later(30)
      await deliverMails(given().context)
      assert.deepEqual(
        given().mails.map(({ to }) => to),
        [email],
      )
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
