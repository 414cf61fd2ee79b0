import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Signup } from './signup.ts'

/** Adds an organizer, and returns the link that signs them in. */
export async function addOrganizer(signup: Signup, email: string, name = 'Dana Ortiz', ...more: string[]) {
  const printed = await signup.run('organizer', 'add', email, '--name', name, ...more)
  return /https?:\/\/\S+/.exec(printed)?.[0] ?? assert.fail(printed)
}

/** Signs a new organizer in. The page is then the one that opens first. */
export async function signIn(page: Page, signup: Signup, email = 'dana@example.org', name?: string, ...more: string[]) {
  await page.goto(await addOrganizer(signup, email, name, ...more))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
}
