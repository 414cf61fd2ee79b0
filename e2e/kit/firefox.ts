import type { BrowserContext, ElementHandle } from 'puppeteer-core'
import { sameFonts } from '../../tools/fonts.ts'
import { type Browser, type Found, insertText, type Page } from './page.ts'
import { patienceMs } from './until.ts'

const element = (found: Found) => found as ElementHandle<HTMLElement>

/** Starts Firefox through WebDriver BiDi, because Playwright supports only its own build. */
export async function openFirefox(): Promise<Browser> {
  // Most tests need no Firefox, and loading this takes a while.
  const { default: puppeteer } = await import('puppeteer-core')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    env: { ...process.env, ...sameFonts() },
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    // Nothing moves while a test waits, and no process waits for a page that no one opens: that
    // takes a fifth of the time.
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1, 'dom.ipc.processPrelaunch.enabled': false },
    timeout: patienceMs,
    protocolTimeout: patienceMs,
  })
  return {
    open: async () => openPage(await browser.createBrowserContext()),
    close: () => browser.close(),
  }
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  return {
    async open(url) {
      await page.goto(url)
    },
    // Puppeteer waits in vain where Firefox shows a page that it has kept.
    async goBack() {
      await page.evaluate(() => void setTimeout(() => history.back()))
    },
    async goForward() {
      await page.evaluate(() => void setTimeout(() => history.forward()))
    },
    async reload() {
      await page.reload()
    },
    read: <Value>(ask: { toString: () => string }, ...args: unknown[]) =>
      page.evaluate(`(${ask.toString()})(...${JSON.stringify(args)})`) as Promise<Value>,
    async find(look, ...args) {
      const handle = await page.evaluateHandle(`(${look.toString()})(...${JSON.stringify(args)})`)
      return handle.asElement()
    },
    click: (found) => element(found).click(),
    type: (found, text) => element(found).type(text),
    fill: (found, text) => element(found).evaluate(insertText, text),
    resize: (width, height) => page.setViewport({ width, height }),
    picture: (found) => element(found).screenshot(),
    close: () => context.close(),
  }
}
