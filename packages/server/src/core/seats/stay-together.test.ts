import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { createBulkAction } from '../../organizers/api/bulk/bulk-actions.ts'
import { carryOutBulkActions, runBulkAction } from '../../organizers/api/bulk/carry-out.ts'
import { operator } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { type Step, step, takeStep } from '../../testing/generated/steps.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { actOnGroup } from '../registrations/act-on-group.ts'
import { approve, promote } from './approval.ts'
import { cancel } from './cancel.ts'
import { expireRegistrations } from './expire.ts'

const when = { start: '2027-03-06T09:00', end: '2027-03-06T15:00' }
const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

type Decision =
  | { do: 'group'; people: number; split: boolean; again: boolean }
  | { do: 'bulk'; action: 'approve' | 'promote' | 'decline' | 'cancel'; every: number; from: number }
  | { do: 'act-on-group'; action: 'approve' | 'decline' | 'cancel'; which: number }

const decision: fc.Arbitrary<Decision> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('group' as const),
      people: fc.integer({ min: 2, max: 4 }),
      split: fc.constantFrom(false, false, true),
      again: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('bulk' as const),
      action: fc.constantFrom('approve' as const, 'promote' as const, 'decline' as const, 'cancel' as const),
      every: fc.integer({ min: 1, max: 3 }),
      from: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('act-on-group' as const),
      action: fc.constantFrom('approve' as const, 'decline' as const, 'cancel' as const),
      which: fc.nat(20),
    }),
  },
)

const anySeats = fc.record({
  capacity: fc.integer({ min: 1, max: 6 }),
  waitlist: fc.constantFrom(true, true, false),
  waitlistBy: fc.constantFrom('promotion' as const, 'offer' as const),
  holdWhilePending: fc.boolean(),
  holdDays: fc.integer({ min: 1, max: 3 }),
})

async function take(app: TestApp, slug: string, ada: ReturnType<typeof someone>, one: Step | Decision) {
  const { context } = app
  switch (one.do) {
    case 'group': {
      const { email: _, ...withoutAddress } = someone()
      const people = [one.again ? ada : someone(), withoutAddress, someone(), someone()].slice(0, one.people)
      return app.signUp(slug, { people, coordinator, split: one.split })
    }
    case 'bulk': {
      const people = await app.rows('registration', { slug })
      const registrations = people.filter((_, index) => index % one.every === one.from % one.every).map(({ id }) => id)
      if (registrations.length === 0) return undefined
      const { id } = await createBulkAction(context, operator, { action: one.action, training: slug, registrations })
      await runBulkAction(context, id)
      // The job does what is more than 20 people.
      return carryOutBulkActions(context)
    }
    case 'act-on-group': {
      const groups = await app.rows('registration_group', { slug })
      const group = groups[one.which % Math.max(1, groups.length)]
      return group && actOnGroup(context, group.reference, one.action)
    }
    default:
      return takeStep(app, slug, ada, one)
  }
}

