import assert from 'node:assert/strict'
import type { RegistrationInput } from '@training-signup/contract'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { positionsOf } from './corrections.ts'

type Corrected = Parameters<typeof positionsOf>[0]

test('a correction takes the positions of everyone in the first sign-up, in order, also of people registered before', () => {
  const at = (...positions: (number | null)[]) =>
    positions.map((waiting_list_position) => ({ waiting_list_position })) as Corrected['registrations']
  const positions = (split: 0 | 1 | undefined, registrations: Corrected['registrations']) =>
    positionsOf({
      reference: 'R',
      group: split === undefined ? undefined : ({ split } as Corrected['group']),
      registrations,
      duplicates: at(4, null) as never,
    })
  const alone = (position: number) => ({ position, size: 1 })
  assert.deepEqual(positions(undefined, at(11)), [alone(4), alone(11)])
  assert.deepEqual(positions(1, at(11, 2)), [alone(2), alone(4), alone(11)])
  // An undivided group shares one position.
  assert.deepEqual(positions(0, at(4, 4)), [{ position: 4, size: 4 }])
})

onBothDatabases(
  'a correction of a group',
  (given) => {
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    async function begin(slug: string, input: RegistrationInput) {
      const { status, body } = await given().signUp(slug, input)
      assert.equal(status, 201, JSON.stringify(body))
      return { reference: body.reference as string, secret: body.correction?.secret as string }
    }
    const pair = (): RegistrationInput => ({ people: [someone(), someone()], coordinator })

    test('replaces it, and leaves the second sign-ups of others alone', async () => {
      const { slug } = await given().givenTraining()
      const vic = someone()
      await begin(slug, { people: [vic] })
      const again = await begin(slug, { people: [vic] })
      const first = await begin(slug, pair())
      assert.equal((await given().signUp(slug, { ...pair(), replaces: first })).status, 201)
      assert.equal((await given().people(slug)).length, 3)
      assert.deepEqual(
        (await given().rows('duplicate', { slug })).map(({ reference }) => reference),
        [again.reference],
      )
    })

    for (const [when, change] of Object.entries({
      'its coordinator has a new link': { token_version: 2 },
      'its coordinator called it off': { called_off_at: '2027-01-10T12:00:00.000Z' },
      'its coordinator proved their address': { proven_at: '2027-01-10T12:00:00.000Z' },
    }))
      test(`corrects nothing once ${when}`, async () => {
        const { slug } = await given().givenTraining()
        const first = await begin(slug, pair())
        const { reference } = first
        await given().context.db.transaction((tx) =>
          tx.updateTable('registration_group').set(change).where('reference', '=', reference).execute(),
        )
        assert.equal((await given().signUp(slug, { ...pair(), replaces: first })).status, 201)
        assert.equal((await given().people(slug)).length, 4)
        assert.equal((await given().rows('registration_group', { reference })).length, 1)
      })

    test('corrects nothing once one of its people has a new link', async () => {
      const { slug } = await given().givenTraining()
      const person = someone()
      const first = await begin(slug, { people: [person] })
      await given().context.db.transaction((tx) =>
        tx.updateTable('registration').set({ token_version: 2 }).where('email', '=', person.email).execute(),
      )
      await given().signUp(slug, { people: [someone()], replaces: first })
      assert.equal((await given().people(slug)).length, 2)
    })
  },
  mailing,
)
