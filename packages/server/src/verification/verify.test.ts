import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expireRegistrations } from '../registrations/expire.ts'
import { contradictions } from '../registrations/recount-for-tests.ts'
import { onBothDatabases, somebody } from '../testing.ts'
import { createSigner, mailing, verifying } from './verify-for-tests.ts'

onBothDatabases(
  'a sign-up whose address is to be verified',
  (given) => {
    const { begin, type, ask, later, people, seats, ...signer } = createSigner(given)

    test('is answered with what is missing, holds its seat, and is written nothing but a code', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const ada = somebody()
      const { status, body } = await given().signUp(slug, { people: [ada] })
      assert.equal(status, 201)
      assert.deepEqual([body.status, body.people], ['pending_verification', [{ status: 'pending_verification' }]])
      assert.equal(body.verification.sentTo, ada.email)
      assert.match(body.next.text, /code and a link/)
      assert.deepEqual(await seats(slug), { capacity: 1, taken: 1, counts: { pending_verification: 1 } })
      const mails = await signer.mailsTo(ada.email)
      assert.deepEqual(
        mails.map(({ subject }) => subject.replace(/\d{6}/, '######')),
        ['Your code is ######: First aid'],
      )
      assert.match(mails[0]?.text ?? '', /https:\/\/signup\.example\/r\/verify\/[\w-]{64}\n/)
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('counts once the right code is typed, however it is spaced, and again when it is sent twice', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = somebody()
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const right = await type(sent, ` ${code.slice(0, 3)}-${code.slice(3)} `)
      assert.equal(right.status, 200)
      assert.deepEqual(
        [right.body.status, right.body.people, right.body.reference, right.body.verification],
        ['confirmed', [{ status: 'confirmed' }], sent.reference, undefined],
      )
      assert.equal(right.headers.get('access-control-allow-origin'), '*')
      assert.equal(right.headers.get('cache-control'), 'no-store')
      later(30)
      assert.deepEqual((await type(sent, code)).body, right.body)
      assert.deepEqual(
        (await signer.mailsTo(ada.email)).map(({ subject }) => subject),
        ['You’re registered: First aid'],
      )
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })
  },
  mailing,
)
