import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { test } from 'mocha'
import { type App, createContext } from '../core/context.ts'
import { erase } from '../core/erasing/erase.ts'
import { cancel } from '../core/seats/cancel.ts'
import { openDatabase } from '../platform/db/database.ts'
import { ProblemError } from '../platform/problem.ts'
import { onBothDatabases, someone } from '../testing/servers/test-app.ts'
import { sendLink } from '../visitors/manage/send-link.ts'
import { deliverMails } from './deliver.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

onBothDatabases('delivery', (running) => {
  /** As the job does every few seconds, here every few minutes. */
  const deliverFor = async (context: App, ms: number) => {
    for (let passed = 0; passed < ms; passed += 5 * minuteMs) {
      await deliverMails(context)
      running().clock.later({ minutes: 5 })
    }
  }
  const mailsTo = (email: string) => running().mails.filter(({ to }) => to === email)
  const registrationOf = (email: string) => running().row('registration', { email })
  const rowsOf = async (email: string) =>
    running().rows('outbox', { registration_id: (await registrationOf(email)).id })
  const signUp = async () => {
    const { slug } = await running().givenTraining()
    const person = someone()
    await running().signUp(slug, { people: [person] })
    return { slug, person }
  }

  test('sends what is due, once, and stores the outcome', async () => {
    const { person } = await signUp()
    const { context } = running()
    await Promise.all([deliverMails(context), deliverMails(context)])
    await deliverMails(context)
    const [mail, ...others] = mailsTo(person.email)
    assert.deepEqual(others, [])
    assert.equal(mail?.subject, 'You’re in: Saturday, March 6, 9 AM')
    assert.match(mail.text, /Hello Ada,/)
    assert.match(mail.text, /https:\/\/signup\.example\/r\/[\w-]{66}/)
    assert.match(mail.calendar?.file ?? '', /^BEGIN:VCALENDAR/)
    assert.deepEqual(
      (await rowsOf(person.email)).map(({ outcome }) => outcome),
      ['sent'],
    )
  })

  test('sends each mail once, whichever of two processes takes it', async () => {
    const server = running()
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const people = Array.from({ length: 40 }, () => someone())
    for (const person of people) assert.equal((await server.signUp(slug, { people: [person] })).status, 201)
    const db = await openDatabase(server.context.config.databaseUrl)
    try {
      const other = createContext({ ...server.context, db })
      await Promise.all([deliverMails(server.context), deliverMails(other), deliverMails(server.context)])
      // What a busy database held up leaves with a later run, and nothing leaves twice.
      await deliverFor(server.context, hourMs)
      for (const { email } of people) assert.equal(mailsTo(email).length, 1)
    } finally {
      await db.close()
    }
  })

  test('tells no one what is no longer true', async () => {
    const erased = await signUp()
    await erase(running().context, (await registrationOf(erased.person.email)).id)
    const canceled = await signUp()
    await cancel(running().context, (await registrationOf(canceled.person.email)).id)
    const late = await signUp()
    await deliverMails(running().context)
    assert.deepEqual(mailsTo(erased.person.email), [])
    assert.deepEqual(
      mailsTo(canceled.person.email).map(({ subject }) => subject),
      ['Your registration was canceled: Saturday, March 6, 9 AM'],
    )
    assert.deepEqual(
      (await rowsOf(canceled.person.email)).map(({ kind, outcome }) => [kind, outcome]),
      [
        ['confirmed', 'dropped'],
        ['cancelled', 'sent'],
      ],
    )
    assert.equal(mailsTo(late.person.email).length, 1)
  })

  test('is not sent about a training that is over', async () => {
    const { person } = await signUp()
    running().clock.now = new Date('2027-03-07T00:00:00Z')
    await deliverMails(running().context)
    assert.deepEqual(mailsTo(person.email), [])
  })

  test('is sent once, though the database is gone for longer than any statement waits', async () => {
    const { person } = await signUp()
    const { context } = running()
    let failures = 0
    const isGone = () => mailsTo(person.email).length > 0 && failures < 9
    const transaction: typeof context.db.transaction = async (work) => {
      if (!isGone()) return context.db.transaction(work)
      failures += 1
      throw new ProblemError('busy')
    }
    await deliverMails(createContext({ ...context, db: { ...context.db, transaction } }))
    assert.equal(failures, 9)
    assert.deepEqual(
      (await rowsOf(person.email)).map(({ outcome }) => outcome),
      ['sent'],
    )
    running().clock.later({ minutes: 5 })
    await deliverMails(context)
    assert.equal(mailsTo(person.email).length, 1)
  })

  test('is taken over from a process that died while sending, under the same Message-ID', async () => {
    const { person } = await signUp()
    const { context } = running()
    const { promise: death, resolve: end } = Promise.withResolvers<void>()
    const dying = createContext({
      ...context,
      sendMail: async (mail) => {
        await context.sendMail?.(mail)
        return death
      },
    })
    const delivering = deliverMails(dying)
    while (mailsTo(person.email).length === 0) await new Promise((wait) => setTimeout(wait, 5))
    await deliverMails(context)
    assert.equal(mailsTo(person.email).length, 1)
    running().clock.later({ minutes: 11 })
    await deliverMails(context)
    await deliverMails(context)
    const ids = mailsTo(person.email).map(({ messageId }) => messageId)
    assert.equal(ids.length, 2)
    assert.equal(new Set(ids).size, 1)
    // What runs on when a test is over, fails when the database is closed.
    end()
    await delivering
  })

  test('is tried for three days, then given up and shown', async () => {
    const { person } = await signUp()
    const server = running()
    const tries: number[] = []
    const failing = createContext({
      ...server.context,
      sendMail: async () => {
        tries.push(server.clock.now.getTime())
        throw Object.assign(new Error('no <ada@example.org>'), { code: 'ECONNREFUSED' })
      },
    })
    await deliverFor(failing, 100 * hourMs)
    const [row] = await rowsOf(person.email)
    assert.deepEqual([row?.outcome, row?.last_error], ['failed', 'ECONNREFUSED'])
    assert.ok((tries.at(-1) ?? 0) - (tries[0] ?? 0) >= 72 * hourMs)
    assert.ok(server.logged.some((line) => line.includes('gave up on an email')))
    assert.ok(server.logged.every((line) => !line.includes(person.email) && !line.includes('ada@')))
  })

  test('is sent once though the database is busy right after it has left', async () => {
    const { person } = await signUp()
    const { context } = running()
    let isBusy = false
    const busy = createContext({
      ...context,
      db: {
        ...context.db,
        transaction: (work) => {
          if (!isBusy) return context.db.transaction(work)
          isBusy = false
          return Promise.reject(new Error('busy'))
        },
      },
      sendMail: async (mail) => {
        await context.sendMail?.(mail)
        isBusy = true
      },
    })
    await deliverMails(busy)
    assert.deepEqual(
      (await rowsOf(person.email)).map(({ outcome }) => outcome),
      ['sent'],
    )
    running().clock.later({ hours: 1 })
    await deliverMails(context)
    assert.equal(mailsTo(person.email).length, 1)
  })

  test('does not wait for a mail server that never answers', async () => {
    const { person } = await signUp()
    const sending = Promise.withResolvers<AbortSignal | undefined>()
    const silent = createContext({
      ...running().context,
      sendMail: (_mail, signal) => {
        sending.resolve(signal)
        return new Promise(() => {})
      },
    })
    // Only the long timers wait for the test: the pool of connections loses count of its own when
    // they are mocked.
    const { setTimeout: inTime } = globalThis
    const long: (() => void)[] = []
    const timers = mock.method(globalThis, 'setTimeout', (run: () => void, ms = 0) => {
      if (ms > minuteMs) long.push(run)
      return inTime(ms > minuteMs ? () => {} : run, ms)
    })
    try {
      const delivering = deliverMails(silent)
      const signal = await sending.promise
      assert.equal(signal?.aborted, false)
      assert.equal(long.length, 1)
      long[0]?.()
      await delivering
      assert.equal(signal.aborted, true)
    } finally {
      timers.mock.restore()
    }
    const [row] = await rowsOf(person.email)
    assert.deepEqual([row?.outcome, row?.last_error, row?.leased_until], [null, 'ETIMEDOUT', null])
  })

  test('lets strangers send an address five mails an hour, and the others later', async () => {
    const server = running()
    const person = someone()
    for (let index = 0; index < 13; index++) {
      const { slug } = await server.givenTraining()
      // Another spelling of one mailbox.
      const email = index % 2 === 0 ? person.email : person.email.toUpperCase()
      await server.signUp(slug, { people: [{ ...person, email }] })
    }
    const arrived = () => server.mails.filter(({ to }) => to.toLowerCase() === person.email).length
    const db = await openDatabase(server.context.config.databaseUrl)
    try {
      const other = createContext({ ...server.context, db })
      await Promise.all([deliverMails(server.context), deliverMails(other)])
    } finally {
      await db.close()
    }
    assert.equal(arrived(), 5)
    running().clock.later({ minutes: 59 })
    await deliverMails(server.context)
    assert.equal(arrived(), 5)
    await deliverFor(server.context, 30 * minuteMs)
    assert.equal(arrived(), 10)
    await deliverFor(server.context, 2 * hourMs)
    assert.equal(arrived(), 13)
  })

  /** So many people, who have one address. */
  const signUpNames = async (count: number) => {
    const server = running()
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const { email } = someone()
    for (let index = 0; index < count; index++) await server.signUp(slug, { people: [{ ...someone(), email }] })
    const arrived = (subject: RegExp) => mailsTo(email).filter((mail) => subject.test(mail.subject)).length
    return { slug, email, arrived }
  }
  const waitingFor = (email: string) =>
    running()
      .context.db.reader.selectFrom('outbox')
      .innerJoin('registration', 'registration.id', 'outbox.registration_id')
      .select(['kind', 'due_at', 'tries'])
      .where('email', '=', email)
      .where('outcome', 'is', null)
      .orderBy('due_at')
      .execute()

  test('counts mails about people that a stranger made up, and sends each in turn', async () => {
    const { rows, context, clock } = running()
    const { email, arrived } = await signUpNames(13)
    const begun = clock.now.getTime()
    await deliverMails(context)
    const turns = (await waitingFor(email)).map(({ due_at }) => (Date.parse(due_at) - begun) / hourMs)
    assert.deepEqual(turns, [1, 1, 1, 1, 1, 2, 2, 2])
    await deliverFor(context, 3 * hourMs)
    assert.equal(arrived(/You’re in/), 13)
    running().clock.later({ hours: 1 })
    const people = await rows('registration', { email })
    for (const { id } of people) await cancel(context, id)
    await deliverMails(context)
    assert.equal(arrived(/canceled/), 5)
  })

  test('lets the news of a training, and the latest link, pass those that wait', async () => {
    const server = running()
    const { slug, email, arrived } = await signUpNames(12)
    await deliverMails(server.context)
    const { id } = await server.row('training', { slug })
    await sendLink(server.context, id, { email }, 'en')
    await deliverMails(server.context)
    assert.equal(arrived(/link/i), 1)
    await server.admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    await deliverMails(server.context)
    assert.equal(arrived(/The training has been canceled/), 1)
    await deliverFor(server.context, 6 * hourMs)
    assert.deepEqual(await waitingFor(email), [])
  })

  test('tells a person who is signed up again and again once, until that mail has left', async () => {
    const { slug, person } = await signUp()
    const server = running()
    await deliverMails(server.context)
    const again = async (times: number) => {
      for (let index = 0; index < times; index++) await server.signUp(slug, { people: [person] })
      await deliverMails(server.context)
      return mailsTo(person.email).length
    }
    assert.equal(await again(12), 2)
    running().clock.later({ minutes: 1 })
    assert.equal(await again(3), 3)
    assert.deepEqual(await waitingFor(person.email), [])
  })

  test('does not let one crowded mailbox hold up the others', async () => {
    const server = running()
    const crowded = someone()
    for (let index = 0; index < 12; index++) {
      const { slug } = await server.givenTraining()
      await server.signUp(slug, { people: [crowded] })
    }
    const { person } = await signUp()
    await deliverMails(server.context)
    assert.equal(mailsTo(crowded.email).length, 5)
    assert.equal(mailsTo(person.email).length, 1)
  })
})
