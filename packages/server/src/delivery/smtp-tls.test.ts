import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, test } from 'mocha'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { readConfig } from '../platform/config.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { cert, key } from '../testing/servers/certificate.ts'
import { createSmtp } from './smtp.ts'

const mail = { messageId: '<1@signup.example>', to: 'ada@example.org', subject: 'News', text: 'News', html: 'News' }

const mailConfig = (SMTP_URL: string, SMTP_TLS = '') => {
  const { mail: config } = readConfig({ SMTP_URL, SMTP_TLS, MAIL_FROM: 'signup@example.org' })
  assert.ok(config)
  return config
}

/**
 * A server that takes a password also without TLS. It tells what it gets, and which parts came by
 * TLS.
 */
async function startServer(options: SMTPServerOptions) {
  const got: string[] = []
  const gotByTls: string[] = []
  const note = (what: string, { secure }: SMTPServerSession) => (secure ? gotByTls : got).push(what)
  const server = new SMTPServer({
    ...options,
    allowInsecureAuth: true,
    onAuth({ password }, session, done) {
      note(String(password), session)
      done(null, { user: 'ada' })
    },
    onData(stream, session, done) {
      note('an email', session)
      stream.resume().on('end', () => done())
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  afterTest(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { got, gotByTls, url: (login = '') => `smtp://${login}127.0.0.1:${port}` }
}

/** Sends one email. @returns the code of the error, or undefined */
async function send(...given: Parameters<typeof mailConfig>): Promise<unknown> {
  const smtp = createSmtp(mailConfig(...given))
  return smtp
    .send(mail)
    .then(
      () => undefined,
      (error: { code: string }) => error.code,
    )
    .finally(smtp.close)
}

describe('TLS to the mail server', () => {
  test('is required with a password or another machine, unless the operator decides otherwise', () => {
    for (const [url, setting, isTlsRequired, isExposed] of [
      ['smtp://127.0.0.1:25', '', false, false],
      ['smtp://localhost', '', false, false],
      ['smtp://[::1]:25', '', false, false],
      ['smtp://ada:secret@127.0.0.1', '', true, false],
      ['smtp://127.0.0.1.example.org', '', true, false],
      ['smtp://10.0.0.5', '', true, false],
      ['smtp://mail.example.org', 'optional', false, true],
      ['smtp://ada:secret@localhost', 'optional', false, true],
      ['smtps://mail.example.org', 'optional', false, false],
      ['smtp://127.0.0.1', 'required', true, false],
    ] as const) {
      const config = mailConfig(url, setting)
      assert.deepEqual([config.isTlsRequired, config.isExposed], [isTlsRequired, isExposed], url)
    }
    assert.throws(() => readConfig({ SMTP_TLS: 'required' }), /SMTP_TLS: set it only with SMTP_URL/)
  })

  test('keeps the password from a server whose STARTTLS was stripped on the way', async () => {
    const server = await startServer({ disabledCommands: ['STARTTLS'] })
    assert.equal(await send(server.url('ada:secret@')), 'ETLS')
    assert.equal(await send(`${server.url('ada:secret@')}?ignoreTLS=true`), 'ETLS')
    assert.equal(await send(server.url(), 'required'), 'ETLS')
    assert.deepEqual([server.got, server.gotByTls], [[], []])
    assert.equal(await send(server.url('ada:secret@'), 'optional'), undefined)
    assert.deepEqual(server.got, ['secret', 'an email'])
  })

  test('begins before the password goes to a server with a valid certificate', async () => {
    const server = await startServer({ cert, key, authOptional: true })
    const trusted = getCACertificates()
    setDefaultCACertificates([...trusted, cert])
    afterTest(() => setDefaultCACertificates(trusted))
    const named = '?tls.servername=receiver.example'
    assert.equal(await send(server.url('ada:secret@') + named), undefined)
    assert.equal(await send(server.url() + named, 'required'), undefined)
    assert.deepEqual([server.got, server.gotByTls], [[], ['secret', 'an email', 'an email']])
  })

  test('keeps the password from a server whose certificate is not valid for its name', async () => {
    const server = await startServer({ cert, key })
    assert.ok(await send(server.url('ada:secret@')))
    assert.deepEqual([server.got, server.gotByTls], [[], []])
  })
})
