import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enqueueDigests } from '../jobs/digests.ts'
import { codeDigitsOf } from '../people/required-proof.ts'
import { type Json, onBothDatabases, somebody, type TestApp, testApp } from '../testing/test-app.ts'
import { createSigner, mailing, verifying } from '../testing/verify.ts'
import { wrongCodesPerDay } from './code-budget.ts'
import { mostTries } from './verify.ts'
import { forgetWrongCodes } from './wrong-code-report.ts'

const everyone = { ...verifying, seats: { capacity: null, waitlist: true } }
const trusting = { access: 'domain' as const, domains: ['kcpd.example'] }
let mailboxes = 0
const mailboxAt = (domain: string) => `mailbox${(mailboxes += 1)}@${domain}`

onBothDatabases(
  'wrong codes',
  (given) => {
    const signer = createSigner(given)

    /** Types wrong codes for new mailboxes, through one process after the other, until so many were compared. */
    async function guess(slugs: string[], domainOf: (guess: number) => string, count: number, servers: TestApp[]) {
      for (let done = 0; done < count; done += mostTries) {
        const slug = slugs[(done / mostTries) % slugs.length] as string
        const named = await signer.begin(slug, { people: [somebody({ email: mailboxAt(domainOf(done)) })] })
        for (let one = 0; one < mostTries; one++) {
          const server = servers[one % servers.length] as TestApp
          const { status, body } = await createSigner(() => server).type(named, '000000')
          assert.equal(status, 422, JSON.stringify(body))
        }
      }
    }

    async function signUpAt(slug: string, domain: string) {
      const email = mailboxAt(domain)
      const named = await signer.begin(slug, { people: [somebody({ email })] })
      const mail = (await signer.mailsTo(email)).at(-1)
      return {
        named,
        code: /\d{6,8}/.exec(mail?.subject ?? '')?.[0] ?? '',
        link: /\/r\/verify\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '',
      }
    }

    test('are compared so often a day for one training, in all processes together', async (t) => {
      const { slug } = await given().givenTraining(everyone)
      const { db, authSecret } = given().context
      const other = await testApp(db.name, { ...mailing, system: { db, authSecret, now: () => given().clock.now } })
      t.after(other.close)
      await guess([slug], (done) => `town${done}.example`, wrongCodesPerDay, [given(), other])
      const { named, code, link } = await signUpAt(slug, 'kcfd.example')
      for (const server of [given(), other]) {
        const { status, body } = await createSigner(() => server).type(named, code)
        assert.deepEqual([status, body.type], [409, '/problems/codes-paused'])
      }
      assert.deepEqual(await signer.people(slug), [])

      // People with a mailbox are never locked out.
      assert.equal((await given().send('POST', link)).status, 200)
      assert.equal((await signer.people(slug))[0]?.status, 'confirmed')
      // Then, too, a code would tell who guesses that it is right.
      assert.equal((await signer.type(named, code)).body.type, '/problems/codes-paused')
      assert.equal(
        (await given().signUp((await given().givenTraining(everyone)).slug, { people: [somebody()] })).status,
        201,
      )
      signer.later(24 * 60)
      const tomorrow = await signUpAt(slug, 'kcfd.example')
      assert.equal((await signer.type(tomorrow.named, tomorrow.code)).body.status, 'confirmed')
    })

    test('are compared so often a day for one mail domain, in all trainings together', async () => {
      const slugs: string[] = []
      for (let one = 0; one < 4; one++) slugs.push((await given().givenTraining(everyone)).slug)
      await guess(slugs, () => 'sheriff.example', wrongCodesPerDay, [given()])
      const { slug } = await given().givenTraining(everyone)
      const guessed = await signUpAt(slug, 'sheriff.example')
      assert.equal((await signer.type(guessed.named, guessed.code)).body.type, '/problems/codes-paused')
      const other = await signUpAt(slug, 'library.example')
      assert.equal((await signer.type(other.named, other.code)).body.status, 'confirmed')
    })

    test('are shown to organizers, who read of a pause in the morning, and to the log, without an address', async () => {
      const contact = { email: 'desk@county.example' }
      // Apart from what the other tests count.
      signer.later(3 * 24 * 60)
      const { slug } = await given().givenTraining({ ...everyone, contact })
      const seen = async () => {
        const { wrongCodes } = (await given().admin('GET', `/trainings/${slug}`)).body
        assert.deepEqual((await given().admin('GET', `/requests?training=${slug}`)).body.wrongCodes, wrongCodes)
        return wrongCodes
      }
      const { named } = await signUpAt(slug, 'watch.example')
      await signer.type(named, '000000')
      await signer.type(named, 'no code')
      assert.deepEqual(await seen(), { today: 1, pausedUntil: null, pausedDomains: [] })
      await setCount(slug, 'watch.example', wrongCodesPerDay - 1)
      given().logged.length = 0
      await signer.type(named, '000000')
      assert.deepEqual(await seen(), {
        today: wrongCodesPerDay,
        pausedUntil: '2027-01-14T00:00:00.000Z',
        pausedDomains: ['watch.example'],
      })
      const { trainings } = (await given().admin('GET', '/trainings')).body
      assert.equal(trainings.find((one: Json) => one.training.slug === slug).wrongCodes.today, wrongCodesPerDay)
      const warned = given()
        .logged.map((line) => JSON.parse(line))
        .filter(({ level }) => level === 40)
      assert.deepEqual(
        warned.map(({ training: about, paused }) => [about, paused]),
        [
          [slug, 'training'],
          [slug, 'mail domain'],
        ],
      )
      assert.ok(!given().logged.join().includes('watch.example'))

      signer.later(36 * 60)
      await enqueueDigests(given().context)
      const [digest] = await signer.mailsTo(contact.email)
      assert.match(
        digest?.text ?? '',
        /On Wednesday, January 13, 2027 \(UTC\), too\s+many\s+wrong\s+codes\s+came\s+in\./,
      )
      assert.match(digest?.text ?? '', /came\s+in\s+for\s+addresses\s+at\s+watch\.example/)
      // Each day is in one report.
      signer.later(24 * 60)
      await enqueueDigests(given().context)
      assert.deepEqual(await signer.mailsTo(contact.email), [])
    })

    async function setCount(slug: string, domain: string, count: number) {
      const { db } = given().context
      await db.transaction(async (tx) => {
        const { id } = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
        await tx
          .updateTable('wrong_code')
          .set({ count })
          .where('training_id', '=', id)
          .where('domain', '=', domain)
          .execute()
      })
    }

    test('are forgotten after some days', async () => {
      const { slug } = await given().givenTraining(everyone)
      const { named } = await signUpAt(slug, 'old.example')
      await signer.type(named, '000000')
      const kept = async () =>
        (
          await given()
            .context.db.reader.selectFrom('wrong_code')
            .selectAll()
            .where('domain', '=', 'old.example')
            .execute()
        ).length
      await forgetWrongCodes(given().context)
      assert.equal(await kept(), 1)
      signer.later(9 * 24 * 60)
      await forgetWrongCodes(given().context)
      assert.equal(await kept(), 0)
    })

    test('meet a longer code where a domain is what is proven', async () => {
      const { slug } = await given().givenTraining({ ...everyone, audience: { ...verifying.audience, ...trusting } })
      const { named, code } = await signUpAt(slug, 'kcpd.example')
      assert.match(code, /^\d{8}$/)
      assert.equal((await signer.type(named, code.slice(0, 6))).body.type, '/problems/wrong-code')
      assert.equal((await signer.type(named, `${code.slice(0, 4)} ${code.slice(4)}`)).body.status, 'confirmed')
      const { words } = (await (await given().send('GET', `/api/v1/trainings/${slug}`)).json()) as {
        words: Record<string, string>
      }
      assert.match(words['verify.hint'] ?? '', /^8 digits/)
      // Scripts before 1.3.0 send no more than 6 digits.
      assert.match(words['verify.shape'] ?? '', /8 digits.*link in the email/)
    })
  },
  mailing,
)

test('a seat under a forged address takes more than ten years of guessing at the limits of each', () => {
  /** The mean time until one of so many guesses a day is right. */
  const yearsOf = (guessesPerDay: number, digits: number) => 10 ** digits / guessesPerDay / 365.25
  const usual = codeDigitsOf({ access: 'open', domains: [] })
  const ofDomain = codeDigitsOf(trusting)
  // One training, with any number of made-up addresses, networks, and processes; or one mail domain, in any number of
  // trainings. For a domain, checks in several trainings at one moment can pass the budget: as many as there are
  // connections to the database.
  const atOneMoment = 50
  assert.ok(yearsOf(wrongCodesPerDay + atOneMoment, usual) > 10)
  // A hundred trainings that trust as many domains, all attacked on the same days.
  assert.ok(yearsOf(100 * (wrongCodesPerDay + atOneMoment), ofDomain) > 10)
})
