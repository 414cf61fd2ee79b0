import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const training = 'first-responders'

describe('what organizers take along', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    const people = [{ givenName: 'Ada', familyName: 'Reyes', needs: 'An ASL interpreter' }]
    await signup.admin('registrations', 'POST', { training, channel: 'phone', people })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })
  const open = async (path: string) => {
    const extraHTTPHeaders = { authorization: `Bearer ${signup.token}` }
    const page = await (await browser.newContext({ extraHTTPHeaders })).newPage()
    await page.goto(`${signup.api}/admin/trainings/${training}/${path}`)
    return page
  }

  test('a roster is chosen and saved as CSV and as a workbook', async () => {
    const page = await open('export')
    await page.getByLabel('Roster').check()
    const csv = page.getByRole('button', { name: 'Download CSV', description: /license 000123 becomes 123/ })
    assert.equal(await csv.count(), 1)
    for (const [button, ending] of [
      ['Download CSV', '.csv'],
      ['Download Excel', '.xlsx'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ])
      assert.match(download.suggestedFilename(), new RegExp(`^roster-${training}-.*\\${ending}$`))
      const bytes = await readFile(await download.path())
      if (ending === '.csv') assert.match(bytes.toString(), /"Reyes","Ada"/)
      else assert.equal(bytes.subarray(0, 2).toString(), 'PK')
    }
    await page.context().close()
  })

  test('a request is marked as arranged without a script', async () => {
    const extraHTTPHeaders = { authorization: `Bearer ${signup.token}` }
    const page = await (await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders })).newPage()
    await page.goto(`${signup.api}/admin/trainings/${training}/accommodations`)
    await page.getByLabel('Taken care of by').fill('Pat Lee')
    await page.getByRole('button', { name: 'Mark as arranged' }).click()
    await page.getByText('Saved.').waitFor()
    assert.equal(await page.getByLabel('Taken care of by').inputValue(), 'Pat Lee')
    assert.ok(await page.getByText('Arranged on').isVisible())
    await page.context().close()
  })
})
