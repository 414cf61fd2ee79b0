import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expireRegistrations } from '../registrations/expire.ts'
import { contradictions } from '../testing/recount.ts'
import { onBothDatabases, somebody } from '../testing/test-app.ts'
import { createSigner, mailing, verifying, wrong } from '../testing/verify.ts'

interface Answer {
  status: number
  body: unknown
  headers: Headers
}

onBothDatabases(
  'whether somebody is registered, where addresses are verified,',
  (given) => {
    const { begin, type, ask, later, people, ...signer } = createSigner(given)
    const subjects = async (address: string) =>
      (await signer.mailsTo(address)).map(({ subject }) => subject.replace(/\d{6}/, '######'))
    const registered = async (slug: string) => {
      const ada = somebody()
      const sent = await begin(slug, { people: [ada] })
      assert.equal((await type(sent, await signer.codeTo(ada.email))).status, 200)
      return ada
    }

    test('is told by no answer, step by step', async () => {
      const begun = given().clock.now
      const { slug } = await given().givenTraining(verifying)
      const alike = ({ status, body, headers }: Answer) => ({
        status,
        headers: Object.fromEntries(headers),
        // What is random has the same length.
        body: JSON.stringify(body).replace(/[A-Z2-9]{4}-[A-Z2-9]{4}|[\w-]{64}|ada\.reyes\d+@/g, '#'),
      })
      const follow = async (ada: ReturnType<typeof somebody>) => {
        given().clock.now = begun
        const first = await given().signUp(slug, { people: [ada] })
        const sent = { slug, reference: first.body.reference, secret: first.body.verification.secret }
        const answers: Answer[] = [first]
        for (let tries = 0; tries < 6; tries++) answers.push(await type(sent, '123456'))
        answers.push(await type(sent, '12 34'), await ask(sent))
        later(2)
        answers.push(await ask(sent), await ask(sent), await type(sent, '123456'))
        for (let codes = 0; codes < 4; codes++) {
          later(2)
          answers.push(await ask(sent))
        }
        later(60)
        answers.push(await type(sent, '123456'), await ask(sent))
        await expireRegistrations(given().deps)
        answers.push(await type(sent, '123456'))
        return answers.map(alike)
      }
      const ada = await registered(slug)
      assert.deepEqual(await follow(ada), await follow(somebody()))
    })

    test('is told in the mailbox instead of a code, and the registration stands', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = await registered(slug)
      await signer.mailsTo('')
      const sent = await begin(slug, { people: [ada] })
      assert.deepEqual(await subjects(ada.email), ['You were registered already: First aid'])
      later(2)
      await ask(sent)
      assert.deepEqual(await subjects(ada.email), ['You were registered already: First aid'])
      assert.deepEqual(
        (await people(slug)).map(({ status }) => status),
        ['confirmed'],
      )
    })

    test('is decided when the first of several sign-ups is verified, and the others end in it', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const ada = somebody()
      const first = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const second = await begin(slug, { people: [ada] })
      const right = await type(second, await signer.codeTo(ada.email))
      // The seat that the first one held is theirs.
      assert.deepEqual([right.body.status, right.body.reference], ['confirmed', second.reference])
      const late = await type(first, code)
      assert.deepEqual([late.status, late.body.type], [409, '/problems/verification-over'])
      assert.deepEqual(
        (await people(slug)).map(({ status }) => status),
        ['cancelled', 'confirmed'],
      )
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('is told to whoever has proven the address, when they were registered meanwhile', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = somebody()
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const added = await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [ada] })
      await signer.mailsTo('')
      const right = await type(sent, code)
      assert.deepEqual([right.body.status, right.body.reference], ['confirmed', added.body.registrations[0].reference])
      assert.deepEqual((await type(sent, code)).body, right.body)
      assert.deepEqual(await subjects(ada.email), ['You were registered already: First aid'])
      assert.deepEqual(await contradictions(given().deps.db, slug), [])
    })

    test('is told to nobody who signs up several people', async () => {
      for (const split of [true, false]) {
        const follow = async (isRegistered: boolean) => {
          const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 3, waitlist: true } })
          const known = await registered(slug)
          await signer.codes()
          const ada = isRegistered ? known : somebody()
          const { email: _, ...luis } = somebody()
          const pat = `pat.${slug}@kcpd.example`
          const sent = await begin(slug, { people: [ada, luis], coordinator: { name: 'Pat Lee', email: pat }, split })
          const codes = await signer.codes()
          assert.deepEqual([...codes.keys()], [pat])
          const code = codes.get(pat) ?? ''
          const answers = [await type(sent, wrong(code)), await type(sent, code)]
          assert.deepEqual(
            await subjects(ada.email),
            isRegistered ? ['You were registered already: First aid'] : ['You’re registered: First aid'],
          )
          assert.deepEqual(await contradictions(given().deps.db, slug), [])
          return answers.map(({ status, body }) => [status, body.type ?? { ...body, reference: '' }])
        }
        assert.deepEqual(await follow(true), await follow(false))
      }
    })
  },
  mailing,
)
