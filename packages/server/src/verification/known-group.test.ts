import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contradictions } from '../registrations/recount-for-tests.ts'
import { onBothDatabases, somebody } from '../testing.ts'
import { createSigner, mailing, verifying } from './verify-for-tests.ts'

type Person = ReturnType<typeof somebody>

onBothDatabases(
  'a group whose coordinator’s address is verified is answered alike',
  (given) => {
    const { begin, type, ...signer } = createSigner(given)
    const pat = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    const register = async (slug: string, people: Person[]) => {
      for (const one of people)
        await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [one] })
    }
    const verified = async (slug: string, people: Person[], split: boolean): Promise<string[]> => {
      const sent = await begin(slug, { people, coordinator: pat, split })
      const { body } = await type(sent, await signer.codeTo(pat.email))
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
      return body.people.map(({ status }: { status: string }) => status)
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
  },
  mailing,
)
