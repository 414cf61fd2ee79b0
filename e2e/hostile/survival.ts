import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Engine } from '../kit/engine.ts'
import { signupOf } from '../kit/form.ts'
import type { Page } from '../kit/page.ts'
import type { Signup } from '../kit/signup.ts'
import { illegible } from './looks.ts'
import type { HostilePage, HostileSite } from './site.ts'
import { harmOf } from './watch.ts'

export const training = 'first-responders'

/**
 * Shared by all tests of one engine: everything starts once, and one tab goes from page to page.
 */
export interface Shared {
  engine: Engine
  readonly signup: Signup
  readonly site: HostileSite
  readonly page: Page
}

export interface Case {
  host: (site: HostileSite) => HostilePage
  /** Also signs up: in every engine where they can differ in that. */
  signsUp?: 'everywhere' | 'in Chromium'
  /** Changes that the page itself makes. */
  allowed?: RegExp
  /** The page's own actions before the form is visible. */
  prepare?: (page: Page) => Promise<void>
  /** Runs once the form is there, before the checks. */
  visit?: (page: Page, shared: Shared) => Promise<void>
}

/** Tests that each page shows the whole form and is unharmed. */
export function testSurvival(shared: Shared, cases: Record<string, Case>) {
  for (const [name, one] of Object.entries(cases))
    test(name, async () => {
      const { page, site } = shared
      await page.open(site.show(one.host(site)))
      await one.prepare?.(page)
      await seeForm(page)
      await one.visit?.(page, shared)
      assert.deepEqual(await page.read(illegible, 'training-signup'), [])
      assert.deepEqual(await harm(page, one.allowed, (one.prepare ?? one.visit) && visitors), [])
      const isHere = one.signsUp === 'everywhere' || shared.engine.name === 'Chromium'
      if (one.signsUp && isHere) await signUp(shared, one.allowed)
    })
}

/** Waits for the form, and for what is drawn in later tasks than its first field. */
export async function seeForm(page: Page) {
  await signupOf(page, training).see('label', 'First name')
  await page.read(async () => {
    const element = document.querySelector<HTMLElement & { updateComplete?: Promise<boolean> }>('training-signup')
    return (await element?.updateComplete) ?? null
  })
}

/** Changes caused by a person going through the form. */
export const visitors = /^(focus|scrolled|selection) /

/** Returns the harm done to the page, except for the expected changes. */
export async function harm(page: Page, ...expected: (RegExp | undefined)[]) {
  const found = await page.read(harmOf)
  return found.filter((one) => !expected.some((pattern) => pattern?.test(one)))
}

/** Opens the form for several people and returns. */
export async function openSeveral(page: Page) {
  const form = signupOf(page, training)
  await page.click(await form.see('button', 'Bringing a group?'))
  await form.see('label', 'Your email address')
  await page.click(await form.see('button', 'Just you?'))
  await form.see('label', 'First name')
}

let people = 0

/** Signs up on the open page. The organizer gets the registration, with the page's partner. */
export async function signUp({ page, signup, engine }: Shared, allowed?: RegExp) {
  people += 1
  const email = `${engine.name.toLowerCase()}-${people}@kcpd.example`
  const form = signupOf(page, training)
  await form.fillIn({ givenName: 'Ada', familyName: `Reyes ${people}`, email })
  await form.send()
  await form.see('text', 'Your reference number')
  const { registrations } = await (await signup.admin(`registrations?training=${training}&q=${email}`)).json()
  const listed = registrations.map(({ status, partner }: { status: string; partner: string }) => [status, partner])
  assert.deepEqual(listed, [['confirmed', 'we-the-people']])
  assert.deepEqual(await harm(page, allowed, visitors), [])
}
