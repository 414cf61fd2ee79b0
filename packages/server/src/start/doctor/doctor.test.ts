import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'mocha'
import { hold, release } from '../../core/outbox/hold.ts'
import { readConfig } from '../../platform/config.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { mountSmallDisk } from '../../testing/databases/small-disk.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { cert, key } from '../../testing/servers/certificate.ts'
import { kill, runCommand, startServerProcess } from '../../testing/servers/server.ts'
import { startSmtpServer } from '../../testing/servers/smtp.ts'
import { freshDatabaseUrl, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { judgeCertificate } from './check-address.ts'
import { examine } from './doctor.ts'

/** Where nothing listens; browsers and `fetch` refuse lower ones themselves. */
const closed = '127.0.0.1:1023'
const authSecret = 'b'.repeat(40)
const now = () => new Date(performance.timeOrigin + performance.now())

/** What is found about something, with these settings. */
async function findings(environment: Record<string, string>, about: string) {
  const config = readConfig({ PUBLIC_URL: `http://${closed}`, AUTH_SECRET: authSecret, ...environment })
  return (await examine(config, now)).filter((one) => one.about === about).map(({ state, text }) => `${state}: ${text}`)
}

async function finding(environment: Record<string, string>, about: string): Promise<string> {
  const [found = '', ...more] = await findings(environment, about)
  assert.deepEqual(more, [])
  return found
}

async function listen(answer: RequestListener, { isSafe = false } = {}) {
  const server = isSafe ? createHttpsServer({ cert, key }, answer) : createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterTest(() => server.close())
  return (server.address() as AddressInfo).port
}

const sqlite = async () => {
  const place = await freshDatabaseUrl('sqlite')
  afterTest(place.remove)
  return place.url
}

describe('the doctor', () => {
  test('names a name without an address, and looks no further', async () => {
    const found = await finding({ PUBLIC_URL: 'https://nowhere.invalid' }, 'DNS')
    assert.match(found, /^fails: the name in PUBLIC_URL has no address \((ENOTFOUND|EAI_AGAIN)\)/)
    assert.deepEqual(await findings({ PUBLIC_URL: 'https://nowhere.invalid' }, 'TLS'), [])
  })

  test('finds nothing wrong with settings that let only people with accounts in', async () => {
    assert.equal(await finding({}, 'settings'), 'fine: all can be read')
  })

  test('names a certificate that no browser trusts, and an address without TLS', async () => {
    const port = await listen((_, answer) => answer.end(), { isSafe: true })
    const unsafe = await finding({ PUBLIC_URL: `https://localhost:${port}` }, 'TLS')
    assert.match(unsafe, /^fails: no safe connection to PUBLIC_URL \((DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_\w+)\)/)
    const nothing = await finding({ PUBLIC_URL: `https://${closed}` }, 'TLS')
    assert.match(nothing, /^fails: no safe connection to PUBLIC_URL \(ECONNREFUSED\)/)
    assert.match(await finding({ PUBLIC_URL: 'http://127.1.2.3.nip.invalid' }, 'DNS'), /^fails/)
    assert.match(await finding({ PUBLIC_URL: `http://0.0.0.0:${port}` }, 'TLS'), /^fails: PUBLIC_URL is not https/)
  })

  test('says when a certificate ends, and warns once it should have been renewed', () => {
    const from = new Date('2026-10-01T00:00:00Z')
    const lasts = (days: number) => ({ from, until: new Date(from.getTime() + days * 24 * 60 * 60_000) })
    const judged = (days: number, on: string) => {
      const { state, text } = judgeCertificate(lasts(days), new Date(on))
      return `${state}: ${text}`
    }
    assert.equal(judged(90, '2026-12-16T00:00:00Z'), 'fine: the certificate is good until 2026-12-30')
    assert.equal(judged(90, '2026-12-16T00:00:01Z'), 'warns: the certificate ends on 2026-12-30. Renew it')
    assert.equal(judged(6, '2026-10-05T23:00:00Z'), 'fine: the certificate is good until 2026-10-07')
    assert.equal(judged(6, '2026-10-06T01:00:00Z'), 'warns: the certificate ends on 2026-10-07. Renew it')
    assert.equal(judged(398, '2027-10-18T00:00:00Z'), 'fine: the certificate is good until 2027-11-03')
  })

  test('names what stands at PUBLIC_URL instead of this server, and a wrong clock', async () => {
    assert.match(await finding({}, 'proxy'), /^fails: PUBLIC_URL\/readyz does not answer \(ECONNREFUSED\)/)
    for (const status of [200, 301, 502]) {
      const port = await listen((_, answer) => answer.writeHead(status, { location: 'http://127.0.0.1:1/' }).end())
      const found = await finding({ PUBLIC_URL: `http://127.0.0.1:${port}` }, 'proxy')
      assert.match(found, new RegExp(`^fails: PUBLIC_URL/readyz answers ${status}, and not from this program`))
    }
    const busy = await listen((_, answer) => {
      const date = new Date(now().getTime() - 3_600_000).toUTCString()
      answer.writeHead(503, { 'x-request-id': 'a', date }).end()
    })
    const url = { PUBLIC_URL: `http://127.0.0.1:${busy}` }
    assert.match(await finding(url, 'proxy'), /^fails: PUBLIC_URL\/readyz answers 503: it can’t store/)
    assert.match(await finding(url, 'clock'), /^fails: 3[56]\d\d seconds from PUBLIC_URL’s/)
    const changing = await listen((_, answer) => answer.writeHead(200, { 'x-request-id': 'other' }).end())
    const changed = await finding({ PUBLIC_URL: `http://127.0.0.1:${changing}` }, 'proxy')
    assert.match(changed, /^warns: ready, but the proxy changes X-Request-Id/)
  })

  test('names a mail server that cannot be reached, has no TLS, or lets no one in', async () => {
    const smtp = await startSmtpServer()
    afterTest(smtp.close)
    const given = (url: string, more = {}) =>
      finding({ SMTP_URL: url, MAIL_FROM: 'signup@example.org', ...more }, 'email')
    assert.match(await given(`smtp://${closed}`), /^fails: .*ECONNREFUSED|^fails: .*ESOCKET/)
    assert.match(
      await given(smtp.url, { SMTP_TLS: 'required' }),
      /^fails: No connection, or none that is safe \(ETLS\)/,
    )
    const withPassword = smtp.url.replace('smtp://', 'smtp://user:a-secret-password@')
    const out = await given(withPassword, { SMTP_TLS: 'optional' })
    assert.doesNotMatch(out, /a-secret-password/)
    assert.match(await given(smtp.url), /^fine: /)
    assert.match(await finding({}, 'email'), /^warns: SMTP_URL is not set/)
  })

  test('names a database that is not there, is behind, or ahead of this program', async () => {
    const url = await sqlite()
    const file = url.slice('sqlite:'.length)
    assert.match(await finding({ DATABASE_URL: url }, 'database'), /^fails: there is none at DATABASE_URL yet/)
    await (await openDatabase(url)).close()
    assert.match(await finding({ DATABASE_URL: url }, 'migrations'), /^fine: /)
    const change = (statement: string) => {
      const db = new DatabaseSync(file)
      db.exec(statement)
      db.close()
    }
    change(`update migration set name = '999-future', runs_from = null where name = (select max(name) from migration)`)
    assert.match(await finding({ DATABASE_URL: url }, 'migrations'), /^fails: A newer version .* 999-future/)
    change(`delete from migration where name = '999-future'`)
    assert.match(await finding({ DATABASE_URL: url }, 'migrations'), /^fails: the database lacks 1\. Back it up/)
    // Nothing is changed by looking.
    assert.match(await finding({ DATABASE_URL: url }, 'migrations'), /^fails: the database lacks 1/)
    assert.match(
      await finding({ DATABASE_URL: `sqlite:${file}/deeper/x.db` }, 'disk'),
      /^fails: can’t write to the folder/,
    )
  })

  test('names a full disk', async function () {
    const disk = mountSmallDisk('2m')
    if (!disk) return this.skip()
    afterTest(disk.unmount)
    mkdirSync(`${disk.folder}/data`)
    const url = `sqlite:${disk.folder}/data/signup.db`
    assert.match(await finding({ DATABASE_URL: url }, 'disk'), /^fails: \d+% free where the database is\. Make room/)
  })

  test('names what PostgreSQL loses in a power cut, and a server that is not there', async () => {
    const place = await freshDatabaseUrl('postgres')
    afterTest(place.remove)
    const about = (what: string, url = place.url) => finding({ DATABASE_URL: url }, what)
    const lost =
      'fails: PostgreSQL has fsync, synchronous_commit, full_page_writes off: a power cut loses registrations'
    assert.ok((await about('durability')).startsWith(lost), await about('durability'))
    assert.match(await about('migrations'), /^fails: the database has no tables of ours\. Run: migrate/)
    assert.match(await about('database clock'), /^fine: /)
    const gone = await about('database', `postgres://user:a-secret-password@${closed}/signup`)
    assert.match(gone, /^fails: Can’t use the PostgreSQL server in DATABASE_URL/)
    assert.doesNotMatch(gone, /a-secret-password/)
  })

  test('finds a running server well, shows no setting’s value, and ends with what failed', async () => {
    const url = await sqlite()
    const smtp = await startSmtpServer()
    afterTest(smtp.close)
    const secrets = {
      ADMIN_TOKEN: 'canary-admin-token-0123456789-0123456789',
      AUTH_SECRET: 'canary-auth-secret-0123456789-0123456789',
      METRICS_TOKEN: 'canary-metrics-token-0123456789-01234567',
      MAIL_FROM: 'Canary Person <canary.person@vault.example>',
    }
    const settings = { DATABASE_URL: url, SMTP_URL: smtp.url, ...secrets }
    const server = await startServerProcess(settings)
    afterTest(() => kill(server))
    const environment = { ...settings, PUBLIC_URL: server.url }
    const well = await runCommand(['doctor'], environment)
    const wrong = await runCommand(['doctor'], { ...environment, PUBLIC_URL: `http://${closed}`, PUBLIC_ULR: 'x' })
    assert.deepEqual([well.code, wrong.code], [0, 1], well.output)
    const lines = well.output.trim().split('\n')
    assert.equal(lines.length, 10)
    for (const line of lines)
      assert.match(line, /^ok {7}(settings|disk|database|migrations|queues|DNS|TLS|proxy|clock|email) /)
    assert.match(wrong.output, /^warning {2}settings {8}PUBLIC_ULR is not a setting/m)
    assert.match(wrong.output, /^Checks that fail: 1\.$/m)
    for (const output of [well.output, wrong.output]) assert.doesNotMatch(output, /canary/i)
  })
})

onBothDatabases('what the doctor says of the queues', (running) => {
  const sending = { SMTP_URL: `smtp://${closed}`, MAIL_FROM: 'signup@example.org' }
  const about = (environment: Record<string, string> = sending) =>
    finding({ DATABASE_URL: running().context.config.databaseUrl, ...environment }, 'queues')
  const minutesAgo = (minutes: number) => new Date(now().getTime() - minutes * 60_000).toISOString()

  test('an email that does not leave, and nothing where no one set up email', async () => {
    const server = running()
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()] })
    const dueSince = (due_at: string) =>
      server.context.db.transaction((tx) => tx.updateTable('outbox').set({ due_at }).execute())
    await dueSince(minutesAgo(2))
    assert.equal(await about(), 'fine: what is due leaves')
    await dueSince(minutesAgo(25))
    assert.match(await about(), /^fails: an email has been due for 25 minutes\. .* mail test ADDRESS$/)
    assert.equal(await about({}), 'fine: what is due leaves')
  })

  test('what waits since a backup was restored', async () => {
    const { db } = running().context
    await db.transaction((tx) => hold(tx, minutesAgo(1)))
    assert.match(await about(), /^fails: emails and webhooks wait since a backup was restored\. .* run: release$/)
    await db.transaction((tx) => release(tx, now().toISOString()))
  })
})

