import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'
import { expirePending } from './expire.ts'

onBothDatabases(
  'the seats that are held until an address is verified',
  (given) => {
    const { begin, type, later, people, seats, ...signer } = createSigner(given)
    const register = async (slug: string, ada: ReturnType<typeof someone>) => {
      const own = await begin(slug, { people: [ada] })
      assert.equal((await type(own, await signer.codeTo(ada.email))).status, 200)
    }
    const band = async (slug: string) =>
      (await readJson(await given().send('GET', `/api/v1/trainings/${slug}`))).training.state
    const coordinatorOf = (slug: string) => ({ name: 'Pat Lee', email: `pat.${slug}@kcpd.example` })
    const crowd = (size: number) => Array.from({ length: size }, () => someone())
    const taken = async (slug: string) => {
      assert.deepEqual(await contradictions(given().context.db, slug), [])
      return (await seats(slug)).taken
    }

    test('are as many for someone who is registered already, until they are given back', async () => {
      type Frees = (sent: Awaited<ReturnType<typeof begin>>, id: string) => Promise<unknown>
      const frees: Record<string, [left: number, free: Frees]> = {
        'after an hour': [
          1,
          async () => {
            later(60)
            await expirePending(given().context)
          },
        ],
        'by a correction, which holds its own': [
          2,
          ({ slug, reference, secret }) => begin(slug, { people: [someone()], replaces: { reference, secret } }),
        ],
        'not by an organizer who cancels the registration': [
          1,
          (_, id) => given().admin('POST', `/registrations/${id}/cancel`),
        ],
        'by the code': [
          1,
          async (sent) => assert.equal((await type(sent, await signer.codeTo(ada.email))).body.status, 'confirmed'),
        ],
        'by erasing the person': [0, (_, id) => given().admin('DELETE', `/registrations/${id}`)],
      }
      let ada = someone()
      for (const [name, [left, free]] of Object.entries(frees)) {
        ada = someone()
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
        await register(slug, ada)
        assert.equal(await band(slug), 'open')
        const sent = await begin(slug, { people: [ada] })
        assert.deepEqual([await taken(slug), await band(slug)], [2, 'few'])
        await free(sent, (await people(slug))[0]?.id ?? '')
        assert.equal(await taken(slug), left, name)
      }
    })

    test('go to those who wait when the hour is over', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
      await begin(slug, { people: crowd(3), coordinator: coordinatorOf(slug) })
      const luis = someone()
      await register(slug, luis)
      assert.equal((await people(slug))[0]?.status, 'waitlisted')
      later(60)
      await expirePending(given().context)
      assert.deepEqual([(await people(slug))[0]?.status, await taken(slug)], ['confirmed', 1])
    })

    test('are given back by the code for people who were registered before, and go to those who wait', async () => {
      for (const split of [false, true]) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
        const ada = someone()
        await register(slug, ada)
        const sent = await begin(slug, { people: [ada, someone()], coordinator: coordinatorOf(slug), split })
        const code = await signer.codeTo(coordinatorOf(slug).email)
        const luis = someone()
        await register(slug, luis)
        assert.equal(await taken(slug), 3)
        const { body } = await type(sent, code)
        assert.deepEqual(
          body.people.map((one: { status: string }) => one.status),
          ['confirmed', 'confirmed'],
        )
        assert.deepEqual((await people(slug)).map(({ status }) => status).toSorted(), [
          'confirmed',
          'confirmed',
          'confirmed',
        ])
        assert.equal(await taken(slug), 3)
      }
    })

    test('are five of a group at most, and the others take theirs with the code', async () => {
      for (const split of [false, true]) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 20, waitlist: true } })
        const sent = await begin(slug, { people: crowd(8), coordinator: coordinatorOf(slug), split })
        assert.equal(await taken(slug), 5)
        const { body } = await type(sent, await signer.codeTo(coordinatorOf(slug).email))
        assert.equal(body.status, 'confirmed')
        assert.equal(await taken(slug), 8)
      }
    })

    test('are half of all in sum, at least five, whatever is answered', async () => {
      for (const [capacity, most] of [
        [20, 10],
        [15, 8],
        [8, 5],
        [3, 3],
      ] as const) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity, waitlist: true } })
        const answers = await Promise.all(crowd(capacity + 2).map((one) => given().signUp(slug, { people: [one] })))
        assert.ok(answers.every(({ status, body }) => status === 201 && body.status === 'pending_verification'))
        assert.equal(await taken(slug), most)
        const ada = someone()
        await register(slug, ada)
        const isLeft = most < capacity
        assert.equal((await people(slug)).at(-1)?.status, isLeft ? 'confirmed' : 'waitlisted')
        assert.equal(await taken(slug), most + (isLeft ? 1 : 0))
      }
    })
  },
  mailing,
)
