import assert from 'node:assert/strict'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { mock } from 'node:test'
import { describe, test } from 'mocha'
import { freePort } from '../testing/servers/free-port.ts'
import { scratchFolder } from '../testing/servers/scratch-folder.ts'
import { runDemo } from './run-demo.ts'

describe('the demo’s emails', () => {
  /** Returns what the demo prints, and the status of its page with the emails. */
  async function runOn(host: string, { publicUrl, name }: { publicUrl?: string; name?: string } = {}) {
    const folder = scratchFolder('training-signup-demo-')
    const { mock: log } = mock.method(console, 'log', () => {})
    const port = await freePort()
    const settings = { HOST: host, PUBLIC_URL: publicUrl, PORT: String(port), SPONSOR_PORT: '0', LOG_LEVEL: 'silent' }
    const demo = await runDemo(settings, folder)
    try {
      const status = await statusOf(port, name ?? `127.0.0.1:${port}`)
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

  test('are shown to no one behind a proxy, and the demo says what to do', async () => {
    const { printed, status } = await runOn('127.0.0.1', { publicUrl: 'https://demo.example' })
    assert.equal(status, 404)
    assert.match(printed, /not shown, because others could read them\. Start the demo without HOST and PUBLIC_URL/)
    assert.doesNotMatch(printed, /sign-in\/link/)
  })

  test('are shown under this machine’s own names only', async () => {
    assert.equal((await runOn('127.0.0.1', { name: 'rebound.example' })).status, 403)
    assert.equal((await runOn('127.0.0.1', { name: 'localhost' })).status, 200)
  })
})

/** Asks for the emails under a name that leads to this machine. */
async function statusOf(port: number, host: string): Promise<number | undefined> {
  const [response] = (await once(request({ port, path: '/emails', headers: { host } }).end(), 'response')) as [
    IncomingMessage,
  ]
  response.resume()
  return response.statusCode
}
