import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { after, before, describe, test } from 'mocha'
import { openPort } from '../../../start/serve.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { type TestApp, testApp } from '../../../testing/servers/test-app.ts'
import { readConfig } from '../../config.ts'

const clients = 20
const body = Buffer.alloc(10 * 1024 * 1024, ' ')
// What fits into the buffers of a connection; a body that is read on would be ten times as much.
const mostRead = 1024 * 1024

describe('a body that is refused', () => {
  let given: TestApp
  before(async () => {
    given = await testApp('sqlite')
  })
  after(() => given.close())
  for (const path of [
    '/api/v1/trainings/t/registrations',
    '/api/v1/admin/trainings',
    '/nothing',
    '/t/t',
    '/r/t/cancel',
  ])
    test(`is not read on, though the client sends it all, to ${path}`, async () => {
      const config = readConfig({ PORT: '0' })
      const server = (await openPort(config, given.app.fetch)) as Server
      afterTest(() => server.close())
      const sockets: Socket[] = []
      server.on('connection', (socket) => sockets.push(socket))
      const { port } = server.address() as AddressInfo
      const statuses = await Promise.all(
        Array.from({ length: clients }, (_, index) => post(port, path, index % 2 === 0)),
      )
      assert.deepEqual(
        [...new Set(statuses)].filter((status) => ![401, 404, 413].includes(status)),
        [],
      )
      assert.equal(sockets.length, clients)
      for (const { bytesRead } of sockets) assert.ok(bytesRead < mostRead, `${bytesRead} bytes are read`)
    })
})

/**
 * Sends all of the body, whatever is answered, and returns the status once the server closes the
 * connection.
 */
async function post(port: number, path: string, isChunked: boolean): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('latin1').on('data', (data: string) => (received += data))
  socket.on('error', () => {})
  const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
  socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${length}\r\n\r\n`)
  if (isChunked) socket.write(`${body.length.toString(16)}\r\n`)
  socket.write(body)
  await new Promise((resolve) => socket.once('close', resolve))
  return Number(/^HTTP\/1\.1 (\d+) /.exec(received)?.[1])
}
