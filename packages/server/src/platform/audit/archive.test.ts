import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'mocha'
import { runAuditCommand } from '../../start/audit-command.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { scratchFolder } from '../../testing/servers/scratch-folder.ts'
import { dialects, testApp } from '../../testing/servers/test-app.ts'
import { StartError } from '../config.ts'
import { archiveAudit } from './archive.ts'
import { sealAudit, verifyAudit } from './seal.ts'

const dayMinutes = 24 * 60

const refused = async (run: Promise<string>) => {
  const error = await run.then(String, (thrown: unknown) => thrown)
  assert.ok(error instanceof StartError, String(error))
  return error.message
}

for (const dialect of dialects)
  describe(`the archive of the audit log, on ${dialect}`, () => {
    /** A server and a folder of its own, some entries each day, and what the command says. */
    async function given() {
      const app = await testApp(dialect)
      afterTest(app.close)
      const folder = scratchFolder('training-signup-archive-')
      afterTest(() => rmSync(folder, { recursive: true, force: true }))
      return {
        ...app,
        async fill(entries: number) {
          for (let count = 0; count < entries; count++) await app.admin('GET', '/registrations')
          app.clock.later({ minutes: dayMinutes })
          await sealAudit(app.context)
        },
        today: () => app.clock.now.toISOString().slice(0, 10),
        command: (words: string[], before?: string) => runAuditCommand(app.context, words, before),
        file: (name: string) => path.join(folder, name),
        db: app.context.db,
        count: async () => (await app.rows('audit')).length,
      }
    }

    test('holds what was before a day, and the chain goes on without it', async () => {
      const { fill, today, command, file, count, db, admin } = await given()
      await fill(4)
      const first = today()
      await fill(3)
      const before = await verifyAudit(db.reader)
      const said = await command(['export', file('one')], first)
      assert.match(said, /Entries: 4, to number 4\./)
      assert.equal(statSync(file('one')).mode & 0o777, 0o600)
      assert.equal(readFileSync(file('one'), 'utf8').trim().split('\n').length, 5)
      assert.equal(await count(), 3)
      assert.deepEqual(await verifyAudit(db.reader), { ...before, archived: 4 })
      await fill(2)
      assert.match(await command([]), /Entries: 9\. Archived, and not read: 4\./)
      assert.match(await command([file('one')]), /whole\. Entries: 9\. Last hash/)
      const page = (await admin('GET', '/audit')).body.entries
      // The last one is of this request.
      assert.equal(page.length, 6)
    })

    test('is checked with all that followed: files in their order, none of them changed', async () => {
      const { fill, today, command, file } = await given()
      const names = ['one', 'two', 'three'].map(file)
      for (const name of names) {
        await fill(3)
        await command(['export', name], today())
      }
      await fill(1)
      assert.match(await command(names), /^The audit log is whole\./)
      const [one = '', two = '', three = ''] = names
      assert.match(await refused(command([one, three])), /three does not follow the file before/)
      assert.match(await refused(command([one, two])), /^The log goes on after entry \d+, which is not in these files/)
      assert.match(await refused(command([one, file('none')])), /none can’t be read, or is no archive/)
      const text = readFileSync(two, 'utf8')
      for (const changed of [
        text.replace('"is_refused":0', '"is_refused":1'),
        text.split('\n').toSpliced(2, 1).join('\n'),
        text.replace(/"hash":"[^"]+"/, '"hash":""'),
      ]) {
        writeFileSync(two, changed)
        assert.match(await refused(command(names)), /its chain breaks at entry \d+|does not follow/)
      }
      writeFileSync(two, text.trimEnd().split('\n').slice(0, -1).join('\n'))
      assert.match(await refused(command(names)), /three does not follow the file before/)
    })

    test('shows in the log itself if its end was moved', async () => {
      const { fill, today, command, file, db, row } = await given()
      await fill(3)
      await command(['export', file('one')], today())
      await fill(3)
      const { archived_sequence: at } = await row('audit_seal', { id: 1 })
      await db.writer
        .deleteFrom('audit')
        .where('sequence', '=', at + 1)
        .execute()
      assert.match(await refused(command([])), new RegExp(`breaks at entry ${at + 1}\\.`))
      const { hash } = await row('audit', { sequence: at + 2 })
      await db.writer
        .updateTable('audit_seal')
        .set({ archived_sequence: at + 2, archived_hash: hash ?? '' })
        .execute()
      assert.match(
        await refused(command([file('one')])),
        /^The log goes on after entry \d+, which is not in these files/,
      )
    })

    test('loses nothing where it is cut off: the next one has the same entries', async () => {
      const { fill, today, command, file, db } = await given()
      await fill(6)
      const cut = { ...db, transaction: () => Promise.reject(new Error('cut off')) }
      await assert.rejects(archiveAudit(cut, { file: file('one'), before: today() }), /cut off/)
      assert.ok(existsSync(file('one')))
      await fill(2)
      await command(['export', file('two')], today())
      assert.match(await command([file('one'), file('two')]), /^The audit log is whole\./)
      assert.match(await command([file('two')]), /^The audit log is whole\./)
    })

    test('is never written over, nor made of a log that was changed or a day that is not over', async () => {
      const { fill, today, command, file, db, count } = await given()
      await fill(3)
      writeFileSync(file('one'), 'mine')
      assert.match(await refused(command(['export', file('one')], today())), /is there already/)
      assert.equal(readFileSync(file('one'), 'utf8'), 'mine')
      for (const day of [undefined, 'yesterday', '2026-13-01'])
        assert.match(await refused(command(['export', file('two')], day)), /^Name the file and a day/)
      assert.match(await refused(command(['export', file('two')], '2999-01-01')), /is not over yet/)
      assert.match(await refused(command(['export', file('two')], '2001-01-01')), /has no entry before/)
      const before = await count()
      await db.writer.updateTable('audit').set({ route: 'GET /' }).where('sequence', 'is not', null).execute()
      assert.match(await refused(command(['export', file('two')], today())), /its chain breaks at entry \d+/)
      assert.deepEqual([existsSync(file('two')), existsSync(file('two.part')), await count()], [false, false, before])
    })
  })
