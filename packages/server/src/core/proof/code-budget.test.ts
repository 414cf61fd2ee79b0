import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueDigests } from '../../delivery/digests.ts'
import { press } from '../../testing/pages/press.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Json, onBothDatabases, someone, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { codeIn, createSigner, mailing, verifying } from '../../testing/verify.ts'
import type { PendingSignUp } from '../pending-sign-ups/pending-sign-up.ts'
import { codeDigitsOf } from '../people/required-proof.ts'
import { allWrongCodesPerDay, dayOf, wrongCodesPerDay, wrongShortCodesPerDay } from './code-budget.ts'
import { keepCode, mostTries } from './codes.ts'
import { forgetWrongCodes } from './wrong-code-report.ts'

const everyone = { ...verifying, seats: { capacity: null, waitlist: true } }
const trusting = { access: 'domain' as const, domains: ['kcpd.example'] }
let mailboxes = 0
const mailboxAt = (domain: string) => `mailbox${(mailboxes += 1)}@${domain}`

onBothDatabases(
  'wrong codes',
  (given) => {
    const signer = createSigner(given)

    interface Guesses {
      count: number
      digits: 6 | 8
      servers?: TestApp[]
    }

    /**
     * Types wrong codes for new mailboxes, through one process after the other, until so many were
     * compared: the first and the last ones really are, and those between count as if they were.
     */
    async function guess(
      slugs: string[],
      domainOf: (guess: number) => string,
      { count, digits, servers = [given()] }: Guesses,
    ) {
      const skipped = count - 8 * mostTries
      for (let done = 0; done < count; done += mostTries) {
        const slug = slugs[(done / mostTries) % slugs.length] as string
        const email = mailboxAt(domainOf(done))
        const named = await signer.begin(slug, { people: [someone({ email })] })
        const { id, training_id } = (await signer.pending(named.reference)) as PendingSignUp
        await keepCode(given().context, id, '1'.repeat(digits))
        for (let one = 0; one < mostTries; one++) {
          const server = servers[one % servers.length] as TestApp
          const { status, body } = await createSigner(() => server).type(named, '0'.repeat(digits))
          assert.equal(status, 422, JSON.stringify(body))
        }
        if (done === 3 * mostTries) {
          await addWrongCodes(training_id, domainOf(done), { count: skipped, digits })
          done += skipped
        }
      }
    }

    async function addWrongCodes(id: string, domain: string, { count, digits }: Guesses) {
      await given().context.db.transaction((tx) =>
        tx
          .updateTable('wrong_code')
          .set(({ eb }) => ({
            count: eb('count', '+', count),
            short_count: eb('short_count', '+', digits === 6 ? count : 0),
          }))
          .where('training_id', '=', id)
          .where('domain', '=', domain)
          .where('day', '=', dayOf(given().clock.now.toISOString()))
          .execute(),
      )
    }

    const codeFor = async (address: string) => codeIn((await signer.mailsTo(address)).at(-1)?.subject ?? '')

    async function signUpAt(slug: string, domain: string) {
      const email = mailboxAt(domain)
      const named = await signer.begin(slug, { people: [someone({ email })] })
      const mail = (await signer.mailsTo(email)).at(-1)
      return {
        named,
        email,
        code: codeIn(mail?.subject ?? ''),
        link: /\/r\/verify\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '',
      }
    }

    test('are compared so often a day for one training, in all processes together', async () => {
      const { slug } = await given().givenTraining(everyone)
      const { db, authSecret } = given().context
      const other = await testApp(db.name, { ...mailing, system: { db, authSecret, now: () => given().clock.now } })
      afterTest(other.close)
      await guess([slug], (done) => `town${done}.example`, {
        count: wrongCodesPerDay,
        digits: 8,
        servers: [given(), other],
      })
      const { named, code, link } = await signUpAt(slug, 'kcfd.example')
      for (const server of [given(), other]) {
        const { status, body } = await createSigner(() => server).type(named, code)
        assert.deepEqual([status, body.type], [409, '/problems/codes-paused'])
      }
      assert.deepEqual(await signer.people(slug), [])

      // People with a mailbox are never locked out.
      assert.equal((await given().app.request(link, press)).status, 200)
      assert.equal((await signer.people(slug))[0]?.status, 'confirmed')
      // Then, too, a code would tell who guesses that it is right.
      assert.equal((await signer.type(named, code)).body.type, '/problems/codes-paused')
      assert.equal(
        (await given().signUp((await given().givenTraining(everyone)).slug, { people: [someone()] })).status,
        201,
      )
      signer.later(24 * 60)
      const tomorrow = await signUpAt(slug, 'kcfd.example')
      assert.equal((await signer.type(tomorrow.named, tomorrow.code)).body.status, 'confirmed')
    })

    test('are compared so often a day for one mail domain, in all trainings together', async () => {
      const slugs: string[] = []
      for (let one = 0; one < 4; one++) slugs.push((await given().givenTraining(everyone)).slug)
      await guess(slugs, () => 'sheriff.example', { count: wrongCodesPerDay, digits: 8 })
      const { slug } = await given().givenTraining(everyone)
      const guessed = await signUpAt(slug, 'sheriff.example')
      assert.equal((await signer.type(guessed.named, guessed.code)).body.type, '/problems/codes-paused')
      const other = await signUpAt(slug, 'library.example')
      assert.equal((await signer.type(other.named, other.code)).body.status, 'confirmed')
    })

    test('of 6 digits are compared so often a day in all trainings together; then codes have 8', async () => {
      // Apart from what the other tests count.
      signer.later(10 * 24 * 60)
      const contact = { email: 'desk@six.example' }
      const slugs: string[] = []
      for (let one = 0; one < 4; one++) slugs.push((await given().givenTraining(everyone)).slug)
      const { slug } = await given().givenTraining({ ...everyone, contact })
      signer.later(1)
      const onTheWay = await signUpAt(slug, 'fire.example')
      const byLink = await signUpAt(slug, 'fire.example')
      assert.match(onTheWay.code, /^\d{6}$/)
      given().logged.length = 0
      await guess(slugs, (done) => `city${done}.example`, { count: wrongShortCodesPerDay, digits: 6 })
      const warned = given()
        .logged.map((line) => JSON.parse(line))
        .filter(({ level }) => level === 40)
      assert.deepEqual(
        warned.map(({ paused }) => paused),
        ['short codes'],
      )
      assert.match(warned[0].msg, /new codes have 8 digits/)
      const { wrongCodes } = (await given().admin('GET', `/trainings/${slug}`)).body
      assert.deepEqual(wrongCodes, {
        today: 0,
        pausedUntil: null,
        longCodesUntil: '2027-01-21T00:00:00.000Z',
        pausedDomains: [],
      })

      // What was on its way is no longer compared, but no one is locked out.
      assert.equal((await signer.type(onTheWay.named, onTheWay.code)).body.type, '/problems/codes-paused')
      assert.equal((await given().app.request(byLink.link, press)).status, 200)
      signer.later(1)
      const asked = await signer.ask(onTheWay.named)
      assert.deepEqual([asked.status, asked.body.digits], [202, 8])
      const renewed = await codeFor(onTheWay.email)
      assert.match(renewed, /^\d{8}$/)
      assert.equal((await signer.type(onTheWay.named, renewed)).body.status, 'confirmed')
      const next = await signUpAt(slug, 'fire.example')
      assert.equal((await signer.type(next.named, next.code)).body.status, 'confirmed')

      signer.later(24 * 60)
      assert.match((await signUpAt(slug, 'fire.example')).code, /^\d{6}$/)
      signer.later(12 * 60)
      await enqueueDigests(given().context)
      const [digest] = await signer.mailsTo(contact.email)
      assert.match(digest?.text ?? '', /New\s+codes\s+had\s+8\s+digits\s+for\s+the\s+rest\s+of\s+the\s+day/)
    })

    test('are compared so often a day altogether; then none is, and organizers read of it', async () => {
      signer.later(20 * 24 * 60)
      const contact = { email: 'desk@all.example' }
      const { slug } = await given().givenTraining({ ...everyone, contact })
      const { slug: elsewhere } = await given().givenTraining(everyone)
      const { named } = await signUpAt(elsewhere, 'many.example')
      await signer.type(named, '000000')
      const waiting = await signUpAt(slug, 'calm.example')
      await setCount(elsewhere, 'many.example', allWrongCodesPerDay)
      assert.equal((await signer.type(waiting.named, waiting.code)).body.type, '/problems/codes-paused')
      const { pausedUntil } = (await given().admin('GET', `/trainings/${slug}`)).body.wrongCodes
      assert.equal(pausedUntil, '2027-01-31T00:00:00.000Z')
      assert.equal((await given().app.request(waiting.link, press)).status, 200)
      signer.later(36 * 60)
      await enqueueDigests(given().context)
      const [digest] = await signer.mailsTo(contact.email)
      assert.match(digest?.text ?? '', /for\s+all\s+trainings\s+together\.\s+No\s+code\s+worked/)
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
      assert.deepEqual(await seen(), { today: 1, pausedUntil: null, longCodesUntil: null, pausedDomains: [] })
      await setCount(slug, 'watch.example', wrongCodesPerDay - 1)
      given().logged.length = 0
      await signer.type(named, '000000')
      assert.deepEqual(await seen(), {
        today: wrongCodesPerDay,
        pausedUntil: '2027-01-14T00:00:00.000Z',
        longCodesUntil: null,
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
      // Six digits are no guess at eight.
      const tries = async () => (await signer.pending(named.reference))?.tries
      for (let one = 0; one <= mostTries; one++) {
        const { body } = await signer.type(named, code.slice(0, 6))
        assert.deepEqual([body.type, body.errors[0].code], ['/problems/wrong-code', 'eight-digits'])
        assert.match(body.errors[0].message, /8 digits/)
      }
      assert.equal(await tries(), 0)
      assert.equal((await signer.type(named, `${code.slice(0, 4)} ${code.slice(4)}`)).body.status, 'confirmed')
      const { words } = (await (await given().send('GET', `/api/v1/trainings/${slug}`)).json()) as {
        words: Record<string, string>
      }
      // Scripts before 1.3.0 send no more than 6 digits, and say this of 8.
      assert.match(words['verify.shape'] ?? '', /8 digits.*link in the email/)
    })
  },
  mailing,
)

test('a seat under a forged address takes more than ten years of guessing, in however many trainings', () => {
  // Checks in several trainings at one moment can pass a limit: as many as there are connections to
  // the database.
  const atOneMoment = 50
  const chanceADay = (guesses: number, digits: number) => (guesses + atOneMoment) / 10 ** digits
  // With any number of made-up addresses, domains, networks, and processes.
  const chance = chanceADay(wrongShortCodesPerDay, 6) + chanceADay(allWrongCodesPerDay, 8)
  assert.ok(1 / chance / 365.25 > 10)
  // A domain that gives a seat by itself is behind codes that are always long.
  assert.equal(codeDigitsOf(trusting), 8)
})
