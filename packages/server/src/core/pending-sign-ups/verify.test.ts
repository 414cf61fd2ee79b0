import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { recordStatements } from '../../testing/traces/statements.ts'
import { createSigner, mailing, verifying, wrong } from '../../testing/verify.ts'
import { forgetProofs } from '../proof/proofs.ts'
import { vouchFor } from './complete.ts'
import { expirePending } from './expire.ts'

onBothDatabases(
  'a sign-up whose address is to be verified',
  (given) => {
    const { begin, type, ask, later, people, seats, ...signer } = createSigner(given)
    const statuses = async (slug: string) => (await people(slug)).map(({ status }) => status)
    const subjects = async (address: string) =>
      (await signer.mailsTo(address)).map(({ subject }) => subject.replace(/\d{6}/, '######'))

    test('gets an answer that asks for the code, holds its seat, and sends no mail but the code', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const ada = someone()
      const { status, body } = await given().signUp(slug, { people: [ada] })
      assert.equal(status, 201)
      assert.deepEqual([body.status, body.people], ['pending_verification', [{ status: 'pending_verification' }]])
      assert.equal(body.verification.sentTo, ada.email)
      assert.match(body.next.text, /code and a link/)
      assert.deepEqual(await seats(slug), { capacity: 1, taken: 1, counts: {} })
      assert.deepEqual(await people(slug), [])
      const [mail] = await signer.mailsTo(ada.email)
      assert.match(mail?.subject ?? '', /^Your code is \d{6}$/)
      assert.match(mail?.text ?? '', /https:\/\/signup\.example\/r\/verify\/[\w-]{64}\n/)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('stores neither code nor secret where anyone could read them', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const headers = { 'idempotency-key': 'a-key-of-ada-0001' }
      const first = await given().signUp(slug, { people: [ada] }, headers)
      const code = await signer.codeTo(ada.email)
      const kept = JSON.stringify(await signer.everything())
      for (const secret of [first.body.verification.secret, code]) assert.ok(!kept.includes(secret))
      // Sent again, it is answered as the first time.
      assert.deepEqual((await given().signUp(slug, { people: [ada] }, headers)).body, first.body)
    })

    test('counts once the right code is typed, however it is spaced, and again when it is sent twice', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
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
      later(9)
      assert.deepEqual((await type(sent, code)).body, right.body)
      assert.deepEqual(await subjects(ada.email), ['You’re in: Saturday, March 6, 9 AM'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('takes no code after five wrong ones, nor an old one, and then a new one', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const typed: string[] = []
      for (let tries = 0; tries < 5; tries++) typed.push((await type(sent, wrong(code))).body.type)
      assert.deepEqual(typed, [...Array(4).fill('/problems/wrong-code'), '/problems/code-used-up'])
      assert.equal((await type(sent, code)).body.type, '/problems/code-used-up')
      later(2)
      const again = await ask(sent)
      assert.deepEqual([again.status, again.body], [202, { waitSeconds: 60, digits: 6 }])
      assert.deepEqual((await type(sent, code)).body.errors, [
        {
          pointer: '/code',
          code: 'wrong-code',
          message: 'That code is wrong or more than 10 minutes old. Check the newest email, or ask for a new code.',
        },
      ])
      const second = await signer.codeTo(ada.email)
      later(11)
      assert.equal((await type(sent, second)).body.type, '/problems/wrong-code')
      await ask(sent)
      assert.equal((await type(sent, await signer.codeTo(ada.email))).status, 200)
    })

    test('gets a code a minute, and five an hour', async () => {
      const { slug } = await given().givenTraining(verifying)
      const sent = await begin(slug, { people: [someone()] })
      const soon = await ask(sent)
      assert.deepEqual([soon.status, soon.body.type], [429, '/problems/too-many-codes'])
      assert.equal(soon.headers.get('retry-after'), '60')
      for (let codes = 0; codes < 4; codes++) {
        later(2)
        assert.equal((await ask(sent)).status, 202)
      }
      later(2)
      const often = await ask(sent)
      assert.deepEqual([often.status, often.headers.get('retry-after')], [429, String(50 * 60)])
    })

    test('is over after an hour: the seat goes to the next in line, and no mail is sent', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const [ada, luis] = [someone(), someone()]
      const sent = await begin(slug, { people: [ada] })
      const next = await begin(slug, { people: [luis] })
      const code = await signer.codeTo(luis.email)
      assert.equal((await type(next, code)).body.status, 'waitlisted')
      await signer.mailsTo('')
      later(60)
      const over = await type(sent, '123456')
      assert.deepEqual([over.status, over.body.type], [409, '/problems/verification-over'])
      assert.equal((await ask(sent)).body.type, '/problems/verification-over')
      await expirePending(given().context)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await subjects(ada.email), [])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
      assert.ok(!JSON.stringify(await signer.everything()).includes(ada.email))
      for (const answer of [await type(sent, '123456'), await ask(sent)])
        assert.deepEqual([answer.status, answer.body.type], [409, '/problems/verification-over'])
    })

    test('is answered again for ten minutes, and unless five codes were wrong', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, luis] = [someone(), someone()]
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
      // Asking ends the code that was right: otherwise it could be guessed at again.
      assert.equal((await ask(other)).status, 202)
      assert.equal((await type(other, right)).body.type, '/problems/wrong-code')
      assert.deepEqual(
        new Set(await subjects(luis.email)),
        new Set(['You’re in: Saturday, March 6, 9 AM', 'Here’s your link: Saturday, March 6, 9 AM']),
      )
    })

    test('is forgotten a day after its hour, with the answers of its people', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      await type(sent, await signer.codeTo(ada.email))
      assert.equal((await signer.pending(sent.reference))?.request, '{}')
      later(25 * 60 - 1)
      await forgetProofs(given().context)
      assert.ok(await signer.pending(sent.reference))
      later(1)
      await forgetProofs(given().context)
      assert.equal(await signer.pending(sent.reference), undefined)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('is deleted when the person at its address is erased, and its code is over', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
      const ada = someone()
      const added = await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [ada] })
      const sent = await begin(slug, { people: [{ ...ada, givenName: 'Adah' }] })
      const group = await begin(slug, {
        people: [someone()],
        coordinator: { name: 'Ada Reyes', email: ada.email.toUpperCase() },
      })
      assert.equal((await seats(slug)).taken, 3)
      const path = `/registrations/${added.body.registrations[0].id}`
      assert.equal((await given().admin('DELETE', path)).status, 204)
      assert.ok(
        !JSON.stringify(await signer.everything())
          .toLowerCase()
          .includes(ada.email),
      )
      assert.equal((await seats(slug)).taken, 0)
      for (const one of [sent, group])
        assert.deepEqual((await type(one, '123456')).body.type, '/problems/verification-over')
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('goes on to the organizer, where the organizer approves', async () => {
      const audience = { ...verifying.audience, access: 'domain' as const, domains: ['kcpd.example'] }
      const { slug } = await given().givenTraining({ audience, seats: { capacity: 1, waitlist: true } })
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      assert.equal((await type(sent, await signer.codeTo(ada.email))).body.status, 'pending_approval')
      assert.deepEqual(await subjects(ada.email), ['We received your request: Saturday, March 6, 9 AM'])
      assert.deepEqual(await seats(slug), { capacity: 1, taken: 1, counts: { pending_approval: 1 } })
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('has one last seat between two codes that come at the same time', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 0, waitlist: true } })
      const two = [someone(), someone()]
      const sent = await Promise.all(two.map((one) => begin(slug, { people: [one] })))
      const codes = await signer.codes()
      await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 1 } })
      const answers = await Promise.all(sent.map((one, index) => type(one, codes.get(two[index]?.email ?? '') ?? '')))
      assert.deepEqual(new Set(answers.map(({ body }) => body.status)), new Set(['confirmed', 'waitlisted']))
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is not asked of an organizer who adds someone, and may be vouched for by one', async () => {
      const { slug } = await given().givenTraining(verifying)
      await given().admin('POST', '/registrations', {
        training: slug,
        channel: 'phone',
        people: [{ givenName: 'Ada' }],
      })
      assert.deepEqual(await statuses(slug), ['confirmed'])
      const luis = someone()
      const sent = await begin(slug, { people: [luis] })
      const { id = '' } = (await signer.pending(sent.reference)) ?? {}
      const code = await signer.codeTo(luis.email)
      const [registrationId] = await vouchFor(given().context, id)
      assert.equal((await people(slug))[1]?.id, registrationId)
      assert.deepEqual(await statuses(slug), ['confirmed', 'confirmed'])
      await assert.rejects(vouchFor(given().context, id), { problemName: 'wrong-status' })
      assert.equal((await type(sent, '123456')).body.type, '/problems/wrong-code')
      assert.deepEqual((await type(sent, code)).body.status, 'confirmed')
      assert.deepEqual(await subjects(luis.email), ['You’re in: Saturday, March 6, 9 AM'])
      const late = await begin(slug, { people: [someone()] })
      const lateId = (await signer.pending(late.reference))?.id ?? ''
      later(60)
      await assert.rejects(vouchFor(given().context, lateId), { problemName: 'verification-over' })
      await assert.rejects(vouchFor(given().context, 'unknown'), { problemName: 'not-found' })
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is no registration: organizers’ lists, exports, counts and messages know nothing of it', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const recipients = async () => {
        const written = { subject: { en: 'Parking' }, text: { en: 'Use gate B.' }, about: 'seat' }
        const { body } = await given().admin('POST', '/messages', { training: slug, filter: {}, ...written })
        return (await given().admin('POST', `/messages/${body.id}/preview`, {})).body.recipients
      }
      const known = async () => [await people(slug), (await seats(slug)).counts, await recipients()]
      assert.deepEqual(await known(), [[], {}, 0])
      assert.equal((await type(sent, code)).status, 200)
      const [list, counts, written] = await known()
      assert.deepEqual([list.length, counts, written], [1, { confirmed: 1 }, 1])
    })

    test('with a made-up secret costs no statement', async () => {
      const { slug } = await given().givenTraining(verifying)
      const sent = await begin(slug, { people: [someone()] })
      const forged = { ...sent, secret: 'A'.repeat(64) }
      const statements = await recordStatements(given().context, async () => {
        assert.deepEqual([(await type(forged, '123456')).status, (await ask(forged)).status], [404, 404])
      })
      assert.deepEqual(statements, [])
    })

    test('is refused with a problem that scripts can tell apart, whatever is sent', async () => {
      const { slug } = await given().givenTraining(verifying)
      const { reference, secret } = await begin(slug, { people: [someone()] })
      const path = `/api/v1/trainings/${slug}/registrations/${reference}/verification`
      const json = { 'content-type': 'application/json' }
      for (const [body, headers, status, problem] of [
        ['{', json, 400, 'malformed'],
        [{ secret }, json, 422, 'invalid-input'],
        [{ secret, code: '123456', more: 1 }, json, 422, 'invalid-input'],
        [{ secret, code: 123456 }, json, 422, 'invalid-input'],
        ['secret=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
        [{ secret, code: 'x'.repeat(70_000) }, json, 413, 'too-large'],
        [{ secret, code: 'a\0\ud800' }, json, 422, 'wrong-code'],
      ] as const) {
        const response = await given().send('POST', path, body, headers)
        assert.deepEqual([response.status, (await readJson(response)).type], [status, `/problems/${problem}`])
        assert.equal(response.headers.get('access-control-allow-origin'), '*')
      }
      const preflight = await given().send('OPTIONS', `${path}/code`)
      assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, POST')
    })

    test('is found by no one who does not know its secret', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [one, other] = [await begin(slug, { people: [someone()] }), await begin(slug, { people: [someone()] })]
      for (const named of [
        { ...one, secret: other.secret },
        { ...one, secret: 'A'.repeat(64) },
        { ...one, secret: '' },
        { ...one, reference: other.reference },
        { ...one, slug: 'another' },
      ])
        for (const answer of [await type(named, '123456'), await ask(named)])
          assert.deepEqual([answer.status, answer.body.type], [404, '/problems/not-found'])
    })
  },
  mailing,
)
