import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { describe, type TestContext, test } from 'node:test'
import { runDemo } from './run-demo.ts'
import { freePort } from './testing/free-port.ts'
import { scratchFolder } from './testing/scratch-folder.ts'

describe('the demo’s emails', () => {
  /** Returns what the demo prints, and the status of its page with the emails. */
  async function runOn(t: TestContext, host: string) {
    const folder = scratchFolder('training-signup-demo-')
    const { mock } = t.mock.method(console, 'log', () => {})
    const port = await freePort()
    const demo = await runDemo({ HOST: host, PORT: String(port), SPONSOR_PORT: '0', LOG_LEVEL: 'silent' }, folder)
    try {
      const { status } = await fetch(`http://127.0.0.1:${port}/emails`)
      return { printed: mock.calls.map((call) => call.arguments.join(' ')).join('\n'), status }
    } finally {
      await demo.stop()
      rmSync(folder, { recursive: true })
    }
  }

  test('are shown on this machine', async (t) => {
    const { printed, status } = await runOn(t, '127.0.0.1')
    assert.equal(status, 200)
    assert.match(printed, /\/emails$/m)
  })

  test('are shown to no one on the network', async (t) => {
    const { printed, status } = await runOn(t, '0.0.0.0')
    assert.equal(status, 404)
    assert.doesNotMatch(printed, /\/emails$/m)
  })
})
