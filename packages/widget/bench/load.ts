import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { transformWithOxc } from 'vite'
import { sameFonts } from '../../../tools/fonts.ts'
import type { Seen } from './seen.ts'
import { type Task, tasksIn, traced } from './tasks.ts'

/** That of a phone of the middle class. */
const viewport = { width: 412, height: 823 }
const patienceMs = 20_000
export const slowdown = 4

export interface Load extends Seen {
  tasks: Task[]
}

/**
 * Debian's own, with everything off that would call home; and were anything to ask for another
 * host, it would not find it.
 */
export const launchBrowser = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    handleSIGINT: false,
    env: { ...process.env, ...sameFonts() },
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Two pages of the browser's own that it would load with each window, at the cost of what is
      // measured.
      '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  })

// What is added to a page is no module, so what makes it one goes.
async function readProbe() {
  const file = join(import.meta.dirname, 'probe.ts')
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file)
  return `(() => {${code.replace('export {};', '')}})()`
}
const probe = readProbe()

const isLocal = (url: string) => {
  const { protocol, hostname } = new URL(url)
  return (
    protocol === 'data:' ||
    protocol === 'blob:' ||
    protocol === 'about:' ||
    ['localhost', '127.0.0.1'].includes(hostname)
  )
}

/** Loads a page as someone does who was never there, with the processor slowed down. */
export async function loadFresh(browser: Browser, url: string, rate = slowdown): Promise<Load> {
  const context = await browser.newContext({ viewport })
  const strangers: string[] = []
  context.on('request', (request) => {
    if (!isLocal(request.url())) strangers.push(request.url())
  })
  let isLate = false
  const limit = setTimeout(() => {
    isLate = true
    void context.close().catch(() => undefined)
  }, patienceMs)
  try {
    const load = await measure(browser, await context.newPage(), url, rate)
    if (strangers.length > 0) throw new Error(`${url} asked for ${strangers.join(', ')}`)
    return load
  } catch (error) {
    throw isLate ? new Error(`${url} showed no form within ${patienceMs / 1000} s.`) : error
  } finally {
    clearTimeout(limit)
    // It may have gone already, with the browser.
    await context.close().catch(() => undefined)
  }
}

async function measure(browser: Browser, page: Page, url: string, rate: number): Promise<Load> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  await page.addInitScript({ content: await probe })
  await browser.startTracing(page, { categories: traced })
  await page.goto(url, { waitUntil: 'commit' })
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression: 'tellBench()',
    awaitPromise: true,
    returnByValue: true,
  })
  const trace = await browser.stopTracing()
  if (exceptionDetails) throw new Error(`${url}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
  return { ...(result.value as Seen), tasks: tasksIn(trace) }
}
