import assert from 'node:assert/strict'
import type { RegistrationInput, TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { recordStatements, recordTables } from '../../testing/traces/statements.ts'
import { mailing, verifying } from '../../testing/verify.ts'

const people = ['registration', 'registration_group', 'duplicate', 'supervisor_request'] as const

onBothDatabases(
  'a sign-up',
  (given) => {
    const coordinated = { coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' } }
    const requests: Record<string, Omit<RegistrationInput, 'people'>> = { 'of one': {}, 'of a group': coordinated }

    /** A training that someone is registered for, with what it asks for from then on. */
    async function registered(training: Partial<TrainingDraft>, later: object) {
      const { signUp, admin, givenTraining } = given()
      const { slug } = await givenTraining(training)
      const ada = someone()
      assert.equal((await signUp(slug, { people: [ada] })).status, 201)
      assert.equal((await admin('PATCH', `/trainings/${slug}`, later)).status, 200)
      // A training that was changed is read again, once.
      await signUp(slug, { people: [someone()] })
      return { slug, ada }
    }

    for (const [name, more] of Object.entries(requests)) {
      test(`${name} for a full training looks at no one`, async () => {
        const { context, signUp } = given()
        const { slug, ada } = await registered({}, { seats: { capacity: 1, waitlist: false } })
        const statements = []
        for (const person of [ada, someone()]) {
          const ask = async () => {
            const { status, body } = await signUp(slug, { people: [person], ...more })
            assert.deepEqual([status, body.type], [409, '/problems/training-full'])
          }
          const tables = await recordTables(context, ask)
          assert.ok(tables.has('training'))
          for (const table of people) assert.ok(!tables.has(table), table)
          statements.push(await recordStatements(context, ask))
        }
        assert.deepEqual(statements[0], statements[1])
      })

      test(`${name} that waits for its code looks at no one, and is the same rows and one mail for anyone`, async () => {
        const { context, signUp } = given()
        const { slug, ada } = await registered({}, verifying)
        const statements = []
        for (const person of [ada, someone()]) {
          const ask = async () => {
            const { status, body } = await signUp(slug, { people: [person], ...more })
            assert.deepEqual([status, body.status], [201, 'pending_verification'])
          }
          const tables = await recordTables(context, ask)
          assert.ok(['proof', 'pending_sign_up', 'outbox'].every((table) => tables.has(table)))
          for (const table of people) assert.ok(!tables.has(table), table)
          statements.push(await recordStatements(context, ask))
        }
        assert.deepEqual(statements[0], statements[1])
      })
    }

    test('that is admitted right away does look at people, so the tests above can notice a look', async () => {
      const { context, signUp, givenTraining } = given()
      const { slug } = await givenTraining()
      const tables = await recordTables(context, () => signUp(slug, { people: [someone()], ...coordinated }))
      for (const table of ['registration', 'registration_group']) assert.ok(tables.has(table), table)
      // What needs no code pays nothing for those that do.
      for (const table of ['proof', 'pending_sign_up']) assert.ok(!tables.has(table), table)
    })
  },
  mailing,
)
