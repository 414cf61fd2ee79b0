import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { mock } from 'node:test'
import { sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import { importTrainings } from '../../organizers/api/trainings/import-trainings.ts'
import { carryOut } from '../../start/cli.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { scratchFolder } from '../../testing/servers/scratch-folder.ts'
import { authSecret, kill, look, runCommand, startServerProcess } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl, testApp } from '../../testing/servers/test-app.ts'
import { readConfig, StartError } from '../config.ts'
import { migrations } from '../db/migrations/index.ts'

const secrets = ['hunter2-in-the-address', 'too-short-a-token', 'too-short-a-secret']
const nobody = 65534

let folder: string
before(() => {
  folder = scratchFolder('training-signup-start-')
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** The process must end with code 1 and say why for people, not for programmers. */
async function refusedStart(environment: Record<string, string>, args = ['serve'], as: { program?: string[] } = {}) {
  const { code, output } = await runCommand(args, environment, as)
  assert.equal(code, 1, output)
  assert.doesNotMatch(output, /^ {4}at |node:internal|"level"/m)
  for (const secret of secrets) assert.ok(!output.includes(secret), 'no value is shown')
  return output.trim()
}

/** What the process prints when it ends is the message of this error, as it does for a start. */
async function refusal(environment: Record<string, string>, args = ['serve']) {
  const error = await carryOut(args, environment).then(
    () => assert.fail('it is done'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StartError, String(error))
  for (const secret of secrets) assert.ok(!error.message.includes(secret), 'no value is shown')
  return error.message
}

const freshFile = (name: string) => path.join(folder, name)

describe('a start that cannot succeed', () => {
  test('names everything that is wrong with the configuration, and never a value', async () => {
    const [hunter2, shortToken, shortSecret] = secrets as [string, string, string]
    const file = freshFile('token')
    writeFileSync(file, 'x'.repeat(40))
    const told = await refusedStart({
      PORT: 'http',
      PUBLIC_URL: 'ftp://example.org',
      DATABASE_URL: `mysql://${hunter2}@127.0.0.1/signup`,
      ADMIN_TOKEN: shortToken,
      ADMIN_TOKEN_FILE: file,
      AUTH_SECRET: shortSecret,
      ALLOWED_ORIGINS: 'example.org/path',
      TRUSTED_PROXIES: '10.0.0.0/8, proxy.internal',
      RATE_LIMITS: 'sign-ups=500, logins=3',
      WEBHOOK_ALLOW: 'receiver.internal:8080, http://receiver.internal',
      SMTP_TLS: 'off',
      LOG_LEVEL_FILE: freshFile('missing'),
    })
    const keys = [
      'ADMIN_TOKEN: set either',
      'LOG_LEVEL_FILE: can’t read the file',
      'PORT:',
      'PUBLIC_URL:',
      'DATABASE_URL:',
      'AUTH_SECRET:',
      'ALLOWED_ORIGINS:',
      'TRUSTED_PROXIES:',
      'RATE_LIMITS:',
      'WEBHOOK_ALLOW:',
      'SMTP_TLS:',
    ]
    for (const key of keys) assert.ok(told.includes(`\n  ${key}`), `${key} in ${told}`)
    // What the command prints when it ends is the message of this error, as above.
    assert.throws(
      () => readConfig({ ADMIN_TOKEN: shortToken }),
      new StartError('The configuration has problems:\n  ADMIN_TOKEN: must be at least 32 characters long'),
    )
    assert.throws(
      () => readConfig({ DATABASE_URL: 'postgres://127.0.0.1/signup' }),
      (error) => error instanceof StartError && error.message.includes('AUTH_SECRET: required with PostgreSQL'),
    )
  })

  test('says that the database file cannot be opened', async () => {
    const noDatabase = freshFile('notes.txt')
    writeFileSync(noDatabase, 'These are notes. '.repeat(100))
    for (const file of [folder, noDatabase, path.join(noDatabase, 'signup.db')]) {
      const told = await refusal({ DATABASE_URL: `sqlite:${file}` })
      assert.ok(told.startsWith(`Can’t open the database file ${file} for writing: `) && !told.includes('\n'), told)
    }
    assert.equal(statSync(noDatabase).size, 1700)
  })

  test('says that the database file or its folder cannot be written', async () => {
    const own = freshFile('readable')
    mkdirSync(own)
    const file = path.join(own, 'signup.db')
    await carryOut(['migrate'], { DATABASE_URL: `sqlite:${file}` })
    for (const name of readdirSync(own)) chmodSync(path.join(own, name), 0o444)
    if (process.getuid?.() === 0)
      for (const one of [own, ...readdirSync(own).map((name) => path.join(own, name))]) chownSync(one, nobody, nobody)
    chmodSync(own, 0o555)
    chmodSync(folder, 0o755)
    for (const place of [file, path.join(own, 'other.db'), path.join(own, 'new-folder', 'signup.db')]) {
      assert.match(
        await refusedStart({ DATABASE_URL: `sqlite:${place}` }, [], asNobody),
        /^Can’t open the database file \S+ for writing: .*permissions\.$/,
      )
    }
    chmodSync(own, 0o755)
    assert.deepEqual(readdirSync(own).toSorted(), ['signup.db', 'signup.db.secret'])
  })

  test('says that the key next to the database is unusable', async () => {
    const file = freshFile('with-key.db')
    writeFileSync(`${file}.secret`, '')
    assert.match(
      await refusal({ DATABASE_URL: `sqlite:${file}` }),
      /^Can’t use \S+\.secret, .* it is too short\. Fix the file, or set AUTH_SECRET\.$/,
    )
  })

  test('says that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const told = await refusedStart({ PORT: String(port), DATABASE_URL: `sqlite:${freshFile('port.db')}` })
    assert.equal(told, `Can’t open port ${port} on 127.0.0.1: another program is using it. Set PORT to a free port.`)
    other.close()
  })

  test('says that PostgreSQL cannot be used, without the password', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    const at = (place: string) =>
      refusal({ DATABASE_URL: `postgres://signup:${secrets[0]}@${place}`, AUTH_SECRET: authSecret })
    assert.match(
      await at(`127.0.0.1:${port}/signup`),
      /^Can’t use the PostgreSQL server in DATABASE_URL: connect ECONNREFUSED .*right\.$/,
    )
    const real = new URL((await freshDatabaseUrl('postgres')).url)
    assert.match(
      await at(`${real.host}/signup`),
      /^Can’t use the PostgreSQL server in DATABASE_URL: role "signup" does not exist\. .*right\.$/,
    )
  })
})

// Every module is loaded before the process becomes `nobody`, a user that may not be allowed to
// enter this folder.
const asNobody = {
  program: [
    '--input-type=module',
    '--eval',
    `
    const { run } = await import(${JSON.stringify(new URL('../../start/cli.ts', import.meta.url).href)})
    if (process.getuid() === 0) {
      process.setgroups([])
      process.setgid(${nobody})
      process.setuid(${nobody})
    }
    await run(['migrate'])`,
  ],
}

for (const dialect of dialects) {
  describe(`a start on ${dialect}`, () => {
    test(`refuses a database of a newer version and leaves it alone, on ${dialect}`, async () => {
      const { url, remove } = await freshDatabaseUrl(dialect)
      await look(url, (db) =>
        db.transaction((tx) => sql`insert into migration (name, applied_at) values ('999-later', '2030')`.execute(tx)),
      )
      assert.match(
        await refusal({ DATABASE_URL: url, AUTH_SECRET: authSecret }),
        /^A newer version of this program created the database \(it has 999-later\)\. .*$/,
      )
      await remove()
    })

    test(`migrates once, also when asked twice or by two processes, and adds no training, on ${dialect}`, async () => {
      const { url, remove } = await freshDatabaseUrl(dialect)
      const environment = {
        DATABASE_URL: url,
        ...(dialect === 'postgres' ? { AUTH_SECRET: authSecret } : { AUTH_SECRET: '' }),
      }
      const servers = await Promise.all([startServerProcess(environment), startServerProcess(environment)])
      for (const server of servers) assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
      for (const server of servers) await kill(server)
      for (const round of [1, 2]) {
        const { code, output } = await runCommand(['migrate'], environment)
        assert.equal(code, 0, `${round}: ${output}`)
        assert.match(output, /^The database is up to date \((SQLite|PostgreSQL) \d+\.\d+\S*\)\.\n$/)
      }
      const { applied, trainings } = await look(url, async (db) => ({
        applied: (await sql<{ name: string }>`select name from migration order by name`.execute(db.reader)).rows,
        trainings: (await db.reader.selectFrom('training').select('id').execute()).length,
      }))
      assert.deepEqual(
        applied.map(({ name }) => name),
        // One that was merged late has a lower number than those before it.
        Object.keys(migrations).toSorted(),
      )
      assert.equal(trainings, 0)
      if (dialect === 'sqlite') assert.equal(statSync(`${url.slice('sqlite:'.length)}.secret`).mode & 0o777, 0o600)
      await remove()
    })
  })
}

describe('a file to import', () => {
  const training = {
    slug: 'first-aid',
    title: { en: 'First aid' },
    start: '2099-03-07T09:00',
    end: '2099-03-07T15:00',
    timeZone: 'America/Chicago',
    venue: { name: 'Hall' },
    organizer: { name: 'Training office' },
    contact: { phone: '816-555-0100' },
  }
  const bad: [string, unknown, RegExp][] = [
    ['is a list', [], /^Couldn’t import the file\. Nothing was changed:\n {2}the file: /],
    [
      'has unknown members',
      { trainings: [{ ...training, titel: 'x' }], extra: 1 },
      /\n {2}trainings\.0: Unrecognized key: "titel"\n {2}the file: Unrecognized key: "extra"$/,
    ],
    [
      'has wrong types',
      { trainings: [training, { ...training, slug: 'B', title: 1 }] },
      /\n {2}trainings\.1\.slug: .*\n {2}trainings\.1\.title: /,
    ],
    [
      'names a sponsor that is not there',
      { trainings: [training, { ...training, slug: 'b', sponsors: ['nobody'] }] },
      /nobody/,
    ],
    ['lists one training twice', { trainings: [training, training] }, /first-aid/],
  ]
  test('that cannot be read, or is no list of trainings, ends the command', async () => {
    const environment = { DATABASE_URL: `sqlite:${freshFile('import.db')}` }
    assert.match(await refusal(environment, ['import']), /^Name the file to import: import FILE$/)
    assert.match(await refusal(environment, ['import', freshFile('missing.json')]), /^Can’t read the file \S+\.$/)
    for (const [content, told] of [
      ['{ "trainings": [', /^\S+ isn’t valid JSON: /],
      ['[]', /^Couldn’t import the file\. Nothing was changed:\n {2}the file: /],
    ] as const) {
      const file = freshFile('import.json')
      writeFileSync(file, content)
      assert.match(await refusal(environment, ['import', file]), told)
    }
    assert.equal(await countTrainings(environment.DATABASE_URL), 0)
  })

  // What the command prints when it ends is the message of this error, as above.
  test('that is wrong is refused with what is wrong, and nothing is written', async () => {
    const { context, close } = await testApp('sqlite')
    afterTest(close)
    for (const [what, content, told] of bad) {
      const importing = importTrainings(context, content, { replace: false })
      await assert.rejects(importing, (error) => error instanceof StartError && told.test(error.message), what)
      const { length } = await context.db.reader.selectFrom('training').select('id').execute()
      assert.equal(length, 0, what)
    }
  })

  test('overwrites what is there only when asked to', async () => {
    const environment = { DATABASE_URL: `sqlite:${freshFile('replace.db')}` }
    const file = freshFile('replace.json')
    writeFileSync(file, JSON.stringify({ notes: 'for people', trainings: [training] }))
    const first = await runCommand(['import', file], environment)
    assert.deepEqual(first, { code: 0, output: 'Imported. Partners: 0. Trainings: 1.\n' })
    writeFileSync(
      file,
      JSON.stringify({
        trainings: [
          { ...training, slug: 'b', contact: undefined },
          { ...training, title: { en: 'Second aid' } },
        ],
      }),
    )
    assert.match(
      await refusal(environment, ['import', file]),
      /^Already there: first-aid\. Nothing was changed\. To overwrite them, add --replace\.$/,
    )
    assert.equal(await countTrainings(environment.DATABASE_URL), 1)
    const replaced = await runCommand(['import', file, '--replace'], environment)
    assert.equal(replaced.code, 0)
    assert.match(replaced.output, /^Imported\. Partners: 0\. Trainings: 2\.\nWarning: b: People have no one to ask\./)
    assert.equal(await countTrainings(environment.DATABASE_URL), 2)
  })
})

const countTrainings = (url: string) =>
  look(url, async (db) => (await db.reader.selectFrom('training').select('id').execute()).length)

test('help is no failure, without any setting', async () => {
  const { code, output } = await runCommand(['help'], { ADMIN_TOKEN: '' })
  assert.equal(code, 0)
  assert.match(output, /Usage:\n {2}serve /)
  const { mock: printed } = mock.method(console, 'log', () => {})
  for (const asked of ['--help', '-h']) await carryOut([asked], {})
  assert.deepEqual(
    printed.calls.map(({ arguments: [said] }) => `${said}\n`),
    [output, output],
  )
})

test('a command that does not exist is answered with those that do', async () => {
  assert.match(await refusedStart({}, ['sevre']), /^Usage:\n {2}serve /)
  assert.ok(!existsSync('data'), 'nothing is made on the way')
})
