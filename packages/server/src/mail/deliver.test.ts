import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothDatabases, somebody } from '../testing.ts'
import { deliverMails } from './deliver.ts'

onBothDatabases('delivery', (running) => {
  test('sends what is due, once, and says what became of it', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    const ada = somebody()
    await server.signUp(slug, { people: [ada] })
    server.mails.length = 0
    await Promise.all([deliverMails(server.deps), deliverMails(server.deps)])
    await deliverMails(server.deps)
    const [mail, ...others] = server.mails.filter(({ to }) => to === ada.email)
    assert.deepEqual(others, [])
    assert.equal(mail?.subject, 'You’re registered: First aid')
    assert.match(mail.text, /Hello Ada,/)
    assert.match(mail.text, /https:\/\/signup\.example\/r\/[\w-]{66}/)
    assert.match(mail.calendar ?? '', /^BEGIN:VCALENDAR/)
  })
})
