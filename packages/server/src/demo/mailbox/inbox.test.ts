import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { testApp } from '../../testing/servers/test-app.ts'
import { createInbox, mostEmails } from './inbox.ts'
import { inboxPages } from './inbox-pages.ts'

const email = (number: number, more: Partial<Mail> = {}): Mail => ({
  messageId: `<id-${number}@signup.example>`,
  to: `person-${number}@kcpd.example`,
  subject: `Email ${number}`,
  text: `Text ${number}`,
  html: `<!doctype html><html lang="en"><head><title>${number}</title></head><body><a href="/r/1">Your seat</a></body></html>`,
  ...more,
})

async function openInbox(...emails: Mail[]) {
  const { context } = await testApp('sqlite')
  const inbox = createInbox({ from: 'Trainings <signup@example.org>', now: context.now })
  for (const one of emails) await inbox.sendMail(one)
  const pages = inboxPages(context, inbox)
  return async (path: string) => {
    const response = await pages.request(`/emails${path}`)
    const { headers } = response
    return {
      status: response.status,
      text: await response.text(),
      policy: headers.get('content-security-policy') ?? '',
    }
  }
}

describe('the emails of the demo', () => {
  test('are listed newest first, the newest only', async () => {
    const ask = await openInbox(...Array.from({ length: mostEmails + 2 }, (_, index) => email(index)))
    const { text } = await ask('')
    const subjects = [...text.matchAll(/<b>Email (\d+)<\/b>/g)].map(([, number]) => Number(number))
    assert.deepEqual(
      subjects,
      Array.from({ length: mostEmails }, (_, index) => mostEmails + 1 - index),
    )
    assert.equal((await ask('/id-1')).status, 404)
    assert.match((await ask('/id-1')).text, /no longer here/)
    assert.equal((await ask('/id-2')).status, 200)
    assert.equal((await ask('/newest')).text, `id-${mostEmails + 1}`)
  })

  test('show up without being asked for, with a script and without', async () => {
    const ask = await openInbox(email(1))
    const { text } = await ask('')
    assert.match(text, /<noscript><meta http-equiv="refresh" content="5"><\/noscript>/)
    assert.match(text, /data-newest="id-1" data-newest-at="\/emails\/newest"/)
  })

  test('tell who gets them, with all that a mail server would get', async () => {
    const unsubscribe = 'https://signup.example/u/1'
    const ask = await openInbox(
      email(1, {
        replyTo: 'desk@example.org',
        calendar: { method: 'PUBLISH', file: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
        unsubscribe,
      }),
    )
    const { text, policy } = await ask('/id-1')
    for (const shown of ['person-1@kcpd.example', 'Trainings &lt;signup@example.org&gt;', 'desk@example.org', 'Text 1'])
      assert.ok(text.includes(`<dd>${shown}</dd>`) || text.includes(`<pre>${shown}</pre>`), shown)
    assert.ok(text.includes(`\nList-Unsubscribe: &lt;${unsubscribe}&gt;\n`), text)
    assert.match(policy, /frame-src 'self'/)
    assert.doesNotMatch(policy, /script-src/)
    assert.equal((await ask('/id-1/training.ics')).text, 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
    assert.match((await ask('/id-1/email.eml')).text, /^From: .*\r\nTo: person-1@kcpd\.example\r\n/m)
  })

  test('run nothing, load nothing, and open links in a tab of their own', async () => {
    const hostile = '<script>alert(1)</script><img src="https://tracker.example/1.png">'
    const ask = await openInbox(email(1, { subject: hostile, text: hostile, to: `"${hostile}"@kcpd.example` }))
    for (const path of ['', '/id-1']) assert.ok(!(await ask(path)).text.includes('<script>alert'), path)
    const { text, policy } = await ask('/id-1/html')
    assert.match(text, /<head><base target="_blank">/)
    assert.match(policy, /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; /)
    assert.doesNotMatch(policy, /allow-scripts|allow-same-origin|script-src|img-src/)
  })

  test('are shown in Spanish too', async () => {
    const ask = await openInbox(email(1))
    assert.match((await ask('?lang=es')).text, /<html lang="es">[^]*Correos de esta demostración[^]*Para person-1@/)
    assert.match((await ask('/id-1?lang=es')).text, /<dt>Enviado<\/dt>/)
  })

  test('are at no address of a server that is no demo', async () => {
    const { app } = await testApp('sqlite')
    for (const path of ['/emails', '/emails/newest']) assert.equal((await app.request(path)).status, 404)
  })
})
