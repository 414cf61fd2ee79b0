import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'mocha'
import { installedPostgres, startPostgres } from '../testing/databases/postgres.ts'
import { emails, erase, mailedBy, named, signUp, stop } from '../testing/databases/restoring.ts'
import { contradictions } from '../testing/generated/recount.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { scratchFolder } from '../testing/servers/scratch-folder.ts'
import { authSecret, kill, look, runCommand, seedTrainings, startServerProcess } from '../testing/servers/server.ts'
import { startSmtpServer } from '../testing/servers/smtp.ts'
import { adminToken } from '../testing/servers/test-app.ts'
import { until } from '../testing/servers/until.ts'

const docs = readFileSync(path.join(import.meta.dirname, '../../../../docs/operators.md'), 'utf8')

/** Returns a command as the docs have it, without its comment. */
const documented = (program: string) =>
  new RegExp(`^${program} .*?(?=\\s+#|$)`, 'm').exec(docs)?.[0] ?? assert.fail(`the docs have no ${program}`)

const programs = installedPostgres()

describe(`a dump of PostgreSQL${programs ? '' : ' (no PostgreSQL with pg_dump is installed here)'}`, () => {
  const testOrSkip = programs ? test : test.skip

  testOrSkip(
    'is made and restored as the docs say, and brings back no one who was erased, nor sends twice',
    async () => {
      const folder = scratchFolder('training-signup-dump-')
      const postgres = await startPostgres({ programs: programs ?? '' })
      const smtp = await startSmtpServer()
      afterTest(async () => {
        await smtp.close()
        await postgres.stop()
        rmSync(folder, { recursive: true, force: true })
      })
      const environmentOf = (url: string) => ({
        DATABASE_URL: url,
        AUTH_SECRET: authSecret,
        ADMIN_TOKEN: adminToken,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'signup@example.org',
      })
      const shell = (command: string, url: string) =>
        execFileSync('sh', ['-c', command], {
          cwd: folder,
          env: { PATH: `${programs}:${process.env['PATH']}`, DATABASE_URL: url },
          stdio: 'pipe',
        })
      const mailed = () => mailedBy(smtp)

      const url = await postgres.createDatabase()
      await look(url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
      const first = await startServerProcess(environmentOf(url))
      afterTest(() => kill(first))
      for (const name of ['ada', 'bea']) await signUp(first, named(name))
      await until(() => mailed().length === 2)
      // Dee's email is on its way while the dump is made, and leaves afterward.
      const { promise: silentUntil, resolve } = Promise.withResolvers<void>()
      smtp.behave({ at: 'DATA', silentUntil })
      await signUp(first, named('dee'))
      await until(() => mailed().length === 3)
      shell(documented('pg_dump'), url)
      resolve()
      smtp.behave(undefined)
      await signUp(first, named('cy'))
      await until(() => mailed().includes('cy'))
      await erase(first, url, 'bea@example.org')
      const { output: erasures } = await runCommand(['erasures'], environmentOf(url))
      writeFileSync(path.join(folder, 'backup.dump.erased'), erasures)
      assert.doesNotMatch(erasures, /bea/)
      await stop(first)

      const restored = await postgres.createDatabase()
      shell(documented('pg_restore'), restored)
      const command = (...args: string[]) => runCommand(args, environmentOf(restored))
      const marked = await command('restored', path.join(folder, 'backup.dump.erased'))
      assert.match(marked.output, /^Emails and webhooks wait for: release\. Erased again: 1\.\n$/)
      assert.deepEqual(await emails(restored), ['ada', 'dee'])
      assert.deepEqual(await look(restored, contradictions), [])

      const second = await startServerProcess(environmentOf(restored))
      afterTest(() => kill(second))
      await signUp(second, named('eve'))
      const sent = mailed()
      assert.equal((await command('jobs')).code, 0)
      assert.deepEqual(mailed(), sent)
      const released = await command('release')
      assert.equal(released.code, 0, released.output)
      await until(() => mailed().includes('eve'))
      assert.equal((await command('jobs')).code, 0)
      assert.deepEqual(mailed(), ['ada', 'bea', 'cy', 'dee', 'eve'])
      await stop(second)
    },
  )
})
