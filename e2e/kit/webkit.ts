import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { sameFonts } from '../../tools/fonts.ts'
import { type Browser, insertText, type Page } from './page.ts'
import { until } from './until.ts'

type Command = (method: string, path: string, body?: object, limitMs?: number) => Promise<unknown>

interface Driver {
  command: Command
  stop: () => Promise<void>
}

interface Window {
  command: Command
  /** Where the driver takes its commands. */
  session: string
}

/**
 * Starts WebKitGTK's driver on its own display, and speaks plain WebDriver to it. The driver falls
 * silent now and then as it opens a window, and the network process sometimes crashes as it loads
 * its first page. A window counts as open once it has shown a page; until then a new driver tries.
 * MiniBrowser itself crashes as it leaves a page, once in hundreds of times. The page that it was
 * to show next is then opened in a new window, which knows no cookie and no page before.
 */
export async function openWebKit(): Promise<Browser> {
  let driver = await startDriver()
  async function openWindow(): Promise<Window> {
    for (let start = 1; ; start++) {
      try {
        return { command: driver.command, session: await openSession(driver.command) }
      } catch (error) {
        await driver.stop()
        if (start === mostStarts) throw error
        driver = await startDriver()
      }
    }
  }
  return {
    open: async () => pageIn(await openWindow(), openWindow),
    close: () => driver.stop(),
  }
}

/** What the driver says when MiniBrowser is gone. */
const isGone = (error: unknown) => error instanceof Error && error.message.includes('Session terminated')

async function startDriver(): Promise<Driver> {
  const children: ChildProcess[] = []
  const stop = () => endAll(children)
  try {
    return { command: await startOn(await startDisplay(children), children), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export async function endAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children.toReversed())
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
}

/** Returns the settings of WebKitGTK on a display. GSettings' own store and a proxy's can block each other forever. */
export const settingsOn = (display: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...sameFonts(),
  DISPLAY: display,
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  NO_AT_BRIDGE: '1',
  GSETTINGS_BACKEND: 'memory',
  GIO_USE_PROXY_RESOLVER: 'dummy',
})

/** Xvfb chooses a free display number and reports it, so that parallel runs cannot collide. */
export async function startDisplay(children: ChildProcess[]) {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x3200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  children.push(xvfb)
  const [number] = await once(xvfb.stdio[3]!, 'data')
  return `:${String(number).trim()}`
}

async function startOn(display: string, children: ChildProcess[]): Promise<Command> {
  const port = await freePort()
  const driver = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env: settingsOn(display) })
  children.push(driver)
  const command: Command = async (method, path, body, limitMs = commandMs) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(limitMs),
      // The driver refuses the content type that fetch would choose.
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const { value }: { value: unknown } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`WebKit: ${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  await until('WebKit’s driver', () =>
    command('GET', '/status').then(
      () => true,
      () => false,
    ),
  )
  return command
}

const mostResizes = 8
const resizeMs = 100
const mostStarts = 4
const windowMs = 30_000
const firstPageMs = 15_000
/** By default the driver waits five minutes for a page whose loading never ends. */
const timeouts = { pageLoad: 60_000, script: 30_000 }
/** Longer than what the driver itself gives up on. */
const commandMs = 70_000

/**
 * Opens a session: a window with an empty profile, which has shown a page. MiniBrowser allows one at
 * a time.
 */
async function openSession(command: Command): Promise<string> {
  const [binary] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')
  const options = { binary, args: ['--automation'] }
  const capabilities = {
    alwaysMatch: { browserName: 'MiniBrowser', timeouts, 'webkitgtk:browserOptions': options },
  }
  const firstPage = createServer((_request, response) => response.end('<p>First page</p>')).listen(0, '127.0.0.1')
  await once(firstPage, 'listening')
  const { port } = firstPage.address() as AddressInfo
  try {
    const { sessionId } = (await command('POST', '/session', { capabilities }, windowMs)) as { sessionId: string }
    await command('POST', `/session/${sessionId}/url`, { url: `http://127.0.0.1:${port}/` }, firstPageMs)
    return `/session/${sessionId}`
  } finally {
    firstPage.closeAllConnections()
    firstPage.close()
  }
}

/**
 * Changes the window until its inside has the size. What is set is the window with its bars; it
 * follows a little later, and cannot be narrower than its bar.
 */
async function resize({ command, session }: Window, width: number, height: number) {
  for (let tries = 0; tries < mostResizes; tries += 1) {
    const script = 'return [innerWidth, innerHeight]'
    const inside = (await command('POST', `${session}/execute/sync`, { script, args: [] })) as [number, number]
    if (inside[0] === width && inside[1] === height) return
    const outside = (await command('GET', `${session}/window/rect`)) as { width: number; height: number }
    const wanted = { width: outside.width + width - inside[0], height: outside.height + height - inside[1] }
    await command('POST', `${session}/window/rect`, { x: 0, y: 0, ...wanted })
    await delay(resizeMs)
  }
}

/** Returns the window that shows the page: a new one, if MiniBrowser crashed. */
async function show(window: Window, url: string, openWindow: () => Promise<Window>): Promise<Window> {
  const load = ({ command, session }: Window) => command('POST', `${session}/url`, { url })
  try {
    await load(window)
    return window
  } catch (error) {
    if (!isGone(error)) throw error
    const next = await openWindow()
    await load(next)
    return next
  }
}

function pageIn(first: Window, openWindow: () => Promise<Window>): Page {
  let window = first
  const tell = (where: string, body = {}) => window.command('POST', `${window.session}/${where}`, body)
  const execute = (ask: { toString: () => string }, args: unknown[]) =>
    tell('execute/sync', { script: `return (${ask.toString()})(...arguments)`, args })
  const lead = async (where: string, body = {}) => void (await tell(where, body))
  const idOf = (found: unknown) => Object.values(found as Record<string, string>)[0]
  const on = (found: unknown, action: string, body: object) => tell(`element/${idOf(found)}/${action}`, body)
  return {
    async open(url) {
      window = await show(window, url, openWindow)
    },
    goBack: () => lead('back'),
    goForward: () => lead('forward'),
    reload: () => lead('refresh'),
    read: <Value>(ask: { toString: () => string }, ...args: unknown[]) => execute(ask, args) as Promise<Value>,
    find: (look, ...args) => execute(look, args),
    async click(found) {
      // The driver does not scroll everything inside a shadow root into view by itself.
      await execute((element: Element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }), [found])
      await on(found, 'click', {})
    },
    type: async (found, text) => void (await on(found, 'value', { text })),
    async fill(found, text) {
      await execute(insertText, [found, text])
    },
    resize: (width, height) => resize(window, width, height),
    async picture(found) {
      // Of what is out of view there is no picture.
      await execute((element: Element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }), [found])
      const path = `${window.session}/element/${idOf(found)}/screenshot`
      return Buffer.from((await window.command('GET', path)) as string, 'base64')
    },
    async close() {
      // If it does not end, the next window is opened by another driver.
      await window.command('DELETE', window.session, undefined, firstPageMs).catch(() => {})
    },
  }
}
