import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliverMails } from '../mail/deliver.ts'
import { createManageTokens } from '../registrations/manage-token.ts'
import { contradictions } from '../testing/recount.ts'
import { recordStatements } from '../testing/statements.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying, wrong } from '../testing/verify.ts'

onBothDatabases(
  'whoever signs up somebody else and asks again and again',
  (given) => {
    const { begin, type, ask, later, people, ...signer } = createSigner(given)
    type Sent = Awaited<ReturnType<typeof begin>>
    const told = async (sent: Sent) => {
      const answers = [await type(sent, 'x'), await type(sent, '123456'), await ask(sent)]
      return answers.map(({ status, body }) => [status, body.type])
    }
    const register = async (slug: string, person: ReturnType<typeof somebody>) => {
      const sent = await begin(slug, { people: [person] })
      assert.equal((await type(sent, await signer.codeTo(person.email))).status, 200)
      return sent
    }
    const idOf = async (slug: string, status: string) => (await people(slug)).find((one) => one.status === status)?.id

    test('does not see when they register, nor what the organizer does, nor that they are erased', async () => {
      const happenings: Record<string, (slug: string, ada: ReturnType<typeof somebody>) => Promise<unknown>> = {
        nothing: async () => {},
        register: async (slug, ada) => {
          await signer.codes()
          await register(slug, ada)
        },
        cancel: async (slug) =>
          given().admin('POST', `/registrations/${await idOf(slug, 'pending_verification')}/cancel`),
        erase: async (slug) => given().admin('DELETE', `/registrations/${await idOf(slug, 'pending_verification')}`),
        link: async (_, ada) => {
          const [mail] = await signer.mailsTo(ada.email)
          const path = /https:\/\/signup\.example(\/r\/verify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
          assert.equal((await given().app.request(path, { method: 'POST' })).status, 200)
        },
      }
      for (const isGroup of [false, true])
        for (const [name, happen] of Object.entries(happenings)) {
          const { slug } = await given().givenTraining(verifying)
          const ada = somebody()
          const more = isGroup ? { coordinator: { name: 'Pat Lee', email: ada.email } } : {}
          const sent = await begin(slug, { people: [ada], ...more })
          await happen(slug, ada)
          later(2)
          const answers = await told(sent)
          await deliverMails(given().deps)
          assert.deepEqual(
            answers,
            [
              [422, '/problems/wrong-code'],
              [422, '/problems/wrong-code'],
              [202, undefined],
            ],
            `${name} ${isGroup}`,
          )
          assert.deepEqual(await contradictions(given().deps.db, slug), [])
        }
    })

    test('does not see either that somebody is erased who was registered before', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = somebody()
      await register(slug, ada)
      const sent = await begin(slug, { people: [ada] })
      assert.equal((await given().admin('DELETE', `/registrations/${await idOf(slug, 'confirmed')}`)).status, 204)
      assert.equal((await type(sent, 'x')).status, 422)
    })

    test('sees as a coordinator what was answered, and nothing that their people do by themselves since', async () => {
      const answers = []
      for (const isKnown of [false, true]) {
        const { slug } = await given().givenTraining({
          ...verifying,
          seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' },
        })
        await register(slug, somebody())
        const ada = somebody()
        if (isKnown) await register(slug, ada)
        const coordinator = { name: 'Pat Lee', email: `pat.${slug}@kcpd.example` }
        const sent = await begin(slug, { people: [ada], coordinator })
        const code = await signer.codeTo(coordinator.email)
        const first = await type(sent, code)
        assert.equal(first.body.status, 'waitlisted')
        await given().admin('POST', `/registrations/${await idOf(slug, 'confirmed')}/cancel`)
        await deliverMails(given().deps)
        const own = await given()
          .deps.db.reader.selectFrom('registration')
          .select(['id', 'token_version'])
          .where('email', '=', ada.email)
          .where('active_person', 'is not', null)
          .executeTakeFirstOrThrow()
        const token = createManageTokens(given().deps).issue({
          kind: 'registration',
          id: own.id,
          version: own.token_version,
        })
        await given().app.request(`/r/${token}/accept`, { method: 'POST' })
        const again = await type(sent, code)
        assert.deepEqual(again.body, first.body)
        answers.push({ ...again.body, reference: '' })
      }
      assert.deepEqual(answers[0], answers[1])
    })

    test('is answered again for ten minutes, and unless five codes were wrong', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, luis] = [somebody(), somebody()]
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      assert.equal((await type(sent, code)).status, 200)
      later(9)
      assert.equal((await type(sent, code)).status, 200)
      later(1)
      assert.equal((await type(sent, code)).body.type, '/problems/wrong-code')
      const other = await begin(slug, { people: [luis] })
      const right = await signer.codeTo(luis.email)
      assert.equal((await type(other, right)).status, 200)
      for (let tries = 0; tries < 5; tries++) await type(other, wrong(right))
      assert.equal((await type(other, right)).body.type, '/problems/code-used-up')
      later(2)
      // Whoever asks ends the code that was right: otherwise it could be guessed at again.
      assert.equal((await ask(other)).status, 202)
      assert.equal((await type(other, right)).body.type, '/problems/wrong-code')
    })

    test('with a secret that they made up costs no transaction', async () => {
      const { slug } = await given().givenTraining(verifying)
      const sent = await begin(slug, { people: [somebody()] })
      const forged = { ...sent, secret: 'A'.repeat(64) }
      const statements = await recordStatements(given().deps, async () => {
        assert.deepEqual([(await type(forged, '123456')).status, (await ask(forged)).status], [404, 404])
      })
      assert.deepEqual(statements, [])
    })
  },
  mailing,
)
