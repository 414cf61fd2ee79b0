import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying, wrong } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { expirePending } from './expire.ts'

const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

onBothDatabases(
  'without JavaScript',
  (given) => {
    const { people, later, ...signer } = createSigner(given)
    const { get, post, everything } = createVisitor(given)
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)

    /** Fills in the form as this person. Returns the page that answers. */
    async function fillIn(slug: string, person: Record<string, string>, more: Record<string, string> = {}) {
      const form = await get(`/t/${slug}?lang=en`)
      later(1)
      return post(`/t/${slug}?lang=en`, { ...person, _token: field(form.text, '_token'), ...more })
    }
    /** All that the page with the code carries. */
    /** The questions that a visitor sees. */
    const shownControls = (page: string) =>
      [...page.matchAll(/<(?:input|textarea|select)(?![^>]*type="hidden")[^>]* name="([a-z]\w*)"/g)].map(
        ([, name]) => name,
      )
    const carried = (page: string) =>
      Object.fromEntries(
        [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      )

    test('a code finishes the sign-up on the page that asks for it', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone({ needs: 'a ramp' })
      const asking = await fillIn(slug, ada)
      assert.equal(asking.status, 200)
      assert.match(asking.text, /<h1>Check your email<\/h1>/)
      assert.match(asking.text, new RegExp(`code we’re emailing to <b>${ada.email}</b>`))
      assert.match(asking.text, /inputmode="numeric"\s+autocomplete="one-time-code"/)
      assert.match(asking.headers.get('cache-control') ?? '', /no-store/)
      const code = await signer.codeTo(ada.email)
      const controls = carried(asking.text)
      const send = (values: Record<string, string>) => post(`/t/${slug}/verify?lang=en`, { ...controls, ...values })

      const missing = await send({ _step: 'verify' })
      assert.equal(missing.status, 422)
      assert.match(missing.text, /<title>Error: Check your email<\/title>/)
      assert.match(missing.text, /<a href="#field-code">Enter the code<\/a>/)
      assert.match((await send({ _step: 'verify', _code: '12' })).text, /Enter the 6 or 8 digits of the code/)
      assert.match((await send({ _step: 'verify', _code: wrong(code) })).text, /aria-invalid="true"/)
      const right = await send({ _step: 'verify', _code: ` ${code}` })
      assert.equal(right.status, 200)
      assert.match(right.text, /You’re registered/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('the page says how many digits the code has', async () => {
      const trusting = { audience: { ...verifying.audience, access: 'domain' as const, domains: ['kcpd.example'] } }
      for (const [training, digits] of [
        [verifying, 6],
        [trusting, 8],
      ] as const) {
        const { slug } = await given().givenTraining(training)
        const ada = someone()
        const asking = await fillIn(slug, ada)
        const said = new RegExp(`id="hint-code">${digits} digits\\. You can paste them\\.<`)
        assert.match(asking.text, said)
        const [mail] = await signer.mailsTo(ada.email)
        assert.match(mail?.subject ?? '', new RegExp(`\\b(\\d ?){${digits}}$`))
        later(2)
        const again = await post(`/t/${slug}/verify?lang=en`, { ...carried(asking.text), _step: 'again' })
        assert.match(again.text, said)
      }
    })

    test('a code of the other length is told apart, and a server that is busy says so', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const controls = carried((await fillIn(slug, ada)).text)
      const code = await signer.codeTo(ada.email)
      const send = (lang: string, typed: string) =>
        post(`/t/${slug}/verify?lang=${lang}`, { ...controls, _step: 'verify', _code: typed })
      const tooLong = await send('en', `${code}12`)
      assert.equal(tooLong.status, 422)
      assert.match(tooLong.text, /This code has 6 digits/)
      assert.match((await send('es', `${code}12`)).text, /Este código tiene 6 dígitos/)
      mock.method(given().context.db, 'transaction', () => Promise.reject(new ProblemError('busy')))
      const busy = await send('en', code)
      mock.restoreAll()
      assert.equal(busy.status, 503)
      assert.match(busy.text, /the server, or it/)
      assert.doesNotMatch(busy.text, /people are registering/)
      assert.match((await send('en', code)).text, /You’re registered/)
    })

    test('a code whose answer no one knows is called so, keeps all answers, and may be sent again', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const controls = carried((await fillIn(slug, ada)).text)
      const code = await signer.codeTo(ada.email)
      const send = (values: Record<string, string>) => post(`/t/${slug}/verify?lang=en`, { ...controls, ...values })
      const { db } = given().context
      const transaction = db.transaction.bind(db)
      const sendLost = async (values: Record<string, string>, lose: typeof db.transaction) => {
        mock.method(db, 'transaction', lose)
        const lost = await send(values)
        mock.restoreAll()
        assert.equal(lost.status, 500)
        assert.match(lost.text, /class="errors wait"[\s\S]*We didn’t get an answer/)
        assert.ok(!lost.text.includes('the database') && !lost.text.includes('There’s a problem'))
        assert.equal(carried(lost.text)['email'], ada.email)
        return lost.text
      }
      const failed = () => Promise.reject(new Error('secret of the database'))
      const asked = { _step: 'verify', _code: code }
      const lost = await sendLost(asked, failed)
      assert.ok(lost.includes('We’re not sure your code went through') && lost.includes(`value="${code}"`))
      assert.match(await sendLost({ _step: 'again' }, failed), /not sure a new code was sent/)
      // Stored, and only the answer is lost.
      await sendLost(asked, async (work) => {
        await transaction(work)
        throw new Error('the database is gone')
      })
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.match((await send(asked)).text, /You’re registered/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('an address with a slip is mended from the page with the code, with one press', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone({ email: 'ada@gmial.com', needs: 'a ramp', _asked: 'ada@gmial.com' })
      const asking = await fillIn(slug, ada)
      const [form = '', , value = ''] =
        /<form method="post" action="([^"]*)"(?:(?!<form)[\s\S])*name="_send" value="([^"]*)"/.exec(asking.text) ?? []
      assert.equal(value, 'email ada@gmail.com')
      const again = await post(`/t/${slug}?lang=en`, { ...carried(form), _send: value })
      assert.match(again.text, /code we’re emailing to <b>ada@gmail\.com</)
      assert.ok(!again.text.includes('gmial'))
      const code = await signer.codeTo('ada@gmail.com')
      const right = await post(`/t/${slug}/verify?lang=en`, { ...carried(again.text), _step: 'verify', _code: code })
      assert.match(right.text, /You’re registered/)
      assert.deepEqual(
        (await people(slug)).map(({ email, status }) => [email, status]),
        [['ada@gmail.com', 'confirmed']],
      )
    })

    test('the page that asks for a code says nothing that a stranger sent', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const controls = carried((await fillIn(slug, ada)).text)
      const text = 'your seat is canceled, call 816-555-0100'
      const own = { ...controls, email: text, givenName: text }
      for (const step of [{ _step: 'verify' }, { _step: 'verify', _code: '000000' }, { _step: 'again' }]) {
        const asked = await post(`/t/${slug}/verify?lang=en`, { ...own, ...step })
        assert.ok(asked.text.includes(`code we’re emailing to <b>${ada.email}</b>`), JSON.stringify(step))
        assert.ok(!asked.text.replaceAll(/<input type="hidden"[^>]*>/g, '').includes(text), JSON.stringify(step))
        const unproven = { ...own, _secret: 'A'.repeat(64) }
        const refused = await post(`/t/${slug}/verify?lang=en`, { ...unproven, ...step, _code: text })
        assert.equal(refused.status, 404)
        assert.ok(!refused.text.replaceAll(/<input type="hidden"[^>]*>/g, '').includes(text), JSON.stringify(step))
      }
    })

    test('another code can be had, and the answers be corrected, without losing the seat', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: false } })
      const [typo, ada] = [someone({ needs: 'two\r\nlines' }), someone()]
      const controls = carried((await fillIn(slug, typo)).text)
      const send = (values: Record<string, string>) => post(`/t/${slug}/verify?lang=en`, { ...controls, ...values })
      assert.match((await send({ _step: 'again' })).text, /You can ask for a new code in a minute/)
      later(2)
      assert.match((await send({ _step: 'again' })).text, /We’re sending a new code/)
      const form = await send({ _step: 'change' })
      assert.match(form.text, new RegExp(`value="${typo.email}"`))
      assert.match(form.text, /name="needs" value="two\nlines"/)
      const again = { _token: field(form.text, '_token'), _reference: field(form.text, '_reference') }
      const asking = await post(`/t/${slug}?lang=en`, { ...ada, ...again, _secret: field(form.text, '_secret') })
      assert.match(asking.text, /Check your email/)
      const code = await signer.codeTo(ada.email)
      const right = await post(`/t/${slug}/verify?lang=en`, { ...carried(asking.text), _step: 'verify', _code: code })
      assert.match(right.text, /You’re registered/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('a group’s answers come along to its code, into its form again, and to its result', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 2, waitlist: true } })
      const path = `/t/${slug}/group?lang=en`
      const [typo, right] = [`typo.${slug}@kcpd.example`, `pat.${slug}@kcpd.example`]
      const squad = {
        coordinator_name: 'Pat Lee',
        people_0_givenName: 'Ada',
        people_2_givenName: 'Luis',
        people_2_needs: 'a ramp',
        people_4_givenName: 'Rosa',
        _split: 'split',
      }
      const token = field((await get(path)).text, '_token')
      later(1)
      const asking = await post(path, { ...squad, coordinator_email: typo, _token: token })
      assert.match(asking.text, new RegExp(`code we’re emailing to <b>${typo}</b>`))
      assert.ok(!asking.text.replaceAll(/<input type="hidden"[^>]*>/g, '').includes('Luis'))
      const change = await post(`/t/${slug}/group/verify?lang=en`, { ...carried(asking.text), _step: 'change' })
      assert.match(change.text, /Fix your email address: your answers are safe</)
      assert.deepEqual(shownControls(change.text), ['coordinator_email'])
      assert.ok(change.text.includes('name="people_1_needs" value="a ramp"'))
      const corrected = await post(path, {
        ...squad,
        coordinator_email: right,
        _token: field(change.text, '_token'),
        _reference: field(change.text, '_reference'),
        _secret: field(change.text, '_secret'),
      })
      const code = await signer.codeTo(right)
      const finish = { ...carried(corrected.text), _step: 'verify', _code: code }
      const done = await post(`/t/${slug}/group/verify?lang=en`, finish)
      assert.match(done.text, /<h1>Rosa should stay home /)
      assert.deepEqual(
        [...done.text.matchAll(/<li class="row"><b>(\w+)<\/b><span[^>]*>([^<]+)/g)].map(([, name, status]) => [
          name,
          status,
        ]),
        [
          ['Ada', 'Has a seat'],
          ['Luis', 'Has a seat'],
          ['Rosa', 'On the waiting list'],
        ],
      )
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'waitlisted'])
    })

    test('after the hour the answers lead back into the form', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const controls = carried((await fillIn(slug, ada)).text)
      later(61)
      const over = await post(`/t/${slug}/verify?lang=es`, { ...controls, _step: 'verify', _code: '123456' })
      assert.equal(over.status, 409)
      assert.match(over.text, /Se acabó el tiempo/)
      const form = await post(`/t/${slug}/verify?lang=es`, { ...carried(over.text), _step: 'change' })
      assert.match(form.text, new RegExp(`value="${ada.email}"`))
    })

    test('the link in the mail leads to a button, and opening it changes nothing', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      await fillIn(slug, ada)
      const [mail] = await signer.mailsTo(ada.email)
      const link = /https:\/\/signup\.example(\/r\/verify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
      const before = await everything()
      const page = await get(link)
      assert.deepEqual([page.status, (await given().app.request(link, { method: 'HEAD' })).status], [200, 200])
      assert.match(page.text, new RegExp(`<strong>Ada ${ada.familyName}</strong>`))
      assert.deepEqual(await everything(), before)
      const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1] ?? ''
      for (const _ of [1, 2]) assert.match((await post(action)).text, /You’re registered/)
      assert.match((await get(link)).text, /Your email address is confirmed/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.equal((await get(`${link.slice(0, -4)}AAAA`)).status, 404)
    })

    test('the link ends with the hour, and with a correction of the address that it was sent to', async () => {
      const { slug } = await given().givenTraining(verifying)
      const linkTo = async (address: string) => {
        const [mail] = await signer.mailsTo(address)
        return /https:\/\/signup\.example(\/r\/verify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
      }
      const [typo, ada] = [someone(), someone()]
      const controls = carried((await fillIn(slug, typo)).text)
      const wrongLink = await linkTo(typo.email)
      const form = await post(`/t/${slug}/verify?lang=en`, { ...controls, _step: 'change' })
      const again = { _token: field(form.text, '_token'), _reference: field(form.text, '_reference') }
      later(1)
      await post(`/t/${slug}?lang=en`, { ...ada, ...again, _secret: field(form.text, '_secret') })
      for (const answer of [await get(wrongLink), await post(wrongLink)]) assert.equal(answer.status, 404)
      const link = await linkTo(ada.email)
      assert.equal((await get(link)).status, 200)
      later(61)
      assert.match((await get(link)).text, /Time ran out before you finished/)
      assert.equal((await post(link)).status, 409)
      await expirePending(given().context)
      assert.equal((await get(link)).status, 404)
      assert.deepEqual(await statuses(slug), [])
    })

    test('someone who is registered already learns that, with the reference of their registration', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const { reference } = (
        await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [ada] })
      ).body.registrations[0]
      const asking = await fillIn(slug, ada)
      const code = await signer.codeTo(ada.email)
      const right = await post(`/t/${slug}/verify?lang=en`, { ...carried(asking.text), _step: 'verify', _code: code })
      assert.equal(right.status, 200)
      assert.match(right.text, new RegExp(reference))
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('a wrong address is corrected from the result of a sign-up that needed no code, with what was typed', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      const typo = someone({ needs: 'a ramp' })
      const answer = await fillIn(slug, typo)
      await given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-10T06:00' })
      assert.match(answer.text, new RegExp(`We’re emailing the details.* to <b>${typo.email}</b>`))
      const { status, text } = await post(`/t/${slug}/verify?lang=en`, { ...carried(answer.text), _step: 'change' })
      assert.equal(status, 200)
      assert.match(text, /<h2 id="form-heading">Fix your email address: your seat is safe</)
      assert.deepEqual(shownControls(text), ['email'])
      const { email } = someone()
      const corrected = await post(`/t/${slug}?lang=en`, { ...carried(text), email })
      assert.match(corrected.text, /You’re registered/)
      assert.match(corrected.text, new RegExp(`<b>${email}</b>`))
      assert.doesNotMatch(corrected.text, /Wrong address/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.equal((await signer.mailsTo(email)).length, 1)
      assert.ok(given().mails.every(({ to }) => to !== typo.email))
    })

    test('a coordinator’s wrong address is corrected from the result, too, and the group keeps its seats', async () => {
      const { slug } = await given().givenTraining({
        seats: { capacity: 4, waitlist: true },
        audience: { verify: 'never' },
      })
      const path = `/t/${slug}/group?lang=en`
      const [typo, right] = [`typo.${slug}@kcpd.example`, `pat.${slug}@kcpd.example`]
      const squad = { coordinator_name: 'Pat Lee', people_0_givenName: 'Ada', people_1_givenName: 'Luis' }
      const token = field((await get(path)).text, '_token')
      later(1)
      const answer = await post(path, { ...squad, coordinator_email: typo, _token: token })
      assert.match(answer.text, new RegExp(`We’re emailing the list to <b>${typo}</b>`))
      const form = await post(`/t/${slug}/group/verify?lang=en`, { ...carried(answer.text), _step: 'change' })
      assert.match(form.text, new RegExp(`value="${typo}"`))
      assert.doesNotMatch(form.text, /Join the waiting list/)
      const corrected = await post(path, { ...squad, ...carried(form.text), coordinator_email: right })
      assert.match(corrected.text, /<h1>Everyone has a seat<\/h1>/)
      assert.doesNotMatch(corrected.text, /Wrong address/)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed'])
      assert.ok((await signer.mailsTo(right)).length > 0)
      assert.ok(given().mails.every(({ to }) => to !== typo))
    })

    test('a page says that the last seat stays with the wrong address', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
      const typo = someone()
      const answer = await fillIn(slug, typo)
      const { text } = await post(`/t/${slug}/verify?lang=en`, { ...carried(answer.text), _step: 'change' })
      const refused = await post(`/t/${slug}?lang=en`, { ...typo, email: someone().email, ...carried(text) })
      assert.equal(refused.status, 409)
      assert.match(refused.text, /Your first registration stays as it is/)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('people who have not verified their address get no link to a registration', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      await fillIn(slug, ada)
      await given().signUp(slug, { people: [someone()], coordinator: { name: 'Ada', email: ada.email } })
      await signer.codes()
      await post(`/t/${slug}/find?lang=en`, { email: ada.email })
      assert.deepEqual(await signer.mailsTo(ada.email), [])
    })
  },
  mailing,
)
