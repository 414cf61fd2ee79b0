import { type BrowserContext, chromium, type ElementHandle, type LaunchOptions } from 'playwright-core'
import { chromiumPath } from '../../tools/browsers.ts'
import { sameFonts } from '../../tools/fonts.ts'
import type { Browser, Found, Page } from './page.ts'
import { patienceMs } from './until.ts'

/**
 * Starts Debian's Chromium without any requests to its vendor. `whole` keeps pages for the Back
 * button.
 */
export async function launchChromium({
  whole = false,
  args = [],
  ...options
}: LaunchOptions & { whole?: boolean } = {}) {
  const browser = await chromium.launch({
    env: { ...process.env, ...sameFonts() },
    ...options,
    ...(whole && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    executablePath: chromiumPath(whole),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // No test may wait for another machine.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      // Text looks the same on every screen.
      '--disable-lcd-text',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      ...args,
    ],
  })
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs))
  return browser
}

const element = (found: Found) => found as ElementHandle<HTMLElement>

export async function openChromium(): Promise<Browser> {
  const browser = await launchChromium()
  return {
    open: async () => openPage(await browser.newContext()),
    close: () => browser.close(),
  }
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  return {
    async open(url) {
      await page.goto(url)
    },
    async goBack() {
      await page.goBack()
    },
    async goForward() {
      await page.goForward()
    },
    async reload() {
      await page.reload()
    },
    read: (ask, ...args) => page.evaluate(`(${ask.toString()})(...${JSON.stringify(args)})`),
    async find(look, ...args) {
      const handle = await page.evaluateHandle(`(${look.toString()})(...${JSON.stringify(args)})`)
      return handle.asElement()
    },
    click: (found) => element(found).click(),
    type: (found, text) => element(found).type(text),
    fill: (found, text) => element(found).fill(text),
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: (found) => element(found).screenshot({ animations: 'disabled' }),
    forceColors: (isForced) => page.emulateMedia({ forcedColors: isForced ? 'active' : 'none' }),
    close: () => context.close(),
  }
}
