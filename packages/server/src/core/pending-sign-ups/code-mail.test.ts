import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { codeIn, createSigner, mailing, verifying } from '../../testing/verify.ts'
import { vouchFor } from './complete.ts'

const tried: Mail[] = []
let isDown = false

onBothDatabases(
  'the mail with a code',
  (given) => {
    const { begin, type, ask, later, ...signer } = createSigner(given)
    /** Sends what is due, or tries to while the mail server is down. */
    const deliver = async () => {
      tried.length = 0
      await deliverMails(given().context)
      return tried.map(({ to, subject }) => `${to}: ${subject}`)
    }

    test('names no training that is not to be seen by others', async () => {
      const { slug } = await given().givenTraining({ ...verifying, discreetTitle: { en: 'Your course' } })
      const ada = someone()
      await begin(slug, { people: [ada] })
      assert.match((await deliver()).join(), /: Your code is \d{6}$/)
    })

    test('is in the language of the sign-up', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada], lang: 'es' })
      await deliver()
      assert.match(tried[0]?.subject ?? '', /^Su código es \d{6}$/)
      assert.match((await type(sent, '12')).body.errors[0].message, /^Este código es incorrecto/)
    })

    test('has a new code at each try, and the last one is right', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      const sent = await begin(slug, { people: [ada] })
      isDown = true
      await deliver()
      const first = codeIn(tried[0]?.subject ?? '')
      isDown = false
      later(2)
      await deliver()
      const second = codeIn(tried[0]?.subject ?? '')
      assert.ok(first !== second && second !== '')
      assert.equal((await type(sent, first)).status, 422)
      assert.equal((await type(sent, second)).status, 200)
    })

    test('is not sent once it is of no use: after another one, when the time is over, or when an organizer has vouched', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, luis] = [someone(), someone()]
      const sent = await begin(slug, { people: [ada] })
      later(2)
      await ask(sent)
      assert.equal((await deliver()).filter((one) => one.startsWith(ada.email)).length, 1)
      await ask(sent)
      await begin(slug, { people: [luis] })
      later(61)
      assert.deepEqual(await deliver(), [])
      const found = await begin(slug, { people: [someone()] })
      await vouchFor(given().context, (await signer.pending(found.reference))?.id ?? '')
      assert.equal((await type(found, '123456')).status, 422)
      assert.ok((await deliver()).every((one) => one.includes('You’re in: ')))
    })

    test('may be the fifth of an hour: the mail about the outcome of the right code leaves right away all the same', async () => {
      const { slug } = await given().givenTraining(verifying)
      const [ada, pat] = [someone(), someone()]
      const coordinator = { name: 'Pat Lee', email: pat.email }
      for (const [input, address, told] of [
        [{ people: [ada] }, ada.email, 'You’re in'],
        [{ people: [someone()], coordinator }, pat.email, 'The person you registered has a seat'],
      ] as const) {
        const sent = await begin(slug, {
          people: [...input.people],
          ...('coordinator' in input ? { coordinator } : {}),
        })
        await deliver()
        for (let codes = 0; codes < 4; codes++) {
          later(2)
          assert.equal((await ask(sent)).status, 202)
          assert.equal((await deliver()).filter((one) => one.startsWith(address)).length, 1)
        }
        const code = codeIn(tried.find(({ to }) => to === address)?.subject ?? '')
        assert.equal((await type(sent, code)).status, 200)
        assert.deepEqual(
          (await deliver()).filter((one) => one.startsWith(address)),
          [`${address}: ${told}: Saturday, March 6, 9 AM`],
        )
      }
    })

    test('lets no code be guessed at as long as it has to wait', async () => {
      const { slug } = await given().givenTraining(verifying)
      const ada = someone()
      for (let names = 0; names < 20; names++)
        await begin(slug, { people: [{ ...ada, givenName: `Ada ${'abcdefghijklmnopqrst'[names]}` }] })
      const left = (await deliver()).filter((one) => one.startsWith(ada.email)).length
      const { live } = await given()
        .context.db.reader.selectFrom('proof')
        .innerJoin('training', 'training.id', 'training_id')
        .where('slug', '=', slug)
        .where('code_hash', 'is not', null)
        .select(({ fn }) => fn.countAll<number>().as('live'))
        .executeTakeFirstOrThrow()
      assert.ok(left < 10, `${left} left`)
      assert.equal(live, left)
    })

    test('has codes of which each is as likely as the others', async () => {
      const { slug } = await given().givenTraining(verifying)
      const codes = new Set<string>()
      for (let person = 0; person < 30; person++) {
        await begin(slug, { people: [someone()] })
        await deliver()
        codes.add(codeIn(tried[0]?.subject ?? ''))
      }
      assert.ok([...codes].every((code) => /^\d{6}$/.test(code)) && codes.size > 25)
    })

    test('goes before a supervisor is asked, and nothing else does', async () => {
      const audience = { ...verifying.audience, access: 'approval' as const, supervisor: 'required' as const }
      const { slug } = await given().givenTraining({ audience })
      const ada = someone({ supervisorEmail: 'lieutenant@kcpd.example' })
      const sent = await begin(slug, { people: [ada] })
      const [mail] = await deliver()
      assert.ok(mail?.startsWith(ada.email))
      assert.equal((await type(sent, codeIn(mail ?? ''))).body.status, 'pending_approval')
      const told = (await deliver()).map((one) => one.split(':')[0])
      assert.deepEqual(new Set(told), new Set([ada.email, 'lieutenant@kcpd.example']))
    })
  },
  {
    ...mailing,
    system: {
      sendMail: async (mail) => {
        tried.push(mail)
        if (isDown) throw new Error('down')
      },
    },
  },
)
