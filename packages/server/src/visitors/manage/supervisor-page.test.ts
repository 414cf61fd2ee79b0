import assert from 'node:assert/strict'
import type { RegistrationInput, TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { erase } from '../../core/erasing/erase.ts'
import { approve, decline } from '../../core/seats/approval.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const audience = { access: 'approval', supervisor: 'required' } as const

let supervisors = 0
/** A supervisor who has had no mail yet: an address gets few mails an hour. */
const someSupervisor = () => `lieutenant${(supervisors += 1)}@kcpd.example`

onBothDatabases(
  'the page of a supervisor',
  (running) => {
    const { get, post, linkOf, signedUp, statuses, everything } = createVisitor(running)
    const given = async (training: Partial<TrainingDraft> = {}) =>
      (await running().givenTraining({ audience: { ...audience, domains: ['kcpd.example'] }, ...training })).slug
    /** What was sent since the last look, by the addresses that it went to. */
    async function sent() {
      await deliverMails(running().context)
      return running().mails.splice(0)
    }
    const linkIn = (text = '') => /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(text)?.[1] ?? ''
    /** A person who named a supervisor, and the link in the supervisor's mail. */
    async function asking(training: Partial<TrainingDraft> = {}, person = someone()) {
      const slug = await given(training)
      const supervisorEmail = someSupervisor()
      const people = await signedUp(slug, [{ ...person, supervisorEmail }])
      const mail = (await sent()).find(({ to }) => to === supervisorEmail)
      return { slug, id: people.at(-1)!.id, person, supervisorEmail, mail, link: linkIn(mail?.text) }
    }
    const answered = async (link: string, answer: 'yes' | 'no') => {
      const { status, to } = await post(`${link}/${answer}`)
      assert.equal(status, 303)
      return get(to)
    }
    const detail = async (id: string) => (await running().admin('GET', `/registrations/${id}`)).body

    test('asks with the name, the training, its date and its place, and with nothing else of the person', async () => {
      const { link, mail, person, id, supervisorEmail } = await asking(
        {
          contact: { email: 'desk@example.org' },
          fields: { needs: 'optional' },
        },
        someone({ needs: 'a hearing loop' }),
      )
      assert.equal(mail?.subject, 'Supervisor approval needed: Saturday, March 6, 9 AM')
      assert.equal(mail?.replyTo, 'desk@example.org')
      const page = await get(link)
      assert.equal(page.status, 200)
      for (const text of [mail?.text ?? '', page.text.replaceAll(/<\/?span[^>]*>/g, '')]) {
        for (const words of [`Ada ${person.familyName}`, 'First aid', 'March 6, 2027', '9\u00A0AM', 'Kauffman Stadium'])
          assert.ok(text.includes(words), words)
        const { reference } = await detail(id)
        for (const secret of [person.email, 'hearing loop', reference, supervisorEmail])
          assert.ok(!text.includes(secret), secret)
      }
    })

    test('confirms by a yes as an organizer would, and says no more than thank you', async () => {
      const { link, slug, id, person, supervisorEmail } = await asking()
      const page = await answered(link, 'yes')
      assert.match(page.text, /Thank you/)
      assert.doesNotMatch(page.text, /confirmed|seat|approved/i)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      const told = await sent()
      assert.deepEqual(
        told.map(({ to, subject }) => [to, subject]),
        [[person.email, 'Your seat is confirmed: Saturday, March 6, 9 AM']],
      )
      const answeredAt = running().clock.now.toISOString()
      assert.deepEqual((await detail(id)).supervisor, {
        address: supervisorEmail,
        answer: 'yes',
        answeredAt,
        reason: null,
        isConfirmed: false,
      })
      assert.deepEqual(await contradictions(running().context.db, slug), [])
    })

    test('declines by a no, and the seat goes to the next in line', async () => {
      const slug = await given({ seats: { capacity: 1, waitlist: true } })
      const supervisorEmail = someSupervisor()
      const [ada] = await signedUp(slug, [{ ...someone(), supervisorEmail }])
      const link = linkIn((await sent()).find(({ to }) => to === supervisorEmail)?.text)
      const other = someone({ supervisorEmail: someSupervisor() })
      await signedUp(slug, [other])
      const waiting = (await running().admin('GET', `/registrations?training=${slug}&q=${other.email}`)).body
      await approve(running().context, waiting.registrations[0].id)
      assert.deepEqual(await statuses(slug), ['pending_approval', 'waitlisted'])
      assert.match((await answered(link, 'no')).text, /Thank you/)
      assert.deepEqual(await statuses(slug), ['declined', 'confirmed'])
      assert.equal((await detail(ada!.id)).supervisor.answer, 'no')
      assert.ok((await sent()).some(({ to, subject }) => to === ada!.email && /declined/i.test(subject)))
      assert.deepEqual(await contradictions(running().context.db, slug), [])
    })

    test('puts a yes without a free seat on the waiting list, or before the organizer where there is none', async () => {
      const full = { capacity: 1, holdWhilePending: false }
      for (const [waitlist, left] of [
        [true, 'waitlisted'],
        [false, 'pending_approval'],
      ] as const) {
        const { link, slug, id } = await asking({ seats: { ...full, waitlist } })
        await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 0 } })
        assert.match((await answered(link, 'yes')).text, /Thank you/)
        assert.deepEqual(await statuses(slug), [left])
        assert.equal((await detail(id)).supervisor.answer, 'yes')
        assert.deepEqual(await contradictions(running().context.db, slug), [])
      }
    })

    test('changes nothing when opened, whatever is opened', async () => {
      const { link } = await asking()
      for (const path of [link, `${link}/yes`, `${link}/no`, `${link}?done=answered`, `${link}?lang=es`]) {
        const before = await everything()
        for (const method of ['GET', 'HEAD']) await running().app.request(path, { method })
        assert.deepEqual(await everything(), before)
        assert.match((await get(link)).text, /Approve/)
      }
    })

    test('counts the first answer, however often it is pressed, even at the same time', async () => {
      const { link, slug, id } = await asking()
      const pages = await Promise.all((['yes', 'yes', 'yes', 'no'] as const).map((answer) => answered(link, answer)))
      for (const { status, text } of pages) assert.match(`${status} ${text}`, /^200[\s\S]*(Thank you|answered already)/)
      const { supervisor, status } = await detail(id)
      assert.equal(status, supervisor.answer === 'yes' ? 'confirmed' : 'declined')
      for (const answer of ['yes', 'no'] as const) {
        assert.match((await answered(link, answer)).text, /You’ve already answered/)
        assert.deepEqual((await detail(id)).supervisor, supervisor)
      }
      assert.match((await get(link)).text, /You’ve already answered/)
      assert.deepEqual(await contradictions(running().context.db, slug), [])
    })

    test('says the same whatever happened to the request since, and undoes none of it', async () => {
      const open = await asking()
      const question = bare((await get(open.link)).text, open)
      const thanks = bare((await answered(open.link, 'yes')).text, open)
      const becoming = { approve, decline, cancel }
      for (const become of Object.values(becoming)) {
        const asked = await asking()
        await become(running().context, asked.id)
        const { status } = await detail(asked.id)
        assert.equal(bare((await get(asked.link)).text, asked), question)
        assert.equal(bare((await answered(asked.link, status === 'confirmed' ? 'no' : 'yes')).text, asked), thanks)
        assert.equal((await detail(asked.id)).status, status)
      }
    })

    test('is over once the training begins or is called off, and dead once the person is erased', async () => {
      const off = await asking()
      await running().admin('PATCH', `/trainings/${off.slug}`, { status: 'cancelled' })
      const begun = await asking()
      const erased = await asking()
      await erase(running().context, erased.id)
      for (const path of [erased.link, `${erased.link}/yes`]) assert.equal((await get(path)).status, 404)
      assert.equal((await post(`${erased.link}/yes`)).status, 404)
      running().clock.now = new Date('2027-03-06T15:00:00.000Z')
      for (const { link, id } of [off, begun]) {
        assert.match((await get(link)).text, /Your answer is no longer needed/)
        assert.match((await answered(link, 'yes')).text, /Your answer is no longer needed/)
        const { status, supervisor } = await detail(id)
        assert.deepEqual([status, supervisor.answer], ['pending_approval', null])
      }
    })

    test('is found by its own link alone, and does not say what is wrong with another one', async () => {
      const { link, id } = await asking()
      const token = link.split('/').at(-1)!
      const own = (await linkOf(id)).split('/').at(-1)!
      const flipped = `${token.slice(0, -3)}${token.at(-3) === 'A' ? 'B' : 'A'}${token.slice(-2)}`
      const pages = await Promise.all([flipped, own, 'x', `${token}x`].map((one) => get(`/r/confirm/${one}`)))
      assert.deepEqual([...new Set(pages.map(({ status }) => status))], [404])
      assert.equal(new Set(pages.map(({ text }) => text)).size, 1)
      assert.equal((await get(`/r/${token}`)).status, 404)
      assert.equal((await post(`${link}/maybe`)).status, 404)
    })

    test('speaks the language of the sign-up', async () => {
      const slug = await given()
      const supervisorEmail = someSupervisor()
      await signedUp(slug, [{ ...someone(), supervisorEmail }], { lang: 'es' })
      const mail = (await sent()).find(({ to }) => to === supervisorEmail)
      assert.equal(mail?.subject, 'Se necesita su aprobación como supervisor/a: sábado 6 de marzo, 9 a. m.')
      assert.match((await get(linkIn(mail?.text))).text, /Aprobar[\s\S]*Rechazar/)
    })

    test('is mentioned to the person who named them, until the request is decided', async () => {
      const { link, id, supervisorEmail } = await asking()
      const own = await linkOf(id)
      const said = `We’re asking your supervisor at ${supervisorEmail} whether you can attend.`
      assert.ok((await get(own)).text.includes(said))
      await answered(link, 'yes')
      assert.ok(!(await get(own)).text.includes(supervisorEmail))
    })

    test('moves no one whose name was changed to another’s in the meantime', async () => {
      const { link, id } = await asking()
      await post(`${await linkOf(id)}/change`, { givenName: 'Mallory', familyName: 'Doe' })
      const page = await get(link)
      assert.doesNotMatch(page.text, /Mallory/)
      assert.match((await answered(link, 'yes')).text, /Thank you/)
      const { status, supervisor } = await detail(id)
      assert.deepEqual([status, supervisor.answer], ['pending_approval', 'yes'])
    })

    test('shows and does the same to a stranger’s second mailbox, whether the person was registered before or not', async () => {
      const seen = []
      for (const isKnown of [true, false]) {
        const slug = await given({ seats: { capacity: 5, waitlist: true } })
        const person = someone()
        if (isKnown) await signedUp(slug, [{ ...person, supervisorEmail: someSupervisor() }])
        const before = isKnown ? await statuses(slug) : []
        await sent()
        const supervisorEmail = someSupervisor()
        const input: RegistrationInput = { people: [{ ...person, supervisorEmail }] }
        const answer = await running().signUp(slug, input)
        const mail = (await sent()).find(({ to }) => to === supervisorEmail)
        const link = linkIn(mail?.text)
        const own = { slug, link, person, supervisorEmail, id: '' }
        const looks = [await get(link), await post(`${link}/yes`), await get(link), await get(`${link}?done=answered`)]
        seen.push([
          Object.keys(answer.body),
          answer.body.status,
          ...[mail?.subject, mail?.text, mail?.html].map((text) => bare(text ?? '', own)),
          ...looks.map(({ status, text, to, headers }) => [
            status,
            bare(text, own),
            bare(to, own),
            [...headers.keys()],
          ]),
        ])
        assert.deepEqual(await statuses(slug), isKnown ? before : ['confirmed'])
        assert.ok((await sent()).every(({ to }) => to === person.email && !isKnown))
      }
      assert.deepEqual(seen[0], seen[1])
    })

    /** What the coordinator of two people sees after each answer, and after seats were added. */
    async function coordinatorSees(isKnown: boolean, seats: TrainingDraft['seats'], answers: ('yes' | 'no')[]) {
      const slug = await given({ seats })
      const [vera, boris] = [someone(), someone()]
      if (isKnown) await signedUp(slug, [{ ...vera, supervisorEmail: someSupervisor() }])
      const of = [someSupervisor(), someSupervisor()]
      const people = [vera, boris].map((one, index) => ({ ...one, supervisorEmail: of[index]! }))
      await sent()
      const coordinator = { name: 'Kim', email: `kim${someSupervisor()}` }
      await running().signUp(slug, { people, coordinator, split: true })
      const mails = await sent()
      const groupPage = /(\/r\/\S+)/.exec(mails.find(({ to }) => to === coordinator.email)?.text ?? '')?.[1] ?? ''
      const links = of.map((address) => linkIn(mails.find(({ to }) => to === address)?.text))
      const peopleOn = async (page: string) => (await get(page)).text.split('<ol')[1] ?? ''
      const states = async () =>
        [...(await peopleOn(groupPage)).matchAll(/seat confirmed|not confirmed|declined|waiting list/gi)].map(String)
      const seen = [await states()]
      for (const [index, answer] of answers.entries()) {
        await answered(links[1 - index]!, answer)
        seen.push(await states())
      }
      await running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 9 } })
      return [...seen, await states()]
    }

    test('shows a coordinator nothing of what is answered about people with an address of their own', async () => {
      for (const [seats, answers] of [
        [{ capacity: 9 }, ['yes', 'no']],
        [{ capacity: 0, waitlist: true, holdWhilePending: false }, ['yes', 'yes']],
      ] as const)
        for (const isKnown of [true, false]) {
          const seen = await coordinatorSees(isKnown, seats, [...answers])
          assert.deepEqual(
            seen.map(String),
            seen.map(() => 'Not confirmed,Not confirmed'),
          )
        }
    })
  },
  mailing,
)

/** A text without what belongs to one request only. */
const bare = (
  text: string,
  own: { link: string; slug: string; person: { familyName: string }; supervisorEmail: string },
) =>
  [own.link, own.link.split('/').at(-1) ?? '', own.slug, own.person.familyName, own.supervisorEmail]
    .filter((one) => one !== '')
    .reduce((left, one) => left.replaceAll(one, '…'), text)
