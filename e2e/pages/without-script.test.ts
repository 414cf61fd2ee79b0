import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing, openOnce } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { startSponsor } from '../widget/sponsor.ts'

const training = 'first-responders'
const link = 'Register for the free training'
const chromium = engines[0]!

/** Whether the sponsor's own link is on the screen, in the page or in the element's slot. */
const linkIsSeen = (slug: string) => {
  const found = document.querySelector(`training-signup[training="${slug}"] > a`)
  return found?.checkVisibility() === true && found.getBoundingClientRect().height > 0
}

describe('the head of a hosted page', { skip: missing(chromium) }, () => {
  let signup: Signup
  before(async () => {
    signup = await startSignup()
  })
  after(() => signup?.stop())

  for (const [width, isOneRow] of [
    [600, true],
    [768, true],
    [375, false],
  ] as const)
    test(`has a long name and its links ${isOneRow ? 'next to' : 'below'} each other at ${width} pixels`, async () => {
      const browser = await launchChromium()
      try {
        const page = await browser.newPage({ viewport: { width, height: 600 } })
        await page.goto(`${signup.api}/t/${training}?lang=es`)
        const [name, links] = await page.evaluate(() => {
          document.querySelector('.brand')!.lastChild!.textContent = 'The Jackson County Human Trafficking Office'
          return ['.brand', '.ways'].map((one) => {
            const { top, bottom, height } = document.querySelector(one)!.getBoundingClientRect()
            return { middle: (top + bottom) / 2, height }
          })
        })
        assert.equal(Math.abs(name!.middle - links!.middle) < 1, isOneRow)
        assert.ok(links!.height < 45)
      } finally {
        await browser.close()
      }
    })
})

// Hostile pages, and pages without an answer, keep it in the other engines too.
describe('the link inside the snippet', { skip: missing(chromium) }, () => {
  let signup: Signup
  before(async () => {
    signup = await startSignup()
  })
  after(() => signup?.stop())

  const cases = {
    'the sponsor’s policy stops the script': () => ({
      api: signup.api,
      policy: "default-src 'none'; style-src 'self'; img-src 'self'",
      stopped: true,
    }),
    'the sponsor’s policy stops its requests': () => ({
      api: signup.api,
      policy: `default-src 'none'; style-src 'self'; img-src 'self'; script-src ${signup.api}`,
      stopped: true,
    }),
    'the server is down': async () => ({ api: `http://127.0.0.1:${await freePort()}`, stopped: false }),
  }
  const page = openOnce(chromium)
  for (const [reason, given] of Object.entries(cases))
    test(`stays when ${reason}`, async () => {
      const { stopped, ...options } = await given()
      const sponsor = await startSponsor(options)
      try {
        await page().open(sponsor.url)
        // The report also proves that a stopped thing would be seen in the other tests.
        if (stopped) await until('the report of what was stopped', async () => sponsor.violations.length > 0)
        assert.ok(await page().read(linkIsSeen, training))
      } finally {
        await sponsor.stop()
      }
    })
})

describe('a wrong address on the hosted page without JavaScript', { skip: missing(chromium) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
  })
  after(async () => {
    await signup?.stop()
    await smtp?.close()
  })

  test('is fixed from the result, with everything else as it was typed', async () => {
    const browser = await launchChromium()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      await page.goto(`${signup.api}/t/citizens?lang=en`)
      await page.getByLabel('First name').fill('Ada')
      await page.getByLabel('Last name').fill('Reyes')
      await page.getByLabel('Email address').fill('ada.reyes@kcpd.exmaple')
      await page.waitForTimeout(2_500)
      await page.getByRole('button', { name: 'Register' }).click()
      await page.getByText('change or cancel to ada.reyes@kcpd.exmaple.').waitFor()
      await page.getByRole('button', { name: 'Wrong address? Fix it' }).click()
      await page.getByRole('heading', { name: 'Fix your email address: your seat is safe' }).waitFor()
      assert.equal(await page.getByLabel('First name').count(), 0)
      await page.getByLabel('Email address').fill('ada.reyes@kcpd.example')
      await page.getByRole('button', { name: 'Send it here' }).click()
      await page.getByText('You’re in, ').first().waitFor()
      assert.equal(await page.getByRole('button', { name: 'Wrong address? Fix it' }).count(), 0)
      const list = await (await signup.admin('registrations?training=citizens')).json()
      assert.deepEqual(
        list.registrations.map((one: { email: string; status: string }) => [one.email, one.status]),
        [['ada.reyes@kcpd.example', 'confirmed']],
      )
      await until('the email', async () =>
        smtp.received.some(({ recipients }) => recipients.includes('ada.reyes@kcpd.example')),
      )
    } finally {
      await browser.close()
    }
  })

  test('with a slip is mended with one press: in the form, and from the result', async () => {
    const browser = await launchChromium()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      const offer = page.getByRole('button', { name: 'Did you mean eve.reyes@gmail.com?' })
      await page.goto(`${signup.api}/t/citizens?lang=en`)
      await page.getByLabel('Email address').fill('eve.reyes@gmial.com')
      await page.getByLabel('Email address').press('Enter')
      await offer.click()
      assert.equal(await page.getByLabel('Email address').inputValue(), 'eve.reyes@gmail.com')
      await page.getByText('Enter your first name').first().waitFor()
      await page.getByLabel('First name').fill('Eve')
      await page.getByLabel('Last name').fill('Reyes')
      await page.getByLabel('Email address').fill('eve.reyes@gmial.com')
      await page.waitForTimeout(2_500)
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await page.getByText('If it’s right, press the button again.').first().waitFor()
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await page.getByText('change or cancel to eve.reyes@gmial.com.').waitFor()
      await offer.click()
      await page.getByText('You’re in, ').first().waitFor()
      assert.equal(await offer.count(), 0)
      const list = await (await signup.admin('registrations?training=citizens&q=eve.reyes')).json()
      assert.deepEqual(
        list.registrations.map((one: { email: string; status: string }) => [one.email, one.status]),
        [['eve.reyes@gmail.com', 'confirmed']],
      )
    } finally {
      await browser.close()
    }
  })
})

describe('the hosted page without JavaScript', { skip: missing(chromium) }, () => {
  let signup: Signup
  before(async () => {
    signup = await startSignup()
  })
  after(() => signup?.stop())

  test('takes a sign-up that came by the sponsor’s link', async () => {
    const sponsor = await startSponsor(signup)
    const browser = await launchChromium()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      await page.goto(sponsor.url)
      await page.getByRole('link', { name: link }).first().click()
      await page.getByLabel('First name').fill('Ada')
      await page.getByLabel('Last name').fill('Reyes')
      await page.getByLabel('Email address').fill('ada.reyes@kcpd.example')
      await page.getByLabel('Police officer or deputy').check()
      await page.getByLabel('Agency or organization').fill('Kansas City Police Department')
      // The server takes nothing that is quicker than people type.
      await page.waitForTimeout(2_500)
      await page.getByRole('button', { name: 'Register' }).click()
      await page.getByText('You’re in, ').first().waitFor()
      const list = await (await signup.admin(`registrations?training=${training}`)).json()
      assert.deepEqual(
        list.registrations.map((one: { email: string; partner: string }) => [one.email, one.partner]),
        [['ada.reyes@kcpd.example', 'we-the-people']],
      )
    } finally {
      await browser.close()
      await sponsor.stop()
    }
  })
})
