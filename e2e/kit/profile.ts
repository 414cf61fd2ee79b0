import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from 'playwright-core'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { chromiumPath } from '../../tools/browsers.ts'
import { sameFonts } from '../../tools/fonts.ts'
import type { Engine } from './engine.ts'
import type { Profile } from './page.ts'
import { patienceMs, until } from './until.ts'
import { startWebKitProfile } from './webkit-profile.ts'

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const end = once(child, 'exit')
  child.kill('SIGKILL')
  await end
}

async function startChromium(folder: string): Promise<Profile> {
  const port = await freePort()
  const flags = ['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync']
  const where = [`--user-data-dir=${folder}`, `--remote-debugging-port=${port}`]
  const child = spawn(chromiumPath(false), [...flags, ...where, 'about:blank'], {
    stdio: 'ignore',
    env: { ...process.env, ...sameFonts() },
  })
  const address = `http://127.0.0.1:${port}`
  await until('Chromium', () =>
    fetch(`${address}/json/version`).then(
      () => true,
      () => false,
    ),
  )
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  const page = await context!.newPage()
  page.setDefaultTimeout(patienceMs)
  const stop = async () => {
    await kill(child)
    await browser.close()
  }
  return {
    open: async (url) => void (await page.goto(url)),
    read: (ask, ...args) => page.evaluate(`(${ask.toString()})(...${JSON.stringify(args)})`),
    kill: stop,
    close: stop,
  }
}

async function startFirefox(folder: string): Promise<Profile> {
  const { default: puppeteer } = await import('puppeteer-core')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    env: { ...process.env, ...sameFonts() },
    executablePath: '/usr/bin/firefox-esr',
    userDataDir: folder,
    headless: true,
    timeout: patienceMs,
    protocolTimeout: patienceMs,
  })
  const page = await browser.newPage()
  const child = browser.process()
  return {
    open: async (url) => void (await page.goto(url)),
    read: (ask, ...args) => page.evaluate(`(${ask.toString()})(...${JSON.stringify(args)})`) as never,
    kill: async () => {
      if (child) await kill(child)
    },
    close: () => browser.close(),
  }
}

/** Starts an engine with the profile in a folder. */
export const startProfile = (engine: Engine, folder: string): Promise<Profile> =>
  ({ Chromium: startChromium, Firefox: startFirefox, WebKit: startWebKitProfile })[engine.name](folder)
