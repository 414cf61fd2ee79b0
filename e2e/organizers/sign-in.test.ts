import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

/** A link that a command prints, which signs in once. */
describe('an organizer signs in', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup({ host: 'localhost' })
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  const signOut = async (page: Page) => {
    await page.locator('.who > summary').click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  }

  test('with a printed link, and then with a passkey', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await signIn(page, signup)
    await page.goto(`${signup.api}/admin/account`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Added. Next time').waitFor()
    await page.getByText('Chrome, Linux').first().waitFor()
    await signOut(page)
    await page.getByText('You’re signed out').waitFor()

    await page.goto(`${signup.api}/admin/settings`)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.waitForURL(`${signup.api}/admin/settings`)
    await page.getByRole('heading', { name: 'Settings' }).waitFor()

    await page.goto(`${signup.api}/admin/account`)
    await page.getByRole('link', { name: /^Remove Chrome/ }).click()
    await page.getByRole('button', { name: /^Remove Chrome/ }).click()
    // What was pressed goes on once the passkey was shown.
    await page.getByRole('heading', { name: 'Confirm that it’s you' }).waitFor()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('The passkey is gone').waitFor()
    await signOut(page)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('That didn’t work').waitFor()
    await context.close()
  })

  test('and stays so when a link on another site leads to a page', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await signIn(page, signup)
    await page.route('http://elsewhere.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${signup.api}/admin/settings">Settings</a>` }),
    )
    await page.goto('http://elsewhere.example/')
    await page.getByRole('link').click()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await context.close()
  })
})
