import assert from 'node:assert/strict'
import { test } from 'mocha'
import { steadyClock } from './steady-clock.ts'

test('waiting for a moment never ends before it, and not at all for one that is over', async () => {
  for (const ms of [-1, 0, 0.4, 1.05, 1.6, 3.3]) {
    const moment = steadyClock.now() + ms
    await steadyClock.until(moment)
    assert.ok(steadyClock.now() >= moment, `${ms} ms`)
  }
})
