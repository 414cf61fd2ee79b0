import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cancel } from '../registrations/cancel.ts'
import { erase } from '../registrations/erase.ts'
import { onBothDatabases, somebody } from '../testing.ts'
import { deliverMails } from './deliver.ts'

onBothDatabases('mail about a group', (running) => {
  const coordinator = { name: 'Grace Lee', email: 'grace.lee@example.org' }

  test('tells its coordinator who stands where, and everybody with an address too', async () => {
    const server = running()
    const { slug } = await server.givenTraining({ seats: { capacity: 2, waitlist: true } })
    const [one, other] = [somebody({ givenName: 'Ada' }), somebody({ givenName: 'Luis' })]
    const member = { givenName: 'Rosa', familyName: 'Diaz' }
    server.mails.length = 0
    await server.signUp(slug, { people: [one, member, other], coordinator, split: true })
    await deliverMails(server.deps)
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
  })

  test('does not tell who was registered before', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const known = somebody({ givenName: 'Ada', familyName: 'Known' })
    const fresh = somebody({ givenName: 'Luis', familyName: 'Fresh' })
    await server.signUp(slug, { people: [known] })
    await deliverMails(server.deps)
    server.mails.length = 0
    await server.signUp(slug, { people: [known, fresh], coordinator: { ...coordinator, email: 'other@example.org' } })
    await deliverMails(server.deps)
    const summary = server.mails.find(({ to }) => to === 'other@example.org')?.text ?? ''
    assert.match(summary, /Ada Known:\n {2}Seat confirmed \([\w-]+\)\nLuis Fresh:\n {2}Seat confirmed \([\w-]+\)/)
    assert.deepEqual(
      server.mails.filter(({ to }) => to === known.email).map(({ subject }) => subject),
      ['You were registered already: First aid'],
    )
  })

  test('does not carry into a mailbox what a stranger would have clicked', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const person = { ...somebody(), givenName: 'Win at evil.example', familyName: 'http://evil.example' }
    const { email: _, ...member } = person
    await server.signUp(slug, { people: [person] })
    await server.signUp(slug, { people: [person] })
    const evil = { name: 'evil.example/win', email: person.email }
    await server.signUp(slug, { people: [{ ...member, familyName: 'evil.example' }], coordinator: evil })
    server.mails.length = 0
    await deliverMails(server.deps)
    const mails = server.mails.filter(({ to }) => to === person.email)
    assert.equal(mails.length, 3)
    for (const { text, html, subject } of mails) assert.doesNotMatch(text + html + subject, /evil/)
  })

  test('reaches whoever has no address of their own by way of their coordinator', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const address = 'by.way.of@example.org'
    const people = [
      { givenName: 'Rosa', familyName: 'Diaz' },
      { givenName: 'Luis', familyName: 'Vega' },
    ]
    await server.signUp(slug, { people, coordinator: { ...coordinator, email: address } })
    await deliverMails(server.deps)
    const rosa = await server.deps.db.reader
      .selectFrom('registration')
      .select('id')
      .where('given_name', '=', 'Rosa')
      .where('family_name', '=', 'Diaz')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await cancel(server.deps, rosa.id)
    await server.admin('PATCH', `/trainings/${slug}`, { venue: { name: 'Another hall' } })
    server.mails.length = 0
    await deliverMails(server.deps)
    const mails = server.mails.filter(({ to }) => to === address)
    assert.deepEqual(mails.map(({ subject }) => subject).toSorted(), [
      'The training has changed: First aid',
      'Your registration was canceled: First aid',
    ])
    const canceled = mails.find(({ subject }) => subject.includes('canceled'))
    assert.match(canceled?.text ?? '', /Hello Grace Lee,/)
    assert.match(canceled?.text ?? '', /This email is for Rosa Diaz, whom you registered\./)
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
    await deliverMails(server.deps)
    for (const erased of ['Kim', 'Lee']) {
      await server.admin('PATCH', `/trainings/${slug}`, { venue: { name: `Hall of ${erased}` } })
      server.mails.length = 0
      const { id } = await server.deps.db.reader
        .selectFrom('registration')
        .innerJoin('training', 'training.id', 'registration.training_id')
        .select('registration.id')
        .where('slug', '=', slug)
        .where('family_name', '=', erased)
        .executeTakeFirstOrThrow()
      await erase(server.deps, id)
      await deliverMails(server.deps)
      const texts = server.mails.filter(({ to }) => to === 'pat@kcpd.example').map(({ text }) => text)
      assert.equal(texts.length, erased === 'Kim' ? 1 : 0)
      assert.ok(texts.every((text) => text.includes('Rosa Lee') && !text.includes('Rosa Kim')))
    }
  })
})
