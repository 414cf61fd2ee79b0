import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { press } from '../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { recordStatements } from '../../testing/traces/statements.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'

onBothDatabases(
  'whether someone is registered, where addresses are verified,',
  (given) => {
    const { begin, type, ask, later, people, ...signer } = createSigner(given)
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    const subjects = async (address: string) =>
      (await signer.mailsTo(address)).map(({ subject }) => subject.replace(/\d{6}/, '######'))
    const registered = async (slug: string) => {
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      assert.equal((await type(sent, await signer.codeTo(ada.email))).status, 200)
      return { ada, own: sent }
    }

    test('changes neither the row, nor the statements, nor the email, nor any answer before the code', async () => {
      const begun = given().clock.now
      for (const isGroup of [false, true])
        for (const capacity of [1, 20]) {
          const { slug } = await given().givenTraining({ ...verifying, seats: { capacity, waitlist: true } })
          // What is random has the same length.
          const alike = (value: unknown) =>
            JSON.stringify(value).replace(
              /[A-Z2-9]{4}-[A-Z2-9]{4}|[\w-]{64}|(?<="code_hash":")[\w-]{43}|[Rr]eyes[\da-j]+|[\da-f-]{36}/g,
              (found) => '#'.repeat(/eyes/.test(found) ? 1 : found.length),
            )
          const follow = async (ada: ReturnType<typeof someone>) => {
            given().clock.now = begun
            const input = { people: [ada], ...(isGroup ? { coordinator: { ...coordinator, email: ada.email } } : {}) }
            const seen: unknown[] = []
            const sent = { slug, reference: '', secret: '' }
            const statements = await recordStatements(given().context, async () => {
              const { body, status } = await given().signUp(slug, input)
              Object.assign(sent, { reference: body.reference, secret: body.verification.secret })
              seen.push([status, body])
            })
            seen.push(await signer.pending(sent.reference))
            const answered = async (work: Promise<{ status: number; body: unknown; headers: Headers }>) => {
              const { status, body, headers } = await work
              seen.push([status, body, Object.fromEntries(headers)])
            }
            seen.push(await subjects(ada.email))
            for (let tries = 0; tries < 6; tries++) await answered(type(sent, '123456'))
            await answered(type(sent, '12 34'))
            later(2)
            await answered(ask(sent))
            seen.push(await subjects(ada.email))
            later(60)
            await answered(type(sent, '123456'))
            await answered(ask(sent))
            return { statements, seen: seen.map(alike) }
          }
          const { ada } = await registered(slug)
          await signer.codes()
          assert.deepEqual(await follow(ada), await follow(someone()))
        }
    })

    test('is revealed with the reference of the registration once the address is verified, and changes nothing', async () => {
      const { slug } = await given().givenTraining(verifying)
      const { ada, own } = await registered(slug)
      const before = await given()
        .context.db.reader.selectFrom('registration')
        .selectAll()
        .where('reference', '=', own.reference)
        .executeTakeFirstOrThrow()
      later(1)
      const sent = await begin(slug, { people: [{ ...ada, needs: 'a ramp' }] })
      const code = await signer.codeTo(ada.email)
      const { status, body } = await type(sent, code)
      assert.deepEqual([status, body.status, body.reference], [200, 'confirmed', own.reference])
      assert.deepEqual((await type(sent, code)).body, body)
      const after = await given()
        .context.db.reader.selectFrom('registration')
        .selectAll()
        .where('training_id', '=', before.training_id)
        .execute()
      assert.deepEqual(after, [before])
      assert.deepEqual(await subjects(ada.email), ['Here’s your link: Saturday, March 6, 9 AM'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('takes the decision from a supervisor named by a stranger', async () => {
      const audience = { ...verifying.audience, access: 'approval' as const, supervisor: 'optional' as const }
      const stranger = { name: 'Pat Lee', email: someone().email }
      for (const supervisorEmail of ['lieutenant@kcpd.example', undefined]) {
        const { slug } = await given().givenTraining({ audience })
        const ada = someone()
        const theirs = someone().email
        const first = await begin(slug, { people: [{ ...ada, supervisorEmail: theirs }], coordinator: stranger })
        assert.equal((await type(first, await signer.codeTo(stranger.email))).body.status, 'pending_approval')
        const [mail] = await signer.mailsTo(theirs)
        const link = /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
        assert.equal((await given().send('GET', link)).status, 200)
        later(1)
        const own = await begin(slug, { people: [{ ...ada, ...(supervisorEmail ? { supervisorEmail } : {}) }] })
        const { body } = await type(own, await signer.codeTo(ada.email))
        assert.equal(body.status, 'pending_approval')
        await given().app.request(`${link}/no`, press)
        const [one] = await people(slug)
        assert.equal(one?.status, 'pending_approval')
        const { supervisor, sensitive } = (await given().admin('GET', `/registrations/${one?.id}`)).body
        assert.deepEqual([supervisor?.address, sensitive.supervisorEmail], [supervisorEmail, supervisorEmail])
        const asked = await signer.mailsTo('lieutenant@kcpd.example')
        assert.equal(asked.length, supervisorEmail ? 1 : 0)
        assert.deepEqual(await contradictions(given().context.db, slug), [])
      }
    })

    test('does not keep someone from a seat after a stranger signed them up', async () => {
      const stranger = { name: 'Pat Lee', email: someone().email }
      const cases = [
        // Their group is too large to ever fit.
        { ...verifying, seats: { capacity: 2, waitlist: true } },
        // The stranger needs approval, with a seat held for each person; Ada does not.
        {
          audience: { ...verifying.audience, access: 'domain' as const, domains: ['kcpd.example'] },
          seats: { capacity: 4 },
        },
      ]
      for (const settings of cases) {
        const { slug } = await given().givenTraining(settings)
        const ada = { ...someone(), email: `ada${someone().email.split('@')[0]}@kcpd.example` }
        const group = await begin(slug, { people: [ada, someone(), someone()], coordinator: stranger })
        const { body: theirs } = await type(group, await signer.codeTo(stranger.email))
        assert.notEqual(theirs.status, 'confirmed')
        await signer.codes()
        later(1)
        const own = await begin(slug, { people: [ada] })
        const { body } = await type(own, await signer.codeTo(ada.email))
        assert.deepEqual([body.status, body.reference], ['confirmed', own.reference])
        assert.deepEqual(await subjects(ada.email), ['You’re in: Saturday, March 6, 9 AM'])
        assert.deepEqual(
          (await people(slug)).map(({ status }) => status).filter((status) => status === 'confirmed').length,
          1,
        )
        assert.deepEqual(await contradictions(given().context.db, slug), [])
      }
    })

    test('is told with the link to the group to a coordinator who is in it without an address', async () => {
      const { slug } = await given().givenTraining(verifying)
      const { email, ...pat } = someone()
      const group = await begin(slug, { people: [pat], coordinator: { name: 'Pat Lee', email } })
      assert.equal((await type(group, await signer.codeTo(email))).status, 200)
      await signer.codes()
      later(1)
      const own = await begin(slug, { people: [{ ...pat, email }] })
      assert.equal((await type(own, await signer.codeTo(email))).body.status, 'confirmed')
      assert.deepEqual(await subjects(email), ['Here’s your link: Saturday, March 6, 9 AM'])
    })

    test('is revealed with where they stand', async () => {
      const { slug } = await given().givenTraining({
        ...verifying,
        seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' },
      })
      const { own: first } = await registered(slug)
      const { ada, own } = await registered(slug)
      const again = async () => {
        const sent = await begin(slug, { people: [ada] })
        const { body } = await type(sent, await signer.codeTo(ada.email))
        return [body.status, body.reference]
      }
      assert.deepEqual(await again(), ['waitlisted', own.reference])
      const [mia] = await people(slug)
      assert.equal((await given().admin('POST', `/registrations/${mia?.id}/cancel`)).status, 200)
      assert.equal((await people(slug))[1]?.status, 'offered')
      assert.deepEqual(await again(), ['waitlisted', own.reference])
      assert.notEqual(first.reference, own.reference)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is decided when the first of several sign-ups is verified, and the others get that answer', async () => {
      const { slug } = await given().givenTraining({ ...verifying, seats: { capacity: 1, waitlist: true } })
      const ada = someone()
      const first = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const second = await begin(slug, { people: [ada] })
      const right = await type(second, await signer.codeTo(ada.email))
      // The first one holds the only seat until it is verified, too.
      assert.deepEqual([right.body.status, right.body.reference], ['waitlisted', second.reference])
      const late = await type(first, code)
      assert.deepEqual([late.status, late.body.reference], [200, second.reference])
      assert.deepEqual(
        (await people(slug)).map(({ status }) => status),
        ['confirmed'],
      )
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is revealed to people an organizer added in the meantime', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      const code = await signer.codeTo(ada.email)
      const added = await given().admin('POST', '/registrations', { training: slug, channel: 'phone', people: [ada] })
      await signer.mailsTo('')
      const right = await type(sent, code)
      assert.deepEqual([right.body.status, right.body.reference], ['confirmed', added.body.registrations[0].reference])
      assert.deepEqual((await type(sent, code)).body, right.body)
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    test('is not revealed to someone who asks with another secret, whatever happens in the meantime', async () => {
      const changes: Record<string, (slug: string, ada: ReturnType<typeof someone>) => Promise<unknown>> = {
        nothing: async () => {},
        register: async (slug, ada) => {
          await signer.codes()
          const own = await begin(slug, { people: [ada] })
          assert.equal((await type(own, await signer.codeTo(ada.email))).status, 200)
        },
        link: async (_, ada) => {
          const [mail] = await signer.mailsTo(ada.email)
          const path = /https:\/\/signup\.example(\/r\/verify\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
          assert.equal((await given().app.request(path, press)).status, 200)
        },
      }
      for (const isGroup of [false, true])
        for (const [name, happen] of Object.entries(changes)) {
          const { slug } = await given().givenTraining(verifying)
          const ada = someone()
          const more = isGroup ? { coordinator: { name: 'Pat Lee', email: ada.email } } : {}
          const sent = await begin(slug, { people: [ada], ...more })
          await happen(slug, ada)
          later(2)
          const answers = [await type(sent, 'x'), await type(sent, '123456'), await ask(sent)]
          assert.deepEqual(
            answers.map(({ status, body }) => [status, body.type]),
            [
              [422, '/problems/wrong-code'],
              [422, '/problems/wrong-code'],
              [202, undefined],
            ],
            `${name} ${isGroup}`,
          )
        }
    })
  },
  mailing,
)
