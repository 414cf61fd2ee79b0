import assert from 'node:assert/strict'
import type { RegistrationInput } from '@training-signup/contract'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'

onBothDatabases(
  'a correction when seats or time have run out',
  (given) => {
    const { later, ...signer } = createSigner(given)
    const statuses = (slug: string) => given().statuses(slug)
    async function begin(slug: string, input: RegistrationInput) {
      const { status, body } = await given().signUp(slug, input)
      assert.equal(status, 201, JSON.stringify(body))
      return { reference: body.reference as string, secret: body.correction?.secret as string }
    }
    const correct = async (slug: string, replaces: { reference: string; secret: string }, input: RegistrationInput) =>
      given().signUp(slug, { ...input, replaces })
    const rowsOf = (slug: string) => given().rows('registration', { slug })
    const agrees = async (slug: string) => assert.deepEqual(await contradictions(given().context.db, slug), [])

    test('is refused at the last seat, whether or not its first address was registered, and then counts later', async () => {
      const follow = async (isKnown: boolean, waitlist: boolean) => {
        const { slug } = await given().givenTraining({ seats: { capacity: 3, waitlist } })
        const vic = someone()
        if (isKnown) await begin(slug, { people: [vic] })
        const first = await begin(slug, { people: [vic] })
        await begin(slug, { people: [someone()] })
        const last = await begin(slug, { people: [someone()] })
        const { status, body } = await correct(slug, first, { people: [someone()] })
        assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed', 'confirmed'])
        assert.deepEqual(await contradictions(given().context.db, slug), [])
        const { id } = (await rowsOf(slug)).find(({ reference }) => reference === last.reference) ?? { id: '' }
        await given().admin('POST', `/registrations/${id}/cancel`)
        const again = await correct(slug, first, { people: [someone()] })
        await agrees(slug)
        return [status, body, again.status, again.body.status]
      }
      for (const waitlist of [false, true]) {
        const answers = await follow(true, waitlist)
        assert.deepEqual(answers, await follow(false, waitlist))
        assert.deepEqual(
          [answers[0], answers[1].type, answers[2], answers[3]],
          [409, '/problems/not-correctable', 201, 'confirmed'],
        )
      }
    })

    test('is possible once after registration has closed, also of one that waits for its code', async () => {
      for (const verify of ['never', 'everyone'] as const) {
        const { slug } = await given().givenTraining({ audience: { verify } })
        const [typo, ada] = [someone(), someone()]
        const { body } = await given().signUp(slug, { people: [typo] })
        const first = { reference: body.reference, secret: (body.correction ?? body.verification).secret }
        await given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-10T06:00' })
        const late = await given().signUp(slug, { people: [someone()] })
        assert.equal(late.body.type, '/problems/registration-closed')
        const corrected = await correct(slug, first, { people: [ada] })
        assert.equal(corrected.status, 201, JSON.stringify(corrected.body))
        const again = await correct(slug, first, { people: [someone()] })
        assert.equal(again.body.type, '/problems/registration-closed')
        assert.equal((await signer.mailsTo(ada.email)).length, 1)
        assert.ok(given().mails.every(({ to }) => to !== typo.email))
        await agrees(slug)
      }
    })

    test('is a sign-up like any other an hour later', async () => {
      const { slug } = await given().givenTraining()
      const first = await begin(slug, { people: [someone()] })
      await given().admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-10T06:00' })
      later(60)
      const { body } = await correct(slug, first, { people: [someone()] })
      assert.equal(body.type, '/problems/registration-closed')
    })
  },
  mailing,
)
