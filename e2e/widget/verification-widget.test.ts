import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Route, Page as Tab } from 'playwright-core'
import { strictPolicy } from '../../packages/server/src/demo/demo.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Person, signupOf } from '../kit/form.ts'
import { mailsTo } from '../kit/mailbox.ts'
import type { Browser, Page } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { startHostPage } from './host-page.ts'
import { type Sponsor, startSponsor } from './sponsor.ts'

const training = 'first-responders'
const chromium = engines[0]!

interface Place {
  browser: Browser
  signup: Signup
  sponsor: Sponsor
  smtp: SmtpForTests
}

describe('a sign-up from a sponsor’s page that is finished with a code', {
  concurrency: false,
}, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let sponsor: Sponsor
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    sponsor = await startSponsor(signup)
    for (const slug of [training, 'citizens']) {
      const { audience } = await (await signup.admin(`trainings/${slug}`)).json()
      await signup.admin(`trainings/${slug}`, 'PATCH', { audience: { ...audience, verify: true } })
    }
  })
  after(async () => {
    await sponsor?.stop()
    await signup?.stop()
    await smtp?.close()
  })

  // The step for the code is tried in every engine next to its source.
  test('takes the last seat once, for the corrected address', { skip: missing(chromium) }, async () => {
    const browser = await chromium.start()
    try {
      await journey({ browser, signup, sponsor, smtp }, chromium.name)
    } finally {
      await browser.close()
    }
  })

  /** The citizens' training in Chromium, on a page of nothing else. */
  async function inChromium(act: (page: Tab, form: Locator) => Promise<void>) {
    const host = await startHostPage()
    host.paste(
      `<training-signup api="${signup.api}" training="citizens" lang="en"></training-signup>
      <script type="module" src="${signup.api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
      strictPolicy(signup.api),
    )
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      await page.goto(host.origin)
      await act(page, page.locator('training-signup'))
    } finally {
      await browser.close()
      await host.stop()
    }
  }

  test('is one although the answer to every request is lost once', { skip: missing(chromium) }, () =>
    inChromium(async (page, form) => {
      const email = 'grace@kcpd.example'
      const lost: string[] = []
      await page.route('**/registrations{,/**}', async (route: Route) => {
        const response = await route.fetch()
        const url = route.request().url()
        if (lost.includes(url)) return route.fulfill({ response })
        lost.push(url)
        return route.abort('connectionreset')
      })
      for (const [label, text] of Object.entries({
        'First name': 'Grace',
        'Last name': 'Hopper',
        'Email address': email,
      }))
        await form.getByLabel(label).fill(text)
      await form.getByRole('button', { name: 'Register', exact: true }).click()
      await form.getByRole('button', { name: 'Try again' }).click()
      await form.getByLabel('Code').fill((await codeTo(smtp, email)).code)
      await form.getByRole('button', { name: 'Finish registering' }).click()
      await form.getByText('What you typed is still here').waitFor()
      await form.getByRole('button', { name: 'Finish registering' }).click()
      await form.getByRole('heading', { name: 'You’re in, Grace. See you ' }).waitFor()
      assert.equal(lost.length, 2)
      assert.deepEqual(await statuses(signup, email, 'citizens'), ['confirmed'])
      const codes = smtp.received.filter(
        ({ recipients, mail }) => recipients.includes(email) && /code/.test(mail.subject ?? ''),
      )
      assert.equal(codes.length, 1)
    }),
  )

  test('is one for several people, typed by the person who signs them up', { skip: missing(chromium) }, () =>
    inChromium(async (_page, form) => {
      const email = 'kim.doe@kcpd.example'
      await form.getByRole('button', { name: 'Bringing a group?' }).click()
      await form.getByLabel('Your name').fill('Kim Doe')
      await form.getByLabel('Your email address').fill(email)
      await form.getByText('Paste a list from a spreadsheet').click()
      await form.locator('#q-pasted').fill('Rosa Diaz\nLuis Ortega')
      await form.getByRole('button', { name: 'Add these people' }).click()
      await form.getByRole('button', { name: 'Register 2 people' }).click()
      await form.getByText(`Enter the code we’re emailing to ${email}`).waitFor()
      await form.getByLabel('Code').fill((await codeTo(smtp, email)).code)
      await form.getByRole('button', { name: 'Finish registering' }).click()
      await form.getByRole('heading', { name: 'Everyone has a seat' }).waitFor()
      assert.deepEqual(await form.locator('[part=outcome]').allInnerTexts(), [
        'Rosa Diaz\nHas a seat',
        'Luis Ortega\nHas a seat',
      ])
    }),
  )

  test('is left to its link by a release that cannot ask for a code', {
    skip: missing(chromium),
  }, async () => {
    const host = await startHostPage()
    const snippet = readFileSync(join(import.meta.dirname, '../../packages/widget/releases/1.0.0/snippet.html'), 'utf8')
    host.paste(snippet.replaceAll('{{host}}', signup.api))
    const browser = await chromium.start()
    try {
      const page = await browser.open()
      await page.open(host.origin)
      const form = signupOf(page, training)
      await until('the script', () => page.read(() => customElements.get('training-signup') !== undefined))
      await until('its last word', () => page.find(lookFor, 'unavailable'))
      await form.see('link', 'Register for the free training')
      assert.equal(await form.sees('label', 'First name'), false)
    } finally {
      await browser.close()
      await host.stop()
    }
  })
})

/**
 * Ada mistypes her address, corrects it, mistypes the code, and has the seat that was held for her
 * all the time.
 */
async function journey(place: Place, box: string) {
  const { browser, signup, sponsor, smtp } = place
  const ada = { givenName: 'Ada', familyName: box, email: `ada.${box}@kcpd.exampel`.toLowerCase() }
  const right = ada.email.replace('exampel', 'example')
  const taken = await seatsTaken(signup)
  await signup.admin(`trainings/${training}`, 'PATCH', { seats: { capacity: taken + 1, waitlist: false } })
  const page = await browser.open()
  try {
    await page.open(sponsor.url)
    const form = signupOf(page, training)
    await form.fillIn(ada)
    await form.send()
    await form.see('text', 'Check your email')
    const wrong = await codeTo(smtp, ada.email)
    assert.equal(await seatsTaken(signup), taken + 1, 'the seat is held')

    await page.click(await form.see('button', 'Fix my address'))
    await page.find(emptied, training, 'q-email')
    await page.fill(await form.see('label', 'Email address'), right)
    await page.click(await form.see('button', 'Send it here'))
    await form.see('text', right)
    const { code } = await codeTo(smtp, right)
    assert.equal(await seatsTaken(signup), taken + 1, 'one seat is held in all')

    await tryCode(page, code === '000000' ? '000001' : '000000')
    await form.see('text', 'That code is wrong')
    assert.deepEqual(await statuses(signup, right), [], 'what waits for a code is in no list')
    await page.find(emptied, training, 'code')
    await tryCode(page, `Your code is ${code.slice(0, 3)} ${code.slice(3)}.`)
    await form.see('text', 'You’re in, ')
    assert.deepEqual(await sponsor.violationsUpTo(page), [], 'the sponsor’s policy stopped something')

    assert.equal((await fetch(wrong.link, { method: 'POST' })).ok, false)
    assert.deepEqual(await statuses(signup, right), ['confirmed'])
    assert.deepEqual(await statuses(signup, ada.email), [], 'nothing is kept of the mistyped sign-up')
    assert.equal(await seatsTaken(signup), taken + 1)
    const reference = await page.read(referenceIn, training)
    const list = await (await signup.admin(`registrations?training=${training}&q=${reference}`)).json()
    assert.deepEqual(
      list.registrations.map((one: Person & { partner: string }) => [one.email, one.partner]),
      [[right, 'we-the-people']],
    )
  } finally {
    await page.close()
  }
}

async function tryCode(page: Page, text: string) {
  const form = signupOf(page, training)
  await page.fill(await form.see('label', 'Code'), text)
  await page.click(await form.see('button', 'Finish registering'))
}

/** What is in the newest mail with a code to an address. */
async function codeTo(smtp: SmtpForTests, email: string) {
  const mails = await mailsTo(smtp, email, ({ subject = '' }) => /\b\d{6}\b/.test(subject))
  const { subject = '', text = '' } = mails.at(-1)!
  const link = /http:\/\/\S+\/r\/verify\/\S+/.exec(text)?.[0]
  assert.ok(link, text)
  return { code: /\b\d{6}\b/.exec(subject)?.[0] ?? '', link }
}

async function statuses(signup: Signup, email: string, slug = training): Promise<string[]> {
  const { registrations } = await (
    await signup.admin(`registrations?training=${slug}&q=${encodeURIComponent(email)}`)
  ).json()
  return registrations.map(({ status }: { status: string }) => status)
}

async function seatsTaken(signup: Signup): Promise<number> {
  return (await (await signup.admin(`trainings/${training}`)).json()).seats.taken
}

/** A box of the form, of which everything has been deleted. */
function emptied(slug: string, name: string): Element | null {
  const root = document.querySelector(`training-signup[training="${slug}"]`)?.shadowRoot
  const input = root?.querySelector<HTMLInputElement>(`[name="${name}"], [part~="${name}"]`)
  if (!input) return null
  input.value = ''
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  return input
}

const lookFor = (part: string) =>
  document.querySelector('training-signup')?.shadowRoot?.querySelector(`[part=${part}]`) ?? null

const referenceIn = (slug: string) =>
  document
    .querySelector(`training-signup[training="${slug}"]`)
    ?.shadowRoot?.querySelector('[part=reference]')
    ?.textContent?.trim() ?? ''
