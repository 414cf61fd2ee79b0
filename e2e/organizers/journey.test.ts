import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { freshPostgresUrl } from '../../packages/server/src/testing/databases/postgres.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const people = ['Reyes', 'Ortiz', 'Nguyen'].map((familyName) => ({
  familyName,
  email: `${familyName.toLowerCase()}@kcpd.example`,
}))

for (const database of ['sqlite', 'postgres'])
  describe(`a training from draft to door list on ${database}`, { skip: missing(engines[0]!) }, () => {
    let smtp: SmtpForTests
    let signup: Signup
    let browser: Browser
    before(async () => {
      smtp = await startSmtpServer()
      const where = database === 'postgres' ? { databaseUrl: await freshPostgresUrl() } : {}
      signup = await startSignup({ smtpUrl: smtp.url, ...where })
      browser = await launchChromium()
    })
    after(async () => {
      await browser?.close()
      await signup?.stop()
      await smtp?.close()
    })

    test('is run on pages alone, and everyone hears each thing once', async () => {
      const headers = { Authorization: `Bearer ${signup.token}` }
      const context = await browser.newContext({ locale: 'en-US', extraHTTPHeaders: headers })
      const page = await context.newPage()
      const open = (path: string) => page.goto(`${signup.api}/admin${path}`)

      await open('/partners/new')
      await page.getByLabel('Name', { exact: true }).fill('Rotary Club')
      await page.getByLabel('Short name').fill('rotary')
      await page.getByRole('button', { name: 'Add a partner' }).click()
      await page.getByText('Saved.').waitFor()

      await open('/trainings/new')
      await page.getByLabel('Title', { exact: true }).fill('For nurses')
      await page.getByLabel('Starts').fill('2099-03-06T09:00')
      await page.getByLabel('Seats', { exact: true }).fill('40')
      await page.getByLabel('Place').fill('City Hall')
      await page.getByLabel('Place').press('Enter')
      await page.getByText('Created as a draft').waitFor()
      const slug = /\/trainings\/([^/]+)\/edit/.exec(page.url())?.[1] ?? ''
      await signup.admin(`trainings/${slug}`, 'PATCH', { audience: { access: 'approval', verify: 'never' } })
      await open(`/trainings/${slug}/publish`)
      await page.getByRole('button', { name: 'Publish' }).click()
      await page.getByText('Published.').waitFor()

      for (const person of people) await signUp(slug, person)
      await open(`/trainings/${slug}?status=pending_approval`)
      for (const { familyName } of people) await page.getByRole('link', { name: new RegExp(familyName) }).waitFor()
      const approveAll = async () => {
        await page.getByText('3 selected').waitFor()
        await page.getByRole('button', { name: 'Approve', exact: true }).click()
        await page.getByText('3 emails go out in 10 minutes').waitFor()
        await page.getByRole('button', { name: 'Approve 3 people' }).click()
        await page.getByText('3 people will be approved at').waitFor()
      }
      for (const { familyName } of people) await page.getByRole('checkbox', { name: new RegExp(familyName) }).check()
      await approveAll()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('Undone. Nothing changed').waitFor()
      assert.match(page.url(), /\?status=pending_approval$/)
      await approveAll()
      await page.getByRole('button', { name: 'Send now' }).click()
      await page.getByText('3 approved').waitFor()
      for (const { email } of people)
        await until(`the approval of ${email}`, async () => (await approvalsTo(email)).length === 1)

      await open(`/trainings/${slug}?status=confirmed`)
      for (const { familyName } of people) await page.getByRole('checkbox', { name: new RegExp(familyName) }).check()
      await page.getByRole('button', { name: 'Message', exact: true }).click()
      await page.getByText('3 people you selected').waitFor()
      await page.getByLabel('Subject', { exact: true }).fill('Where to park')
      await page.getByLabel('Message', { exact: true }).fill('Use lot B.')
      await page.getByRole('button', { name: 'Save and preview' }).click()
      await page.getByText('Draft saved').waitFor()
      await page.getByRole('button', { name: 'Send to 3 people' }).click()
      await page.getByText('3 of 3 sent').waitFor()

      const csv = await (await context.request.get(`${signup.api}/admin/trainings/${slug}/registrations.csv`)).text()
      for (const { familyName } of people) assert.ok(csv.includes(familyName), csv)
      const sheet = await context.request.get(`${signup.api}/admin/trainings/${slug}/sign-in-sheet.pdf`)
      assert.equal((await sheet.body()).subarray(0, 5).toString(), '%PDF-')
      await open(`/numbers?training=${slug}`)
      await page.getByRole('cell', { name: 'Rotary Club' }).first().waitFor()

      await open(`/trainings/${slug}/call-off`)
      await page.getByRole('button', { name: 'Call off this training and send 3 emails' }).click()
      await page.getByText('The training is called off.').waitFor()
      for (const { email } of people)
        await until(`the news to ${email}`, async () => (await newsTo(email)).length === 1)
      for (const mailsOf of [newsTo, approvalsTo])
        assert.deepEqual(await Promise.all(people.map(async ({ email }) => (await mailsOf(email)).length)), [1, 1, 1])
      await context.close()
    })

    const newsTo = (email: string) =>
      mailsTo(smtp, email, ({ subject = '' }) => subject.includes('The training has been canceled'))

    const approvalsTo = (email: string) =>
      mailsTo(smtp, email, ({ subject = '' }) => subject.includes('Your seat is confirmed'))

    /** Registers on a partner's page, which is on another site. */
    async function signUp(training: string, { familyName, email }: (typeof people)[number]) {
      const site = createServer((_, response) =>
        response.setHeader('content-type', 'text/html').end(pageWith(training)),
      )
      site.listen(0, 'localhost')
      await once(site, 'listening')
      const page = await browser.newPage()
      await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
      await page.getByLabel('First name').fill('Ada')
      await page.getByLabel('Last name').fill(familyName)
      await page.getByLabel('Email address').fill(email)
      await page.getByLabel('Police officer or deputy').check()
      await page.getByLabel('Agency or organization').fill('Kansas City Police Department')
      await page.locator('training-signup [type="submit"]').first().click()
      await page.locator('training-signup [part~="result"]').waitFor()
      await page.close()
      site.closeAllConnections()
      site.close()
    }

    const pageWith = (training: string) => `<!doctype html><html lang="en"><title>Rotary</title>
<training-signup training="${training}" partner="rotary"></training-signup>
<script type="module" src="${signup.api}/embed/v1/training-signup.js"></script></html>`
  })
