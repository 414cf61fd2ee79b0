import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mailKinds } from '../packages/server/src/delivery/kinds/kinds.ts'

const tool = join(import.meta.dirname, 'mails.ts')
const endings = ['.en.txt', '.en.html', '.es.txt', '.es.html']

test('every mail can be looked at, in both languages, as text and as HTML', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-mails-test-'))
  try {
    execFileSync(process.execPath, [tool, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    const files = readdirSync(folder)
    // Some kinds are worded in several ways, each in files of its own.
    const names = new Set(files.map((file) => file.replace(/\.e[ns]\.(txt|html)$/, '')))
    assert.deepEqual(new Set([...mailKinds, ...names]), names)
    assert.ok(names.size > mailKinds.length)
    const expected = [...names].flatMap((name) => endings.map((ending) => `${name}${ending}`))
    assert.deepEqual(files.toSorted(), expected.toSorted())
    for (const file of files) assert.ok(readFileSync(join(folder, file), 'utf8').length > 200, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
