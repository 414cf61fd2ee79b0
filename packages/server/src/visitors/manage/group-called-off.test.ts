import assert from 'node:assert/strict'
import { test } from 'mocha'
import { cancel } from '../../core/seats/cancel.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

type Person = ReturnType<typeof someone>

onBothDatabases(
  'a coordinator whose group isn’t coming',
  (running) => {
    const { mailsTo } = createSigner(running)
    const { get, post, groupLink, statuses } = createVisitor(running)
    const { email: _, ...ada } = someone()
    const coordinatorOf = (slug: string) => ({ name: 'Kim Doe', email: `kim.${slug}@kcpd.example` })

    async function grouped(people: object[], existing: Person[] = [], capacity = 9) {
      const { slug } = await running().givenTraining({ seats: { capacity, waitlist: true } })
      for (const one of existing) await running().signUp(slug, { people: [one] })
      const coordinator = coordinatorOf(slug)
      const { status } = await running().signUp(slug, { people: people as Person[], coordinator, split: true })
      assert.equal(status, 201)
      const { id } = await running().row('registration_group', { coordinator_email: coordinator.email })
      await mailsTo('')
      return { slug, link: groupLink(id), coordinator }
    }
    const sent = async () => {
      await mailsTo('')
      return running()
        .mails.map(({ to, subject }) => `${to}: ${subject}`)
        .toSorted()
    }

    test('frees the seats of people without an address, and asks everyone else once, by their own email', async () => {
      // In the daytime: no one is woken by a seat.
      running().clock.now = new Date('2027-01-10T18:00:00.000Z')
      const [luis, known, waiting] = [someone(), someone(), someone()]
      const { slug, link, coordinator } = await grouped([ada, luis, known], [known], 3)
      await running().signUp(slug, { people: [waiting] })
      await mailsTo('')
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed', 'waitlisted'])
      assert.match((await get(`${link}/cancel`)).text, /without an email address of their own/)
      assert.match((await post(`${link}/cancel`)).to, /done=cancelled-all/)
      assert.deepEqual(await statuses(slug), ['confirmed', 'cancelled', 'confirmed', 'confirmed'])
      assert.deepEqual(
        await sent(),
        [
          `${coordinator.email}: The registration for someone in your group was canceled: Saturday, March 6, 9 AM`,
          `${known.email}: Your group isn’t coming. Are you? Saturday, March 6, 9 AM`,
          `${luis.email}: Your group isn’t coming. Are you? Saturday, March 6, 9 AM`,
          `${waiting.email}: You have a seat: Saturday, March 6, 9 AM`,
        ].toSorted(),
      )
      assert.deepEqual(await contradictions(running().context.db, slug), [])
      // A second time nothing more happens.
      assert.match((await post(`${link}/cancel`)).to, /done=cancelled-all/)
      assert.equal((await get(`${link}/cancel`)).status, 303)
      assert.deepEqual(await sent(), [])
      assert.doesNotMatch((await get(link)).text, /isn’t coming</)
    })

    test('is shown the same of those who are asked, whatever they answer', async () => {
      const [luis, known] = [someone(), someone()]
      const { slug, link } = await grouped([luis, known], [known])
      await post(`${link}/cancel`)
      const page = (await get(link)).text
      assert.equal(page.match(/Seat confirmed</g)?.length, 2)
      await mailsTo('')
      for (const { email } of [luis, known]) {
        const mail = running().mails.find(({ to }) => to === email)
        const own = /https:\/\/signup\.example(\/r\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
        assert.match((await post(`${own}/cancel`)).to, /done=cancelled/)
        assert.equal((await get(link)).text, page)
      }
      assert.deepEqual(await statuses(slug), ['cancelled', 'cancelled'])
    })

    test('has the same email sent to someone who was registered before as to someone who was not', async () => {
      const mails = []
      for (const isKnown of [true, false]) {
        const luis = someone()
        const { link } = await grouped([luis], isKnown ? [luis] : [])
        await post(`${link}/cancel`)
        const [mail, ...others] = await mailsTo(luis.email)
        assert.deepEqual(others, [])
        const bare = (text = '') =>
          text
            .replaceAll(/\/r\/[\w-]+/g, '…')
            .replaceAll(/[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/g, '…')
            .replaceAll(/training-\d+|[Rr]eyes[\da-j]+/g, '…')
        mails.push([mail?.subject, bare(mail?.text), bare(mail?.html)])
      }
      assert.deepEqual(mails[0], mails[1])
    })

    test('has nothing sent to people who have no seat and wait for none any more', async () => {
      const [luis, known] = [someone(), someone()]
      const { slug, link } = await grouped([luis, known], [known])
      for (const { email } of [luis, known])
        await cancel(running().context, (await running().row('registration', { email })).id)
      await mailsTo('')
      await post(`${link}/cancel`)
      assert.deepEqual(await sent(), [])
      assert.deepEqual(await statuses(slug), ['cancelled', 'cancelled'])
    })

    test('sends a mailbox no more than any other stranger can', async () => {
      const luis = someone()
      const links: string[] = []
      for (let groups = 0; groups < 8; groups++) links.push((await grouped([luis])).link)
      running().clock.later({ hours: 3 })
      await mailsTo('')
      running().clock.later({ hours: 3 })
      for (const link of links) await post(`${link}/cancel`)
      assert.equal((await mailsTo(luis.email)).length, 5)
    })
  },
  mailing,
)
