import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { cancel } from '../../core/seats/cancel.ts'
import { runJobs } from '../../start/schedule.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'
import { deliverMails } from '../deliver.ts'
import { remindPeople } from '../reminders.ts'

const hourMs = 60 * 60_000
const start = new Date('2027-01-10T18:00:00.000Z')

onBothDatabases('a mailbox whose address a stranger signs up again and again', (running) => {
  const { post, signedUp, linkOf, groupLink } = createVisitor(running)
  const ada = () => someone({ email: `ada.${crypto.randomUUID()}@example.org` })
  const arrived = (email: string, subject: RegExp) =>
    running().mails.filter((mail) => mail.to === email && subject.test(mail.subject)).length
  /** So many made-up people with her address, whose mails would take hours to arrive. */
  const flood = async (email: string, count = 12) => {
    const { slug } = await running().givenTraining({ seats: { capacity: null, waitlist: false } })
    const signUp = async () =>
      assert.equal((await running().signUp(slug, { people: [{ ...someone(), email }] })).status, 201)
    // As many at a time as a busy machine takes without refusing some.
    for (let left = count; left > 0; left -= 16) await Promise.all(Array.from({ length: Math.min(left, 16) }, signUp))
    await deliverMails(running().context)
  }
  /** A group of twelve people; the link to it. */
  const enterTwelve = async (slug: string, email?: string) => {
    const people = Array.from({ length: 12 }, () => {
      const { givenName, familyName } = someone()
      return { givenName, familyName: `${familyName}${crypto.randomUUID()}`, ...(email === undefined ? {} : { email }) }
    })
    const coordinator = { name: 'Somebody', email: `${crypto.randomUUID()}@example.org` }
    assert.equal((await running().signUp(slug, { people, coordinator, split: true })).status, 201)
    const { id } = await running().row('registration_group', { coordinator_email: coordinator.email })
    return groupLink(id)
  }
  const givenAda = async (training: Partial<TrainingDraft> = {}, others = 0) => {
    running().clock.now = start
    const { slug } = await running().givenTraining(training)
    const person = ada()
    const people = await signedUp(slug, [...Array.from({ length: others }, () => someone()), person])
    await deliverMails(running().context)
    return { slug, email: person.email, others: people.slice(0, others), own: people[others]! }
  }

  test('gets five an hour of what the stranger causes', async () => {
    const { email } = await givenAda()
    running().mails.length = 0
    running().clock.now = new Date(start.getTime() + hourMs)
    await flood(email)
    assert.equal(arrived(email, /You’re in/), 5)
    running().clock.now = new Date(start.getTime() + 2 * hourMs)
    await deliverMails(running().context)
    assert.equal(arrived(email, /You’re in/), 10)
  })

  test('gets the mail about a seat that is offered, or given, right away', async () => {
    for (const [waitlistBy, subject] of [
      ['offer', /We’re holding a seat for you/],
      ['promotion', /seat/i],
    ] as const) {
      const { email, others } = await givenAda({ seats: { capacity: 1, waitlist: true, waitlistBy } }, 1)
      await flood(email)
      running().mails.length = 0
      await cancel(running().context, others[0]!.id)
      await deliverMails(running().context)
      assert.equal(arrived(email, subject), 1, waitlistBy)
    }
  })

  test('gets it also when strangers call off a group, or have one promoted, that they entered with the address', async () => {
    const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const
    const { email, others } = await givenAda({ seats }, 1)
    running().clock.now = new Date(start.getTime() + hourMs)
    const { slug } = await running().givenTraining({ seats: { capacity: 12, waitlist: true } })
    const strangers = await enterTwelve(slug)
    const known = await enterTwelve(slug, email)
    await deliverMails(running().context)
    for (const [link, count] of [
      [strangers, 5],
      // These emails are among what a stranger can cause: they have no turn left now.
      [known, 0],
    ] as const) {
      running().mails.length = 0
      assert.equal((await post(`${link}/cancel`)).status, 303)
      await deliverMails(running().context)
      assert.equal(arrived(email, /./), count)
    }
    await cancel(running().context, others[0]!.id)
    await deliverMails(running().context)
    assert.equal(arrived(email, /We’re holding a seat for you/), 1)
  })

  test('gets nothing for which there is no room within a day, and the organizer sees that', async () => {
    const { email } = await givenAda()
    running().clock.now = new Date(start.getTime() + hourMs)
    await flood(email, 128)
    const { mails } = (await running().admin('GET', '/mails?state=dropped')).body
    assert.deepEqual(
      mails.map(({ kind, lastError }: { kind: string; lastError: string }) => `${kind} ${lastError}`),
      Array.from({ length: 3 }, () => 'confirmed crowded-mailbox'),
    )
  })

  test('gets the reminder in time', async () => {
    const { email } = await givenAda({ start: '2027-01-14T09:00', end: '2027-01-14T15:00' })
    running().clock.now = new Date('2027-01-11T15:00:00.000Z')
    await flood(email)
    running().mails.length = 0
    await remindPeople(running().context)
    await deliverMails(running().context)
    assert.equal(running().mails.filter(({ to }) => to === email).length, 1)
  })

  test('gets what an organizer decides, and adds', async () => {
    const { admin } = running()
    const { email, own } = await givenAda({ audience: { access: 'approval' } })
    await flood(email)
    running().mails.length = 0
    await admin('POST', `/registrations/${own.id}/approve`)
    const { slug } = await running().givenTraining()
    await admin('POST', '/registrations', { training: slug, channel: 'phone', people: [{ givenName: 'Ada', email }] })
    await deliverMails(running().context)
    assert.equal(running().mails.filter(({ to }) => to === email).length, 2)
  })

  test('gets every message of an organizer right away, but of each only five an hour under its tags', async () => {
    const { admin, context, givenTraining, signUp, mails } = running()
    const { slug, email } = await givenAda()
    await flood(email)
    mails.length = 0
    const message = async (training: string) => {
      const written = { training, about: 'seat', subject: { en: 'Parking' }, text: { en: 'Use lot B.' } }
      const { body } = await admin('POST', '/messages', written)
      await admin('POST', `/messages/${body.id}/send`)
      assert.deepEqual(await runJobs(context), [])
    }
    for (let count = 0; count < 8; count++) await message(slug)
    assert.equal(arrived(email, /Parking/), 8)
    const tagged = await givenTraining({ seats: { capacity: null, waitlist: false } })
    for (let tag = 0; tag < 9; tag++)
      await signUp(tagged.slug, { people: [{ ...someone(), email: email.replace('@', `+${tag}@`) }] })
    await deliverMails(context)
    mails.length = 0
    await message(tagged.slug)
    assert.equal(mails.filter(({ subject }) => /Parking/.test(subject)).length, 5)
  })

  test('gets the mail about what they do by their own link', async () => {
    const { email, own } = await givenAda()
    await flood(email)
    running().mails.length = 0
    await post(`${await linkOf(own.id)}/cancel`)
    await deliverMails(running().context)
    assert.equal(arrived(email, /canceled/), 1)
  })
})
