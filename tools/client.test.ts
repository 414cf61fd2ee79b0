import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('the client has the types of today’s API', () => {
  const generator = join(import.meta.dirname, '../packages/client/generate.ts')
  const { status, stderr } = spawnSync(process.execPath, [generator, '--check'], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})
