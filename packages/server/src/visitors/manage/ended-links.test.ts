import assert from 'node:assert/strict'
import { test } from 'mocha'
import { decline } from '../../core/seats/approval.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  'a person who no longer has a place',
  (running) => {
    const { get, post, linkOf, groupLink, passLink, signedUp } = createVisitor(running)
    const rowsOf = async (email: string) => running().rows('registration', { email })
    /** The links that “send me my link” mails to an address. */
    const linksMailedTo = async (slug: string, email: string) => {
      running().mails.length = 0
      await post(`/t/${slug}/find`, { email })
      await deliverMails(running().context)
      const mails = running().mails.filter(({ to, subject }) => to === email && /link/.test(subject))
      return mails.flatMap(({ text }) => [...text.matchAll(/https:\S+(\/r\/[\w-]{66})/g)].map(([, path]) => path ?? ''))
    }
    /** Finds the way to the page, and has the data erased there. */
    const eraseByMail = async (slug: string, email: string) => {
      for (const link of await linksMailedTo(slug, email)) {
        assert.ok([200, 303].includes((await get(link)).status))
        assert.equal((await post(`${link}/erase`)).status, 200)
      }
    }

    test('can have their data erased after they gave their seat to a colleague', async () => {
      const { slug } = await running().givenTraining()
      const [sender, colleague] = [someone(), someone()]
      const [own] = await signedUp(slug, [sender])
      const link = await linkOf(own!.id)
      await post(`${link}/pass`, colleague)
      const transfer = await running().row('transfer', { registration_id: own!.id })
      await post(passLink(transfer.id), colleague)
      assert.equal((await get(link)).status, 404)
      await eraseByMail(slug, sender.email)
      assert.deepEqual(await rowsOf(sender.email), [])
      assert.deepEqual(
        (await rowsOf(colleague.email)).map(({ status }) => status),
        ['confirmed'],
      )
    })

    test('can have their data erased after they canceled, were declined, or let an offer lapse', async () => {
      const { slug } = await running().givenTraining({
        audience: { access: 'approval' },
        seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' },
      })
      const [canceled, declined, lapsed] = [someone(), someone(), someone()]
      const people = await signedUp(slug, [canceled, declined, lapsed])
      const { context, admin } = running()
      await admin('POST', `/registrations/${people[0]!.id}/approve`)
      await decline(context, people[1]!.id)
      await admin('POST', `/registrations/${people[2]!.id}/approve`)
      await post(`${await linkOf(people[0]!.id)}/cancel`)
      await post(`${await linkOf(people[2]!.id)}/decline`)
      for (const [{ email }, status] of [
        [canceled, 'cancelled'],
        [declined, 'declined'],
        [lapsed, 'expired'],
      ] as const) {
        assert.deepEqual(
          (await rowsOf(email)).map((row) => row.status),
          [status],
        )
        await eraseByMail(slug, email)
        assert.deepEqual(await rowsOf(email), [], status)
      }
    })

    test('can have their data erased until it is all erased, and do nothing else with an old link', async () => {
      const { slug } = await running().givenTraining()
      const [ada, luis, boss] = [someone(), someone(), someone()]
      const [own, other] = await signedUp(slug, [ada, luis])
      const { row, clock } = running()
      const coordinator = { name: 'Front counter', email: boss.email }
      await running().signUp(slug, { people: [{ givenName: 'Sam' }], coordinator })
      const { id: groupId } = await row('registration_group', { coordinator_email: boss.email })
      const links = [await linkOf(own!.id), groupLink(groupId)]
      // The training ends on March 6, and records are kept for 90 days.
      clock.now = new Date('2027-06-03T12:00:00.000Z')
      for (const link of links) {
        for (const path of [link, `${link}/cancel`, `${link}/change`, `${link}/people/x/cancel`])
          for (const { status, to } of [await get(path), await post(path.replace(/^\/r\/[\w-]+$/, '$&/cancel'))])
            assert.deepEqual([status, to.replace(/\?.*/, '')], [303, `${link}/erase`], path)
        const page = await get(`${link}/erase`)
        assert.match(page.text, /This training is over/)
        assert.doesNotMatch(page.text, /If you have a seat/)
        // The page shows nothing that a person who finds an old email does not know.
        for (const text of [ada.familyName, ada.email, own!.reference]) assert.ok(!page.text.includes(text), text)
        assert.equal((await post(`${link}/erase`)).status, 200)
        assert.equal((await get(link)).status, 404)
      }
      assert.deepEqual(await rowsOf(ada.email), [])
      await eraseByMail(slug, luis.email)
      assert.deepEqual(await rowsOf(luis.email), [])
      assert.equal((await rowsOf(other!.email)).length, 0)
    })

    test('gets the links to ended registrations after the one to their place', async () => {
      const { slug } = await running().givenTraining()
      const ada = someone()
      const [first] = await signedUp(slug, [ada])
      await post(`${await linkOf(first!.id)}/cancel`)
      const second = (await signedUp(slug, [ada])).find(({ id }) => id !== first!.id)
      assert.deepEqual(await linksMailedTo(slug, ada.email), [await linkOf(second!.id), await linkOf(first!.id)])
    })
  },
  mailing,
)
