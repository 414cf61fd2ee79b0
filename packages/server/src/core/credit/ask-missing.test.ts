import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { issueCertificates, revokeCertificate } from './certificates.ts'

const sent: Mail[] = []

onBothDatabases(
  'what is missing for a certificate',
  (given) => {
    const questions = [{ id: 'useful', type: 'scale', label: { en: 'Useful?' } }]
    const both = { ...officers, rule: { minimumShare: 90, license: true, evaluation: true } }
    const ask = async (slug: string) => (await given().admin('POST', `/trainings/${slug}/standings/ask`)).body.asked
    const standings = async (slug: string) =>
      (await given().admin('GET', `/trainings/${slug}/standings`)).body.standings
    const asking = async (id: string) => given().rows('outbox', { training_id: id, kind: 'certificate-step' })
    const delivered = async () => {
      sent.length = 0
      await deliverMails(given().context)
      return sent.map(({ text }) => text)
    }

    test('is asked of those who can do it: not where time is short, and not without an address', async () => {
      const { slug, id, ids } = await creditedDay(given(), [
        {},
        { licenceNumber: '', email: 'rosa@kcpd.example' },
        { licenceNumber: '', late: 90, email: 'luis@kcpd.example' },
        { licenceNumber: '', email: '' },
      ])
      assert.equal(await ask(slug), 1)
      assert.deepEqual(
        (await asking(id)).map(({ registration_id }) => registration_id),
        [ids[1]],
      )
      const asked = (await standings(slug)).map(({ askedAt }: { askedAt: string | null }) => askedAt !== null)
      assert.equal(asked.filter(Boolean).length, 1)
      const [text = ''] = await delivered()
      assert.match(text, /ready as soon as you enter your license\s+number/)
      assert.match(text, /\/r\/[^/\s]+\/license/)
    })

    test('is asked once a week, by two organizers together, too', async () => {
      const { slug } = await creditedDay(given(), [{ licenceNumber: '' }])
      const counts = await Promise.all([ask(slug), ask(slug)])
      assert.deepEqual(
        counts.toSorted((one, other) => one - other),
        [0, 1],
      )
      given().clock.later({ days: 6 })
      assert.equal(await ask(slug), 0)
      given().clock.later({ days: 2 })
      assert.equal(await ask(slug), 1)
    })

    test('is nothing to ask for while no evaluation went out, and names both steps afterward', async () => {
      const { slug } = await creditedDay(given(), [{ licenceNumber: '' }], { profile: both })
      assert.equal(await ask(slug), 0)
      await given().admin('PUT', `/trainings/${slug}/evaluation`, { questions }, { 'If-Match': '*' })
      assert.equal(await ask(slug), 0)
      await given().admin('POST', `/trainings/${slug}/evaluation/send`)
      await delivered()
      assert.equal(await ask(slug), 1)
      const [text = ''] = await delivered()
      assert.match(text, /\/license[^]*It has 1 question and takes about 3\s+minutes[^]*\/evaluation/)
    })

    test('is not asked of someone who has done it before the email leaves', async () => {
      const { slug, ids } = await creditedDay(given(), [{ licenceNumber: '' }])
      assert.equal(await ask(slug), 1)
      assert.equal((await given().admin('PUT', `/registrations/${ids[0]}/license`, { number: '0815' })).status, 204)
      assert.deepEqual(await delivered(), [])
    })

    test('is told of each certificate that ended, also of two within minutes', async () => {
      const { context } = given()
      const { id, profile, slug } = await creditedDay(given())
      const { id: other } = (await given().admin('POST', '/credit-profiles', { ...officers, board: 'EMS' })).body
      const credits = [profile, other].map((one) => ({ profile: one, approval: 'confirmed', number: '26-0457' }))
      await given().admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
      await issueCertificates(context, id)
      await delivered()
      const serials = (await given().rows('certificate', { training_id: id })).map(({ serial }) => serial)
      for (const serial of serials) {
        await revokeCertificate(context, serial)
        given().clock.later({ seconds: 1 })
      }
      const texts = await delivered()
      assert.deepEqual(
        serials.map((serial) => texts.filter((text) => text.includes(serial)).length),
        [1, 1],
      )
    })

    test('is not told of when another certificate is there already, and otherwise is', async () => {
      const { context } = given()
      const { id } = await creditedDay(given())
      const end = async () => {
        const rows = await given().rows('certificate', { training_id: id })
        await revokeCertificate(context, rows.find(({ valid_for }) => valid_for !== null)!.serial)
      }
      await issueCertificates(context, id)
      await delivered()
      await end()
      await issueCertificates(context, id)
      assert.deepEqual(
        (await delivered()).map((text) => text.includes('was taken back')),
        [false],
      )
      await end()
      const [text = ''] = await delivered()
      assert.match(text, /took back certificate [A-Z2-9-]{14} on January/)
    })
  },
  { ...mailing, system: { sendMail: async (mail: Mail) => void sent.push(mail) } },
)
