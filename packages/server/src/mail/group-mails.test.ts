import assert from 'node:assert/strict'
import { test } from 'node:test'
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
    await server.signUp(slug, { people: [person] })
    await server.signUp(slug, { people: [person] })
    server.mails.length = 0
    await deliverMails(server.deps)
    const mails = server.mails.filter(({ to }) => to === person.email)
    assert.equal(mails.length, 2)
    for (const { text, html, subject } of mails) assert.doesNotMatch(text + html + subject, /evil/)
  })
})
