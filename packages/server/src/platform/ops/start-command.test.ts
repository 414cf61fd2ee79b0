import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Server } from 'node:net'
import path from 'node:path'
import { mock } from 'node:test'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'mocha'
import { carryOut } from '../../start/cli.ts'
import { startServer } from '../../start/serve.ts'
import { readDocument } from '../../testing/pages/served-document.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { scratchFolder } from '../../testing/servers/scratch-folder.ts'
import { authSecret, runCommand, startCommand } from '../../testing/servers/server.ts'
import { testApp } from '../../testing/servers/test-app.ts'
import { readConfig, StartError } from '../config.ts'

const start = fileURLToPath(new URL('../../../start.mjs', import.meta.url))
const root = fileURLToPath(new URL('../../../../..', import.meta.url))
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

let folder: string
before(() => {
  folder = scratchFolder('training-signup-command-')
})
after(() => rmSync(folder, { recursive: true, force: true }))

describe('the command that the docs give', () => {
  const documented = [
    ...readFileSync(`${root}/docs/operators.md`, 'utf8').matchAll(/node_modules\/\.bin\/node (.*)$/gm),
  ]
    .map(([, args = '']) => args)
    .filter((args) => args.endsWith('start.mjs'))

  test('is the same wherever they give it', () => {
    assert.equal(documented.length, 3)
    assert.equal(new Set(documented).size, 1)
  })

  test('starts a server that ends at a stop signal', async () => {
    const [args = ''] = documented
    const program = args.split(' ').map((arg) => (arg.endsWith('.mjs') ? path.join(root, arg) : arg))
    const server = startCommand([], { PORT: '0', DATABASE_URL: `sqlite:${folder}/documented.db` }, { program })
    while (!server.output().includes('"listening"')) {
      assert.equal(server.child.exitCode, null, server.output())
      await once(server.child.stdout!, 'data')
    }
    const listening = JSON.parse(server.output().trim().split('\n').at(-1) ?? '') as { version: string; msg: string }
    assert.deepEqual([listening.msg, listening.version], ['listening', version])
    server.child.kill('SIGINT')
    assert.equal(await server.ended, 0)
    assert.match(server.output(), /"stopped"/)
  })
})

test('a Node that is too old says so in a sentence', async () => {
  const old = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.19.4' })`
  const { code, output } = await runCommand(['serve'], {}, { program: ['--import', old, start] })
  assert.deepEqual(
    [code, output],
    [1, 'This needs Node 24.21 or newer, and runs on 20.19.4. In a clone the right one is in node_modules/.bin.\n'],
  )
})

test('the version is printed, and stands in the description of the API', async () => {
  for (const asked of ['version', '--version'])
    assert.deepEqual(await runCommand([asked], { ADMIN_TOKEN: '' }), {
      code: 0,
      output: `training-signup ${version}\n`,
    })
  const server = await testApp('sqlite')
  afterTest(server.close)
  const { document } = await readDocument(server)
  assert.deepEqual([document.info.version, document.info.license.identifier], [version, 'MIT'])
  assert.ok(readFileSync(`${root}/CHANGELOG.md`, 'utf8').includes(`\n### ${version}\n`))
})

test('variables that look like settings are named with the setting that they look like', () => {
  const named = (environment: Record<string, string>) => readConfig(environment).unknownSettings
  assert.deepEqual(named({ PUBLIC_ULR: 'https://signup.example.org' }), [
    'PUBLIC_ULR is not a setting, so it does nothing. Did you mean PUBLIC_URL?',
  ])
  for (const [name, meant] of [
    ['ADMIN_TOKENS', 'ADMIN_TOKEN'],
    ['ADMIN_TOKN_FILE', 'ADMIN_TOKEN'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['SMTP_HOST', 'SMTP_URL or SMTP_TLS'],
    ['ADMIN_PASSWORD', 'ADMIN_TOKEN'],
    ['LOG_FORMAT', 'LOG_LEVEL'],
    ['SECURITY_EMAIL', 'SECURITY_CONTACT or SECURITY_EXPIRES'],
    // As other servers call them.
    ['BASE_URL', 'PUBLIC_URL'],
    ['DB_URL_FILE', 'DATABASE_URL'],
    ['TRUST_PROXY', 'TRUSTED_PROXIES'],
  ] as const)
    assert.ok(named({ [name]: 'x' })[0]?.endsWith(`Did you mean ${meant}?`), name)
  const ofOthers = { PATH: 'x', HOME: 'x', POST: 'x', HOSTNAME: 'x', MAIL: 'x', LOGNAME: 'x', NODE_ENV: 'x', PWD: 'x' }
  assert.deepEqual(named({ ...ofOthers, LOG_LEVEL: 'info', AUTH_SECRET_FILE: '' }), [])
})

test('an address that visitors can’t open is named at the start', async () => {
  const environment = { HOST: '0.0.0.0', PORT: '0', DATABASE_URL: `sqlite:${folder}/any.db` }
  const program = startCommand(['serve'], environment)
  while (!program.output().includes('PUBLIC_URL is not https')) await once(program.child.stdout!, 'data')
  program.child.kill('SIGINT')
  assert.equal(await program.ended, 0)
  assert.match(
    program.output(),
    /PUBLIC_URL is not set: links in emails and snippets lead to http:\/\/0\.0\.0\.0:0\. Set/,
  )
})

test('a port that only the system may open is not called taken', async () => {
  const denied = Object.assign(new Error('listen EACCES: permission denied 127.0.0.1:80'), { code: 'EACCES' })
  const { prototype } = Server
  mock.method(prototype, 'listen', function listen(this: Server) {
    process.nextTick(() => this.emit('error', denied))
    return this
  })
  await assert.rejects(
    startServer(readConfig({ PORT: '80', AUTH_SECRET: authSecret, DATABASE_URL: `sqlite:${folder}/port.db` })),
    new StartError(
      'Can’t open port 80 on 127.0.0.1: this user may not open ports below 1024. Set PORT to 1024 or more and let a proxy take the other, or give the service CAP_NET_BIND_SERVICE.',
    ),
  )
})

test('a damaged file leads to the backup', async () => {
  const file = path.join(folder, 'damaged.db')
  const environment = { DATABASE_URL: `sqlite:${file}`, AUTH_SECRET: authSecret }
  await carryOut(['migrate'], environment)
  const bytes = readFileSync(file)
  // The first page stays, so that it looks like a database.
  bytes.fill(0xee, 4096)
  writeFileSync(file, bytes)
  const restore = /restore a backup \(cli restore FILE\)/
  await assert.rejects(carryOut(['migrate'], environment), (error) => {
    assert.ok(error instanceof StartError)
    assert.match(error.message, restore)
    return true
  })
  writeFileSync(file, 'not a database '.repeat(100))
  await assert.rejects(carryOut(['migrate'], environment), restore)
})
