import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'mocha'
import { type App, createContext } from '../core/context.ts'
import { leaseMs } from '../core/outbox/lease.ts'
import { openDatabase } from '../platform/db/database.ts'
import { followClock } from '../platform/ops/follow-clock.ts'
import type { Mail } from '../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../testing/servers/test-app.ts'
import { deliverMails, renewMs } from './deliver.ts'

const secondMs = 1_000
const hourMs = 3_600 * secondMs
// As long as a lease goes without being renewed.
const sendMs = renewMs
// Further apart than clocks that follow the database's: together still less than a lease.
const apartMs = leaseMs - renewMs - secondMs

onBothDatabases('mails of processes whose clocks differ', (running) => {
  const signedUp = async (count: number) => {
    const server = running()
    const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
    const people = Array.from({ length: count }, () => someone())
    for (const person of people) await server.signUp(slug, { people: [person] })
    return people.map(({ email }) => email)
  }

  /** Two processes; what `first` sends stays on its way until `arrive`. */
  async function twoProcesses(clocks: { first: () => Date; second: () => Date }) {
    const { context } = running()
    const db = await openDatabase(context.config.databaseUrl)
    const sent: Mail[] = []
    const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>()
    const first = createContext({
      ...context,
      now: clocks.first,
      sendMail: async (mail) => {
        sent.push(mail)
        await arrival
      },
    })
    const second = createContext({ ...context, db, now: clocks.second, sendMail: async (mail) => void sent.push(mail) })
    const receivers = (emails: string[]) => sent.map(({ to }) => to).filter((to) => emails.includes(to))
    const isBegun = async () => {
      while (sent.length === 0) await turn()
    }
    return { first, second, arrive, receivers, isBegun, close: () => db.close() }
  }

  /** Sends by one process, and while that is at it by the other one; at last by both. */
  async function sendByTwo(
    processes: Awaited<ReturnType<typeof twoProcesses>>,
    meanwhile: (context: App) => Promise<void>,
  ) {
    const { first, second, arrive, isBegun } = processes
    const sending = deliverMails(first)
    await isBegun()
    await meanwhile(second)
    arrive()
    await sending
    await Promise.all([deliverMails(first), deliverMails(second)])
  }

  for (const differenceMs of [apartMs, -apartMs])
    test(`are sent once each where one is ${differenceMs / secondMs} seconds from the other`, async () => {
      const { clock } = running()
      const begun = clock.now.getTime()
      const emails = await signedUp(8)
      clock.now = new Date(begun + 300 * secondMs)
      const second = () => new Date(clock.now.getTime() + differenceMs)
      const processes = await twoProcesses({ first: () => clock.now, second })
      try {
        await sendByTwo(processes, async (context) => {
          await deliverMails(context)
          clock.later({ ms: sendMs })
          await deliverMails(context)
        })
        assert.deepEqual(processes.receivers(emails).toSorted(), emails.toSorted())
      } finally {
        await processes.close()
      }
    })

  for (const hours of [1, -1])
    test(`are sent once each where the machine’s clock is set by ${hours} hours while one is sent`, async () => {
      const emails = await signedUp(8)
      const database = running().clock.now
      mock.timers.enable({ apis: ['Date'], now: database })
      const clock = await followClock(
        async () => database,
        () => {},
      )
      const processes = await twoProcesses({ first: clock.now, second: clock.now })
      try {
        await sendByTwo(processes, async (context) => {
          mock.timers.setTime(database.getTime() + hours * hourMs)
          await deliverMails(context)
        })
        assert.deepEqual(processes.receivers(emails).toSorted(), emails.toSorted())
      } finally {
        clock.stop()
        mock.timers.reset()
        await processes.close()
      }
    })
})
