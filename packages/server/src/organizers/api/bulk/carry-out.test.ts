import assert from 'node:assert/strict'
import { test } from 'mocha'
import { erase } from '../../../core/erasing/erase.ts'
import { expireRegistrations } from '../../../core/seats/expire.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { approving, counts, createDecider } from '../../../testing/bulk.ts'
import { contradictions } from '../../../testing/generated/recount.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../../testing/verify.ts'
import { carryOutBulkActions } from './carry-out.ts'

onBothDatabases(
  'a bulk action that is due',
  (given) => {
    const { later } = createSigner(given)
    const { registered, decide, decided, statuses, read, carryOut, decisions } = createDecider(given)
    const consistent = async (slug: string) => assert.deepEqual(await contradictions(given().context.db, slug), [])

    test('leaves out who was decided on, canceled, or was deleted in the meantime, and says how many', async () => {
      const { slug, ids } = await registered(approving, 5)
      const { id } = await decided('cancel', slug, ids)
      const [first = '', second = '', third = '', fourth = ''] = ids
      await given().admin('POST', `/registrations/${first}/approve`)
      await given().admin('POST', `/registrations/${second}/cancel`)
      await given().admin('POST', `/registrations/${third}/decline`)
      await erase(given().context, fourth)
      const expected = { canceled: 1, changed: 2, deleted: 1 }
      assert.deepEqual((await read(id)).counts, counts({ waiting: 1, ...expected }))
      const before = (await decisions(slug)).length
      later(10)
      await carryOut()
      assert.deepEqual((await read(id)).counts, counts({ done: 1, ...expected }))
      assert.deepEqual(await statuses(slug), ['confirmed', 'cancelled', 'declined', 'cancelled'])
      assert.equal((await decisions(slug)).length, before + 1)
      await consistent(slug)
    })

    test('gives seats in the order in which people registered, as far as there are any', async () => {
      const seats = { capacity: 2, waitlist: true, holdWhilePending: false }
      const { slug, ids } = await registered({ ...approving, seats }, 4)
      const { id } = await decided('approve', slug, ids.toReversed())
      later(10)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'waitlisted', 'waitlisted'])
      assert.deepEqual((await read(id)).counts, counts({ done: 2, waitlisted: 2 }))
      await consistent(slug)
    })

    test('leaves people as they are if no seat is free for them', async () => {
      const { slug, ids } = await registered({ seats: { capacity: 1, waitlist: true } }, 3)
      await given().admin('PATCH', `/trainings/${slug}`, { start: '2027-01-10T07:00', end: '2027-01-10T15:00' })
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2 } })
      assert.deepEqual(await statuses(slug), ['confirmed', 'waitlisted', 'waitlisted'])
      const { id } = await decided('promote', slug, ids.slice(1))
      later(10)
      await carryOut()
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'waitlisted'])
      assert.deepEqual((await read(id)).counts, counts({ done: 1, 'no-seat': 1 }))
      await consistent(slug)
    })

    test('cancels people on the waiting list first, so that no one gets a seat only to lose it', async () => {
      const { slug, ids } = await registered({ seats: { capacity: 20, waitlist: true } }, 45)
      await deliverMails(given().context)
      const { id } = await decided('cancel', slug, ids)
      later(10)
      await carryOut()
      assert.deepEqual((await read(id)).counts, counts({ done: 45 }))
      assert.deepEqual([...new Set(await decisions(slug))], ['cancelled'])
      await consistent(slug)
    })

    test('keeps someone from a seat only if it has begun and will cancel them', async () => {
      const { writer } = given().context.db
      const begun = { started_at: given().context.now().toISOString() }
      for (const [action, of, person, next] of [
        ['cancel', begun, {}, 'waitlisted'],
        ['cancel', { started_at: null }, {}, 'confirmed'],
        ['promote', begun, {}, 'confirmed'],
        ['cancel', begun, { status: 'confirmed' }, 'confirmed'],
        ['cancel', begun, { outcome: 'changed' }, 'confirmed'],
      ] as const) {
        const { slug, ids } = await registered({ seats: { capacity: 1, waitlist: true } }, 2)
        const { id } = await decided(action, slug, ids.slice(1))
        await writer.updateTable('bulk_action').set(of).where('id', '=', id).execute()
        if (Object.keys(person).length > 0)
          await writer.updateTable('bulk_action_person').set(person).where('bulk_action_id', '=', id).execute()
        await given().admin('POST', `/registrations/${ids[0]}/cancel`)
        assert.deepEqual(await statuses(slug), ['cancelled', next], JSON.stringify({ action, of, person }))
      }
    })

    test('follows the rules of a single decision in a training that was called off', async () => {
      const { slug, ids } = await registered(approving, 2)
      const { id } = await decided('approve', slug, ids)
      await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
      later(10)
      await carryOut()
      assert.deepEqual((await read(id)).counts, counts({ 'called-off': 2 }))
      assert.deepEqual(await statuses(slug), ['pending_approval', 'pending_approval'])
      const refused = await decide('approve', slug, { registrations: ids })
      assert.equal(refused.body.type, '/problems/training-cancelled')
      await decided('decline', slug, ids)
    })

    test('approves without the seat that was held, if the hold ended in the meantime', async () => {
      const seats = { capacity: 1, waitlist: true, holdDays: 1 }
      const { slug, ids } = await registered({ ...approving, seats }, 1)
      const dayMinutes = 24 * 60
      later(dayMinutes - 5)
      const { id } = await decided('approve', slug, ids)
      later(10)
      await expireRegistrations(given().context)
      await carryOut()
      assert.deepEqual((await read(id)).counts, counts({ done: 1 }))
      await consistent(slug)
    })

    test('is the organizer’s in the history of each person', async () => {
      const key = (await given().admin('POST', '/keys', { name: 'Nightly', role: 'organizer', days: 30 })).body.key
      const { slug, ids } = await registered(approving, 1)
      const input = { action: 'approve', training: slug, registrations: ids }
      const headers = { authorization: `Bearer ${key}` }
      assert.equal((await given().send('POST', '/api/v1/admin/bulk-actions', input, headers)).status, 201)
      later(10)
      await carryOut()
      const { events } = (await given().admin('GET', `/registrations/${ids[0]}/history`)).body
      const changed = events.find(({ kind }: { kind: string }) => kind === 'status-changed')
      assert.deepEqual([changed.to, changed.by, changed.name], ['confirmed', 'organizer', 'Nightly'])
    })

    test('goes on after a crash where it stopped, and no one is decided on twice', async () => {
      const { slug, ids } = await registered({ ...approving, seats: { capacity: 50, waitlist: true } }, 30)
      const { id } = await decided('approve', slug, ids)
      later(10)
      let made = 0
      const crashing = {
        ...given().context,
        newId: () => {
          made += 1
          // In the middle of the second transaction.
          if (made > 70) throw new Error('crashed')
          return given().context.newId()
        },
      }
      await assert.rejects(carryOutBulkActions(crashing), /crashed/)
      const { state, counts: soFar } = await read(id)
      assert.deepEqual([state, soFar], ['running', counts({ done: 20, waiting: 10 })])
      assert.equal((await decisions(slug)).length, 20)
      assert.equal((await given().admin('DELETE', `/bulk-actions/${id}`)).status, 409)
      await carryOut()
      assert.deepEqual((await read(id)).counts, counts({ done: 30 }))
      assert.equal((await decisions(slug)).length, 30)
      await consistent(slug)
    })

    test('lets the server stop between two parts', async () => {
      const { slug, ids } = await registered({ ...approving, seats: { capacity: 50, waitlist: true } }, 30)
      const { id } = await decided('approve', slug, ids)
      later(10)
      let asked = 0
      await carryOutBulkActions({ ...given().context, isStopping: () => (asked += 1) > 1 })
      assert.deepEqual((await read(id)).counts, counts({ done: 20, waiting: 10 }))
    })
  },
  mailing,
)
