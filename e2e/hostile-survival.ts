import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Engine } from './engine.ts'
import { signupOf } from './form.ts'
import { illegible } from './hostile-looks.ts'
import type { HostilePage, HostileSite } from './hostile-site.ts'
import { harmOf } from './hostile-watch.ts'
import type { Page } from './page.ts'
import type { Signup } from './signup.ts'

export const training = 'first-responders'

/** What all tests of one engine share: everything is started once, and one tab goes from page to page. */
export interface Shared {
  engine: Engine
  readonly signup: Signup
  readonly site: HostileSite
  readonly page: Page
}

export interface Case {
  host: (site: HostileSite) => HostilePage
  /** Somebody signs up, too, which takes the two seconds that nobody is quicker than. */
  signsUp?: boolean
  /** What the page's own doing is, and not ours. */
  allowed?: RegExp
  /** The page's own doing before the form can be seen. */
  prepare?: (page: Page) => Promise<void>
  /** Done once the form is there, before it is looked at. */
  visit?: (page: Page, shared: Shared) => Promise<void>
}

/** Each page has to show the form whole, and has to be none the worse for it. */
export function testSurvival(shared: Shared, cases: Record<string, Case>) {
  for (const [name, one] of Object.entries(cases))
    test(name, async () => {
      const { page, site } = shared
      await page.open(site.show(one.host(site)))
      await one.prepare?.(page)
      await signupOf(page, training).see('label', 'First name')
      await one.visit?.(page, shared)
      assert.deepEqual(await page.read(illegible, 'training-signup'), [])
      assert.deepEqual(await harm(page, one.allowed, (one.prepare ?? one.visit) && visitors), [])
      if (one.signsUp) await signUp(shared, one.allowed)
    })
}

/** What changes where somebody goes through the form. */
export const visitors = /^(focus|scrolled|selection) /

/** What was done to the page, apart from what is expected. */
export async function harm(page: Page, ...expected: (RegExp | undefined)[]) {
  const found = await page.read(harmOf)
  return found.filter((one) => !expected.some((pattern) => pattern?.test(one)))
}

/** To the form for several people and back. */
export async function openSeveral(page: Page) {
  const form = signupOf(page, training)
  await page.click(await form.see('button', 'Register several people'))
  await form.see('label', 'Your email address')
  await page.click(await form.see('button', 'Register one person instead'))
  await form.see('label', 'First name')
}

let people = 0

/** On the page that is open. The organizer has the registration, with the partner whose page it is. */
export async function signUp({ page, signup, engine }: Shared, allowed?: RegExp) {
  people += 1
  const email = `${engine.name.toLowerCase()}-${people}@kcpd.example`
  const form = signupOf(page, training)
  await form.fillIn({ givenName: 'Ada', familyName: `Reyes ${people}`, email })
  await form.send()
  await form.see('text', 'Your reference')
  const { registrations } = await (await signup.admin(`registrations?training=${training}&q=${email}`)).json()
  const listed = registrations.map(({ status, partner }: { status: string; partner: string }) => [status, partner])
  assert.deepEqual(listed, [['confirmed', 'we-the-people']])
  assert.deepEqual(await harm(page, allowed, visitors), [])
}