onBothDatabases(
  'a group that stays together',
  (given) => {
    const agree = async (slug: string) =>
      assert.deepEqual(
        (await contradictions(given().context.db, slug)).filter((one) => !/people in \d+ seats$/.test(one)),
        [],
      )
    const statuses = async (slug: string) => {
      const rows = await given().rows('registration', { slug })
      return rows.map(({ status, holds_seat }) => (holds_seat === 1 ? status : `${status}, no seat`))
    }
    const waiting = 'waitlisted, no seat'
    const pending = 'pending_approval, no seat'

    /** A training with approval, where a group of three waits for it. */
    async function asked(capacity: number, seats: object = {}) {
      const { slug } = await given().givenTraining({
        ...when,
        audience: { access: 'approval', verify: 'never' },
        seats: { capacity, waitlist: true, holdWhilePending: false, ...seats },
      })
      const { body } = await given().signUp(slug, { people: [someone(), someone(), someone()], coordinator })
      const ids = (await given().rows('registration', { slug })).map(({ id }) => id) as [string, string, string]
      return { slug, ids, reference: body.reference as string }
    }
    const resize = (slug: string, capacity: number) =>
      given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity } })

    test('never has some people in seats while others wait, whatever is decided in whatever order', async () => {
      const begin = given().clock.now
      const numRuns = given().context.db.name === 'sqlite' ? 60 : 20
      await fc.assert(
        fc.asyncProperty(
          anySeats,
          fc.constantFrom('approval' as const, 'approval' as const, 'open' as const),
          fc.array(fc.oneof<fc.Arbitrary<Step | Decision>[]>(step, decision, decision), {
            minLength: 10,
            maxLength: 25,
          }),
          async (seats, access, steps) => {
            given().clock.now = begin
            const { slug } = await given().givenTraining({ ...when, seats, audience: { access, verify: 'never' } })
            const ada = someone()
            for (const one of steps) {
              await take(given(), slug, ada, one).catch((error) => {
                if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error
              })
              await agree(slug)
            }
          },
        ),
        { numRuns },
      )
      given().clock.now = begin
    })

    test('waits as a whole when it does not fit, no matter who approves it, and has its seats as a whole', async () => {
      const ways: Record<string, (ids: string[], slug: string, reference: string) => Promise<unknown>> = {
        'one by one': async (ids) => {
          for (const id of ids) await given().admin('POST', `/registrations/${id}/approve`)
        },
        'as a group': (_ids, _slug, reference) => given().admin('POST', `/groups/${reference}/approve`),
        'in bulk': async (registrations, training) => {
          const action = { action: 'approve', training, registrations }
          const { body } = await given().admin('POST', '/bulk-actions', action)
          await given().admin('POST', `/bulk-actions/${body.id}/run`)
        },
      }
      for (const [name, act] of Object.entries(ways)) {
        const { slug, ids, reference } = await asked(2)
        await act(ids, slug, reference)
        assert.deepEqual(await statuses(slug), [waiting, waiting, waiting], name)
        await resize(slug, 3)
        assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'], name)
      }
    })

    test('has the seats of all held as soon as one of it is approved', async () => {
      const { slug, ids } = await asked(3, { holdDays: 1 })
      await approve(given().context, ids[0])
      await given().signUp(slug, { people: [someone()] })
      assert.deepEqual(await statuses(slug), ['confirmed', 'pending_approval', 'pending_approval', pending])
      for (const day of [1, 2]) {
        given().clock.later({ hours: 25 })
        await expireRegistrations(given().context)
        assert.deepEqual(
          (await statuses(slug)).slice(0, 3),
          ['confirmed', 'pending_approval', 'pending_approval'],
          `${day}`,
        )
      }
      await approve(given().context, ids[1])
      await given().admin('POST', `/registrations/${ids[2]}/decline`)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'declined, no seat', pending])
      await agree(slug)
    })

    test('waits with those who are not decided on yet, and no longer counts those who left', async () => {
      const { slug, ids } = await asked(2)
      await approve(given().context, ids[0])
      assert.deepEqual(await statuses(slug), [waiting, pending, pending])
      await cancel(given().context, ids[1])
      assert.deepEqual(await statuses(slug), ['confirmed', 'cancelled, no seat', 'pending_approval'])
      await agree(slug)
    })

    test('gets all of its seats by hand or none, also from people who were registered before', async () => {
      const { slug } = await given().givenTraining({ ...when, seats: { capacity: 1, waitlist: true } })
      const ada = someone()
      await given().signUp(slug, { people: [ada] })
      await given().signUp(slug, { people: [ada, someone(), someone()], coordinator })
      const [, luis] = await given().rows('registration', { slug })
      await resize(slug, 2)
      const { status, body } = await given().admin('POST', `/registrations/${luis?.id}/promote`)
      assert.deepEqual([status, body.type], [409, '/problems/no-seat-free'])
      assert.match(body.detail, /stays together, so it needs 2 free seats/)
      await resize(slug, 3)
      assert.deepEqual(await statuses(slug), ['confirmed', waiting, waiting])
      await promote(given().context, luis?.id ?? '')
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
      await agree(slug)
    })

    test('keeps awaiting approval as a whole where there is no waiting list', async () => {
      const { slug, ids, reference } = await asked(3, { waitlist: false })
      await resize(slug, 2)
      for (const path of [`/registrations/${ids[0]}/approve`, `/groups/${reference}/approve`]) {
        const { status, body } = await given().admin('POST', path)
        assert.deepEqual([status, body.type], [409, '/problems/no-seat-free'])
        assert.match(body.detail, /stays together, so it needs 3 free seats/)
      }
      assert.deepEqual(await statuses(slug), [pending, pending, pending])
    })

    test('does not tell by its seats who was registered before', async () => {
      for (const isKnown of [false, true]) {
        const { slug } = await given().givenTraining({
          ...when,
          audience: { access: 'approval', verify: 'never' },
          seats: { capacity: 2, waitlist: true, holdWhilePending: false },
        })
        const ada = someone()
        if (isKnown) await given().signUp(slug, { people: [ada] })
        const { body } = await given().signUp(slug, { people: [ada, someone(), someone()], coordinator })
        await actOnGroup(given().context, body.reference, 'approve')
        assert.deepEqual(
          (await statuses(slug)).slice(isKnown ? 1 : 0),
          isKnown ? [waiting, waiting] : [waiting, waiting, waiting],
        )
      }
    })
  },
  mailing,
)
