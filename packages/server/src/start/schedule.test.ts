import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../testing/servers/test-app.ts'
import { mailing } from '../testing/verify.ts'
import { runJobs, startJobs } from './schedule.ts'

const ticks = 20
const tickMs = 5_000
let sends = 0
let send = async () => {}

onBothDatabases(
  'the jobs',
  (given) => {
    test('never overlap themselves, and a stop waits for those that run', async () => {
      const { slug } = await given().givenTraining()
      await given().signUp(slug, { people: [someone()] })
      const sending = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      sends = 0
      send = () => {
        begun.resolve()
        return sending.promise
      }
      mock.timers.enable({ apis: ['setInterval'] })
      try {
        const jobs = startJobs(given().context)
        await begun.promise
        for (let tick = 0; tick < ticks; tick++) mock.timers.tick(tickMs)
        let isStopped = false
        const stopped = jobs.stop().then(() => (isStopped = true))
        await new Promise(setImmediate)
        assert.deepEqual([sends, isStopped], [1, false])
        sending.resolve()
        await stopped
        assert.equal(sends, 1)
      } finally {
        mock.timers.reset()
      }
    })

    test('can be run once: what lapses makes mails, and those leave in the same run', async () => {
      sends = 0
      send = async () => {}
      const { slug } = await given().givenTraining({ start: '2027-01-13T09:00', end: '2027-01-13T15:00' })
      await given().signUp(slug, { people: [someone()] })
      given().clock.now = new Date('2027-01-12T16:00:00.000Z')
      assert.deepEqual(await runJobs(given().context), [])
      // The confirmation, which no run had sent before, and the reminder.
      assert.equal(sends, 2)
    })

    test('send a whole message in one run, however many it is for', async () => {
      const server = given()
      const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
      await Promise.all(Array.from({ length: 230 }, () => server.signUp(slug, { people: [someone()] })))
      assert.deepEqual(await runJobs(server.context), [])
      const message = { training: slug, subject: { en: 'Parking' }, text: { en: 'Use lot B.' }, about: 'seat' }
      const { id } = (await server.admin('POST', '/messages', message)).body
      await server.admin('POST', `/messages/${id}/send`)
      sends = 0
      assert.deepEqual(await runJobs(server.context), [])
      assert.equal(sends, 230)
      assert.equal((await server.admin('GET', `/messages/${id}`)).body.message.state, 'sent')
    })
  },
  {
    ...mailing,
    system: {
      sendMail: () => {
        sends += 1
        return send()
      },
    },
  },
)
