import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import { addressesIn } from '../../testing/addresses.ts'
import { everyMail } from '../../testing/mails/every-mail.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

// First those without which nothing is done, so that there is still something to do for each of the
// others.
const tables = [
  'training',
  'registration',
  'registration_group',
  'outbox',
  'transfer',
  'supervisor_request',
  'proof',
  'pending_sign_up',
  'unsubscribed',
]

/** What is typed into the forms; names and addresses of the mails' people are next to it. */
const typed = { givenName: 'Quetzalli', familyName: 'Zyxwvut', email: 'quetzalli@vault.example', agency: 'Unit 7734' }
const personal = [...Object.values(typed), 'Reyes', 'Marcus', 'Grace', 'lieutenant', '@example.org']

/** Which forms there are behind an address of a mail. */
function formsOf(path: string): string[] {
  if (path.startsWith('/r/confirm/')) return [`${path}/yes`]
  if (/^\/(r\/pass|r\/verify|unsubscribe)\//.test(path)) return [path]
  return path.startsWith('/r/') ? ['change', 'pass', 'cancel', 'erase'].map((action) => `${path}/${action}`) : []
}

onBothDatabases(
  'the log of a server whose database is broken',
  (running) => {
    const { get, post } = createVisitor(running)
    const rename = (table: string, to: string) =>
      sql`alter table ${sql.table(table)} rename to ${sql.table(to)}`.execute(running().context.db.writer)

    test('holds no name, no address and no token of people who follow a link, ask for one or unsubscribe', async () => {
      const server = running()
      const { slug } = await server.givenTraining({
        contact: { email: 'desk@example.org' },
        seats: { capacity: null },
      })
      server.clock.later({ seconds: 1 })
      const mails = await everyMail(server.context, slug, 'en')
      await server.admin('PATCH', `/trainings/${slug}`, { status: 'published' })
      const paths = [...new Set(mails.flatMap(({ mail }) => addressesIn(mail)))].map((url) => new URL(url).pathname)
      const tokens = paths.flatMap((path) => path.match(/[\w-]{40,}/g) ?? [])
      assert.ok(tokens.length > 20)
      const forms = [...paths.flatMap(formsOf), `/t/${slug}/find`]
      server.logged.length = 0
      for (const table of tables) {
        const before = server.logged.length
        await rename(table, 'away')
        for (const path of paths) await get(path)
        for (const path of forms) await post(path, typed)
        await rename('away', table)
        assert.ok(server.logged.length > before, `nothing fails without ${table}`)
      }
      const written = server.logged.join('')
      assert.match(written, /"a request failed"/)
      for (const secret of [...personal, ...tokens]) assert.ok(!written.includes(secret), secret)
    })
  },
  mailing,
)
