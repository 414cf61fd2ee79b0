import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, wrong } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  'another email address',
  (given) => {
    const { later, ...signer } = createSigner(given)
    const { linkOf, groupLink, get, post, everything } = createVisitor(given)
    const agrees = async (slug: string) => assert.deepEqual(await contradictions(given().context.db, slug), [])
    const rowsOf = (slug: string) => given().rows('registration', { slug })
    const subjects = async (address: string) => (await signer.mailsTo(address)).map(({ subject }) => subject)
    const linkIn = (text = '') => /https:\/\/signup\.example(\/r\/[\w-]{66})(?![\w-])/.exec(text)?.[1] ?? ''

    async function registered(training = {}) {
      const { slug } = await given().givenTraining(training)
      const ada = someone()
      await given().signUp(slug, { people: [ada] })
      await signer.codes()
      later(1)
      const [row] = await rowsOf(slug)
      return { slug, ada, id: row?.id ?? '', link: await linkOf(row?.id ?? '') }
    }
    async function coordinated(audience = {}) {
      const { slug } = await given().givenTraining({ audience })
      const { email: _, ...grace } = someone()
      const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
      await given().signUp(slug, { people: [grace, someone()], coordinator })
      await signer.codes()
      later(1)
      const group = await given().row('registration_group', { slug })
      return { slug, coordinator, grace, group, link: groupLink(group.id) }
    }
    const ask = (link: string, email: string) => post(`${link}/address`, { email })
    const type = (link: string, code: string) => post(`${link}/address-code`, { _code: code })

    test('is asked about where it has a slip before a code goes there, once', async () => {
      const { link } = await registered()
      const stopped = await ask(link, 'ada@gmial.com')
      assert.equal(stopped.status, 422)
      assert.match(stopped.text, /If it’s right, press the button again\.[^]*Did you mean ada@gmail\.com/)
      assert.deepEqual(await subjects('ada@gmial.com'), [])
      // Enter presses a form's first button.
      assert.match(stopped.text, /<button tabindex="-1">[^]*name="_show"/)
      const sent = await post(`${link}/address`, { email: 'ada@gmial.com', _asked: 'ada@gmial.com' })
      assert.equal(sent.status, 303)
    })

    test('takes over with the code, and the old one is told and has no link any more', async () => {
      await given().admin('POST', '/webhooks', { url: 'https://receiver.example/hook', events: ['*'] })
      const { slug, ada, id, link } = await registered()
      assert.match((await get(link)).text, /Change my email address/)
      // People who look for it among their answers find the way, too.
      assert.match((await get(`${link}/change`)).text, /href="[^"]*\/address\?lang=en">Change my email address/)
      assert.match((await get(`${link}/address`)).text, new RegExp(ada.email))
      const { email } = someone()
      assert.equal((await ask(link, email)).status, 303)
      assert.match((await get(`${link}/address`)).text, new RegExp(`code we’re emailing to ${email}`))
      const [mail] = await signer.mailsTo(email)
      assert.ok(mail)
      // At a mistyped address a stranger reads it.
      assert.doesNotMatch(`${mail.text}${mail.html}`, /\/r\/|Reyes|Hello Ada/)
      const before = await rowsOf(slug)
      const code = /\d{6}/.exec(mail.subject)?.[0] ?? ''
      assert.equal((await type(link, wrong(code))).status, 422)
      assert.deepEqual(await rowsOf(slug), before)
      const done = await type(link, code)
      assert.equal(done.status, 200)
      assert.match(done.text, /The email address is changed/)

      const [row] = await rowsOf(slug)
      assert.deepEqual(
        [row?.id, row?.email, row?.status, row?.reference],
        [id, email, 'confirmed', before[0]?.reference],
      )
      assert.equal((await get(link)).status, 404)
      const [news] = await signer.mailsTo(email)
      assert.equal(news?.calendar?.method, 'PUBLISH')
      assert.equal((await get(linkIn(news?.text))).status, 200)
      const [notice, ...others] = given().mails.filter(({ to }) => to === ada.email)
      assert.equal(others.length, 0)
      assert.match(notice?.text ?? '', /If\s+this\s+wasn’t you, contact the organizer/)
      assert.ok(![email, 'Reyes', '/r/'].some((text) => notice?.text.includes(text)))
      const events = await given().rows('webhook_event')
      const changed = events
        .flatMap((one) => JSON.parse(one.events))
        .filter(({ event }) => event === 'registration.changed')
      assert.ok(changed.some(({ registration }) => registration === id))
      await agrees(slug)
    })

    test('of a coordinator takes the people without an address of their own with it', async () => {
      const { slug, coordinator, grace, link } = await coordinated()
      const { email } = someone()
      assert.match((await get(link)).text, /Change my email address/)
      await ask(link, email)
      assert.equal((await type(link, await signer.codeTo(email))).status, 200)
      assert.equal((await get(link)).status, 404)
      const mails = await signer.mailsTo(email)
      assert.equal((await get(linkIn(mails[0]?.text))).status, 200)
      assert.equal(given().mails.filter(({ to }) => to === coordinator.email).length, 1)
      // A person registered again by the coordinator is still the same one.
      await given().signUp(slug, { people: [grace], coordinator: { ...coordinator, email } })
      assert.equal((await rowsOf(slug)).length, 2)
      await agrees(slug)
    })

    test('that is registered already changes nothing, and only its owner learns that', async () => {
      const follow = async (isKnown: boolean) => {
        const { slug, ada, link } = await registered()
        const { email } = someone()
        if (isKnown) await given().signUp(slug, { people: [{ ...ada, email }] })
        await signer.codes()
        const seen = [
          (await ask(link, email)).status,
          (await get(`${link}/address`)).text.replaceAll(/training-\d+|[\w-]{60,}|ada\.reyes\d+/g, ''),
        ]
        const code = await signer.codeTo(email)
        seen.push((await type(link, wrong(code))).status)
        return { slug, ada, link, email, code, seen }
      }
      const [known, free] = [await follow(true), await follow(false)]
      assert.deepEqual(known.seen, free.seen)
      const before = await rowsOf(known.slug)
      assert.match((await type(known.link, known.code)).text, /We can’t change the address here/)
      assert.deepEqual(await rowsOf(known.slug), before)
      assert.deepEqual(await subjects(known.email), ['Here’s your link: Saturday, March 6, 9 AM'])
      assert.equal((await get(known.link)).status, 200)
      assert.match((await type(free.link, free.code)).text, /is changed/)
      await agrees(known.slug)
    })

    test('leaves a trusted domain only with the organizer’s help', async () => {
      const domain = { access: 'domain' as const, domains: ['kcpd.example'] }
      const { slug } = await given().givenTraining({ audience: domain })
      const ada = someone({ email: `ada.${slug}@kcpd.example` })
      await given().signUp(slug, { people: [ada] })
      const link = await linkOf((await rowsOf(slug))[0]?.id ?? '')
      const refused = await ask(link, someone().email)
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Your seat depends on your work address/)
      assert.equal((await ask(link, `a.${slug}@kcpd.example`)).status, 303)
      const group = await coordinated(domain)
      assert.equal((await ask(group.link, someone().email)).status, 422)
    })

    test('takes five tries for a code, and five codes an hour for all addresses together', async () => {
      const { slug, link } = await registered()
      const { email } = someone()
      await ask(link, email)
      const code = await signer.codeTo(email)
      for (let tries = 0; tries < 5; tries++) await type(link, wrong(code))
      assert.match((await type(link, code)).text, /entered wrong too many times/)
      assert.match((await ask(link, someone().email)).text, /a new code in a minute/)
      for (let codes = 1; codes < 5; codes++) {
        later(2)
        assert.equal((await ask(link, someone().email)).status, 303)
      }
      later(2)
      assert.match((await ask(link, someone().email)).text, /too many codes/)
      const counted = await given().rows('wrong_code', { slug })
      assert.deepEqual(
        counted.map(({ count }) => count),
        [5],
      )
    })

    test('sends another code, or one to a different address, and the earlier code ends', async () => {
      const { slug, link } = await registered()
      const [first, second] = [someone().email, someone().email]
      await ask(link, first)
      const early = await signer.codeTo(first)
      later(2)
      assert.match((await post(`${link}/address-code`, { _step: 'again' })).text, /sending a new code/)
      assert.notEqual(await signer.codeTo(first), '')
      later(2)
      const other = await post(`${link}/address-code`, { _step: 'change' })
      assert.equal(other.status, 303)
      assert.match((await get(other.headers.get('location') ?? '')).text, /New email address/)
      await ask(link, second)
      const late = await signer.codeTo(second)
      if (early !== late) assert.equal((await type(link, early)).status, 422)
      assert.equal((await type(link, late)).status, 200)
      assert.equal((await rowsOf(slug))[0]?.email, second)
    })

    test('waits an hour, is in no list, and ends with the registration, or when an organizer corrects it', async () => {
      const { slug, id, link } = await registered()
      await ask(link, someone().email)
      const { requests } = (await given().admin('GET', `/requests?training=${slug}`)).body
      assert.deepEqual(requests, [])
      assert.deepEqual((await given().admin('GET', `/trainings/${slug}`)).body.waitingForCode, {
        requests: 0,
        heldSeats: 0,
      })
      const { id: waiting } = await given().row('proof', { registration_id: id })
      assert.equal((await given().admin('GET', `/requests/${waiting}`)).status, 404)
      assert.equal((await given().admin('POST', `/requests/${waiting}/vouch`)).status, 404)
      assert.equal((await given().admin('DELETE', `/requests/${waiting}`)).status, 404)
      later(60)
      assert.equal((await type(link, '123456')).status, 303)
      const typo = someone().email
      await ask(link, typo)
      await given().admin('PATCH', `/registrations/${id}`, { person: { email: someone().email } })
      assert.ok(!JSON.stringify(await everything()).includes(typo))
      const again = await linkOf(id)
      await ask(again, typo)
      await given().admin('DELETE', `/registrations/${id}`)
      assert.ok(!JSON.stringify(await everything()).includes(typo))
    })

    test('of a coordinator who is erased is forgotten', async () => {
      const { link } = await coordinated()
      const typo = someone().email
      await ask(link, typo)
      await post(`${link}/erase`)
      assert.ok(!JSON.stringify(await everything()).includes(typo))
    })

    test('has to be one, and another', async () => {
      const { ada, link } = await registered()
      for (const [email, message] of [
        ['', 'Enter the new email address'],
        ['ada@', 'Add the part after the @'],
        ['ada@kcpd', 'Check the part after the @'],
        [ada.email.toUpperCase(), 'We already use this address'],
      ] as const) {
        const { status, text } = await ask(link, email)
        assert.deepEqual([status, text.includes(message)], [422, true], email)
      }
      assert.equal((await type(link, '123456')).status, 303)
    })

    test('is not offered once the training has begun or the registration has ended', async () => {
      const { id, link } = await registered()
      await given().admin('POST', `/registrations/${id}/cancel`)
      assert.doesNotMatch((await get(link)).text, /Change my email address/)
      assert.equal((await ask(link, someone().email)).status, 303)
      assert.equal((await get(`${link}/address`)).status, 303)
      assert.deepEqual(await signer.mailsTo('nobody'), [])
    })
  },
  mailing,
)
