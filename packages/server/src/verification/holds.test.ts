import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expireRegistrations } from '../registrations/expire.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases, readJson, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'

onBothDatabases(
  'the seats that are held until an address is verified',
  (given) => {
    const { begin, type, later, people, seats, ...signer } = createSigner(given)
    const register = async (slug: string, ada: ReturnType<typeof somebody>) => {
      const own = await begin(slug, { people: [ada] })
      assert.equal((await type(own, await signer.codeTo(ada.email))).status, 200)
    }
    const band = async (slug: string) =>
      (await readJson(await given().send('GET', `/api/v1/trainings/${slug}`))).training.state
    const coordinatorOf = (slug: string) => ({ name: 'Pat Lee', email: `pat.${slug}@kcpd.example` })
    const crowd = (size: number) => Array.from({ length: size }, () => somebody())
    const taken = async (slug: string) => {
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
      return (await seats(slug)).taken
    }

    test('are as many for somebody who is registered already, until they are freed', async () => {
      const frees: Record<string, (slug: string, ada: ReturnType<typeof somebody>) => Promise<unknown>> = {
        'an hour': async () => {
          later(60)
          await expireRegistrations(given().deps)
        },
        'a correction': async () => {},
        cancel: async (slug) =>
          given().admin(
            'POST',
            `/registrations/${(await people(slug)).find((one) => one.status === 'confirmed')?.id}/cancel`,
          ),
        erasure: async (slug) =>
          given().admin(
            'DELETE',
            `/registrations/${(await people(slug)).find((one) => one.status === 'confirmed')?.id}`,
          ),
      }
      for (const isGroup of [false, true])
        for (const [name, free] of Object.entries(frees)) {
          const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
          const ada = somebody()
          await register(slug, ada)
          const more = isGroup ? { coordinator: coordinatorOf(slug) } : {}
          assert.equal(await band(slug), 'open')
          const sent = await begin(slug, { people: [ada], ...more })
          assert.deepEqual([await taken(slug), await band(slug)], [2, 'few'])
          if (name === 'a correction') {
            const replaces = { reference: sent.reference, secret: sent.secret }
            await begin(slug, { people: [ada], replaces })
            assert.equal(await taken(slug), 2)
            continue
          }
          await free(slug, ada)
          assert.equal(await taken(slug), name === 'an hour' ? 1 : 0, name)
        }
    })

    test('are freed by the code for whoever was registered before, and go to those who wait', async () => {
      for (const split of [false, true]) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
        const ada = somebody()
        await register(slug, ada)
        const sent = await begin(slug, { people: [ada, somebody()], coordinator: coordinatorOf(slug), split })
        const code = await signer.codeTo(coordinatorOf(slug).email)
        const luis = somebody()
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
        const ada = somebody()
        await register(slug, ada)
        const isLeft = most < capacity
        assert.equal((await people(slug)).at(-1)?.status, isLeft ? 'confirmed' : 'waitlisted')
        assert.equal(await taken(slug), most + (isLeft ? 1 : 0))
      }
    })
  },
  mailing,
)
