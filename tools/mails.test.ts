import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mailKinds } from '../packages/server/src/delivery/kinds/kinds.ts'
import { noticeKinds } from '../packages/server/src/delivery/kinds/sign-in-mails.ts'

const tool = join(import.meta.dirname, 'mails.ts')
const endings = ['.en.txt', '.en.html', '.es.txt', '.es.html']

test('every mail can be looked at, in both languages, as text and as HTML', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-mails-test-'))
  try {
    execFileSync(process.execPath, [tool, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    const files = readdirSync(folder)
    // Some kinds are worded in several ways, each in files of its own.
    const names = new Set(files.map((file) => file.replace(/\.e[ns]\.(txt|html)$/, '')))
    const signIn = ['sign-in-code', 'confirm-code', 'account', ...noticeKinds.map((kind) => `notice-${kind}`)]
    assert.deepEqual(new Set([...mailKinds, ...signIn, ...names]), names)
    assert.ok(names.size > mailKinds.length)
    const expected = [...names].flatMap((name) => endings.map((ending) => `${name}${ending}`))
    assert.deepEqual(files.toSorted(), expected.toSorted())
    for (const file of files) assert.ok(readFileSync(join(folder, file), 'utf8').length > 200, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** What sends an email, and where the folder has it from. */
const senders = {
  'delivery/deliver.ts': 'the outbox, with every kind of `mailKinds`',
  'delivery/kinds/account-notices.ts': '`noticeKinds`',
  'organizers/accounts/accounts.ts': '`accountMail`',
  'organizers/accounts/send-code.ts': '`signInCodeMail` and `confirmCodeMail`',
  'organizers/api/messages/test-message.ts': 'the kind `message`',
  'organizers/api/trainings/test-training.ts': 'the kind `confirmed`',
  'start/doctor/ask-mail-server.ts': 'nowhere: the operator’s own test, two sentences of plain text',
  'delivery/smtp.ts': 'nowhere: it carries what the others compose',
  'demo/mailbox/inbox.ts': 'nowhere: it keeps what the others compose',
}

test('no other place of the server sends an email than those that can be looked at', () => {
  const source = join(import.meta.dirname, '../packages/server/src')
  const files = globSync('**/*.ts', { cwd: source }).filter((file) => !/\.test\.ts$|^testing\//.test(file))
  const sending = files.filter((file) =>
    /\b(sendMail(\?\.)?\(|createTransport\()/.test(readFileSync(join(source, file), 'utf8')),
  )
  assert.deepEqual(sending.toSorted(), Object.keys(senders).toSorted())
})