describe('the test of the mail server', () => {
  const send = (environment: Record<string, string>, to = 'ada.reyes@example.org') =>
    runCommand(['mail', 'test', to], { MAIL_FROM: 'signup@example.org', ...environment })

  test('sends one email, and says what the server answered, without the recipient', async () => {
    const smtp = await startSmtpServer()
    afterTest(smtp.close)
    const taken = await send({ SMTP_URL: smtp.url })
    assert.equal(taken.code, 0, taken.output)
    assert.match(taken.output, /^The mail server took the email: 250 /)
    assert.deepEqual(
      smtp.received.map(({ recipients }) => recipients),
      [['ada.reyes@example.org']],
    )
    smtp.behave({ at: 'RCPT', code: 550, says: '5.7.1 <ada.reyes@example.org>: relay access denied' })
    const refused = await send({ SMTP_URL: smtp.url })
    assert.equal(refused.code, 1)
    assert.match(refused.output, /^The mail server doesn’t take the recipient: 550 5\.7\.1 … relay access denied/)
    assert.doesNotMatch(refused.output, /ada\.reyes/)
  })

  test('says what is missing, and what can’t be reached', async () => {
    const [none, bad, gone] = await Promise.all([
      runCommand(['mail', 'test', 'ada@example.org'], {}),
      send({ SMTP_URL: `smtp://${closed}` }, 'ada'),
      send({ SMTP_URL: `smtp://${closed}` }),
    ])
    assert.deepEqual([none.code, bad.code, gone.code], [1, 1, 1])
    assert.match(none.output, /^SMTP_URL is not set/)
    assert.match(bad.output, /^Name the address: mail test ADDRESS/)
    assert.match(gone.output, /Check host and port in SMTP_URL/)
  })
})
