import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strictPolicy } from '../../packages/server/src/demo/demo.ts'
import { startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { startSignup } from '../kit/signup.ts'
import { startHostPage } from './host-page.ts'

test('a wrong address is fixed from the result in a sponsor’s page, also once registration has closed', {
  skip: missing(engines[0]!),
}, async () => {
  const smtp = await startSmtpServer()
  const signup = await startSignup({ smtpUrl: smtp.url })
  const host = await startHostPage()
  const browser = await launchChromium()
  try {
    await signup.admin('trainings/citizens', 'PATCH', { seats: { capacity: 2 } })
    host.paste(
      `<training-signup api="${signup.api}" training="citizens" lang="en"></training-signup>
      <script type="module" src="${signup.api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
      strictPolicy(signup.api),
    )
    const page = await browser.newPage()
    await page.goto(host.origin)
    const form = page.locator('training-signup')
    const typed = { 'First name': 'Ada', 'Last name': 'Reyes', 'Email address': 'ada.reyes@kcpd.invalid' }
    for (const [label, text] of Object.entries(typed)) await form.getByLabel(label).fill(text)
    await page.waitForTimeout(2_500)
    await form.getByRole('button', { name: 'Register', exact: true }).click()
    await form.getByRole('button', { name: 'Wrong address? Fix it' }).waitFor()
    await signup.admin('trainings/citizens', 'PATCH', { closesAt: '2020-01-01T08:00' })
    await form.getByRole('button', { name: 'Wrong address? Fix it' }).click()
    await form.getByRole('heading', { name: 'Fix your email address: your seat is safe' }).waitFor()
    assert.equal(await form.getByLabel('First name').count(), 0)
    await form.getByLabel('Email address').fill('ada.reyes@kcpd.example')
    await form.getByRole('button', { name: 'Send it here' }).click()
    await form.getByText('change or cancel to ada.reyes@kcpd.example.').waitFor()
    const list = await (await signup.admin('registrations?training=citizens')).json()
    assert.deepEqual(
      list.registrations.map((one: { email: string; status: string }) => [one.email, one.status]),
      [['ada.reyes@kcpd.example', 'confirmed']],
    )
  } finally {
    await browser.close()
    await host.stop()
    await signup.stop()
    await smtp.close()
  }
})
