import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { cancel } from './cancel.ts'

// 22:00, 7:59 and 8:00 in Chicago.
const night = new Date('2027-01-11T04:00:00.000Z')
const early = new Date('2027-01-11T13:59:59.000Z')
const morning = new Date('2027-01-11T14:00:00.000Z')

onBothDatabases('at night', (given) => {
  for (const [waitlistBy, status, subject] of [
    ['offer', 'offered', /^We’re holding a seat for you/],
    ['promotion', 'confirmed', /^You have a seat/],
  ] as const)
    test(`a freed seat is ${status} right away, and the person who gets it is notified in the morning, once`, async () => {
      const server = given()
      const { context, clock, mails } = server
      const { slug } = await server.givenTraining({ seats: { capacity: 1, waitlist: true, waitlistBy } })
      const waiting = someone()
      for (const person of [someone(), waiting]) await server.signUp(slug, { people: [person] })
      await deliverMails(context)
      mails.length = 0
      const registrations = async () => (await server.admin('GET', `/registrations?training=${slug}&sort=created`)).body
      const statuses = async () =>
        (await registrations()).registrations.map((one: { status: string }) => one.status) as string[]
      const subjectsAt = async (now: Date) => {
        clock.now = now
        await deliverMails(context)
        return mails.filter(({ to }) => to === waiting.email).map((mail) => mail.subject)
      }

      clock.now = night
      await cancel(context, (await registrations()).registrations[0].id)
      assert.deepEqual(await statuses(), ['cancelled', status])
      for (const now of [night, early]) assert.deepEqual(await subjectsAt(now), [])
      const [told, ...more] = await subjectsAt(morning)
      assert.match(told ?? '', subject)
      assert.deepEqual(more, [])
      assert.equal((await subjectsAt(new Date(morning.getTime() + 60 * 60_000))).length, 1)
    })
})
