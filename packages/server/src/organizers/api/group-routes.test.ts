import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

type Person = Record<string, string | boolean>

const unaddressed = (givenName: string): Person => ({ givenName, familyName: 'Ortega' })

onBothDatabases(
  'an organizer with a whole group',
  (given) => {
    const { statuses, get, groupLink, everything } = createVisitor(given)
    const { mailsTo, seats } = createSigner(given)

    async function grouped(
      people: Person[],
      training: Partial<TrainingDraft> = {},
      { existing = [], split = true }: { existing?: Person[]; split?: boolean } = {},
    ) {
      const { slug } = await given().givenTraining(training)
      for (const one of existing) assert.equal((await given().signUp(slug, { people: [one] })).status, 201)
      const coordinator = { name: 'Kim Doe', email: `kim.${slug}@kcpd.example` }
      const { status, body } = await given().signUp(slug, { people, coordinator, split })
      assert.equal(status, 201, JSON.stringify(body))
      return { slug, coordinator, reference: body.reference as string }
    }
    const act = (reference: string, action: string) => given().admin('POST', `/groups/${reference}/${action}`)
    const became = ({ body }: { body: Json }) => body.registrations.map((one: Json) => one.status)
    const crowd = (size: number) => Array.from({ length: size }, () => someone())
    const agree = async (slug: string) => assert.deepEqual(await contradictions(given().context.db, slug), [])
    /** What is sent now, as recipients with subjects. */
    const sent = async () => {
      await mailsTo('')
      return given()
        .mails.map(({ to, subject }) => `${to}: ${subject}`)
        .toSorted()
    }
    const daytime = () => {
      given().clock.now = new Date('2027-01-10T18:00:00.000Z')
    }

    test('cancels everyone, their seats go to those who wait, and the coordinator gets one email', async () => {
      daytime()
      const [luis, waiting] = [someone(), someone()]
      const people = [unaddressed('Ada'), unaddressed('Rosa'), luis]
      const { slug, coordinator, reference } = await grouped(people, { seats: { capacity: 3, waitlist: true } })
      await given().signUp(slug, { people: [waiting] })
      await mailsTo('')
      const answer = await act(reference, 'cancel')
      assert.equal(answer.status, 200)
      assert.deepEqual(became(answer), ['cancelled', 'cancelled', 'cancelled'])
      assert.equal(answer.body.registrations[0].group.reference, reference)
      assert.deepEqual(await statuses(slug), ['cancelled', 'cancelled', 'cancelled', 'confirmed'])
      assert.deepEqual(
        await sent(),
        [
          `${coordinator.email}: The registrations for 2 people in your group were canceled: Saturday, March 6, 9 AM`,
          `${luis.email}: Your registration was canceled: Saturday, March 6, 9 AM`,
          `${waiting.email}: You have a seat: Saturday, March 6, 9 AM`,
        ].toSorted(),
      )
      await agree(slug)
    })

    test('skips people whose status does not allow it, and is refused when no one’s does', async () => {
      const { slug, reference } = await grouped(crowd(3), { audience: { access: 'approval' } })
      const registrations = await given().people(slug)
      await given().admin('POST', `/registrations/${registrations[1].id}/decline`)
      assert.deepEqual(became(await act(reference.toLowerCase(), 'approve')), ['confirmed', 'declined', 'confirmed'])
      const before = await everything()
      for (const action of ['approve', 'decline']) {
        const { status, body } = await act(reference, action)
        assert.deepEqual([status, body.type], [409, '/problems/wrong-status'])
      }
      assert.deepEqual(await everything(), before)
      assert.deepEqual(became(await act(reference, 'cancel')), ['cancelled', 'declined', 'cancelled'])
      assert.equal((await act(reference, 'cancel')).status, 409)
      await agree(slug)
    })

    test('approves in line while there are seats, as one by one', async () => {
      const training = (waitlist: boolean) => ({
        audience: { access: 'approval' as const },
        seats: { capacity: 2, waitlist, holdWhilePending: false },
      })
      for (const waitlist of [true, false]) {
        const oneByOne = await grouped(crowd(4), training(waitlist))
        const registrations = await given().people(oneByOne.slug)
        for (const { id } of registrations) await given().admin('POST', `/registrations/${id}/approve`)
        const together = await grouped(crowd(4), training(waitlist))
        const answer = await act(together.reference, 'approve')
        const rest = waitlist ? 'waitlisted' : 'pending_approval'
        assert.deepEqual(await statuses(oneByOne.slug), ['confirmed', 'confirmed', rest, rest])
        assert.deepEqual(became(answer).toSorted(), ['confirmed', 'confirmed', rest, rest].toSorted())
        assert.deepEqual(await statuses(together.slug), await statuses(oneByOne.slug))
        assert.equal((await seats(together.slug)).taken, 2)
        await agree(together.slug)
        if (waitlist) continue
        const again = await act(together.reference, 'approve')
        assert.deepEqual([again.status, again.body.type], [409, '/problems/no-seat-free'])
      }
    })

    test('declines everyone who awaits approval, and their held seats are free', async () => {
      const people = [unaddressed('Ada'), unaddressed('Rosa'), someone()]
      const training = { audience: { access: 'approval' as const }, seats: { capacity: 3, waitlist: true } }
      const { slug, coordinator, reference } = await grouped(people, training)
      assert.equal((await seats(slug)).taken, 3)
      await mailsTo('')
      assert.deepEqual(became(await act(reference, 'decline')), ['declined', 'declined', 'declined'])
      assert.equal((await seats(slug)).taken, 0)
      assert.deepEqual(
        (await sent()).map((mail) => mail.split(':')[0]),
        [String(people[2]?.['email']), coordinator.email].toSorted(),
      )
      await agree(slug)
    })

    test('finds only groups', async () => {
      const { slug } = await given().givenTraining()
      const alone = (await given().signUp(slug, { people: [someone()] })).body.reference
      for (const reference of ['K7MQ-3FXA', 'K7', 'no group', alone])
        assert.deepEqual((await act(encodeURIComponent(reference), 'cancel')).body.type, '/problems/not-found')
      const { reference } = await grouped([someone()])
      assert.equal((await act(reference, 'promote')).status, 422)
      const stranger = await given().send('POST', `/api/v1/admin/groups/${reference}/cancel`)
      assert.equal(stranger.status, 401)
    })

    /**
     * What the coordinator of two people, one of them maybe known, sees after an action on the
     * group.
     */
    async function seenAfter(action: string, split: boolean, isKnown: boolean) {
      const luis = someone()
      const { slug, coordinator, reference } = await grouped(
        [unaddressed('Ada'), luis],
        { audience: { access: action === 'cancel' ? 'open' : 'approval' }, seats: { capacity: 9, waitlist: true } },
        { existing: isKnown ? [luis] : [], split },
      )
      const { id } = await given().row('registration_group', { reference })
      await mailsTo('')
      assert.equal((await act(reference, action)).status, 200)
      const mails = await mailsTo(coordinator.email)
      const page = (await get(groupLink(id))).text
      assert.match(page, /Ada Ortega/)
      const bare = (text: string) =>
        text
          .replaceAll(/\/r\/[\w-]+/g, '…')
          .replaceAll(/\/people\/[\w-]+/g, '…')
          .replaceAll(/[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/g, '…')
          .replaceAll(/training-\d+|[Rr]eyes[\da-j]+/g, '…')
      const seen = [mails.map(({ subject, text }) => bare(`${subject} ${text}`)), bare(page)]
      return { seen, statuses: await statuses(slug) }
    }

    for (const [action, before, after] of [
      ['cancel', 'confirmed', 'cancelled'],
      ['approve', 'pending_approval', 'confirmed'],
      ['decline', 'pending_approval', 'declined'],
    ] as const)
      for (const split of [true, false])
        test(`tells its coordinator nothing about who was registered before: ${action}, ${split ? 'divided' : 'together'}`, async () => {
          const [known, fresh] = [await seenAfter(action, split, true), await seenAfter(action, split, false)]
          // The registration that was there before is not one of the group.
          assert.deepEqual(known.statuses, [before, after])
          assert.deepEqual(fresh.statuses, [after, after])
          assert.equal(known.seen[0]?.length, 1)
          assert.deepEqual(known.seen, fresh.seen)
        })

    test('frees and takes seats that others race for, and none is oversold or stays empty', async () => {
      for (const action of ['cancel', 'approve']) {
        const training = {
          audience: { access: 'approval' as const },
          seats: { capacity: 6, waitlist: true, holdWhilePending: false },
        }
        const { slug, reference } = await grouped(crowd(5), training)
        if (action === 'cancel') await act(reference, 'approve')
        // From now on others take seats without approval.
        const opened = await given().admin('PATCH', `/trainings/${slug}`, { audience: { access: 'open' } })
        assert.equal(opened.status, 200, JSON.stringify(opened.body))
        const [moved, ...answers] = await Promise.all([
          act(reference, action),
          ...crowd(8).map((one) => given().signUp(slug, { people: [one] })),
        ])
        assert.equal(moved.status, 200)
        assert.ok(answers.every(({ status }) => status === 201))
        await agree(slug)
        assert.equal((await seats(slug)).taken, 6)
      }
    })
  },
  mailing,
)
