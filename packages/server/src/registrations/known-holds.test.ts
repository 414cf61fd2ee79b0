import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrainingDraft } from '@training-signup/contract'
import { readMembers } from '../manage/group-actions.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'
import { expireRegistrations } from './expire.ts'
import { answerAsSupervisor } from './supervisor-answer.ts'

onBothDatabases(
  'whoever was registered before',
  (given) => {
    const { begin, type, later, ...signer } = createSigner(given)
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

    /** A training with one person in it, who is the first of `people` if they are to be known. */
    async function registered(training: Partial<TrainingDraft>, isKnown: boolean) {
      const { slug } = await given().givenTraining(training)
      const ada = somebody()
      const one = isKnown ? ada : somebody()
      await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [one] })
      return { slug, ada }
    }
    const idIn = async (table: 'registration_group' | 'supervisor_request', slug: string) =>
      given()
        .deps.db.reader.selectFrom(table as 'registration_group')
        .$if(table === 'registration_group', (groups) =>
          groups.where('training_id', 'in', (query) =>
            query.selectFrom('training').select('id').where('slug', '=', slug),
          ),
        )
        .select('id')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
    const shownIn = async (slug: string) => {
      const members = await readMembers(given().deps, (await idIn('registration_group', slug)).id)
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
      return members.map(({ status }) => status)
    }

    test('holds a seat for an approval, and loses it, like somebody new', async () => {
      const audience = { access: 'approval', supervisor: 'optional' } as const
      for (const [capacity, days, expected] of [
        [1, 0, 'waitlisted'],
        [2, 0, 'confirmed'],
        [2, 8, 'waitlisted'],
      ] as const)
        for (const isKnown of [true, false]) {
          const { slug, ada } = await registered({ audience, seats: { capacity, waitlist: true } }, isKnown)
          const people = [{ ...ada, supervisorEmail: 'sergeant@kcpd.example' }]
          assert.equal((await given().signUp(slug, { people, coordinator })).status, 201)
          assert.deepEqual(await shownIn(slug), ['pending_approval'])
          later(days * 24 * 60)
          await expireRegistrations(given().deps)
          assert.deepEqual(await shownIn(slug), ['pending_approval'])

          for (const one of days > 0 ? [somebody(), somebody()] : [])
            await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [one] })
          await answerAsSupervisor(given().deps, (await idIn('supervisor_request', slug)).id, 'yes')
          assert.deepEqual(await shownIn(slug), [expected], `${capacity} ${days} ${isKnown}`)
        }
    })

    test('has as much time to be verified as the others when the training is moved', async () => {
      const answers = []
      for (const isKnown of [true, false]) {
        const { slug, ada } = await registered({ ...verifying, seats: { capacity: 9, cutOffHours: 24 } }, isKnown)
        const sent = await begin(slug, { people: [ada, somebody()], coordinator })
        await given().admin('PATCH', `/trainings/${slug}`, { start: '2027-01-11T06:30', end: '2027-01-11T09:30' })
        later(31)
        await expireRegistrations(given().deps)
        const { body } = await type(sent, await signer.codeTo(coordinator.email))
        answers.push(body.people)
      }
      assert.deepEqual(answers[0], [{ status: 'confirmed' }, { status: 'confirmed' }])
      assert.deepEqual(answers[1], answers[0])
    })

    test('loses what was offered when the others of their group do, whoever else is not told yet', async () => {
      for (const isKnown of [true, false]) {
        const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const
        const { slug, ada } = await registered({ seats }, isKnown)
        const people = [ada, somebody()]
        await given().signUp(slug, { people, coordinator, split: true })
        await given().signUp(slug, { people: [somebody()] })
        await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 9 } })
        assert.deepEqual(await shownIn(slug), ['offered', 'offered'])
        const late = (await signer.people(slug)).at(-1)?.id ?? ''
        await given().deps.db.transaction((tx) =>
          tx
            .updateTable('outbox')
            .set({ outcome: 'sent' })
            .where(({ or, eb }) => or([eb('registration_id', 'is', null), eb('registration_id', '!=', late)]))
            .execute(),
        )
        later(72 * 60)
        await expireRegistrations(given().deps)
        assert.deepEqual(await shownIn(slug), ['expired', 'expired'])
        assert.equal((await signer.people(slug)).at(-1)?.status, 'offered')
      }
    })
  },
  mailing,
)
