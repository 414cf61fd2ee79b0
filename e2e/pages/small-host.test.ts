import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/small-host.md'), 'utf8')
const rsync = spawnSync('sh', ['-c', 'command -v rsync'], { encoding: 'utf8' }).stdout.trim()
const isMissing = rsync === '' && 'not on this machine: rsync'
/** Where cron looks for programs. */
const cronPath = '/usr/bin:/bin'
const home = '/var/lib/training-signup'
const dayMs = 24 * 60 * 60_000

/** Returns the commands of a crontab in the page, as cron hands them to the shell. */
const cronLines = () =>
  page
    .split('\n')
    .filter((line) => /^(?:\S+ ){5}root /.test(line))
    .map((line) => line.replace(/^(?:\S+ ){5}root /, '').replaceAll('\\%', '%'))

/** Returns the page's own command, with the files of this test. The service's user is the one of this test. */
function ownCommand(): string {
  const [, script = ''] = /\/signup <<'END'\n#!\/bin\/sh\n(.+?)\nEND\n/s.exec(page) ?? []
  const { uid, username } = userInfo()
  return script
    .replace(home, '"$HERE"')
    .replace('--env-file=/etc/training-signup/env', '')
    .replace('/opt/training-signup/node_modules/.bin/training-signup', `"${root}/packages/server/start.mjs"`)
    .replace(' node ', ` "${process.execPath}" `)
    .replace(/ \S+ --user training-signup -- /, ($) => (uid === 0 ? $.replace('training-signup', username) : ' '))
}

describe('the page for a small host', () => {
  let folder: string
  before(() => {
    folder = scratchFolder('training-signup-small-host-')
    for (const name of ['bin', 'here', 'there/signup', 'new']) mkdirSync(join(folder, name), { recursive: true })
    const programs = {
      signup: ownCommand(),
      rsync: `exec "${rsync}" "$@"`,
      ssh: `cd "${folder}/there" && exec sh -c "$2"`,
    }
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`)
      chmodSync(join(folder, 'bin', name), 0o755)
    }
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Carries out a command of the page on a machine of this test. Returns what it prints. */
  function run(command: string, machine = 'here'): string {
    const here = join(folder, machine)
    const placed = command
      .replaceAll('/usr/local/bin/signup', 'signup')
      .replaceAll(home, here)
      .replaceAll('signup@other.example.org:', `${folder}/there/`)
      .replace('--chown=training-signup:training-signup', '')
    const env = { PATH: `${join(folder, 'bin')}:${cronPath}`, HERE: here, LOG_LEVEL: 'silent' }
    return execFileSync('sh', ['-c', `exec 2>&1; ${placed}`], { encoding: 'utf8', env })
  }

  test('has each night’s backup on another machine, ends old ones on both, and restores them to a new one', {
    skip: isMissing,
  }, () => {
    const [nightly = '', often = ''] = cronLines()
    const names = (machine: string) => readdirSync(join(folder, machine)).toSorted()
    // Cron mails what is printed: before the first backup and the first erasure, too.
    assert.equal(run(often), '')
    run('signup organizer add dana@example.org')
    const tooOld = new Date(Date.now() - 16 * dayMs)
    for (const name of ['here/backup-2020-01-01.db', 'there/signup/backup-2020-01-01.db']) {
      writeFileSync(join(folder, name), '')
      utimesSync(join(folder, name), tooOld, tooOld)
    }
    writeFileSync(join(folder, 'here/data/signup.db.erased'), 'a hash\n')
    writeFileSync(join(folder, 'here/backup-2020-01-02.db.part'), 'half')
    assert.match(run(nightly), /^Backed up and checked: backup-\d{4}-\d\d-\d\d\.db [^\n]*\n$/)
    assert.equal(run(often), '')
    const kept = names('there/signup')
    assert.match(kept.join(' '), /^backup-(\d{4}-\d\d-\d\d)\.db backup-\1\.db\.erased backup-\1\.db\.secret data$/)
    assert.deepEqual(names('there/signup/data'), ['signup.db.erased'])
    assert.ok(!names('here').includes('backup-2020-01-01.db'))
    const [, back = '', restore = ''] = /\n(rsync [^\n]+)\n(signup restore [^\n]+)\n/.exec(page) ?? []
    assert.equal(run(back, 'new'), '')
    assert.match(run(restore, 'new'), /^Restored backup-\S+\.db \(registrations: 0\)/)
    assert.match(run('signup organizer list', 'new'), /^dana@example\.org {2}owner/)
  })

  test('has a name for the backup before each upgrade', { skip: isMissing }, () => {
    const [upgrade = ''] = /^signup backup "backup-upgrade-.*$/m.exec(page) ?? []
    const later = upgrade.replace('date ', 'date --date=tomorrow ')
    for (const command of [upgrade, later]) assert.match(run(command), /^Backed up and checked: backup-upgrade-/)
  })
})
