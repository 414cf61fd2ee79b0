// Runs one of the compared servers on a free port: node subject.ts echo | echo-together |
// storage-less | durable
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Fetch } from '../src/answer-together.ts'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { newReference } from '../src/people/reference.ts'
import { resultFor } from '../src/registrations/result.ts'
import { openDeps, openPort, startServer } from '../src/serve.ts'
import type { Admission } from '../src/sign-up/group-commit.ts'

const config = readConfig({ PORT: '0', LOG_LEVEL: 'error', AUTH_SECRET: 'x'.repeat(32), ...process.env })

const echo = () => new Hono().post('*', async (c) => c.json(await c.req.json(), 201))

/** Runs the whole server but the decision: it responds, but decides and stores nothing. */
async function storageLess() {
  const { deps } = await openDeps(config)
  const answered = { reference: '????', people: ['confirmed'], lang: 'en' } as const
  const [before, after] = JSON.stringify(resultFor(deps, { contact: undefined }, answered)).split('????')
  const admission: Admission = {
    submit: async () => ({ answer: `${before}${newReference(deps)}${after}`, registrationIds: [] }),
    settled: async () => {},
  }
  return createApp({ ...deps, admission })
}

/** Uses the server's own port, which handles together what arrives together. */
const openOurs = async (app: { fetch: Fetch }) =>
  reportPort(((await openPort(config, app.fetch)).address() as AddressInfo).port)
const reportPort = (port: number) => console.log(`port ${port}`)

const [kind] = process.argv.slice(2)
if (kind === 'echo') serve({ fetch: echo().fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => reportPort(port))
else if (kind === 'echo-together') await openOurs(echo())
else if (kind === 'storage-less') await openOurs(await storageLess())
else reportPort((await startServer(config)).port)
process.once('SIGTERM', () => process.exit())
