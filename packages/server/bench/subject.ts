// One of the servers that are compared, on a free port: node subject.ts echo | storage-less |
// durable | whole
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { newReference } from '../src/core/people/reference.ts'
import { resultFor } from '../src/core/seats/result.ts'
import type { GroupCommit } from '../src/core/sign-up/group-commit.ts'
import { readConfig } from '../src/platform/config.ts'
import { createApp } from '../src/start/app.ts'
import { openContext, openPort, startServer } from '../src/start/serve.ts'

const config = readConfig({ PORT: '0', LOG_LEVEL: 'error', AUTH_SECRET: 'x'.repeat(32), ...process.env })

const echo = () => new Hono().post('*', async (c) => c.json(await c.req.json(), 201))

/** Everything but the wait for the answer grid, which would hide what the work takes. */
async function openOffGrid() {
  const { context } = await openContext(config)
  return { ...context, steadyClock: { now: () => 0, until: async () => {} } }
}

/**
 * All of the server but admission: what is asked for is answered, and nothing is decided or stored.
 */
async function storageLess() {
  const context = await openOffGrid()
  const answered = { reference: '', people: ['confirmed'], lang: 'en' } as const
  const result = resultFor(context, { contact: undefined }, answered)
  const groupCommit: GroupCommit = {
    submit: async () => ({
      result: { ...result, reference: newReference(context) },
      registrationIds: [],
      isNew: true,
    }),
    settled: async () => {},
  }
  return createApp({ ...context, groupCommit })
}

const listen = async (fetch: Parameters<typeof openPort>[1]) =>
  reportPort(((await openPort(config, fetch)).address() as AddressInfo).port)
const reportPort = (port: number) => console.log(`port ${port}`)

const [kind] = process.argv.slice(2)
if (kind === 'echo') serve({ fetch: echo().fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => reportPort(port))
else if (kind === 'storage-less') await listen((await storageLess()).fetch)
else if (kind === 'durable') await listen(createApp(await openOffGrid()).fetch)
else reportPort((await startServer(config)).port)
process.on('message', () => process.send?.(process.cpuUsage()))
process.once('SIGTERM', () => process.exit())
