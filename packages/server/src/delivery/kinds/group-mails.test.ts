import assert from 'node:assert/strict'
import type { Language } from '@training-signup/contract'
import { test } from 'mocha'
import { createContext } from '../../core/context.ts'
import { erase } from '../../core/erasing/erase.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { acceptOffer } from '../../core/seats/offers.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { proveCoordinators } from '../../testing/verify.ts'
import { callOffGroup } from '../../visitors/manage/group-actions.ts'
import { deliverMails } from '../deliver.ts'
import { remindPeople } from '../reminders.ts'

onBothDatabases('mail about a group', (running) => {
  const coordinator = { name: 'Grace Lee', email: 'grace.lee@example.org' }

  test('tells its coordinator, and everyone with an address, where each person stands', async () => {
    const server = running()
    const { slug } = await server.givenTraining({ seats: { capacity: 2, waitlist: true } })
    const [one, other] = [someone({ givenName: 'Ada' }), someone({ givenName: 'Luis' })]
    const member = { givenName: 'Rosa', familyName: 'Diaz' }
    server.mails.length = 0
    await server.signUp(slug, { people: [one, member, other], coordinator, split: true })
    await proveCoordinators(server)
    await deliverMails(server.context)
    assert.deepEqual(
      server.mails.map(({ to }) => to).toSorted(),
      [one.email, other.email, coordinator.email].toSorted(),
    )
    const summary = server.mails.find(({ to }) => to === coordinator.email)
    assert.match(summary?.text ?? '', /Hello Grace Lee,/)
    const told = [...(summary?.text ?? '').matchAll(/^(\w+) \w+:\n {2}(.*) \(/gm)].map(([, name, status]) => [
      name,
      status,
    ])
    assert.deepEqual(told, [
      ['Ada', 'Seat confirmed'],
      ['Rosa', 'Seat confirmed'],
      ['Luis', 'On the waiting list, no seat yet'],
    ])
    assert.match(summary?.text ?? '', /Add to calendar:\s+https:\/\/\S+\/calendar/)
  })

  test('says in the subject of a waiting list that no one has a seat yet, in both languages', async () => {
    const server = running()
    const firstWords = async (lang: Language) => {
      const { slug } = await server.givenTraining({
        title: { en: 'First aid', es: 'Primeros auxilios' },
        audience: { access: 'approval' },
        seats: { capacity: 0, waitlist: true },
      })
      const email = `no.seat.${lang}@example.org`
      await server.signUp(slug, {
        people: [{ givenName: 'Rosa', familyName: 'Diaz' }],
        coordinator: { ...coordinator, email },
        lang,
      })
      await proveCoordinators(server)
      await deliverMails(server.context)
      const rosa = await server.row('registration', { slug })
      await server.admin('POST', `/registrations/${rosa.id}/approve`)
      const mail = (await server.deliver()).findLast(({ to }) => to === email)
      return [mail?.subject, mail?.text].map((said) => said?.split(': ')[0])
    }
    assert.deepEqual(await firstWords('en'), ['No seat yet', 'No seat yet'])
    assert.deepEqual(await firstWords('es'), ['Todavía sin cupo', 'Todavía sin cupo'])
  })

  test('offers its coordinator no calendar while no one has a seat', async () => {
    const server = running()
    const { slug } = await server.givenTraining({ audience: { access: 'approval' } })
    server.mails.length = 0
    await server.signUp(slug, { people: [someone(), someone()], coordinator })
    await proveCoordinators(server)
    await deliverMails(server.context)
    const summary = server.mails.find(({ to }) => to === coordinator.email)?.text ?? ''
    assert.match(summary, /Hello Grace Lee,/)
    assert.doesNotMatch(summary, /calendar/)
  })

  test('says that a group stays together while it waits, to everyone in it, no matter who was registered before', async () => {
    const server = running()
    const rule = 'Your group stays together: everyone in it gets a seat, or everyone waits.'
    const pat = { ...coordinator, email: 'pat.together@example.org' }
    for (const split of [false, true])
      for (const isKnown of [false, true]) {
        const { slug } = await server.givenTraining({ seats: { capacity: 1, waitlist: true } })
        const [known, luis] = [someone(), someone()]
        await server.signUp(slug, { people: [isKnown ? known : someone()] })
        await deliverMails(server.context)
        server.mails.length = 0
        const member = { givenName: 'Rosa', familyName: 'Diaz' }
        await server.signUp(slug, { people: [member, luis, known], coordinator: pat, split })
        await proveCoordinators(server)
        await deliverMails(server.context)
        for (const to of [luis.email, pat.email]) {
          const text = server.mails.find((mail) => mail.to === to)?.text.replaceAll(/\s+/g, ' ') ?? ''
          assert.equal(text.includes(rule), !split, `${to}: ${text}`)
        }
      }
  })

  test('does not reveal who was registered before', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const known = someone({ givenName: 'Ada', familyName: 'Known' })
    const fresh = someone({ givenName: 'Luis', familyName: 'Fresh' })
    await server.signUp(slug, { people: [known] })
    await deliverMails(server.context)
    server.mails.length = 0
    await server.signUp(slug, { people: [known, fresh], coordinator: { ...coordinator, email: 'other@example.org' } })
    await proveCoordinators(server)
    await deliverMails(server.context)
    const summary = server.mails.find(({ to }) => to === 'other@example.org')?.text ?? ''
    assert.match(summary, /Ada Known:\n {2}Seat confirmed \([\w-]+\)\nLuis Fresh:\n {2}Seat confirmed \([\w-]+\)/)
    assert.deepEqual(
      server.mails.filter(({ to }) => to === known.email).map(({ subject }) => subject),
      ['We already have your registration: Saturday, March 6, 9 AM'],
    )
  })

  test('does not carry into a mailbox what a stranger would have clicked', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const person = { ...someone(), givenName: 'Win at evil.example', familyName: 'http://evil.example' }
    const { email: _, ...member } = person
    await server.signUp(slug, { people: [person] })
    await server.signUp(slug, { people: [person] })
    const evil = { name: 'evil.example/win', email: person.email }
    await server.signUp(slug, { people: [{ ...member, familyName: 'evil.example' }], coordinator: evil })
    const mails = (await server.deliver()).filter(({ to }) => to === person.email)
    assert.equal(mails.length, 3)
    for (const { text, html, subject } of mails) assert.doesNotMatch(text + html + subject, /evil/)
  })

  test('reaches people without an address through their coordinator', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const address = 'by.way.of@example.org'
    const people = [
      { givenName: 'Rosa', familyName: 'Diaz' },
      { givenName: 'Luis', familyName: 'Vega' },
    ]
    await server.signUp(slug, { people, coordinator: { ...coordinator, email: address } })
    await proveCoordinators(server)
    await deliverMails(server.context)
    const rosa = await server.row('registration', { slug, given_name: 'Rosa', family_name: 'Diaz' })
    await cancel(server.context, rosa.id)
    await server.admin('PATCH', `/trainings/${slug}`, { venue: { name: 'Another hall' } })
    const mails = (await server.deliver()).filter(({ to }) => to === address)
    assert.deepEqual(mails.map(({ subject }) => subject).toSorted(), [
      'The registration for someone in your group was canceled: Saturday, March 6, 9 AM',
      'The training has changed: Saturday, March 6, 9 AM',
    ])
    const canceled = mails.find(({ subject }) => subject.includes('canceled'))
    assert.match(canceled?.text ?? '', /Hello Grace Lee,/)
    assert.match(canceled?.text ?? '', /^The registration for Rosa Diaz was canceled\n/)
    const changed = mails.find(({ subject }) => subject.includes('changed'))
    assert.match(changed?.text ?? '', /Luis Vega:\n {2}Seat confirmed/)
    assert.match(changed?.text ?? '', /Another hall/)
    assert.doesNotMatch(changed?.text ?? '', /Rosa/)
  })

  test('of news reaches those who are left when any one of them is erased', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const people = ['Kim', 'Lee'].map((familyName) => ({ givenName: 'Rosa', familyName }))
    await server.signUp(slug, { people, coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
    await proveCoordinators(server)
    await deliverMails(server.context)
    for (const erased of ['Kim', 'Lee']) {
      await server.admin('PATCH', `/trainings/${slug}`, { venue: { name: `Hall of ${erased}` } })
      server.mails.length = 0
      const { id } = await server.row('registration', { slug, family_name: erased })
      await erase(server.context, id)
      await deliverMails(server.context)
      const texts = server.mails.filter(({ to }) => to === 'pat@kcpd.example').map(({ text }) => text)
      assert.equal(texts.length, erased === 'Kim' ? 1 : 0)
      assert.ok(texts.every((text) => text.includes('Rosa Lee') && !text.includes('Rosa Kim')))
    }
  })

  test('tells of an event once, with everyone in a group who is reached by that mail', async () => {
    const server = running()
    const { rows, row, context } = server
    const seats = { capacity: 1, waitlist: true, waitlistBy: 'offer' } as const
    const { slug } = await server.givenTraining({ start: '2027-01-20T09:00', end: '2027-01-20T15:00', seats })
    await server.signUp(slug, { people: [someone()] })
    const people = Array.from({ length: 10 }, (_, index) => ({
      givenName: 'Rosa',
      familyName: `Nr${'abcdefghij'[index]}`,
    }))
    const pat = { name: 'Pat Doe', email: 'pat.of.ten@kcpd.example' }
    await server.signUp(slug, { people: [...people, someone()], coordinator: pat, split: true })
    await proveCoordinators(server)
    const { id: groupId } = await row('registration_group', { coordinator_email: pat.email })
    /** The mails to Pat about an event, sent in the daytime, an hour after the last one. */
    const toldOf = async (date: string, happens: () => Promise<unknown>) => {
      server.clock.now = new Date(`${date}T16:00:00.000Z`)
      await deliverMails(context)
      server.mails.length = 0
      server.clock.now = new Date(`${date}T18:00:00.000Z`)
      await happens()
      await deliverMails(context)
      const mails = server.mails.filter(({ to }) => to === pat.email)
      return mails.map(({ subject, text }) => ({
        subject,
        text,
        people: people.filter(({ familyName }) => text.includes(`Rosa ${familyName}`)).length,
      }))
    }
    const told = (mails: Awaited<ReturnType<typeof toldOf>>) =>
      mails.map(({ subject, people: count }) => [subject, count])

    const offered = await toldOf('2027-01-11', () =>
      server.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 20 } }),
    )
    assert.deepEqual(told(offered), [
      ['We’re holding seats for 10 people in your group: Wednesday, January 20, 9 AM', 10],
    ])
    assert.match(offered[0]?.text ?? '', /^We’re holding seats for Rosa Nra and 9 others\n/)
    const [link = ''] = /https:\/\/signup\.example(\/r\/[\w-]+)/.exec(offered[0]?.text ?? '')?.slice(1) ?? []
    const page = await (await server.app.request(link)).text()
    assert.equal(page.match(/\/accept\?/g)?.length, 10)

    const members = await rows('registration', { group_id: groupId, email: null })
    const first = members.slice(0, 6)
    const accepted = await toldOf('2027-01-12', async () => {
      for (const { id } of first) await acceptOffer(context, id)
    })
    assert.deepEqual(told(accepted), [['6 people in your group have seats: Wednesday, January 20, 9 AM', 6]])
    const expired = await toldOf('2027-01-15', () => expireRegistrations(context))
    assert.deepEqual(told(expired), [
      ['We’re no longer holding seats for 4 people in your group: Wednesday, January 20, 9 AM', 4],
    ])
    const asked = await toldOf('2027-01-17', () => remindPeople(context))
    assert.deepEqual(told(asked), [['Are 6 people in your group still coming? Wednesday, January 20, 9 AM', 6]])
    const links = [...(asked[0]?.text ?? '').matchAll(/https:\/\/signup\.example(\/r\/[\w-]+)/g)].map(String)
    assert.equal(new Set(links).size, 6)
    const cancelled = await toldOf('2027-01-18', async () => {
      await callOffGroup(context, await groupOf(groupId))
      // The mail no longer names people who are erased before it leaves.
      await erase(context, first[0]?.id ?? '')
    })
    assert.deepEqual(told(cancelled), [
      ['The registrations for 5 people in your group were canceled: Wednesday, January 20, 9 AM', 5],
    ])

    function groupOf(id: string) {
      return row('registration_group', { id })
    }
  })

  test('of an event adds no one to a mail that is on its way', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const people = ['One', 'Two', 'Three'].map((familyName) => ({ givenName: 'Ida', familyName }))
    await server.signUp(slug, { people, coordinator: { ...coordinator, email: 'on.its.way@example.org' } })
    await proveCoordinators(server)
    await deliverMails(server.context)
    const ids = await server.rows('registration', { slug })
    const [one, two, three] = ids.map(({ id }) => id)
    server.mails.length = 0
    await cancel(server.context, one!)
    await cancel(server.context, two!)
    let isFirst = true
    const sendMail = async (mail: Mail) => {
      if (isFirst) await cancel(server.context, three!)
      isFirst = false
      server.mails.push(mail)
    }
    await deliverMails(createContext({ ...server.context, sendMail }))
    const named = server.mails
      .filter(({ to }) => to === 'on.its.way@example.org')
      .map(({ text }) => people.filter(({ familyName }) => text.includes(`Ida ${familyName}`)).length)
    assert.deepEqual(named, [2, 1])
  })
})
