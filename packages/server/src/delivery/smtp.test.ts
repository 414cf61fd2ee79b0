import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import ICAL from 'ical.js'
import { after, afterEach, before, test } from 'mocha'
import nodeIcal from 'node-ical'
import { measureOutbox } from '../core/outbox/measure-outbox.ts'
import { cancel } from '../core/seats/cancel.ts'
import type { SendMail } from '../platform/outgoing-mail.ts'
import { type SmtpForTests, startSmtpServer } from '../testing/servers/smtp.ts'
import { newSlug, onBothDatabases, someone } from '../testing/servers/test-app.ts'
import { deliverMails } from './deliver.ts'
import { enqueueDigests } from './digests.ts'
import { createSmtp } from './smtp.ts'

const from = 'Trainings <signup@example.org>'
let smtpServer: SmtpForTests
let smtp: ReturnType<typeof createSmtp>
const sendMail: SendMail = (mail, signal) => smtp.send(mail, signal)

before(async () => {
  smtpServer = await startSmtpServer()
  smtp = createSmtp({ smtpUrl: smtpServer.url, from, isTlsRequired: false })
})
afterEach(() => {
  smtpServer.received.length = 0
  smtpServer.behave(undefined)
})
after(async () => {
  smtp.close()
  await smtpServer.close()
})

