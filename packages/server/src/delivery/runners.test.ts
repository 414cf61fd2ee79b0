import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { after, afterEach, before, describe, test } from 'mocha'
import { createContext } from '../core/context.ts'
import { inShare } from '../platform/db/connection-queue.ts'
import { mailsAtOnce, type SendMail } from '../platform/outgoing-mail.ts'
import { startJobs } from '../start/schedule.ts'
import { type SmtpForTests, startSmtpServer } from '../testing/servers/smtp.ts'
import { onBothDatabases, someone, type TestApp, testApp } from '../testing/servers/test-app.ts'
import { until } from '../testing/servers/until.ts'
import { deliverMails, runMails } from './deliver.ts'
import { createSmtp } from './smtp.ts'

const open = { seats: { capacity: null, waitlist: false } } as const
let smtpServer: SmtpForTests
let smtp: ReturnType<typeof createSmtp>
const sendMail: SendMail = (mail, signal) => smtp.send(mail, signal)

before(async () => {
  smtpServer = await startSmtpServer()
  smtp = createSmtp({ smtpUrl: smtpServer.url, from: 'signup@example.org', isTlsRequired: false })
})
afterEach(() => {
  smtpServer.behave(undefined)
})
after(async () => {
  smtp.close()
  await smtpServer.close()
})

/** Registers so many people. Returns their addresses. */
async function signUp({ givenTraining, signUp: register }: TestApp, count: number): Promise<string[]> {
  const { slug } = await givenTraining(open)
  const people = Array.from({ length: count }, () => someone())
  for (const person of people) await register(slug, { people: [person] })
  return people.map(({ email }) => email)
}

const haveMail = (emails: string[]) =>
  emails.every((email) => smtpServer.received.some(({ recipients }) => recipients.includes(email)))

/**
 * Has the SMTP server answer this recipient only when told. `isNamed` says whether it was asked.
 */
function hang(email: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let isNamed = false
  const hold = () => {
    isNamed = true
    return promise
  }
  smtpServer.behave({ at: 'RCPT', to: email, hold })
  return { answer: resolve, isNamed: () => isNamed }
}

onBothDatabases('a queue of emails above the hourly limit', (running) => {
  test('lets requests in between one and the next', async () => {
    await signUp(running(), 40)
    const { context } = running()
    let turns = 0
    const count = () => {
      turns += 1
      turning = setImmediate(count)
    }
    let turning = setImmediate(count)
    const limited = createContext({ ...context, config: { ...context.config, mailsPerHour: 1 } })
    await inShare('jobs', () => deliverMails(limited))
    clearImmediate(turning)
    const held = await running().rows('outbox', { held_for: 'hourly-limit' })
    assert.ok(held.length > 30)
    assert.ok(turns >= held.length / mailsAtOnce, `${turns} turns`)
  })
})

onBothDatabases(
  'a slow recipient',
  (running) => {
    test('holds up no one, also not those whose emails become due in the meantime', async () => {
      const [slow = '', ...others] = await signUp(running(), 11)
      const { answer, isNamed } = hang(slow)
      const jobs = startJobs(running().context)
      try {
        await until(() => isNamed() && haveMail(others))
        const later = await signUp(running(), 10)
        await until(() => haveMail(later))
        assert.ok(!haveMail([slow]))
        answer()
        await until(() => haveMail([slow]))
      } finally {
        answer()
        await jobs.stop()
      }
    })

    test('is waited for by the run that took the email', async () => {
      const [slow = '', ...others] = await signUp(running(), 11)
      const { answer } = hang(slow)
      let isOver = false
      const run = deliverMails(running().context).then(() => (isOver = true))
      await until(() => haveMail(others))
      assert.deepEqual([isOver, haveMail([slow])], [false, false])
      answer()
      await run
      assert.ok(haveMail([slow]))
    })
  },
  { system: { sendMail } },
)

describe('a runner on PostgreSQL', () => {
  test('takes one email at a time, also where the table seems to have one row', async () => {
    const server = await testApp('postgres')
    const { db } = server.context
    try {
      await signUp(server, 1)
      // What autovacuum does: the planner believes this until the next time.
      await sql`analyze outbox`.execute(db.writer)
      await signUp(server, 5)
      const begun = Promise.withResolvers<void>()
      const sending = Promise.withResolvers<void>()
      const context = createContext({
        ...server.context,
        sendMail: () => {
          begun.resolve()
          return sending.promise
        },
      })
      const run = runMails(context)
      await begun.promise
      const leased = await db.reader.selectFrom('outbox').select('id').where('leased_until', 'is not', null).execute()
      assert.equal(leased.length, 1)
      sending.resolve()
      await run
    } finally {
      await server.close()
    }
  })
})
