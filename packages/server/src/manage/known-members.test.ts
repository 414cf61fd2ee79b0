import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrainingDraft } from '@training-signup/contract'
import { deliverMails } from '../mail/deliver.ts'
import { expireRegistrations } from '../registrations/expire.ts'
import { sendAllMails } from '../testing/outbox.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases } from '../testing/test-app.ts'
import { createVisitor } from '../testing/visitor.ts'
import { readMembers } from './group-actions.ts'

const coordinator = { name: 'Sgt. Kim Doe', email: 'doe@kcpd.example' }
const luis = { givenName: 'Luis', familyName: 'Ortega', email: 'luis@kcpd.example' }
const people = [{ givenName: 'Ada', familyName: 'Reyes' }, luis, { givenName: 'Rosa', familyName: 'Diaz' }]

onBothDatabases('somebody of a group who was registered before', (running) => {
  const { get, post, groupLink } = createVisitor(running)

  /** A group, undivided unless `split`, with Luis in it, who is registered already. */
  async function grouped(training: Partial<TrainingDraft>, split = false) {
    const server = running()
    const { slug } = await server.givenTraining(training)
    await server.signUp(slug, { people: [luis] })
    assert.equal((await server.signUp(slug, { people, coordinator, split })).status, 201)
    const { id } = await server.deps.db.reader
      .selectFrom('registration_group')
      .innerJoin('training', 'training.id', 'registration_group.training_id')
      .select('registration_group.id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    const members = () => readMembers(server.deps, id)
    return { slug, link: groupLink(id), members, shown: async () => (await members()).map(({ status }) => status) }
  }
  const all = (status: string) => [status, status, status]
  const enlarge = (slug: string, capacity: number) =>
    running().admin('PATCH', `/trainings/${slug}`, { seats: { capacity } })
  const laterBy = (hours: number) => {
    running().clock.now = new Date(running().clock.now.getTime() + hours * 60 * 60_000)
  }

  test('is promoted with the others', async () => {
    const { slug, shown } = await grouped({ seats: { capacity: 3, waitlist: true } })
    assert.deepEqual(await shown(), all('waitlisted'))
    await enlarge(slug, 4)
    assert.deepEqual(await shown(), all('confirmed'))
  })
  test('is offered a seat with the others, and has it or not as they do', async () => {
    for (const [action, status] of [
      ['promote', 'confirmed'],
      ['lapse', 'expired'],
    ] as const) {
      const { slug, shown, members } = await grouped({ seats: { capacity: 3, waitlist: true, waitlistBy: 'offer' } })
      await enlarge(slug, 4)
      assert.deepEqual(await shown(), all('offered'))
      laterBy(action === 'lapse' ? 72 : 0)
      await sendAllMails(running().deps.db)
      if (action === 'lapse') {
        // What nobody was told of does not lapse.
        await running().deps.db.transaction((tx) => tx.updateTable('outbox').set({ outcome: 'sent' }).execute())
        await expireRegistrations(running().deps)
      } else
        for (const { registration } of await members())
          if (registration) await running().admin('POST', `/registrations/${registration.id}/promote`)
      assert.deepEqual(await shown(), all(status))
      assert.deepEqual(await contradictions(running().deps.db, slug), [])
    }
  })
  test('is in the offer that the coordinator answers for all, and shows nothing else', async () => {
    for (const [action, status] of [
      ['accept', 'confirmed'],
      ['decline', 'expired'],
    ] as const) {
      const { slug, link, members, shown } = await grouped({
        seats: { capacity: 3, waitlist: true, waitlistBy: 'offer' },
      })
      await enlarge(slug, 4)
      const { text } = await get(link)
      assert.match(text, /Seats are held for Ada Reyes, Luis Ortega, and Rosa Diaz/)
      assert.equal(text.match(/\/accept\?/g)?.length, 1)
      const [, known] = await members()
      for (const _ of [1, 2])
        assert.match(
          (await post(`${link}/people/${known!.id}/${action}`)).to,
          new RegExp(`done=${action === 'accept' ? 'accepted' : 'declined'}-group`),
        )
      assert.deepEqual(await shown(), all(status))
      assert.doesNotMatch((await get(link)).text, /are held for/)
      assert.deepEqual(await contradictions(running().deps.db, slug), [])
    }
  })
  test('has as much time as the others, however late those were told', async () => {
    for (const split of [true, false]) {
      const { slug, members } = await grouped({ seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' } }, split)
      await enlarge(slug, 9)
      laterBy(7)
      await running().deps.db.transaction((tx) =>
        tx.updateTable('outbox').set({ outcome: 'dropped' }).where('kind', '!=', 'offer').execute(),
      )
      await deliverMails(running().deps)
      const ends = (await members()).map(({ until }) => until)
      laterBy(48)
      assert.deepEqual(new Set(ends), new Set([running().clock.now.toISOString()]))
    }
  })
  test('is approved or declined with the last of the others', async () => {
    for (const [action, status] of [
      ['approve', 'confirmed'],
      ['decline', 'declined'],
    ] as const) {
      const { shown, members } = await grouped({ audience: { access: 'approval' } })
      const [ada, , rosa] = await members()
      await running().admin('POST', `/registrations/${ada!.id}/${action}`)
      assert.deepEqual(await shown(), [status, 'pending_approval', 'pending_approval'])
      await running().admin('POST', `/registrations/${rosa!.id}/${action}`)
      assert.deepEqual(await shown(), all(status))
    }
  })
  test('waits behind the others where there was no seat for them, and has one after them', async () => {
    const { slug, shown, members } = await grouped({
      audience: { access: 'approval' },
      seats: { capacity: 0, waitlist: true, holdWhilePending: false },
    })
    const [ada, , rosa] = await members()
    for (const { id } of [ada!, rosa!]) await running().admin('POST', `/registrations/${id}/approve`)
    assert.deepEqual(await shown(), all('waitlisted'))
    await enlarge(slug, 1)
    assert.deepEqual(await shown(), ['confirmed', 'waitlisted', 'waitlisted'])
    await enlarge(slug, 2)
    assert.deepEqual((await shown())[2], 'confirmed')
    await enlarge(slug, 3)
    assert.deepEqual(await shown(), all('confirmed'))
    assert.deepEqual(await contradictions(running().deps.db, slug), [])
  })
  test('makes room for the rest once canceled, as anybody would', async () => {
    const { slug, link, members, shown } = await grouped({ seats: { capacity: 3, waitlist: true } })
    const [, known] = await members()
    assert.match((await post(`${link}/people/${known!.id}/cancel`)).to, /done=cancelled/)
    assert.deepEqual(await shown(), ['confirmed', 'cancelled', 'confirmed'])
    assert.deepEqual(await contradictions(running().deps.db, slug), [])
  })
  test('stays declined when the coordinator cancels everybody, as the others do', async () => {
    const { link, members, shown } = await grouped({ audience: { access: 'approval' } })
    for (const { registration } of await members())
      if (registration) await running().admin('POST', `/registrations/${registration.id}/decline`)
    await post(`${link}/cancel`)
    assert.deepEqual(await shown(), all('declined'))
  })
})
