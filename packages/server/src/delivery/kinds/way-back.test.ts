import assert from 'node:assert/strict'
import type { Language, TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { newSlug, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { proveCoordinators } from '../../testing/verify.ts'
import { deliverMails } from '../deliver.ts'

const march = { start: '2027-03-06T09:00', end: '2027-03-06T15:00' }
const april = { start: '2027-04-03T09:00', end: '2027-04-03T15:00' }
const oneSeat = { seats: { capacity: 1, waitlist: true } } as const
const request = { audience: { access: 'approval' } } as const

onBothDatabases('an email to people without a seat', (given) => {
  /** Adds a training and, if there is one, the later date of its series. */
  async function givenDates(training: Partial<TrainingDraft>, later?: Partial<TrainingDraft>) {
    const series = newSlug()
    const { slug } = await given().givenTraining({ ...march, ...training, series })
    const next = later && (await given().givenTraining({ ...april, ...later, series })).slug
    return { slug, next }
  }
  const lastTo = async (to: string) => {
    await deliverMails(given().context)
    const { subject = '', text = '', html = '' } = given().mails.findLast((mail) => mail.to === to) ?? {}
    const [, button] = /<a class="m-accent"[^>]* href="([^"]*)"/.exec(html) ?? []
    return { subject: subject.replaceAll(/[\u2066-\u2069]/g, ''), text: text.replaceAll(/\s+/g, ' '), button }
  }
  async function waitFor(slug: string, lang: Language = 'en') {
    await given().signUp(slug, { people: [someone()] })
    const person = someone()
    await given().signUp(slug, { people: [person], lang })
    return person
  }
  const idOf = async (email: string) => (await given().row('registration', { email })).id
  const page = (slug?: string) => `https://signup.example/t/${slug}`

  test('on the waiting list leads to the next date that takes sign-ups, in both languages', async () => {
    const { slug, next } = await givenDates(oneSeat, {})
    const english = await lastTo((await waitFor(slug)).email)
    assert.match(
      english.text,
      /goes to the next person in line\. Next date: Saturday, April 3, 2027, Kauffman Stadium\./,
    )
    assert.match(english.text, /See the April 3 date: https:/)
    assert.equal(english.button, page(next))
    assert.match(english.subject, /^No seat yet: waiting list for Saturday, March 6, 9.AM$/)
    const spanish = await lastTo((await waitFor(slug, 'es')).email)
    assert.match(spanish.text, /Próxima fecha: sábado 3 de abril de 2027, Kauffman Stadium\./)
    assert.equal(spanish.button, `${page(next)}?lang=es`)
    assert.match(spanish.subject, /^Todavía sin cupo: lista de espera del sábado 6 de marzo, 9.a\..m\.$/)
  })

  test('on the waiting list leads nowhere where no later date takes sign-ups', async () => {
    const full = { seats: { capacity: 0, waitlist: false } }
    const others = { title: { en: 'For citizens' } }
    for (const { slug } of [
      await givenDates(oneSeat),
      await givenDates(oneSeat, full),
      await givenDates(oneSeat, others),
    ]) {
      const { text, button } = await lastTo((await waitFor(slug)).email)
      assert.match(text, /^No seat yet, but you’re on the waiting list/)
      assert.doesNotMatch(text, /Next date/)
      assert.equal(button, undefined)
    }
  })

  test('whose request was declined leads to the next date, and never to this one', async () => {
    for (const later of [{}, undefined]) {
      const { slug, next } = await givenDates(request, later)
      const person = someone()
      await given().signUp(slug, { people: [person] })
      await given().admin('POST', `/registrations/${await idOf(person.email)}/decline`)
      const { text, button } = await lastTo(person.email)
      assert.equal(text.includes('Next date: Saturday, April 3, 2027, Kauffman Stadium.'), later !== undefined)
      assert.equal(button, next && page(next))
      assert.doesNotMatch(text, /register again/)
    }
  })

  test('whose registration was canceled says to register again only where that is possible', async () => {
    const cancelIn = async (training: Partial<TrainingDraft>, later?: Partial<TrainingDraft>) => {
      const { slug, next } = await givenDates(training, later)
      const person = someone()
      await given().signUp(slug, { people: [person] })
      const id = await idOf(person.email)
      if (training.seats) await waitFor(slug)
      await given().admin('POST', `/registrations/${id}/cancel`)
      return { slug, next, ...(await lastTo(person.email)) }
    }
    const open = await cancelIn({}, {})
    assert.match(open.text, /still take place\. If you still want to come, register again\./)
    assert.equal(open.button, page(open.slug))
    // The seat went to the next in line, so there is none here.
    const full = await cancelIn(oneSeat, {})
    assert.match(full.text, /still take place\. Next date: Saturday, April 3, 2027, Kauffman Stadium\./)
    assert.equal(full.button, page(full.next))
    const last = await cancelIn(oneSeat)
    assert.match(last.text, /register again\./)
    assert.equal(last.button, page(last.slug))
  })

  test('whose offer expired leads to the next date, also by way of a coordinator', async () => {
    const { slug, next } = await givenDates({ seats: { ...oneSeat.seats, waitlistBy: 'offer' } }, {})
    const first = someone()
    await given().signUp(slug, { people: [first] })
    const coordinator = { name: 'Grace Lee', email: 'grace.next@example.org' }
    await given().signUp(slug, { people: [{ givenName: 'Rosa' }], coordinator })
    await given().signUp(slug, { people: [someone()] })
    await proveCoordinators(given())
    await given().admin('POST', `/registrations/${await idOf(first.email)}/cancel`)
    given().clock.later({ hours: 12 })
    await deliverMails(given().context)
    given().clock.later({ hours: 72 })
    await expireRegistrations(given().context)
    const { text, button } = await lastTo(coordinator.email)
    assert.match(text, /^We’re no longer holding a seat for Rosa /)
    assert.match(text, /Next date: Saturday, April 3, 2027, Kauffman Stadium\./)
    assert.equal(button, page(next))
  })

  test('of a training that was called off leads everyone to the next date', async () => {
    const { slug, next } = await givenDates({}, {})
    const person = someone()
    const coordinator = { name: 'Grace Lee', email: 'grace.called.off@example.org' }
    await given().signUp(slug, { people: [person] })
    await given().signUp(slug, { people: [{ givenName: 'Rosa' }], coordinator })
    await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    for (const to of [person.email, coordinator.email]) {
      const { text, button } = await lastTo(to)
      assert.match(text, /won’t take place\. .*Next date: Saturday, April 3, 2027, Kauffman Stadium\./)
      assert.equal(button, page(next))
      assert.ok(text.includes('Kauffman Stadium') && !text.includes('google.com/maps'), text)
    }
  })
})
