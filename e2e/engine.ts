import { after, before } from 'node:test'
import { engines as installed } from '../tools/browsers.ts'
import { openChromium } from './chromium.ts'
import { openFirefox } from './firefox.ts'
import type { Browser } from './page.ts'
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

/** Why the engine's tests have to be left out, if they do. */
export const missing = ({ name }: Engine) =>
  installed.some((engine) => engine.name === name && engine.isThere()) ? false : `${name} is not on this machine`

/** Starts the engine once for all tests of the suite around. WebKit shows one page at a time: close each. */
export function startOnce({ start }: Engine): () => Browser {
  let browser: Browser
  before(async () => {
    browser = await start()
  })
  after(() => browser?.close())
  return () => browser
}
