import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { MailRefused, type SendMail } from '../../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { type App, createContext } from '../context.ts'
import { eraseCoordinator } from '../erasing/erase.ts'
import { formatMoment } from '../trainings/local-time.ts'
import { cancel } from './cancel.ts'
import { expireRegistrations } from './expire.ts'

const noon = new Date('2027-01-10T18:00:00.000Z')
const hourMs = 60 * 60_000
const inHours = (count: number) => new Date(noon.getTime() + count * hourMs)

onBothDatabases('the time of an offer', (given) => {
  /** Makes a training whose seat is taken and lets `wait` sign people up; then frees the seat. */
  const givenOffer = async (
    wait: (slug: string) => Promise<unknown>,
    { training = {}, context = given().context }: { training?: Partial<TrainingDraft>; context?: App } = {},
  ) => {
    const server = given()
    server.clock.now = noon
    server.mails.length = 0
    const { slug } = await server.givenTraining({
      seats: { capacity: 1, waitlist: true, waitlistBy: 'offer' },
      ...training,
    })
    await server.signUp(slug, { people: [someone()] })
    await wait(slug)
    await deliverMails(server.context)
    const all = async () =>
      (await server.rows('registration', { slug })).toSorted(
        (one, other) => one.waiting_list_position - other.waiting_list_position,
      )
    const [first] = await all()
    await cancel(context, first?.id ?? '')
    const statuses = async () => (await all()).slice(1).map(({ status }) => status)
    const ends = async () => (await all()).slice(1).map(({ expires_at }) => expires_at)
    return { slug, all, statuses, ends }
  }
  const signUp = (slug: string, ...people: Record<string, string>[]) => given().signUp(slug, { people })
  const twoWait = async (slug: string) => {
    await signUp(slug, someone())
    await signUp(slug, someone())
  }
  const at = async (now: Date, work: (context: App) => Promise<unknown>, context = given().context) => {
    given().clock.now = now
    await work(context)
  }
  const failing = (error: Error) => {
    const sendMail = async () => {
      throw error
    }
    return createContext({ ...given().context, sendMail })
  }
  const offersSent = () => given().mails.filter(({ subject }) => subject.startsWith('We’re holding a seat'))

  test('is none where no mail is sent: the seat is given', async () => {
    const context = createContext({ ...given().context, sendMail: undefined })
    const { statuses } = await givenOffer(twoWait, { context })
    assert.deepEqual(await statuses(), ['confirmed', 'waitlisted'])
  })

  test('is none for people who cannot be emailed', async () => {
    const { row, admin, context } = given()
    const byPhone = await givenOffer((slug) =>
      admin('POST', '/registrations', {
        training: slug,
        channel: 'phone',
        people: [{ givenName: 'Ada' }],
      }),
    )
    assert.deepEqual(await byPhone.statuses(), ['confirmed'])
    const left = await givenOffer(async (slug) => {
      const coordinator = { name: 'Pat', email: `pat.${slug}@kcpd.example` }
      await given().signUp(slug, { people: [{ givenName: 'Grace' }], coordinator })
      const group = await row('registration_group', { coordinator_email: coordinator.email })
      await eraseCoordinator(context, group.id)
    })
    assert.deepEqual(await left.statuses(), ['confirmed'])
  })

  test('does not begin before its mail has left, and the mail says when it ends', async () => {
    const { context } = given()
    const down = failing(Object.assign(new Error(), { code: 'ECONNREFUSED' }))
    const { statuses, ends } = await givenOffer(twoWait)
    await at(noon, deliverMails, down)
    await at(inHours(49), expireRegistrations)
    assert.deepEqual(await statuses(), ['offered', 'waitlisted'])
    // What its page says in the meantime is not over: it is planned from when the mail is tried
    // again.
    await at(inHours(49), deliverMails, down)
    assert.ok(((await ends())[0] ?? '') > inHours(97).toISOString())
    await at(inHours(50), deliverMails)
    assert.deepEqual(await ends(), [inHours(98).toISOString(), null])
    const [mail, ...others] = offersSent()
    assert.deepEqual(others, [])
    assert.ok(mail?.text.includes(formatMoment(inHours(98).toISOString(), 'America/Chicago', 'en')), mail?.text)
    await at(new Date(inHours(98).getTime() - 1), expireRegistrations)
    assert.deepEqual(await statuses(), ['offered', 'waitlisted'])
    await at(inHours(98), expireRegistrations)
    assert.deepEqual(await statuses(), ['expired', 'offered'])
    await deliverMails(context)
  })

  test('takes half of what is left when the mail leaves late, and is over at the cut-off in any case', async () => {
    const training = { start: '2027-01-14T09:00', end: '2027-01-14T15:00' }
    const cutOff = new Date('2027-01-14T13:00:00.000Z')
    const down = failing(Object.assign(new Error(), { code: 'ECONNREFUSED' }))
    const late = await givenOffer(twoWait, { training })
    await at(noon, deliverMails, down)
    const sent = inHours(72)
    await at(sent, deliverMails)
    const half = new Date((sent.getTime() + cutOff.getTime()) / 2)
    assert.deepEqual(await late.ends(), [half.toISOString(), null])

    const never = await givenOffer(twoWait, { training })
    await at(noon, deliverMails, down)
    await at(new Date(cutOff.getTime() - 1), expireRegistrations)
    assert.deepEqual(await never.statuses(), ['offered', 'waitlisted'])
    await at(cutOff, expireRegistrations)
    assert.deepEqual(await never.statuses(), ['expired', 'waitlisted'])
    await deliverMails(given().context)
    assert.equal(offersSent().length, 0)
  })

  test('begins in the morning where its mail is tried again at night', async () => {
    const { ends } = await givenOffer(twoWait)
    await at(noon, deliverMails, failing(Object.assign(new Error(), { code: 'ECONNREFUSED' })))
    // 23:00 in Chicago.
    await at(new Date('2027-01-11T05:00:00.000Z'), deliverMails)
    assert.equal(offersSent().length, 0)
    await at(new Date('2027-01-11T14:00:00.000Z'), deliverMails)
    assert.equal(offersSent().length, 1)
    assert.deepEqual(await ends(), ['2027-01-13T14:00:00.000Z', null])
  })

  test('begins with the refusal of its mail: who is next does not wait for the cut-off', async () => {
    const { slug, statuses, ends, all } = await givenOffer(twoWait)
    const down = failing(Object.assign(new Error(), { code: 'ECONNREFUSED' }))
    await at(noon, deliverMails, down)
    await at(inHours(1), deliverMails, failing(new MailRefused('550')))
    assert.deepEqual(await ends(), [inHours(49).toISOString(), null])
    const { body } = await given().admin('GET', `/mails?training=${slug}&state=failed`)
    const waiting = await all()
    const failed = body.mails.map((mail: { kind: string; registration: string }) => [mail.kind, mail.registration])
    assert.ok(failed.some(([kind, id]: string[]) => kind === 'offer' && id === (waiting[1]?.id ?? '')))
    await at(inHours(49), expireRegistrations)
    assert.deepEqual(await statuses(), ['expired', 'offered'])
  })

  test('begins for each person of an undivided group with their own email', async () => {
    const { context } = given()
    const [ada, luis] = [someone(), someone()]
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    const training = { seats: { capacity: 2, waitlist: true, waitlistBy: 'offer' } } as const
    const { statuses, ends } = await givenOffer((slug) => given().signUp(slug, { people: [ada, luis], coordinator }), {
      training,
    })
    const sendMail: SendMail = async (mail) => {
      if (mail.to === luis.email) throw Object.assign(new Error(), { code: 'ECONNREFUSED' })
      await context.sendMail?.(mail)
    }
    await at(noon, deliverMails, createContext({ ...context, sendMail }))
    assert.equal(offersSent().length, 1)
    await at(new Date(inHours(48).getTime() - 1), expireRegistrations)
    assert.deepEqual(await statuses(), ['offered', 'offered'])
    await at(inHours(49), expireRegistrations)
    assert.deepEqual(await statuses(), ['expired', 'offered'])
    await at(inHours(50), deliverMails)
    assert.deepEqual((await ends())[1], inHours(98).toISOString())
    await at(inHours(98), expireRegistrations)
    assert.deepEqual(await statuses(), ['expired', 'expired'])
  })

  test('begins for people without an address with the email to their coordinator', async () => {
    const coordinator = { name: 'Pat', email: 'pat@kcpd.example' }
    const training = { seats: { capacity: 2, waitlist: true, waitlistBy: 'offer' } } as const
    const people = [someone(), { givenName: 'Grace' }, { givenName: 'Luis' }]
    const { ends } = await givenOffer((slug) => given().signUp(slug, { people, coordinator, split: true }), {
      training,
    })
    await at(inHours(1), deliverMails)
    assert.deepEqual(await ends(), [null, inHours(49).toISOString(), null])
  })
})
