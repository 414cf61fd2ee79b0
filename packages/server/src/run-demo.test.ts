import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { mock } from 'node:test'
import { describe, test } from 'mocha'
import { runDemo } from './run-demo.ts'
import { freePort } from './testing/free-port.ts'
import { scratchFolder } from './testing/scratch-folder.ts'

describe('the demo’s emails', () => {
  /** Returns what the demo prints, and the status of its page with the emails. */
  async function runOn(host: string) {
    const folder = scratchFolder('training-signup-demo-')
    const { mock: log } = mock.method(console, 'log', () => {})
    const port = await freePort()
    const demo = await runDemo({ HOST: host, PORT: String(port), SPONSOR_PORT: '0', LOG_LEVEL: 'silent' }, folder)
    try {
      const { status } = await fetch(`http://127.0.0.1:${port}/emails`)
      return { printed: log.calls.map((call) => call.arguments.join(' ')).join('\n'), status }
    } finally {
      await demo.stop()
      rmSync(folder, { recursive: true })
    }
  }

  test('are shown on this machine', async () => {
    const { printed, status } = await runOn('127.0.0.1')
    assert.equal(status, 200)
    assert.match(printed, /\/emails$/m)
  })

  test('are shown to no one on the network', async () => {
    const { printed, status } = await runOn('0.0.0.0')
    assert.equal(status, 404)
    assert.doesNotMatch(printed, /\/emails$/m)
  })
})
