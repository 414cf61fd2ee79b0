import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contradictions } from '../testing/recount.ts'
import { recordStatements } from '../testing/statements.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'

type Person = ReturnType<typeof somebody>

onBothDatabases(
  'a group whose coordinator’s address is verified is answered alike',
  (given) => {
    const { begin, type, ...signer } = createSigner(given)
    // Each time another mailbox: one gets few codes an hour.
    let coordinators = 0
    const somePat = () => ({ name: 'Pat Lee', email: `pat${(coordinators += 1)}@kcpd.example` })
    const register = async (slug: string, people: Person[]) => {
      for (const one of people)
        await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [one] })
    }
    const verified = async (slug: string, people: Person[], split: boolean): Promise<string[]> => {
      const pat = somePat()
      const sent = await begin(slug, { people, coordinator: pat, split })
      const { body } = await type(sent, await signer.codeTo(pat.email))
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
      return body.people.map(({ status }: { status: string }) => status)
    }
    const leave = async (slug: string, { familyName }: Person, deed: 'cancel' | 'erase') => {
      const { registrations } = (await given().admin('GET', `/registrations?training=${slug}&q=${familyName}`)).body
      const path = `/registrations/${registrations[0].id}`
      await (deed === 'erase' ? given().admin('DELETE', path) : given().admin('POST', `${path}/cancel`))
    }
    const choices = [[], [0], [1], [0, 1]]

    test('where one of them is to be approved, whoever was registered before', async () => {
      const audience = { ...verifying.audience, access: 'domain' as const, domains: ['kcpd.example'] }
      const answers = []
      for (const known of choices) {
        const { slug } = await given().givenTraining({ audience })
        const ada = somebody()
        const people = [{ ...ada, email: ada.email.replace('example.org', 'kcpd.example') }, somebody()]
        await register(
          slug,
          known.map((index) => people[index] as Person),
        )
        answers.push(await verified(slug, people, false))
      }
      assert.deepEqual(
        answers,
        choices.map(() => ['pending_approval', 'pending_approval']),
      )
    })

    test('where fewer seats are free than they are, whoever was registered before', async () => {
      const all = [0, 1, 2]
      for (const [split, expected] of [
        [true, ['confirmed', 'waitlisted', 'waitlisted']],
        [false, ['waitlisted', 'waitlisted', 'waitlisted']],
      ] as const)
        for (const known of [[], [0], [1], [0, 2], all]) {
          const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 4, waitlist: true } })
          const people = [somebody(), somebody(), somebody()]
          await register(
            slug,
            all.map((index) => (known.includes(index) ? (people[index] as Person) : somebody())),
          )
          assert.deepEqual(await verified(slug, people, split), expected)
        }
    })

    test('with everybody at their place, whoever is gone by then', async () => {
      for (const deed of ['cancel', 'erase'] as const)
        for (const known of [[], [1]]) {
          const { slug } = await given().givenTraining(verifying)
          const people = [somebody(), somebody(), somebody()]
          await register(
            slug,
            known.map((index) => people[index] as Person),
          )
          const pat = somePat()
          const sent = await begin(slug, { people, coordinator: pat })
          const code = await signer.codeTo(pat.email)
          await leave(slug, people[1] as Person, deed)
          const { body } = await type(sent, code)
          const statuses = body.people.map(({ status }: { status: string }) => status)
          assert.deepEqual([body.status, ...statuses], ['confirmed', 'confirmed', 'cancelled', 'confirmed'])
          assert.deepEqual((await type(sent, code)).body, body)
          assert.deepEqual(await contradictions(given().deps.db, slug), [])
        }
    })

    test('with an end, and writes to nobody, when nobody of it is left', async () => {
      const { slug } = await given().givenTraining(verifying)
      const people = [somebody(), somebody()]
      const pat = somePat()
      const sent = await begin(slug, { people, coordinator: pat })
      const code = await signer.codeTo(pat.email)
      for (const one of people) await leave(slug, one, 'cancel')
      for (const _ of [1, 2]) {
        const { status, body } = await type(sent, code)
        assert.deepEqual([status, body.type], [409, '/problems/verification-over'])
      }
      assert.deepEqual(await signer.mailsTo(pat.email), [])
    })

    test('by as many statements, whoever was registered before', async () => {
      const costs: Record<string, number>[] = []
      for (const known of choices) {
        const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 9, waitlist: true } })
        const people = [somebody(), somebody()]
        await register(
          slug,
          known.map((index) => people[index] as Person),
        )
        const pat = somePat()
        const sent = await begin(slug, { people, coordinator: pat })
        const code = await signer.codeTo(pat.email)
        const statements = await recordStatements(given().deps, async () =>
          assert.equal((await type(sent, code)).body.status, 'confirmed'),
        )
        costs.push(
          Object.fromEntries([...Map.groupBy(statements, (kind) => kind)].map(([kind, all]) => [kind, all.length])),
        )
      }
      assert.deepEqual(
        costs,
        costs.map(() => costs[0]),
      )
    })
  },
  mailing,
)
