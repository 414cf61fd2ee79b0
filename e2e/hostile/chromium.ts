import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Signup } from '../kit/signup.ts'
import { illegible } from './looks.ts'
import type { HostileSite } from './site.ts'
import { training, visitors } from './survival.ts'
import { harmOf } from './watch.ts'

/** For tests that need Chromium's emulations, routes, and keyboard. */
export interface InChromium {
  readonly signup: Signup
  readonly site: HostileSite
  readonly browser: Browser
  /**
   * Pages that no test uses now. The sign-up keeps nothing in a browser, so that the next test may
   * have them.
   */
  readonly idle: Page[]
}

/** Drawing what moves while a test waits takes longer than the rest of it. */
const calm = { reducedMotion: 'reduce' } as const

const usual: BrowserContextOptions = { viewport: { width: 1000, height: 800 }, ...calm }

/** Tests a page, in its own browser context if it needs other options. */
export function testPage(
  shared: InChromium,
  name: string,
  run: (page: Page) => Promise<void>,
  options?: BrowserContextOptions,
) {
  test(name, async () => {
    const { browser, idle } = shared
    const page = (!options && idle.pop()) || (await (await browser.newContext({ ...usual, ...options })).newPage())
    await run(page)
    if (options) return page.context().close()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.emulateMedia({ media: null })
    idle.push(page)
  })
}

/** Asserts that the sign-up looks whole and the page is unharmed. */
export async function assertWhole(page: Page, ...expected: RegExp[]) {
  const faults = await page.evaluate(`(${String(illegible)})()`)
  assert.deepEqual(faults, [])
  await assertUnharmed(page, ...expected)
}

export async function assertUnharmed(page: Page, ...expected: RegExp[]) {
  const found = await page.evaluate<string[]>(`(${String(harmOf)})()`)
  assert.deepEqual(
    found.filter((one) => ![visitors, ...expected].some((pattern) => pattern.test(one))),
    [],
  )
}

let people = 0

/** Fills in the visible form and returns its unique address. */
export async function fillIn(form: Page | Locator): Promise<string> {
  people += 1
  const email = `hostile-${people}@kcpd.example`
  await form.getByLabel('First name').fill('Ada')
  await form.getByLabel('Last name').fill(`Reyes ${people}`)
  await form.getByLabel('Email address').fill(email)
  await form.getByLabel('Police officer or deputy').check()
  await form.getByLabel('Agency or organization').fill('Kansas City Police Department')
  return email
}

export async function send(form: Page | Locator) {
  await form.getByRole('button', { name: 'Register', exact: true }).click()
}

/** Returns how the organizer's list shows a person. */
export async function listed({ signup }: InChromium, email: string): Promise<string[]> {
  const path = `registrations?training=${training}&q=${encodeURIComponent(email)}`
  const { registrations } = await (await signup.admin(path)).json()
  return registrations.map(({ status, partner }: { status: string; partner?: string }) => `${status} ${partner}`)
}

/** Signs up through the visible form and checks the organizer's list. */
export async function signUp(shared: InChromium, page: Page) {
  const email = await fillIn(page)
  await send(page)
  await page.getByText('Your reference number', { exact: true }).waitFor()
  assert.deepEqual(await listed(shared, email), ['confirmed we-the-people'])
}
