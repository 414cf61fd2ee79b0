import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const driver = '/usr/bin/WebKitWebDriver'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function ask(base, method, path, body, limitMs) {
  const response = await fetch(`${base}${path}`, {
    method,
    signal: limitMs && AbortSignal.timeout(limitMs),
    body: body && JSON.stringify(body),
    // The driver refuses fetch's own type.
    headers: body && { 'content-type': 'application/json' },
  })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
  return value
}

/** A screen in memory. It chooses a free display number itself, so that runs at the same time cannot collide. */
async function startScreen(children) {
  const options = { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], options)
  children.push(xvfb)
  const [number] = await once(xvfb.stdio[3], 'data')
  return `:${String(number).trim()}`
}

async function startDriver(children, display) {
  const port = await freePort()
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: '1', NO_AT_BRIDGE: '1' }
  children.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }))
  const base = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries++) {
    try {
      await ask(base, 'GET', '/status')
      return base
    } catch (error) {
      if (tries > 600) throw error
      await delay(50)
    }
  }
}

const mostStarts = 4
const firstPageMs = 15_000

/**
 * Its network process sometimes crashes as it loads its first page, so a session counts as started once it has shown
 * the one that the tests start from.
 */
async function startSession(children, binary, firstPage) {
  const display = process.env.DISPLAY ?? (await startScreen(children))
  const base = await startDriver(children, display)
  const browserOptions = { binary, args: ['--automation'] }
  for (let start = 1; ; start++) {
    const { sessionId } = await ask(base, 'POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browserOptions } },
    })
    const session = `${base}/session/${sessionId}`
    try {
      await ask(session, 'POST', '/url', { url: firstPage }, firstPageMs)
      return session
    } catch (error) {
      await ask(session, 'DELETE', '', undefined, firstPageMs).catch(() => {})
      if (start === mostStarts) throw error
    }
  }
}

const codes = { Tab: '\uE004', Enter: '\uE007' }

async function strike(tell, keys) {
  const actions = keys.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ])
  await tell('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
}

async function end(child) {
  child.kill()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Drives Debian's WebKitGTK for the test runner, which knows none. Ends what it started, by its handle. */
export function webkitLauncher({ binary }) {
  const children = []
  const active = new Set()
  let starting

  const tell = async (method, path, body) => {
    starting ??= startSession(children, binary, new URL('/', body?.url ?? 'about:blank').href)
    return ask(await starting, method, path, body)
  }

  return {
    name: 'WebKitGTK',
    type: 'webkitgtk',
    keyboard: {
      press: (key) => strike(tell, [codes[key]]),
      type: (text) => strike(tell, [...text]),
    },
    concurrency: 1,
    async startSession(id, url) {
      active.add(id)
      await tell('POST', '/url', { url })
    },
    isActive: (id) => active.has(id),
    getBrowserUrl: () => tell('GET', '/url'),
    async stopSession(id) {
      active.delete(id)
      await tell('POST', '/url', { url: 'about:blank' })
      return {}
    },
    async startDebugSession() {
      throw new Error('not supported')
    },
    async stop() {
      if (starting) await tell('DELETE', '').catch(() => {})
      for (const child of children.toReversed()) await end(child)
    },
  }
}
