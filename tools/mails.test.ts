import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mailKinds } from '../packages/server/src/mail/compose.ts'

const tool = join(import.meta.dirname, 'mails.ts')
// Those that are worded in more than one way.
const others = ['code-group', 'message-seat', 'training-cancelled-group', 'training-changed-group', 'your-link-group']

test('every mail can be looked at, in both languages, as text and as HTML', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-mails-test-'))
  try {
    execFileSync(process.execPath, [tool, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    const files = [...mailKinds, ...others].flatMap((name) =>
      ['en.txt', 'en.html', 'es.txt', 'es.html'].map((ending) => `${name}.${ending}`),
    )
    assert.deepEqual(readdirSync(folder).toSorted(), files.toSorted())
    for (const file of files) assert.ok(readFileSync(join(folder, file), 'utf8').length > 200, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
