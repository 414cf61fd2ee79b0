import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../core/messages/send-message.ts'
import { press } from '../../testing/pages/press.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { proveCoordinators } from '../../testing/verify.ts'
import { callOffGroup } from '../../visitors/manage/group-actions.ts'
import { deliverMails } from '../deliver.ts'
import { remindPeople } from '../reminders.ts'

const monday = { start: '2027-02-01T08:00', end: '2027-02-01T16:00' }

onBothDatabases('news', (given) => {
  const textsTo = async (to: string | undefined) => {
    return (await given().deliver()).filter((mail) => mail.to === to).map(({ text }) => text.replaceAll(/\s+/g, ' '))
  }
  const oneTo = async (to: string | undefined) => {
    const texts = await textsTo(to)
    assert.equal(texts.length, 1)
    return texts[0] ?? ''
  }

  test('of a change names what is new and what its reader knew', async () => {
    const { admin, givenTraining, signUp } = given()
    const { slug } = await givenTraining({ ...monday, venue: { name: 'Old hall' } })
    const person = someone()
    await signUp(slug, { people: [person] })
    await textsTo(person.email)
    // The mail about the first change has not left, so no one knows of its time.
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-02-03T08:00', end: '2027-02-03T16:00' })
    const moved = { start: '2027-02-02T09:30', end: '2027-02-02T16:00', venue: { name: 'New hall' } }
    await admin('PATCH', `/trainings/${slug}`, moved)
    const text = await oneTo(person.email)
    assert.ok(text.includes('Now: Tuesday, February 2, 9:30 AM. Before: Monday, February 1, 8 AM.'), text)
    assert.ok(text.includes('Place now: New hall. Before: Old hall.'), text)
    assert.doesNotMatch(text, /February 3/)
    await admin('PATCH', `/trainings/${slug}`, { end: '2027-02-02T17:00', onlineUrl: 'https://meet.example/1' })
    assert.match(await oneTo(person.email), /Here’s when and where it takes place now\./)
  })

  test('of a change names what its reader was last told, not what was saved without an email', async () => {
    const { admin, givenTraining, signUp, clock } = given()
    const { slug } = await givenTraining(monday)
    const [early, late] = [someone(), someone()]
    await signUp(slug, { people: [early] })
    await textsTo(early.email)
    clock.later({ minutes: 1 })
    const silently = async (day: string) => {
      const moved = { start: `2027-02-${day}T08:00`, end: `2027-02-${day}T16:00` }
      assert.equal((await admin('PATCH', `/trainings/${slug}?notify=false`, moved)).status, 200)
      clock.later({ minutes: 1 })
    }
    await silently('02')
    await signUp(slug, { people: [late] })
    assert.match(await oneTo(late.email), /February 2/)
    clock.later({ minutes: 1 })
    await silently('03')
    assert.deepEqual(await textsTo(early.email), [])
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-02-04T08:00', end: '2027-02-04T16:00' })
    const { mails, context } = given()
    mails.length = 0
    await deliverMails(context)
    const textOf = (to: string | undefined) => mails.find((mail) => mail.to === to)?.text.replaceAll(/\s+/g, ' ') ?? ''
    assert.match(textOf(early.email), /Now: Thursday, February 4, 8 AM. Before: Monday, February 1, 8 AM\./)
    assert.match(textOf(late.email), /Now: Thursday, February 4, 8 AM. Before: Tuesday, February 2, 8 AM\./)
    // Now all of them know.
    clock.later({ minutes: 1 })
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-02-05T08:00', end: '2027-02-05T16:00' })
    assert.match(await oneTo(early.email), /Before: Thursday, February 4/)
  })

  test('of a change knows that a message has shown the date', async () => {
    const { admin, givenTraining, signUp, clock, mails, context } = given()
    const { slug } = await givenTraining(monday)
    const person = someone()
    await signUp(slug, { people: [person] })
    await textsTo(person.email)
    const move = (day: string, how = '') =>
      admin('PATCH', `/trainings/${slug}${how}`, { start: `2027-02-${day}T08:00`, end: `2027-02-${day}T16:00` })
    clock.later({ minutes: 1 })
    await move('02', '?notify=false')
    clock.later({ minutes: 1 })
    const written = {
      training: slug,
      subject: { en: 'Parking' },
      text: { en: 'Use lot B.' },
      about: 'seat',
      showsTraining: true,
    }
    const { id } = (await admin('POST', '/messages', written)).body
    await admin('POST', `/messages/${id}/preview`, {})
    assert.equal((await admin('POST', `/messages/${id}/send`)).status, 200)
    await enqueueMessages(context)
    assert.match(await oneTo(person.email), /February 2/)
    clock.later({ minutes: 1 })
    await move('03', '?notify=false')
    clock.later({ minutes: 1 })
    await move('04')
    mails.length = 0
    assert.match(await oneTo(person.email), /Before: Tuesday, February 2, 8 AM/)
  })

  test('of a change tells a coordinator the same, in Spanish too', async () => {
    const { admin, givenTraining, signUp } = given()
    const { slug } = await givenTraining(monday)
    const coordinator = { name: 'Grace Lee', email: 'grace.moved@example.org' }
    await signUp(slug, { people: [{ givenName: 'Rosa' }], coordinator, lang: 'es' })
    await proveCoordinators(given())
    await textsTo(coordinator.email)
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-02-02T09:00', end: '2027-02-02T16:00' })
    const text = await oneTo(coordinator.email)
    assert.ok(
      text.includes(
        'Nueva fecha y hora: martes 2 de febrero, 9 a. m. (antes: lunes 1 de febrero, 8 a. m.). Avise a Rosa.',
      ),
      text,
    )
  })

  test('of a change promises no file to a coordinator whose people have no seat', async () => {
    const { admin, givenTraining, signUp, mails } = given()
    const { slug } = await givenTraining({ ...monday, seats: { capacity: 1, waitlist: true } })
    await signUp(slug, { people: [someone()] })
    const coordinator = { name: 'Grace Lee', email: 'grace.waits@example.org' }
    await signUp(slug, { people: [{ givenName: 'Rosa' }], coordinator })
    await proveCoordinators(given())
    await textsTo(coordinator.email)
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-02-02T09:00', end: '2027-02-02T16:00' })
    const text = await oneTo(coordinator.email)
    assert.match(text, /Now: /)
    assert.doesNotMatch(text, /attached file/)
    assert.deepEqual(
      mails.filter(({ to }) => to === coordinator.email).map(({ calendar }) => calendar),
      [undefined],
    )
  })

  test('of a canceled registration says who canceled it', async () => {
    const { people, admin, app, givenTraining, signUp, context } = given()
    const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
    const [ada, luis] = [someone(), someone()]
    const coordinator = { name: 'Grace Lee', email: 'grace.off@example.org' }
    await signUp(slug, { people: [ada] })
    await signUp(slug, { people: [luis] })
    await signUp(slug, { people: [{ givenName: 'Rosa' }, { givenName: 'Ines' }], coordinator })
    await proveCoordinators(given())
    const [confirmed = ''] = await textsTo(ada.email)
    const [link] = /\/r\/[\w-]+/.exec(confirmed) ?? []
    const posted = await app.request(`${link}/cancel`, press)
    assert.equal(posted.status, 303)
    assert.match(await oneTo(ada.email), /You, or someone with your link, canceled it\./)

    const registrations = await people(slug)
    await admin('POST', `/registrations/${registrations[1].id}/cancel`)
    assert.match(await oneTo(luis.email), /The organizer canceled it\./)

    await admin('POST', `/registrations/${registrations[2].id}/cancel`)
    await callOffGroup(context, await given().row('registration_group', { coordinator_email: coordinator.email }))
    // One email for each who canceled.
    const texts = await textsTo(coordinator.email)
    assert.deepEqual(
      texts
        .map(
          (text) =>
            /(Rosa|Ines).*?(The organizer|You, or someone with your link,) canceled it/
              .exec(text)
              ?.slice(1)
              .join(': ') ?? '',
        )
        .toSorted(),
      ['Ines: You, or someone with your link,', 'Rosa: The organizer'],
    )
  })

  test('of a training that is near says “tomorrow”, or “today” if it leaves that late', async () => {
    const { givenTraining, signUp, context, clock } = given()
    const { slug } = await givenTraining(monday)
    const [ada, luis] = [someone(), someone()]
    await signUp(slug, { people: [ada] })
    await textsTo(ada.email)
    clock.now = new Date('2027-01-31T15:00:00.000Z')
    await remindPeople(context)
    assert.match(await oneTo(ada.email), /^See you tomorrow /)
    const evening = await givenTraining({ start: '2027-02-01T20:00', end: '2027-02-01T22:00' })
    await signUp(evening.slug, { people: [luis] })
    await textsTo(luis.email)
    clock.now = new Date('2027-02-01T16:00:00.000Z')
    await remindPeople(context)
    assert.match(await oneTo(luis.email), /^Your training is today /)
  })
})
