import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { forgetTransfers } from '../../core/registrations/offer-transfer.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const colleague = { givenName: 'Luis', familyName: 'Ortega', email: 'luis.ortega@example.org' }

onBothDatabases(
  'a seat for a colleague',
  (running) => {
    const { get, post, linkOf, passLink, signedUp, statuses, everything } = createVisitor(running)
    const given = async (training: Partial<TrainingDraft> = {}) =>
      (await running().givenTraining({ seats: { capacity: 1, waitlist: true }, ...training })).slug
    const transfers = async (id: string) => running().rows('transfer', { registration_id: id })
    /** A person with the only seat, who offers it to a colleague. */
    async function asking(training: Partial<TrainingDraft> = {}, person = someone(), receiver = colleague) {
      const slug = await given(training)
      const [sender] = await signedUp(slug, [person])
      const link = await linkOf(sender!.id)
      const asked = await post(`${link}/pass`, receiver)
      assert.match(asked.to, /done=passing/)
      const [transfer] = await transfers(sender!.id)
      return { slug, sender: sender!, link, pass: passLink(transfer!.id) }
    }
    const peopleOf = async (slug: string): Promise<[string, string][]> =>
      (await running().people(slug)).map((one: { status: string; email: string }) => [one.email, one.status])

    test('stays the sender’s until the colleague accepts it, and then is only theirs', async () => {
      const { slug, sender, link, pass } = await asking()
      await signedUp(slug, [someone()])
      const page = await get(pass)
      assert.equal(page.status, 200)
      for (const words of ['Ada is offering you a seat', 'luis.ortega@example.org', 'value="Ortega"', 'First aid'])
        assert.ok(page.text.includes(words), words)
      assert.ok(!page.text.includes(sender.reference) && !page.text.includes(sender.email))
      assert.match((await get(link)).text, /You offered your seat to Luis Ortega/)
      assert.deepEqual(await statuses(slug), ['confirmed', 'waitlisted'])

      const answers = await Promise.all([1, 2, 3].map(() => post(pass, colleague)))
      const [first] = answers
      assert.equal(new Set(answers.map(({ to }) => to)).size, 1)
      assert.match((await get(first!.to)).text, /You took over the seat[\s\S]*Your seat is confirmed/)
      const people = new Map(await peopleOf(slug))
      assert.deepEqual([people.get(sender.email), people.get(colleague.email)], ['cancelled', 'confirmed'])
      assert.equal(people.size, 3)
      assert.deepEqual(await contradictions(running().context.db, slug), [])
      for (const dead of [link, `${link}/cancel`]) assert.equal((await get(dead)).status, 404)
      assert.equal((await get(pass)).status, 303)
      const [transfer] = await transfers(sender.id)
      assert.deepEqual([transfer!.email, transfer!.given_name], ['', ''])
    })
    test('leads the colleague to their page until it is someone else’s', async () => {
      for (const change of [
        { givenName: 'Marcus', familyName: 'Bell', email: someone().email },
        { email: someone().email },
      ]) {
        const { slug, pass } = await asking()
        const own = (await post(pass, colleague)).to
        assert.equal((await get((await get(pass)).to)).status, 200)
        const registrations = await running().people(slug)
        const taken = registrations.find(({ email }: { email: string }) => email === colleague.email)
        await running().admin('PATCH', `/registrations/${taken.id}`, { person: change })
        for (const answer of [await get(pass), await post(pass, colleague), await get(own)])
          assert.equal(answer.status, 404)
      }
    })

    test('leads the colleague nowhere once they passed it on to someone else', async () => {
      const { slug, pass } = await asking()
      const { to: own } = await post(pass, colleague)
      const [passed] = (await running().people(slug)).filter(
        ({ email }: { email: string }) => email === colleague.email,
      )
      const last = someone()
      assert.match((await post(`${await linkOf(passed.id)}/pass`, last)).to, /done=passing/)
      assert.equal((await get((await get(pass)).to)).status, 200)
      const [transfer] = await transfers(passed.id)
      const { to: theirs } = await post(passLink(transfer!.id), last)
      assert.match((await get(theirs)).text, /You took over the seat/)
      for (const answer of [await get(pass), await post(pass, colleague), await get(own)])
        assert.equal(answer.status, 404)
    })

    test('sends mails: the question to the colleague, and the outcome to both', async () => {
      const receiver = someone()
      const { sender, pass } = await asking({}, someone(), receiver)
      await deliverMails(running().context)
      const question = running().mails.find(({ to }) => to === receiver.email)
      assert.ok(question?.text.includes(pass), question?.text)
      running().mails.length = 0
      await post(pass, receiver)
      await deliverMails(running().context)
      const told = running().mails.map(({ to }) => to)
      assert.deepEqual(told.toSorted(), [sender.email, receiver.email].toSorted())
    })
    test('answers the sender alike, whether the colleague is registered or not', async () => {
      const answers = []
      for (const isRegistered of [true, false]) {
        const slug = await given({ seats: { capacity: 9, waitlist: true } })
        const person = someone()
        const [sender] = await signedUp(slug, isRegistered ? [person, colleague] : [person])
        const link = await linkOf(sender!.id)
        const own = [link, slug, sender!.reference, person.email, person.familyName]
        // The code is the reference.
        const bare = (text: string) =>
          own.reduce(
            (left, one) => left.replaceAll(one, '…'),
            text.replace(/(?<=<svg class="qr"[^]*?)<path[^]*?(?=<\/svg>)/, ''),
          )
        const sent = await post(`${link}/pass`, colleague)
        answers.push([sent.status, bare(sent.to), bare((await get(sent.to)).text)])
      }
      assert.deepEqual(answers[0], answers[1])
    })
    test('is not for a person who has a place already, and the sender keeps it', async () => {
      const { slug, link, pass } = await asking({ seats: { capacity: 2, waitlist: true } })
      await signedUp(slug, [colleague])
      const taken = await post(pass, colleague)
      assert.equal(taken.status, 409)
      assert.match(taken.text, /You already have a registration/)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed'])
      assert.equal((await get(link)).status, 200)
    })
    test('goes to a colleague who waits with the registration that they have', async () => {
      const { slug, pass } = await asking()
      await signedUp(slug, [someone(), colleague])
      assert.match((await get((await post(pass, colleague)).to)).text, /Your seat is confirmed/)
      assert.deepEqual(await statuses(slug), ['cancelled', 'waitlisted', 'confirmed'])
      assert.deepEqual(await contradictions(running().context.db, slug), [])
    })
    test('is not taken without the answers that the form wants, nor past the organizer', async () => {
      const responder = { role: 'police', agency: 'KCPD', attestation: 'true' }
      const audience = { access: 'attest' as const, roles: ['police' as const] }
      const { slug, pass } = await asking({ audience }, someone({ ...responder, attestation: true }))
      const wrong = await post(pass, colleague)
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /Select your role[\s\S]*Enter your agency/)
      assert.equal((await post(pass, { ...colleague, ...responder })).status, 303)
      assert.deepEqual(await statuses(slug), ['cancelled', 'confirmed'])

      const domain = { access: 'domain' as const, domains: ['kcpd.org'] }
      const officer = someone({ email: 'ada@kcpd.org' })
      const other = await asking({ audience: domain }, officer)
      assert.match((await get((await post(other.pass, colleague)).to)).text, /isn’t confirmed yet/)
      assert.deepEqual(await statuses(other.slug), ['cancelled', 'pending_approval'])
      assert.deepEqual(await contradictions(running().context.db, other.slug), [])
    })
    test('can be kept after all, and goes to no one once the time is over', async () => {
      const kept = await asking()
      assert.match((await get((await post(`${kept.link}/keep`)).to)).text, /You’re keeping your seat/)
      const cancelled = await asking()
      await post(`${cancelled.link}/cancel`)
      const late = await asking()
      running().clock.now = new Date('2027-01-13T12:00:00.000Z')
      for (const { pass, slug, sender } of [kept, cancelled, late]) {
        assert.equal((await get(pass)).status, 404)
        assert.equal((await post(pass, colleague)).status, 404)
        assert.equal((await peopleOf(slug)).length, 1, sender.id)
      }
      running().clock.now = new Date('2027-03-05T12:00:00.000Z')
      const near = await asking()
      const [transfer] = await transfers(near.sender.id)
      assert.equal(transfer!.expires_at, '2027-03-06T15:00:00.000Z')
    })
    test('is asked for once when sent twice, of the last one asked, and of few a day', async () => {
      const { link, sender } = await asking()
      await post(`${link}/pass`, colleague)
      assert.equal((await transfers(sender.id)).length, 1)
      for (const name of ['a', 'b', 'c', 'd'])
        assert.equal((await post(`${link}/pass`, { ...colleague, email: `${name}@example.org` })).status, 303)
      const often = await post(`${link}/pass`, { ...colleague, email: 'e@example.org' })
      assert.equal(often.status, 422)
      assert.match(often.text, /asked several people today/)
      const now = running().clock.now.toISOString()
      assert.equal((await transfers(sender.id)).filter((one) => one.expires_at > now).length, 1)
    })
    test('is never two seats, whatever comes at the same time', async () => {
      for (let round = 0; round < 5; round++) {
        const { slug, link, pass } = await asking()
        await signedUp(slug, [someone()])
        await Promise.all([post(pass, colleague), post(`${link}/cancel`), post(pass, colleague), post(`${link}/keep`)])
        assert.deepEqual(await contradictions(running().context.db, slug), [])
        assert.equal((await statuses(slug)).filter((status) => status === 'confirmed').length, 1)
      }
    })
    test('changes nothing when its page is opened, before and after it is accepted', async () => {
      const { pass } = await asking()
      for (const answers of [undefined, colleague]) {
        if (answers) await post(pass, answers)
        const before = await everything()
        for (const method of ['GET', 'HEAD']) await running().app.request(pass, { method })
        assert.deepEqual(await everything(), before)
      }
    })
    test('is deleted when its time is over', async () => {
      const { sender } = await asking()
      running().clock.now = new Date('2027-01-14T11:59:00.000Z')
      await forgetTransfers(running().context)
      assert.equal((await transfers(sender.id)).length, 1)
      running().clock.now = new Date('2027-01-14T12:00:00.000Z')
      await forgetTransfers(running().context)
      assert.deepEqual(await transfers(sender.id), [])
    })
    test('requires a name and an address', async () => {
      const slug = await given()
      const [sender] = await signedUp(slug, [someone()])
      const wrong = await post(`${await linkOf(sender!.id)}/pass`, { email: 'no address' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /Enter your colleague’s first name[\s\S]*Enter a complete email address/)
    })
  },
  mailing,
)
