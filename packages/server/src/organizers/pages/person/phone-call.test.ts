import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { contractServer } from '../../../testing/contract/states.ts'
import { contradictions } from '../../../testing/generated/recount.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { carryOutBulkActions } from '../../api/bulk/carry-out.ts'
import { dialed } from './person-contact.ts'

const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00A0]+/g, ' ')
const approval = { audience: { access: 'approval', verify: 'never' } }

test('a phone number can be dialed however it was typed', () => {
  assert.deepEqual(
    ['816-555-0100', '+1 (816) 555.0100', '816 555 0100 x 12', '816-555-0100 ext. 7', '816-555-0100 #3'].map(dialed),
    ['8165550100', '+18165550100', '8165550100;ext=12', '8165550100;ext=7', '8165550100;ext=3'],
  )
})

onBothDatabases(
  'a call about one person',
  (given) => {
    const pages = () => organizerPages(given())
    const words = async (path: string) => wordsOf(await pages().open(path))
    const history = async (id: string) => (await given().admin('GET', `/registrations/${id}/history`)).body.events
    async function registered(draft: object, count: number, invent = () => someone()) {
      const { slug } = await given().givenTraining(draft)
      for (let person = 0; person < count; person++) await given().signUp(slug, { people: [invent()] })
      return {
        slug,
        ids: (await given().rows('registration', { slug })).map(({ id }) => id) as [string, string, string],
      }
    }
    const statusOf = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body.status
    const path = (to: string | null | undefined) => (to ?? '').replace('/admin', '')

    test('leads to a call, a message, and their email again', async () => {
      const { slug, ids } = await registered({ fields: { phone: 'optional' } }, 1, () =>
        someone({ phone: '816-555-0100' }),
      )
      const [id] = ids
      const page = await pages().open(`/registrations/${id}`)
      assert.match(page, /href="tel:8165550100">Call 816-555-0100</)
      assert.ok(page.includes(`href="/admin/trainings/${slug}/bulk/message?id=${id}"`))
      assert.match(await words(`/trainings/${slug}/bulk/message?id=${id}`), /1 person you selected/)
      await deliverMails(given().context)
      const first = await pages().post(`/registrations/${id}/send-again`)
      assert.match(await words(path(first.location)), /The email is on its way/)
      const second = await pages().post(`/registrations/${id}/send-again`)
      assert.match(await words(path(second.location)), /The same email went out a few minutes ago/)
      assert.match(await words(`/registrations/${id}`), /Email sent again Sunday, January 10, 6 AM · by the operator/)
    })

    test('has no way to someone without an address and without a phone', async () => {
      const { slug } = await given().givenTraining()
      const added = await given().admin('POST', '/registrations', {
        training: slug,
        people: [{ givenName: 'Ada' }],
        channel: 'phone',
      })
      const page = await pages().open(`/registrations/${added.body.registrations[0].id}`)
      assert.doesNotMatch(page, /send-again|bulk\/message|tel:/)
    })

    test('declines in ten minutes with the words that were written, unless it is undone', async () => {
      const { ids } = await registered(approval, 1)
      const [id] = ids
      const note = { note: 'Only officers this time.' }
      const declined = await pages().post(`/registrations/${id}/decline`, note)
      assert.equal(declined.location, `/admin/registrations/${id}?done=decline`)
      const page = await words(`/registrations/${id}`)
      assert.match(page, /Will be declined at 6:10 AM Undo/)
      assert.doesNotMatch(page, /Approve Ada/)
      assert.equal(await statusOf(id), 'pending_approval')
      const [action] = await given().rows('bulk_action')
      const undone = await pages().post(`/bulk-actions/${action?.id}/undo`, { back: id })
      assert.equal(undone.location, `/admin/registrations/${id}?undone=1`)
      assert.match(await words(`/registrations/${id}?undone=1`), /Undone\. Nothing changed/)
      await pages().post(`/registrations/${id}/decline`, note)
      given().clock.later({ minutes: 10 })
      await carryOutBulkActions(given().context)
      assert.equal(await statusOf(id), 'declined')
      assert.deepEqual(
        (await given().rows('bulk_action_person', { registration_id: id })).map((row) => row.note),
        [null],
      )
      const [mail] = await given().rows('outbox', { registration_id: id, kind: 'declined' })
      assert.deepEqual(JSON.parse(mail?.note ?? 'null').text, note.note)
      const late = await pages().post(`/registrations/${id}/decline`)
      assert.match(late.location ?? '', /failed=wrong-status/)
    })

    test('leads to the next request, with the number of those who are left, and comes to an end', async () => {
      const { ids } = await registered({ ...approval, seats: { capacity: 9 } }, 3)
      const [first, second, third] = ids
      const { location } = await pages().post(`/registrations/${second}/approve`)
      assert.equal(location, `/admin/registrations/${third}?done=approve&who=${second}`)
      assert.match(await words(path(location)), /: Approved\. 2 more need approval/)
      const declined = await pages().post(`/registrations/${third}/decline`)
      assert.equal(declined.location, `/admin/registrations/${first}?done=decline&who=${third}`)
      assert.match(await words(path(declined.location)), /1 more needs approval .*Will be declined at 6:10 AM Undo/)
      assert.doesNotMatch(await words(`/registrations/${first}`), /Next request/)
      const last = await pages().post(`/registrations/${first}/approve`)
      assert.equal(last.location, `/admin/registrations/${first}?done=approve`)
    })

    test('gives one person a seat more than there are, with a reason that stays', async () => {
      const { slug, ids } = await registered({ seats: { capacity: 1, waitlist: true } }, 3)
      const [, waiting, other] = ids
      assert.match(await pages().open(`/registrations/${waiting}`), /\/extra-seat">[^]*?Give one more seat/)
      const empty = await pages().post(`/registrations/${waiting}/extra-seat`, { reason: ' ' })
      assert.equal(empty.status, 422)
      assert.match(empty.text, /Say why they get a seat though none is free/)
      const { location } = await pages().post(`/registrations/${waiting}/extra-seat`, { reason: 'The speaker' })
      assert.equal(location, `/admin/registrations/${waiting}?done=extra`)
      assert.deepEqual([await statusOf(waiting), await statusOf(other)], ['confirmed', 'waitlisted'])
      const seats = (await given().admin('GET', `/trainings/${slug}`)).body.seats
      assert.deepEqual([seats.capacity, seats.taken], [1, 2])
      assert.match(await words(`/registrations/${waiting}`), /Given one more seat: The speaker/)
      const audit = await given().rows('audit', { object_id: waiting })
      assert.ok(audit.some(({ filters }) => JSON.parse(filters).extraSeat === 'The speaker'))
      // If someone leaves, no one follows until there are seats again.
      await given().admin('POST', `/registrations/${ids[0]}/cancel`)
      assert.equal(await statusOf(other), 'waitlisted')
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('says what approval leads to where no seat is free, with and without a waiting list', async () => {
      const { slug, ids } = await registered({ ...approval, seats: { capacity: 1, waitlist: true } }, 2)
      const late = ids[1] ?? ''
      assert.match(
        await words(`/registrations/${late}`),
        /0 of 1 seats are free\. Approve .*Once approved, they join the waiting list\./,
      )
      const asked = await words(`/registrations/${late}/approve`)
      assert.match(asked, /No seat is free\. They’ll join the waiting list\. Give one more seat/)
      assert.doesNotMatch(asked, /They get a seat if one is free/)
      assert.match(
        await words(`/registrations/${late}/approve?lang=es`),
        /No queda ningún cupo\. Pasará a la lista de espera\./,
      )
      // Who holds the seat gets it.
      assert.match(await words(`/registrations/${ids[0]}/approve`), /They get a seat if one is free/)
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { waitlist: false } })
      const page = await pages().open(`/registrations/${late}`)
      assert.match(page, /class="button primary" href="[^"]*\/extra-seat"/)
      assert.doesNotMatch(page, /\/approve"/)
      assert.match(await words(`/registrations/${late}`), /There’s no waiting list\./)
    })

    test('adds one person to a full training for a reason, and no one without it', async () => {
      const { slug } = await registered({ seats: { capacity: 1, waitlist: false } }, 1)
      const { email, givenName, familyName } = someone()
      const typed = { givenName, familyName, email, _channel: 'phone' }
      assert.match(await words(`/trainings/${slug}/add`), /1 of 1 seats are taken, and there is no waiting list/)
      const refused = await pages().post(`/trainings/${slug}/add`, typed)
      assert.equal(refused.status, 422)
      const { location } = await pages().post(`/trainings/${slug}/add`, { ...typed, _reason: 'A late speaker' })
      const id = /registrations\/([^?]+)/.exec(location ?? '')?.[1] ?? ''
      assert.equal(await statusOf(id), 'confirmed')
      const [event] = (await history(id)).filter(({ kind }: { kind: string }) => kind === 'extra-seat')
      assert.deepEqual([event.reason, event.by], ['A late speaker', 'operator'])
    })

    test('is refused by the API for a group, for other actions, and while a seat is free it is left out', async () => {
      const { slug, ids } = await registered({ ...approval, seats: { capacity: 5 } }, 1)
      const [id] = ids
      const reason = { extraSeat: 'The chief asked' }
      assert.equal((await given().admin('POST', `/registrations/${id}/cancel`, reason)).status, 422)
      const people = [someone(), someone()]
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      const group = { training: slug, people, coordinator, channel: 'phone', ...reason }
      assert.equal((await given().admin('POST', '/registrations', group)).status, 422)
      assert.equal((await given().admin('POST', `/registrations/${id}/approve`, reason)).status, 200)
      assert.deepEqual(await given().rows('person_event', { registration_id: id }), [])
    })
  },
  contractServer,
)