onBothDatabases(
  'mail by SMTP',
  (running) => {
    const signUp = async (training: Parameters<ReturnType<typeof running>['givenTraining']>[0] = {}) => {
      const server = running()
      const { slug } = await server.givenTraining(training)
      const person = someone()
      const { body } = await server.signUp(slug, { people: [person] })
      return { server, person, reference: body.reference }
    }
    const outboxRow = (email: string) =>
      running()
        .context.db.reader.selectFrom('outbox')
        .innerJoin('registration', 'registration.id', 'outbox.registration_id')
        .selectAll('outbox')
        .where('registration.email', '=', email)
        .executeTakeFirstOrThrow()

    test('goes to one recipient, with the headers that it needs and no other', async () => {
      const contact = { name: 'Desk', email: 'desk@example.org' }
      const { server, person } = await signUp({ contact })
      await deliverMails(server.context)
      const [{ recipients, raw, mail }] = smtpServer.received as [(typeof smtpServer.received)[number]]
      assert.equal(smtpServer.received.length, 1)
      assert.deepEqual(recipients, [person.email])
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
      assert.deepEqual(
        head
          .split('\r\n')
          .map((line) => line.slice(0, line.indexOf(':')))
          .toSorted(),
        ['Auto-Submitted', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Reply-To', 'Subject', 'To'],
      )
      assert.equal(mail.from?.text, '"Trainings" <signup@example.org>')
      assert.deepEqual(
        [mail.to].flat().map((to) => to?.text),
        [person.email],
      )
      assert.equal(mail.replyTo?.text, contact.email)
      assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
      assert.equal(mail.messageId, `<${(await outboxRow(person.email)).id}@signup.example>`)
      assert.match(mail.text ?? '', /Hello Ada,/)
      assert.match(String(mail.html), /Hello <bdi>Ada<\/bdi>,/)
    })

    /** The subject of the organizer's daily email, the only one with a title. */
    async function reportOn(title: TrainingDraft['title'], discreetTitle?: TrainingDraft['discreetTitle']) {
      const server = running()
      const { slug } = await server.givenTraining({ title, discreetTitle, contact: { email: 'desk@example.org' } })
      server.clock.later({ hours: 1 })
      await server.signUp(slug, { people: [someone()] })
      server.clock.later({ hours: 2 })
      await enqueueDigests(server.context)
      await deliverMails(server.context)
      const { mail } = smtpServer.received.find(({ recipients }) => recipients.includes('desk@example.org')) ?? {}
      return mail ?? assert.fail('no report')
    }

    test('keeps what a stranger or an organizer wrote from becoming a header', async () => {
      const mail = await reportOn({ en: `First aid\nBcc: mallory@example.org\t👩‍🚒 ${'é'.repeat(150)}` })
      const { slug } = await running().givenTraining()
      const { status } = await running().signUp(slug, {
        people: [someone({ givenName: 'Ada\r\nBcc: mallory@example.org' })],
      })
      assert.equal(status, 422)
      assert.equal(mail.bcc, undefined)
      assert.match(mail.subject ?? '', /^1 of 10 seats confirmed: First aid Bcc: mallory@example\.org 👩‍🚒 é+…$/)
      assert.equal([...(mail.subject ?? '')].length, 150)
    })

    test('shows the discreet title where there is one, and the date where that is enough', async () => {
      const discreet = { title: { en: 'Trafficking' }, discreetTitle: { en: 'Day course' } }
      assert.equal(
        (await reportOn(discreet.title, discreet.discreetTitle)).subject,
        '1 of 10 seats confirmed: Day course',
      )
      smtpServer.received.length = 0
      const { server } = await signUp(discreet)
      await deliverMails(server.context)
      const [received] = smtpServer.received
      assert.equal(received?.mail.subject, 'You’re in: Saturday, March 6, 9 AM')
      assert.doesNotMatch(String(received.mail.attachments[0]?.content), /Trafficking/)
    })

    test('brings a calendar file that other programs read', async () => {
      const { server } = await signUp({ slug: newSlug(), start: '2027-03-14T09:00', end: '2027-03-14T15:00' })
      await deliverMails(server.context)
      const files = smtpServer.received[0]?.mail.attachments ?? []
      assert.ok(files.length > 0)
      for (const { content, contentType } of files) {
        assert.match(contentType, /^(text\/calendar|application\/ics)$/)
        const calendar = new ICAL.Component(ICAL.parse(content.toString()))
        assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
        const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
        assert.equal(event.startDate.toJSDate().toISOString(), '2027-03-14T14:00:00.000Z')
        const [other] = Object.values(nodeIcal.sync.parseICS(content.toString())).filter(
          (one) => one?.type === 'VEVENT',
        )
        assert.equal(other?.type === 'VEVENT' && other.start.toISOString(), '2027-03-14T14:00:00.000Z')
      }
    })

    test('names the method of a calendar file that removes the entry', async () => {
      const { server, reference } = await signUp()
      await deliverMails(server.context)
      smtpServer.received.length = 0
      await cancel(server.context, (await server.row('registration', { reference })).id)
      await deliverMails(server.context)
      const [{ raw, mail }] = smtpServer.received as [(typeof smtpServer.received)[number]]
      const types = raw.replace(/\r\n[ \t]+/g, ' ').match(/^Content-Type: text\/calendar.*$/gm)
      assert.deepEqual(
        types?.map((type) => /method=(\w+)/.exec(type)?.[1]),
        ['CANCEL'],
      )
      for (const { content } of mail.attachments)
        assert.equal(new ICAL.Component(ICAL.parse(content.toString())).getFirstPropertyValue('method'), 'CANCEL')
    })

    for (const at of ['RCPT', 'DATA'] as const) {
      test(`is given up right away when ${at} is refused for good`, async () => {
        const { server, person } = await signUp()
        smtpServer.behave({ at, code: 550 })
        await deliverMails(server.context)
        const { outcome, last_error } = await outboxRow(person.email)
        assert.deepEqual([outcome, last_error], ['failed', '550'])
        assert.ok(server.logged.every((line) => !line.includes('@example.org')))
      })

      test(`is tried again when ${at} is refused for now`, async () => {
        const { server, person } = await signUp()
        smtpServer.behave({ at, code: 451 })
        await deliverMails(server.context)
        const { outcome, last_error, due_at } = await outboxRow(person.email)
        assert.deepEqual([outcome, last_error], [null, '451'])
        smtpServer.behave(undefined)
        server.clock.now = new Date(due_at)
        await deliverMails(server.context)
        assert.equal((await outboxRow(person.email)).outcome, 'sent')
        assert.deepEqual(
          smtpServer.received.map(({ recipients }) => recipients),
          [[person.email]],
        )
      })
    }

    test('waits while the server refuses us, not the recipient: an operator can fix that', async () => {
      const { server, person } = await signUp()
      smtpServer.behave({ at: 'MAIL', code: 550 })
      await deliverMails(server.context)
      const { outcome, last_error, due_at, tries } = await outboxRow(person.email)
      assert.deepEqual([outcome, last_error, tries], [null, '550', 0])
      assert.ok(server.logged.some((line) => /"reason":"550".*not taking emails.* MAIL_FROM/.test(line)))
      assert.notEqual((await measureOutbox(server.context)).dueSince, undefined)
      smtpServer.behave(undefined)
      server.clock.now = new Date(due_at)
      await deliverMails(server.context)
      assert.equal(smtpServer.received.length, 1)
    })

    for (const [code, says] of [
      [554, '5.7.1 <ada@example.org>: Relay access denied'],
      [550, 'relaying denied'],
      [530, '5.7.0 Authentication required'],
      [535, 'No'],
      [550, '5.1.8 Sender address rejected'],
    ] as const) {
      test(`waits when a recipient is refused because of us: ${code} ${says}`, async () => {
        const { server, person } = await signUp()
        smtpServer.behave({ at: 'RCPT', code, says })
        await deliverMails(server.context)
        const { outcome, last_error, due_at } = await outboxRow(person.email)
        assert.deepEqual([outcome, last_error], [null, String(code)])
        assert.ok(server.logged.some((line) => line.includes('refuses emails because of this server')))
        smtpServer.behave(undefined)
        server.clock.now = new Date(due_at)
        await deliverMails(server.context)
        assert.equal((await outboxRow(person.email)).outcome, 'sent')
      })
    }
    for (const says of ['5.1.1 No such user in our relay table', '5.2.1 Mailbox disabled']) {
      test(`gives up a recipient when the server says: 550 ${says}`, async () => {
        const { server, person } = await signUp()
        smtpServer.behave({ at: 'RCPT', code: 550, says })
        await deliverMails(server.context)
        assert.equal((await outboxRow(person.email)).outcome, 'failed')
      })
    }

    test('can be unsubscribed from with one click where it is not about the seat', async () => {
      const unsubscribe = 'https://signup.example/unsubscribe/token'
      const mail = {
        messageId: '<1@signup.example>',
        to: 'ada@example.org',
        subject: 'News',
        text: 'News',
        html: 'News',
      }
      await smtp.send({ ...mail, unsubscribe })
      const { raw } = smtpServer.received[0] as (typeof smtpServer.received)[number]
      assert.match(raw, /^List-Unsubscribe: <https:\/\/signup\.example\/unsubscribe\/token>\r$/m)
      assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    })

    test('is sent once when the server takes its time', async () => {
      const { server, person } = await signUp()
      const { promise: silentUntil, resolve } = Promise.withResolvers<void>()
      smtpServer.behave({ at: 'DATA', silentUntil })
      const delivering = deliverMails(server.context)
      while (smtpServer.received.length === 0) await new Promise((wait) => setTimeout(wait, 5))
      await deliverMails(server.context)
      resolve()
      await delivering
      assert.equal((await outboxRow(person.email)).outcome, 'sent')
      assert.equal(smtpServer.received.length, 1)
    })

    test('leaves no connection open when it is aborted, and delays no other', async () => {
      const mail = { to: 'ada@example.org', subject: 'News', text: 'News', html: 'News' }
      const { promise: silentUntil, resolve } = Promise.withResolvers<void>()
      smtpServer.behave({ at: 'DATA', silentUntil })
      const all = Array.from({ length: 7 }, (_, one) =>
        smtp.send({ ...mail, messageId: `<${one}@signup.example>` }, AbortSignal.timeout(200)),
      )
      const outcomes = await Promise.allSettled(all)
      assert.ok(outcomes.every((one) => one.status === 'rejected' && one.reason.code === 'EABORT'))
      while (smtpServer.connections() > 0) await new Promise((wait) => setTimeout(wait, 5))
      smtpServer.behave(undefined)
      resolve()
      await smtp.send({ ...mail, messageId: '<last@signup.example>' })
      assert.equal(smtpServer.received.at(-1)?.mail.messageId, '<last@signup.example>')
    })

    test('does not make people wait who sign up', async () => {
      const { server, reference } = await signUp()
      assert.ok(reference)
      assert.equal(smtpServer.received.length, 0)
      await deliverMails(server.context)
      assert.equal(smtpServer.received.length, 1)
    })

    test('waits while the server is away, and goes out once within two minutes of its return', async () => {
      const { server, person } = await signUp()
      const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
      const others = Array.from({ length: 12 }, () => someone())
      for (const other of others) await server.signUp(slug, { people: [other] })
      const reachable = smtp
      smtp = createSmtp({ smtpUrl: 'smtp://127.0.0.1:1', from, isTlsRequired: false })
      for (let minute = 0; minute < 60; minute++) {
        server.clock.later({ minutes: 1 })
        await deliverMails(server.context)
      }
      assert.equal(smtpServer.received.length, 0)
      smtp.close()
      smtp = reachable
      // What fails is the server, so no email has used up a try.
      for (let minute = 0; minute < 2; minute++) {
        server.clock.later({ minutes: 1 })
        await deliverMails(server.context)
      }
      assert.ok(server.logged.some((line) => line.includes('the mail server is not taking emails')))
      assert.deepEqual(
        smtpServer.received.map(({ recipients }) => String(recipients[0])).toSorted(),
        [person, ...others].map(({ email }) => email).toSorted(),
      )
    })
  },
  { system: { sendMail }, environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: from } },
)
