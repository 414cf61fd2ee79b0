import { after, before } from 'node:test'
import { engines as installed } from '../../tools/browsers.ts'
import { openChromium } from './chromium.ts'
import { openFirefox } from './firefox.ts'
import type { Browser, Page } from './page.ts'
import { openWebKit } from './webkit.ts'

export interface Engine {
  name: 'Chromium' | 'Firefox' | 'WebKit'
  start: () => Promise<Browser>
}

export const engines: Engine[] = [
  { name: 'Chromium', start: openChromium },
  { name: 'Firefox', start: openFirefox },
  { name: 'WebKit', start: openWebKit },
]

/** Returns why the engine's tests must be skipped, or false. */
export const missing = ({ name }: Engine) =>
  installed.some((engine) => engine.name === name && engine.isThere()) ? false : `${name} is not on this machine`

/**
 * Starts the engine once for all tests of the surrounding suite. WebKit shows one page at a time,
 * so close each.
 */
export function startOnce({ start }: Engine): () => Browser {
  let browser: Browser
  before(async () => {
    browser = await start()
  })
  after(() => browser?.close())
  return () => browser
}

/**
 * Starts the engine and opens one page for all tests of the surrounding suite: starting takes
 * longer than most tests.
 */
export function openOnce({ start }: Engine): () => Page {
  let browser: Browser
  let page: Page
  before(async () => {
    browser = await start()
    page = await browser.open()
  })
  after(async () => {
    await page?.close()
    await browser?.close()
  })
  return () => page
}
