import assert from 'node:assert/strict'
import type { RegistrationInput } from '@training-signup/contract'
import { test } from 'mocha'
import { contradictions, oversoldSeats } from '../../testing/generated/recount.ts'
import { press } from '../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

onBothDatabases(
  'a sign-up that corrects one which needed no code',
  (given) => {
    const { later, people, seats, ...signer } = createSigner(given)
    const { linkOf, get, post } = createVisitor(given)
    const statuses = (slug: string) => given().statuses(slug)
    const subjects = async (address: string) => (await signer.mailsTo(address)).map(({ subject }) => subject)
    const hold = { capacity: 1, waitlist: true }

    async function begin(slug: string, input: RegistrationInput) {
      const { status, body } = await given().signUp(slug, input)
      assert.equal(status, 201, JSON.stringify(body))
      return { reference: body.reference as string, secret: body.correction?.secret as string }
    }
    const correct = async (slug: string, replaces: { reference: string; secret: string }, input: RegistrationInput) =>
      given().signUp(slug, { ...input, replaces })
    const rowsOf = (slug: string) => given().rows('registration', { slug })
    const agrees = async (slug: string) => assert.deepEqual(await contradictions(given().context.db, slug), [])

    test('keeps the seat, and the mistyped address gets nothing', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 3, waitlist: true } })
      const [typo, ada, luis] = [someone(), someone(), someone()]
      const first = await begin(slug, { people: [typo] })
      await begin(slug, { people: [luis] })
      const { body } = await correct(slug, first, { people: [ada] })
      assert.deepEqual([body.status, body.correction], ['confirmed', undefined])
      assert.deepEqual(
        (await rowsOf(slug)).map(({ email, status }) => [email, status]),
        [
          [luis.email, 'confirmed'],
          [ada.email, 'confirmed'],
        ],
      )
      assert.deepEqual(await subjects(ada.email), ['You’re in: Saturday, March 6, 9 AM'])
      assert.ok(given().mails.every(({ to }) => to !== typo.email))
      assert.deepEqual((await seats(slug)).taken, 2)
      await agrees(slug)
    })

    test('ends the link at an address that was emailed, and that address gets nothing more', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      const [typo, ada] = [someone(), someone()]
      const first = await begin(slug, { people: [typo] })
      assert.equal((await subjects(typo.email)).length, 1)
      const link = await linkOf((await people(slug))[0]?.id ?? '')
      assert.equal((await get(link)).status, 200)
      await correct(slug, first, { people: [ada] })
      assert.equal((await get(link)).status, 404)
      assert.equal((await post(`${link}/cancel`)).status, 404)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      const { id } = (await people(slug))[0] as { id: string }
      await given().admin('POST', `/registrations/${id}/cancel`)
      assert.deepEqual(await subjects(typo.email), [])
    })

    test('keeps its place on the waiting list', async () => {
      const { slug } = await given().givenTraining({ seats: hold })
      const [zoe, typo, luis, ada] = [someone(), someone(), someone(), someone()]
      await begin(slug, { people: [zoe] })
      const first = await begin(slug, { people: [typo] })
      await begin(slug, { people: [luis] })
      assert.equal((await correct(slug, first, { people: [ada] })).body.status, 'waitlisted')
      await given().admin('POST', `/registrations/${(await people(slug))[0]?.id}/cancel`)
      const standing = (await rowsOf(slug)).map(({ email, holds_seat }) => [email, holds_seat])
      assert.deepEqual(standing, [
        [zoe.email, 0],
        [luis.email, 0],
        [ada.email, 1],
      ])
      await agrees(slug)
    })

    test('keeps its request, or has a seat if the right address needs no approval', async () => {
      const audience = { access: 'domain' as const, domains: ['kcpd.example'], supervisor: 'optional' as const }
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true }, audience })
      const supervisorEmail = 'lieutenant@kcpd.example'
      const [typo, ada] = [someone({ supervisorEmail }), someone({ supervisorEmail })]
      const first = await begin(slug, { people: [typo] })
      assert.equal((await correct(slug, first, { people: [ada] })).body.status, 'pending_approval')
      assert.deepEqual(
        (await rowsOf(slug)).map(({ email, holds_seat }) => [email, holds_seat]),
        [[ada.email, 1]],
      )
      assert.equal((await subjects(supervisorEmail)).length, 1)
      await agrees(slug)

      const { slug: other } = await given().givenTraining({ seats: { capacity: 3, waitlist: true }, audience })
      const second = await begin(other, { people: [typo] })
      await begin(other, { people: [someone()] })
      const grace = someone({ email: `grace.${other}@kcpd.example` })
      assert.equal((await correct(other, second, { people: [grace] })).body.status, 'confirmed')
      await agrees(other)
    })

    test('counts once as a sign-up of the partner, and its first request is no other sign-up when it is sent again', async () => {
      const { slug } = await given().givenTraining()
      const key = { 'idempotency-key': `a-key-of-${slug}-0001` }
      const input = { people: [someone()] }
      const first = await given().signUp(slug, input, key)
      assert.deepEqual((await given().signUp(slug, input, key)).body, first.body)
      const named = { reference: first.body.reference, secret: first.body.correction.secret }
      await correct(slug, named, { people: [someone()] })
      assert.deepEqual((await given().signUp(slug, input, key)).body, first.body)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      const counts = await given().rows('impression_count', { slug })
      assert.deepEqual(
        counts.map(({ sign_ups }) => sign_ups),
        [1],
      )
      await agrees(slug)
    })

    test('ends nothing when it is refused', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: false } })
      const first = await begin(slug, { people: [someone()] })
      const coordinator = { name: 'Pat Lee', email: someone().email }
      const { body } = await correct(slug, first, { people: [someone(), someone()], coordinator })
      assert.equal(body.type, '/problems/not-correctable')
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.equal((await correct(slug, first, { people: [someone()] })).body.status, 'confirmed')
      await agrees(slug)
    })

    test('may keep the address and correct something else', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      const ada = someone()
      const first = await begin(slug, { people: [ada] })
      assert.equal((await correct(slug, first, { people: [{ ...ada, needs: 'a ramp' }] })).body.status, 'confirmed')
      const [row] = await rowsOf(slug)
      assert.deepEqual(JSON.parse(row?.sensitive ?? ''), { needs: 'a ramp' })
      await agrees(slug)
    })

    test('holds the seat while it waits for a code itself', async () => {
      const { slug } = await given().givenTraining({
        seats: { capacity: 3, waitlist: true },
        audience: { verify: 'groups' },
      })
      const first = await begin(slug, { people: [someone()] })
      await begin(slug, { people: [someone()] })
      const { email: _, ...grace } = someone()
      const coordinator = { name: 'Pat Lee', email: someone().email }
      const { body } = await correct(slug, first, { people: [grace], coordinator })
      assert.equal(body.status, 'pending_verification')
      assert.equal((await signer.pending(body.reference))?.held_seats, 1)
      assert.deepEqual([(await seats(slug)).taken, await statuses(slug)], [2, ['confirmed']])
      await agrees(slug)
    })

    test('counts once, however many come at the same time', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true } })
      const first = await begin(slug, { people: [someone()] })
      const answers = await Promise.all([1, 2, 3].map(() => correct(slug, first, { people: [someone()] })))
      const told = answers.map(({ body }) => String(body.status))
      assert.deepEqual(
        told.toSorted((one, other) => one.localeCompare(other)),
        ['confirmed', 'confirmed', 'waitlisted'],
      )
      assert.equal((await correct(slug, first, { people: [someone()] })).body.status, 'waitlisted')
      await agrees(slug)
    })

    test('oversells nothing while others sign up and correct at the same time', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 6, waitlist: true } })
      const firsts = []
      for (let count = 0; count < 8; count++) firsts.push(await begin(slug, { people: [someone()] }))
      const typo = someone()
      const coordinator = { name: 'Pat Lee', email: someone().email }
      await Promise.all(
        firsts.flatMap((first, index) => [
          correct(slug, first, index % 3 === 0 ? { people: [typo, someone()], coordinator } : { people: [someone()] }),
          given().signUp(slug, { people: [someone()] }),
          correct(slug, first, { people: [someone()] }),
        ]),
      )
      assert.equal(await oversoldSeats(given().context.db), 0)
      await agrees(slug)
    })

    const untouched: Record<string, (own: { slug: string; id: string; typo: ReturnType<typeof someone> }) => unknown> =
      {
        'an hour later': () => later(60),
        'after its link was used': async ({ id }) => post(`${await linkOf(id)}/keep`),
        'after its owner gave it up': async ({ id }) => post(`${await linkOf(id)}/cancel`),
        'after someone signed up with that address': ({ slug, typo }) => given().signUp(slug, { people: [typo] }),
        'after its owner asked for the link': ({ slug, typo }) => post(`/t/${slug}/find`, { email: typo.email }),
        'after the door checked its owner in': ({ id }) => given().admin('PUT', `/registrations/${id}/check-in`),
        'after an organizer approved it': ({ id }) => given().admin('POST', `/registrations/${id}/approve`),
        'after an organizer declined it': ({ id }) => given().admin('POST', `/registrations/${id}/decline`),
        'after an organizer edited it': ({ id }) =>
          given().admin('PATCH', `/registrations/${id}`, { person: { givenName: 'Eda' } }),
      }
    for (const [when, happen] of Object.entries(untouched))
      test(`corrects nothing ${when}`, async () => {
        const audience = /organizer/.test(when) ? { access: 'approval' as const } : {}
        const { slug } = await given().givenTraining({ seats: { capacity: 3, waitlist: true }, audience })
        const typo = someone()
        const first = await begin(slug, { people: [typo] })
        later(1)
        await happen({ slug, id: (await people(slug))[0]?.id ?? '', typo })
        const [before] = await rowsOf(slug)
        later(1)
        assert.equal((await correct(slug, first, { people: [someone()] })).status, 201)
        const rows = await rowsOf(slug)
        assert.equal(rows.length, 2)
        assert.deepEqual(rows[0], before)
        await agrees(slug)
      })

    test('corrects nothing after a supervisor answered, also about someone who was registered', async () => {
      const audience = { access: 'approval' as const, supervisor: 'optional' as const }
      for (const isKnown of [false, true])
        for (const isAnswered of [false, true]) {
          const { slug } = await given().givenTraining({ audience })
          const supervisorEmail = someone().email
          const typo = someone()
          if (isKnown) await begin(slug, { people: [typo] })
          later(1)
          const first = await begin(slug, { people: [{ ...typo, supervisorEmail }] })
          const [mail] = await signer.mailsTo(supervisorEmail)
          const link = /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
          later(1)
          if (isAnswered) await given().app.request(`${link}/yes`, press)
          await correct(slug, first, { people: [someone()] })
          // A stranger who names a mailbox of their own sees the same of either.
          assert.equal((await get(link)).status, isAnswered ? 200 : 404, `${isKnown} ${isAnswered}`)
          await agrees(slug)
        }
    })

    test('corrects nothing without the right secret', async () => {
      const { slug } = await given().givenTraining({ seats: hold })
      const first = await begin(slug, { people: [someone()] })
      const other = await begin(slug, { people: [someone()] })
      const { slug: elsewhere } = await given().givenTraining({ seats: hold })
      const [mine] = await rowsOf(slug)
      for (const [at, named] of [
        [slug, { reference: first.reference, secret: other.secret }],
        [slug, { reference: other.reference, secret: first.secret }],
        [slug, { reference: first.reference, secret: '' }],
        [slug, { reference: first.reference, secret: `${first.secret.slice(0, -2)}AA` }],
        [slug, { reference: '\0', secret: first.secret }],
        [elsewhere, first],
      ] as const)
        assert.equal((await correct(at, named, { people: [someone()] })).status, 201)
      assert.deepEqual((await rowsOf(slug))[0], mine)
      await agrees(slug)
    })

    test('corrects nothing after the owner of the address asked for the link, also if they were registered before', async () => {
      const coordinator = { name: 'Pat Lee', email: someone().email }
      for (const isKnown of [false, true])
        for (const isAsked of [false, true]) {
          const { slug } = await given().givenTraining()
          const vera = someone()
          if (isKnown) await begin(slug, { people: [vera] })
          await post(`/t/${slug}/find`, { email: vera.email })
          later(20)
          const first = await begin(slug, { people: [vera], coordinator })
          const mails = await signer.mailsTo(coordinator.email)
          const link = /https:\/\/signup\.example(\/r\/[\w-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? ''
          later(1)
          if (isAsked) await post(`/t/${slug}/find`, { email: vera.email })
          await correct(slug, first, { people: [someone()] })
          // A stranger who coordinates the group sees the same of either.
          assert.equal((await get(link)).status, isAsked ? 200 : 404, `${isKnown} ${isAsked}`)
          await agrees(slug)
        }
    })

    test('is answered alike for a first address that was registered and one that was not', async () => {
      for (const seatsOf of [
        { capacity: 9, waitlist: true },
        { capacity: 9, waitlist: false },
        { capacity: 1, waitlist: true },
      ])
        for (const access of ['open', 'approval'] as const) {
          const { slug } = await given().givenTraining({ seats: seatsOf, audience: { access } })
          const known = someone()
          await begin(slug, { people: [known] })
          later(1)
          const before = await rowsOf(slug)
          const follow = async (typo: ReturnType<typeof someone>) => {
            const key = { 'idempotency-key': crypto.randomUUID() }
            const first = await given().signUp(slug, { people: [typo] }, key)
            const again = await given().signUp(slug, { people: [typo] }, key)
            assert.deepEqual(again.body, first.body)
            const named = { reference: first.body.reference, secret: first.body.correction.secret }
            const second = await correct(slug, named, { people: [someone()] })
            const third = await correct(slug, named, { people: [someone()] })
            const replayed = await given().signUp(slug, { people: [typo] }, key)
            assert.deepEqual(replayed.body, first.body)
            return [first, second, third].map(({ status, body }) => [
              status,
              { ...body, reference: '', correction: body.correction && body.correction.secret.length },
            ])
          }
          assert.deepEqual(await follow(known), await follow(someone()))
          assert.deepEqual((await rowsOf(slug))[0], before[0])
          await agrees(slug)
        }
    })

    test('is answered alike for a right address that is registered, and holds no second seat for it', async () => {
      for (const seatsOf of [
        { capacity: 3, waitlist: true },
        { capacity: 3, waitlist: false },
      ]) {
        const follow = async (isKnown: boolean) => {
          const { slug } = await given().givenTraining({ seats: seatsOf })
          const ada = someone()
          await begin(slug, { people: [isKnown ? ada : someone()] })
          await signer.mailsTo('')
          const typo = someone()
          const first = await begin(slug, { people: [typo] })
          const { status, body } = await correct(slug, first, { people: [ada] })
          assert.deepEqual((await seats(slug)).taken, isKnown ? 1 : 2)
          const [subject] = await subjects(ada.email)
          assert.match(subject ?? '', isKnown ? /already have your registration/ : /You’re in: /)
          assert.ok(given().mails.every(({ to }) => to !== typo.email))
          await agrees(slug)
          return [status, { ...body, reference: '' }]
        }
        assert.deepEqual(await follow(true), await follow(false))
      }
    })

    test('of a group keeps its seats, also of someone who was registered before', async () => {
      for (const split of [false, true])
        for (const isKnown of [false, true]) {
          const { slug } = await given().givenTraining({ seats: { capacity: isKnown ? 6 : 5, waitlist: true } })
          const ada = someone()
          if (isKnown) await begin(slug, { people: [ada] })
          const { email: _, ...grace } = someone()
          const typo = { name: 'Pat Lee', email: someone().email }
          const group = { people: [ada, grace], split }
          const first = await begin(slug, { ...group, coordinator: typo })
          await begin(slug, { people: [someone()] })
          const right = { ...typo, email: someone().email }
          const { body } = await correct(slug, first, { ...group, coordinator: right })
          assert.deepEqual(
            body.people.map(({ status }: { status: string }) => status),
            ['confirmed', 'confirmed'],
            `${split} ${isKnown}`,
          )
          assert.deepEqual(await subjects(typo.email), [])
          assert.ok(given().mails.some(({ to }) => to === right.email))
          assert.equal((await statuses(slug)).filter((status) => status === 'confirmed').length, 3)
          await agrees(slug)
        }
    })

    test('of a person does not bring a group to the front of the waiting list', async () => {
      const { slug } = await given().givenTraining({ seats: hold })
      const zoe = await begin(slug, { people: [someone()] })
      const first = await begin(slug, { people: [someone()] })
      const luis = someone()
      await begin(slug, { people: [luis] })
      const coordinator = { name: 'Pat Lee', email: someone().email }
      await correct(slug, first, { people: [someone(), someone()], coordinator })
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2 } })
      assert.ok(zoe)
      const seated = (await rowsOf(slug)).filter(({ holds_seat }) => holds_seat === 1)
      assert.ok(seated.some(({ email }) => email === luis.email))
      await agrees(slug)
    })
  },
  mailing,
)

onBothDatabases('a sign-up on a server without email', (given) => {
  test('cannot be corrected', async () => {
    const { slug } = await given().givenTraining()
    const { body } = await given().signUp(slug, { people: [someone()] })
    assert.equal(body.correction, undefined)
  })
})
