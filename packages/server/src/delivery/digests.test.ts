import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone, type TestApp } from '../testing/servers/test-app.ts'
import { mailing } from '../testing/verify.ts'
import { deliverMails } from './deliver.ts'
import { enqueueDigests } from './digests.ts'

const agency = 'Kansas City Police'
const audience = { roles: ['police' as const] }
const contact = { email: 'organizer@example.org' }
// Eight in the morning in Chicago.
const mornings = ['2027-01-10T14:00:00.000Z', '2027-01-11T14:00:00.000Z', '2027-01-12T14:00:00.000Z'] as const

/** How many reports the job adds when it runs at this moment, in two processes. */
async function reportsAt({ rows, context, clock }: TestApp, moment: string): Promise<number> {
  const count = async () => (await rows('outbox', { kind: 'digest' })).length
  const before = await count()
  clock.now = new Date(moment)
  await Promise.all([enqueueDigests(context), enqueueDigests(context)])
  await enqueueDigests(context)
  return (await count()) - before
}

onBothDatabases(
  'each morning an organizer gets a digest',
  (given) => {
    test('of who came and who left, once, and none when no one did', async () => {
      const server = given()
      const { slug } = await server.givenTraining({ contact, audience })
      const ada = someone({ role: 'police', agency })
      server.clock.now = new Date('2027-01-10T13:00:00.000Z')
      await server.signUp(slug, { people: [ada] })
      assert.equal(await reportsAt(server, '2027-01-10T13:59:59.999Z'), 0)
      assert.equal(await reportsAt(server, mornings[0]), 1)
      assert.equal(await reportsAt(server, '2027-01-10T20:00:00.000Z'), 0)
      await deliverMails(server.context)
      const mails = server.mails.filter(({ to }) => to === contact.email)
      assert.equal(mails.length, 1)
      assert.match(mails[0]?.text ?? '', /\nNew:\n {2}Seat confirmed: 1\n/)
      const [person] = await server.people(slug)
      const names = new RegExp(`${ada.familyName}|Ada|${agency}|${person.reference}`)
      assert.doesNotMatch(`${mails[0]?.text}${mails[0]?.html}`, names)

      assert.equal(await reportsAt(server, mornings[1]), 0)
      server.clock.now = new Date('2027-01-11T18:00:00.000Z')
      const [{ id }] = await server.people(slug)
      await server.admin('POST', `/registrations/${id}/cancel`)
      assert.equal(await reportsAt(server, '2027-01-12T09:00:00.000Z'), 0)
      assert.equal(await reportsAt(server, mornings[2]), 1)
      // A clock that goes back and forth makes no second one.
      assert.equal(await reportsAt(server, mornings[1]), 0)
      assert.equal(await reportsAt(server, mornings[2]), 0)
    })

    test('of counts that no number of people makes longer', async () => {
      const server = given()
      const to = { email: 'captain@example.org' }
      const { slug } = await server.givenTraining({ contact: to, seats: { capacity: 2, waitlist: true } })
      server.clock.now = new Date('2027-01-10T13:00:00.000Z')
      for (let count = 0; count < 6; count++) await server.signUp(slug, { people: [someone()] })
      const people = await server.people(slug)
      for (const { id } of people.slice(4)) await server.admin('POST', `/registrations/${id}/cancel`)
      await reportsAt(server, mornings[0])
      await deliverMails(server.context)
      const { text = '' } = server.mails.find((mail) => mail.to === to.email) ?? {}
      assert.match(
        text,
        /\nNew:\n {2}Seat confirmed: 2\n {2}On the waiting list, no seat yet: 2\nCanceled, declined, or expired:\n {2}Canceled: 2\n/,
      )
    })

    test('with names where the training says so', async () => {
      const server = given()
      const named = { email: 'lieutenant@example.org' }
      const { slug } = await server.givenTraining({ contact: named, audience, digest: 'names' })
      server.clock.now = new Date('2027-01-10T13:00:00.000Z')
      const ada = someone({ role: 'police', agency })
      await server.signUp(slug, { people: [ada] })
      await reportsAt(server, mornings[0])
      await deliverMails(server.context)
      const mail = server.mails.find(({ to }) => to === named.email)
      assert.ok(mail?.text.includes(`Ada ${ada.familyName}, ${agency}: Seat confirmed`))
    })

    test('that begins with seats and decisions, and says how to turn it off', async () => {
      const server = given()
      const to = { email: 'approver@example.org' }
      const approved = { audience: { access: 'approval' as const }, seats: { capacity: 20, waitlist: true } }
      const { slug } = await server.givenTraining({ contact: to, ...approved })
      server.clock.now = new Date('2027-01-10T13:00:00.000Z')
      await server.signUp(slug, { people: [someone()] })
      await server.signUp(slug, { people: [someone()] })
      const [{ id }] = await server.people(slug)
      await server.admin('POST', `/registrations/${id}/approve`)
      await reportsAt(server, mornings[0])
      await deliverMails(server.context)
      const { text = '' } = server.mails.find((mail) => mail.to === to.email) ?? {}
      assert.match(
        text,
        /^1 request is waiting for your decision\n\nSeats:\n {2}1 of 20 confirmed\nYour decisions:\n {2}1 request is waiting for your decision\n\nSee who registered:\nhttps:\/\/signup\.example\/admin\/trainings\/[\w-]+\n\n2 registrations have changed since/,
      )
      assert.match(
        text,
        /To turn it off, edit\sthe\straining\sand\sset\s“Daily\semail\sto\sthe\scontact”\sto\s“None”\./,
      )
    })

    test('as set before, when the setting was a yes or a no', async () => {
      const { row, context, givenTraining, admin } = given()
      for (const [wanted, means] of [
        [true, 'counts'],
        [false, 'off'],
      ] as const) {
        const { slug } = await givenTraining({ contact })
        const { input } = await row('training', { slug })
        const before = JSON.stringify({ ...JSON.parse(input), digest: wanted })
        await context.db.transaction((tx) =>
          tx.updateTable('training').set({ input: before }).where('slug', '=', slug).execute(),
        )
        assert.equal((await admin('GET', `/trainings/${slug}`)).body.training.digest, means)
      }
    })

    test('unless they turned it off, have no address, or the training is over or not public', async () => {
      const server = given()
      for (const training of [
        { contact, digest: 'off' as const },
        { contact: { phone: '816-555-0100' } },
        { contact, end: '2027-03-06T10:00' },
      ]) {
        const { slug } = await server.givenTraining(training)
        await server.signUp(slug, { people: [someone()] })
      }
      const { slug } = await server.givenTraining({ contact })
      await server.signUp(slug, { people: [someone()] })
      await server.admin('PATCH', `/trainings/${slug}`, { status: 'withdrawn' })
      assert.equal(await reportsAt(server, '2027-03-06T17:00:00.000Z'), 0)
    })

    test('in the language of the account that has its address', async () => {
      const server = given()
      server.clock.now = new Date('2027-01-10T12:00:00.000Z')
      const account = { email: 'lucia@example.org', name: 'Lucía', role: 'organizer', lang: 'es' }
      await server.admin('POST', '/accounts', account)
      const ids: string[] = []
      for (const email of ['Lucia@example.org', 'others@example.org']) {
        const { slug } = await server.givenTraining({ contact: { email } })
        ids.push((await server.row('training', { slug })).id)
        server.clock.later({ minutes: 1 })
        await server.signUp(slug, { people: [someone()] })
      }
      await reportsAt(server, mornings[0])
      const digests = await server.rows('outbox', { kind: 'digest' })
      const langs = ids.map((id) => digests.find(({ training_id }) => training_id === id)?.lang)
      assert.deepEqual(langs, ['es', 'en'])
    })
  },
  mailing,
)
