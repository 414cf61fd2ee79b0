import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { handOn } from '../kit/hand.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { fillForJourneys, journeys } from './journeys.ts'

describe('organizers’ ways through their pages', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  let page: Page
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await signIn(page, signup)
    await fillForJourneys(signup)
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  for (const { name, from = '', before: earlier, most, go } of journeys)
    test(`take no more than they have to: ${name}`, async (context) => {
      await page.goto(`${signup.api}/admin${from}`)
      const hand = handOn(page, smtp)
      await go(hand)
      await page.waitForLoadState()
      const taken = hand.stop()
      const said = Object.entries(taken)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')
      context.diagnostic(`${name}: ${said} (release 1.5.2: ${earlier.join(', ')})`)
      assert.ok(
        taken.clicks <= most[0] && taken.fields <= most[1] && taken.pages <= most[2],
        `${said}, not ${most.join(', ')}`,
      )
    })
})
