import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { Temporal } from 'temporal-polyfill'
import { deliverMails } from '../delivery/deliver.ts'
import { openDatabase } from '../platform/db/database.ts'
import { dayZone } from '../testing/day-zone.ts'
import { authSecret, runCommand, seedTrainings } from '../testing/servers/server.ts'
import { startSmtpServer } from '../testing/servers/smtp.ts'
import {
  type Dialect,
  dialects,
  freshDatabaseUrl,
  someone,
  type TestApp,
  testApp,
} from '../testing/servers/test-app.ts'

describe('the command jobs', () => {
  for (const dialect of dialects) {
    test(`does what is due, and ends, on ${dialect}`, async () => {
      const { url, remove } = await freshDatabaseUrl(dialect)
      const db = await openDatabase(url)
      try {
        const [slug = ''] = await seedTrainings(db, 'jobs', 1, () => ({}))
        const { id } = await db.reader
          .selectFrom('training')
          .select('id')
          .where('slug', '=', slug)
          .executeTakeFirstOrThrow()
        const old = '2020-01-01T00:00:00.000Z'
        await db.transaction((tx) =>
          tx
            .insertInto('idempotency')
            .values({ training_id: id, key: 'k', request_hash: '', reference: 'r', answer: '{}', expires_at: old })
            .execute(),
        )
        const { code, output } = await runCommand(['jobs'], { DATABASE_URL: url, AUTH_SECRET: authSecret })
        assert.equal(code, 0, output)
        assert.deepEqual(await db.reader.selectFrom('idempotency').selectAll().execute(), [])
      } finally {
        await db.close()
        await remove()
      }
    })

    test(`does each thing once, though two processes are at it, on ${dialect}`, () => whileTwoAreAtIt(dialect))
  }
})

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

async function whileTwoAreAtIt(dialect: Dialect) {
  const smtp = await startSmtpServer()
  const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'signup@example.org' }
  const server = await testApp(dialect, { environment: mail })
  try {
    const people = await seed(server, new Date())
    const runJobs = () => runCommand(['jobs'], { ...server.environment, ...mail })
    for (const { code, output } of await Promise.all([runJobs(), runJobs()])) assert.equal(code, 0, output)
    const { code } = await runJobs()
    assert.equal(code, 0)
    assert.deepEqual(
      smtp.received
        .map(({ recipients: [to], mail: { subject } }) => `${to}: ${subject?.split(':')[0]}`)
        // Which of the two depends on the time of day at which the test runs.
        .map((subject) => subject.replace(/(?:See you tomorrow|Your training is today)$/, 'Your training is near'))
        .toSorted(),
      [
        `${people.reminded}: Your training is near`,
        'desk@example.org: 1 of 10 seats confirmed',
        `${people.tooLate}: We’re no longer holding a seat for you`,
        `${people.next}: We’re holding a seat for you`,
      ].toSorted(),
    )
    const left = await server.context.db.reader.selectFrom('registration').select(['email', 'status']).execute()
    assert.deepEqual(
      left.map(({ email, status }) => `${email} ${status}`).toSorted(),
      [
        `${people.reminded} confirmed`,
        `${people.leaving} cancelled`,
        `${people.tooLate} expired`,
        `${people.next} offered`,
      ].toSorted(),
    )
  } finally {
    await server.close()
    await smtp.close()
  }
}

/** Something for each job to do at `now`. Returns the addresses of the people involved. */
async function seed(server: TestApp, now: Date) {
  const at = (days: number) => new Date(now.getTime() + days * dayMs)
  const timeZone = dayZone(now)
  const local = (moment: Date) =>
    Temporal.Instant.from(moment.toISOString())
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
  const on = (day: number) => ({ timeZone, start: local(at(day)), end: local(at(day + 0.1)) })
  const signUp = async (slug: string) => {
    const person = someone()
    const { status, body } = await server.signUp(slug, { people: [person] })
    assert.equal(status, 201, JSON.stringify(body))
    return person.email
  }

  server.clock.now = at(-120)
  const past = await server.givenTraining(on(-100))
  await signUp(past.slug)

  server.clock.now = at(-5)
  const soon = await server.givenTraining({ ...on(0.9), contact: { email: 'desk@example.org' } })
  server.clock.now = at(-4.9)
  const reminded = await signUp(soon.slug)
  const full = await server.givenTraining({
    ...on(30),
    seats: { capacity: 1, waitlist: true, waitlistBy: 'offer', offerHours: 24 },
  })
  const leaving = await signUp(full.slug)
  const [tooLate, next] = [await signUp(full.slug), await signUp(full.slug)]
  await deliverMails(server.context)
  const [first] = await server.people(full.slug)
  await server.admin('POST', `/registrations/${first.id}/cancel`)
  await deliverMails(server.context)
  assert.deepEqual(
    server.mails
      .map(({ to, subject }) => `${to}: ${subject.split(':')[0]}`)
      .slice(-2)
      .toSorted(),
    [`${leaving}: Your registration was canceled`, `${tooLate}: We’re holding a seat for you`].toSorted(),
  )
  return { reminded, leaving, tooLate, next }
}
