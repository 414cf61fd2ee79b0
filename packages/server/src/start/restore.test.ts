import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'mocha'
import { emails, erase, mailedBy, named, signUp, stop } from '../testing/databases/restoring.ts'
import { contradictions } from '../testing/generated/recount.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { countUnsent } from '../testing/servers/crowd.ts'
import { scratchFolder } from '../testing/servers/scratch-folder.ts'
import { authSecret, kill, look, runCommand, seedTrainings, startServerProcess } from '../testing/servers/server.ts'
import { startSmtpServer } from '../testing/servers/smtp.ts'
import { adminToken, freshDatabaseUrl } from '../testing/servers/test-app.ts'
import { until } from '../testing/servers/until.ts'

let folder: string
before(() => {
  folder = scratchFolder('training-signup-restore-')
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** A server with an email server. Emails are told apart by the name before the @. */
async function given(name: string) {
  const smtp = await startSmtpServer()
  afterTest(smtp.close)
  const file = path.join(folder, `${name}.db`)
  const url = `sqlite:${file}`
  const environment = {
    DATABASE_URL: url,
    AUTH_SECRET: '',
    ADMIN_TOKEN: adminToken,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'signup@example.org',
  }
  await look(url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
  const start = () => startServerProcess(environment)
  const command = (...args: string[]) => runCommand(args, environment)
  return { smtp, file, url, environment, start, command, mailed: () => mailedBy(smtp) }
}

describe('a backup', () => {
  test('is whole, private, and under its name only once it is checked, also while people register', async () => {
    const { file, url, start, command } = await given('busy')
    const server = await start()
    afterTest(() => kill(server))
    await signUp(server, named('ada'))
    const over = new AbortController()
    // Never pauses, as no backup in small steps can stand.
    const writer = new DatabaseSync(file, { timeout: 10_000 })
    writer.exec('create table busy (at integer)')
    const writing = (async () => {
      let count = 0
      for (; !over.signal.aborted; await new Promise(setImmediate)) {
        writer.exec('insert into busy values (1)')
        count++
      }
      return count
    })()
    const backup = path.join(folder, 'busy-backup.db')
    const { code, output } = await command('backup', backup)
    over.abort()
    assert.ok((await writing) > 0)
    writer.close()
    assert.equal(code, 0, output)
    assert.match(
      output,
      /^Backed up and checked: \S+ \(registrations: 1, \d+\.\d MB\), with its secret in \S+\.secret\.\n$/,
    )
    for (const end of ['', '.secret']) assert.equal(statSync(backup + end).mode & 0o777, 0o600)
    assert.equal(readFileSync(`${backup}.secret`, 'utf8'), readFileSync(`${file}.secret`, 'utf8'))
    assert.ok(!existsSync(`${backup}.part`))
    assert.deepEqual(await emails(`sqlite:${backup}`), ['ada'])
    assert.deepEqual(await look(url, contradictions), [])
    assert.match((await command('backup', backup)).output, /is there already\. Name a new file\.\n$/)
    // Nor is what comes with a backup.
    for (const end of ['.secret', '.erased']) {
      const other = path.join(folder, `busy-other${end}.db`)
      writeFileSync(other + end, 'of another server')
      assert.equal((await command('backup', other)).output, `${other + end} is there already. Name a new file.\n`)
      assert.equal(readFileSync(other + end, 'utf8'), 'of another server')
    }
  })

  test('of PostgreSQL is the work of its own tools', async () => {
    const { url, remove } = await freshDatabaseUrl('postgres')
    afterTest(remove)
    for (const [command, tool] of [
      ['backup', 'pg_dump'],
      ['restore', 'pg_restore'],
    ] as const) {
      const { code, output } = await runCommand([command, 'x.db'], { DATABASE_URL: url, AUTH_SECRET: authSecret })
      assert.equal(code, 1)
      assert.match(output, new RegExp(`^With PostgreSQL, use ${tool}`))
    }
  })
})

describe('a restored backup', () => {
  test('brings back no one who was erased, and sends nothing before it is released, nor twice', async () => {
    const { smtp, file, url, start, command, mailed } = await given('whole')
    const first = await start()
    afterTest(() => kill(first))
    for (const name of ['ada', 'bea']) await signUp(first, named(name))
    await until(() => mailed().length === 2)
    // Dee's email is on its way while the backup is made, and leaves afterward.
    const { promise: silentUntil, resolve } = Promise.withResolvers<void>()
    smtp.behave({ at: 'DATA', silentUntil })
    await signUp(first, named('dee'))
    await until(() => mailed().length === 3)
    const backup = path.join(folder, 'whole-backup.db')
    assert.equal((await command('backup', backup)).code, 0)
    resolve()
    smtp.behave(undefined)
    await signUp(first, named('cy'))
    await until(() => mailed().includes('cy'))
    await erase(first, url, 'bea@example.org')
    await until(() => existsSync(`${file}.erased`))
    assert.doesNotMatch(readFileSync(`${file}.erased`, 'utf8'), /bea|-7\d{3}-/)
    await look(url, (db) => until(async () => (await countUnsent(db)) === 0))

    const refused = await command('restore', backup)
    assert.equal(refused.code, 1)
    assert.match(refused.output, /^A server or a command is using \S+\. Stop it first\.\n$/)
    assert.deepEqual(await emails(url), ['ada', 'cy', 'dee'])
    await stop(first)
    const restored = await command('restore', backup)
    assert.equal(restored.code, 0, restored.output)
    assert.match(restored.output, /^Restored \S+ \(registrations: 3\)\. Erased again: 1\.\n/)
    assert.deepEqual(await emails(url), ['ada', 'dee'])
    assert.deepEqual(await look(url, contradictions), [])
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(file + end)) assert.ok(!readFileSync(file + end, 'latin1').includes('beason'))
    const kept = readdirSync(folder).find((name) => /^whole\.db\.before-.*Z$/.test(name)) ?? ''
    assert.deepEqual(await emails(`sqlite:${path.join(folder, kept)}`), ['ada', 'cy', 'dee'])

    const second = await start()
    afterTest(() => kill(second))
    await signUp(second, named('eve'))
    const sent = mailed()
    assert.equal((await command('jobs')).code, 0)
    assert.deepEqual(mailed(), sent)
    const released = await command('release')
    assert.match(
      released.output,
      /^Released\. Emails that leave now or when they are due: 1\. Left before, and dropped: 0\.\n$/,
    )
    await until(() => mailed().includes('eve'))
    assert.equal((await command('jobs')).code, 0)
    assert.deepEqual(mailed(), ['ada', 'bea', 'cy', 'dee', 'eve'])
    assert.match((await command('release')).output, /^Nothing waits/)
    await stop(second)
  })

  test('starts a new machine, where nothing is but what was copied from the lost one', async () => {
    const { file, start, command, environment } = await given('lost')
    const first = await start()
    afterTest(() => kill(first))
    await signUp(first, named('ada'))
    await signUp(first, named('bea'))
    const backup = path.join(folder, 'lost-backup.db')
    assert.equal((await command('backup', backup)).code, 0)
    await erase(first, environment.DATABASE_URL, 'bea@example.org')
    await until(() => existsSync(`${file}.erased`))
    await stop(first)
    const machine = path.join(folder, 'new-machine')
    mkdirSync(machine)
    const elsewhere = `sqlite:${path.join(machine, 'data', 'signup.db')}`
    // The list of who was erased comes from the other machine, too: newer than the backup's own.
    copyFileSync(`${file}.erased`, `${backup}.erased`)
    const restored = await runCommand(['restore', backup], { ...environment, DATABASE_URL: elsewhere })
    assert.equal(restored.code, 0, restored.output)
    assert.match(restored.output, /^Restored \S+ \(registrations: 2\)\. Erased again: 1\.\n/)
    assert.deepEqual(await emails(elsewhere), ['ada'])
    for (const end of ['', '.secret', '.erased'])
      assert.equal(statSync(path.join(machine, 'data', `signup.db${end}`)).mode & 0o777, 0o600)
  })

  test('leaves no moment without a database, in which a server that starts would begin an empty one', async function () {
    if (process.platform !== 'linux') return this.skip()
    const { file, command } = await given('always')
    const backup = path.join(folder, 'always-backup.db')
    assert.equal((await command('backup', backup)).code, 0)
    // Each time that this name begins or ends to name a file.
    const changes: unknown[] = []
    const watcher = watch(
      folder,
      (type, name) => type === 'rename' && name === path.basename(file) && changes.push(type),
    )
    afterTest(() => watcher.close())
    assert.equal((await command('restore', backup)).code, 0)
    await until(() => changes.length > 0)
    assert.equal(changes.length, 1)
    const [kept = ''] = readdirSync(folder).filter((name) => /^always\.db\.before-.*Z$/.test(name))
    assert.deepEqual(await emails(`sqlite:${path.join(folder, kept)}`), [])
  })

  test('is looked for where it is, and nothing begins an empty database', async () => {
    const missing = path.join(folder, 'no-such.db')
    for (const command of [['audit'], ['release'], ['erasures'], ['restored']])
      assert.deepEqual(await runCommand(command, { DATABASE_URL: `sqlite:${missing}` }), {
        code: 1,
        output: `There is no database at ${missing}. Check DATABASE_URL.\n`,
      })
    assert.ok(!existsSync(missing))
  })

  test('is refused where it is damaged, and changes nothing then', async () => {
    const { file, command } = await given('refusing')
    const unchanged = readFileSync(file)
    for (const damaged of [`${file}.secret`, path.join(folder, 'nowhere.db')]) {
      const { code } = await command('restore', damaged)
      assert.equal(code, 1)
    }
    assert.deepEqual(readFileSync(file), unchanged)
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('refusing.db.') && name !== 'refusing.db.secret'),
      [],
    )
  })

  test('takes the place of a damaged file, whose emails that were due count as sent', async () => {
    const { file, url, start, command, mailed } = await given('damaged')
    const server = await start()
    afterTest(() => kill(server))
    await signUp(server, named('ada'))
    await until(() => mailed().length === 1)
    await stop(server)
    const backup = path.join(folder, 'damaged-backup.db')
    assert.equal((await command('backup', backup)).code, 0)
    const db = new DatabaseSync(backup)
    db.exec('update outbox set outcome = null, sent_at = null, leased_until = null')
    db.close()
    writeFileSync(file, 'no database any more '.repeat(500))
    const { code, output } = await command('restore', backup)
    assert.equal(code, 0, output)
    assert.match(output, /can’t be read, so emails that were due count as sent/)
    assert.match((await command('release')).output, /when they are due: 0\./)
    assert.equal((await command('jobs')).code, 0)
    assert.deepEqual(mailed(), ['ada'])
    assert.deepEqual(await emails(url), ['ada'])
  })
})
