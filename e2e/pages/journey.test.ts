import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Person, signupOf } from '../kit/form.ts'
import { mailsTo } from '../kit/mailbox.ts'
import type { Browser, Page } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'
import { type Sponsor, startSponsor } from '../widget/sponsor.ts'

const training = 'first-responders'

interface Place {
  browser: Browser
  signup: Signup
  sponsor: Sponsor
  smtp: SmtpForTests
}

describe('from a sponsor’s page to the seat of the next in line', { concurrency: false }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let sponsor: Sponsor
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    sponsor = await startSponsor(signup)
  })
  after(async () => {
    await sponsor?.stop()
    await signup?.stop()
    await smtp?.close()
  })
  for (const engine of engines) {
    test(`a visitor gets there by what the page and the mails say, in ${engine.name}`, {
      skip: missing(engine),
    }, async () => {
      const browser = await engine.start()
      try {
        await journey({ browser, signup, sponsor, smtp }, engine.name)
      } finally {
        await browser.close()
      }
    })
  }
})

/** Ada takes the last seat, Luis waits for one, and Ada gives hers back by the link in her mail. */
async function journey(place: Place, box: string) {
  const [ada, luis] = ['Ada', 'Luis'].map((givenName) => ({
    givenName,
    familyName: box,
    email: `${givenName}.${box}@kcpd.example`.toLowerCase(),
  })) as [Person, Person]
  const taken = await seatsTaken(place.signup)
  await place.signup.admin(`trainings/${training}`, 'PATCH', { seats: { capacity: taken + 1, waitlist: true } })

  await signUp(place, ada, { button: 'Register', result: 'You’re in, Ada' })
  const link = /http:\/\/\S+\/r\/\S+/.exec(await mailTo(place, ada, 'You’re in: '))?.[0]
  assert.ok(link)
  await signUp(place, luis, {
    button: 'Join the waiting list',
    result: 'You’re on the list, but you do not have a seat yet',
  })
  await mailTo(place, luis, 'No seat yet: waiting list for ')
  assert.deepEqual(await statuses(place.signup, box), ['Ada confirmed', 'Luis waitlisted'])

  await giveBack(place, link)
  await mailTo(place, luis, 'You have a seat')
  await mailTo(place, ada, 'Your registration was canceled')
  assert.deepEqual(await statuses(place.signup, box), ['Ada cancelled', 'Luis confirmed'])
  assert.equal(await seatsTaken(place.signup), taken + 1)
}

async function signUp(
  { browser, sponsor }: Place,
  person: Person,
  { button, result }: Record<'button' | 'result', string>,
) {
  const page = await browser.open()
  try {
    await page.open(sponsor.url)
    const form = signupOf(page, training)
    await form.fillIn(person)
    await page.click(await form.see('button', button))
    await form.see('text', result)
    assert.deepEqual(await sponsor.violationsUpTo(page), [], 'the sponsor’s policy stopped something')
  } finally {
    await page.close()
  }
}

async function giveBack({ browser }: Place, link: string) {
  const page = await browser.open()
  try {
    await page.open(link)
    await arrival(page, 'Your seat is confirmed')
    await page.click(await signupOf(page, training).see('link', 'Give up my seat'))
    await arrival(page, 'You’ll lose your seat')
    await page.click(await signupOf(page, training).see('button', 'Give up my seat'))
    await arrival(page, 'Your registration is canceled')
  } finally {
    await page.close()
  }
}

/**
 * While a page gives way to the next one there is none to look at, which some engines call an
 * error.
 */
const arrival = (page: Page, text: string) =>
  until(`“${text}”`, () =>
    signupOf(page, training)
      .sees('text', text)
      .catch(() => false),
  )

/** Returns the text of the one mail to this address whose subject begins like this. */
async function mailTo({ smtp }: Place, { email }: Person, subject: string): Promise<string> {
  const mails = await mailsTo(smtp, email, (mail) => mail.subject?.startsWith(subject) === true)
  assert.equal(mails.length, 1)
  return mails[0].text ?? ''
}

async function statuses(signup: Signup, familyName: string): Promise<string[]> {
  const { registrations } = await (
    await signup.admin(`registrations?training=${training}&sort=created&q=${familyName}`)
  ).json()
  return registrations.map((one: { givenName: string; status: string }) => `${one.givenName} ${one.status}`)
}

async function seatsTaken(signup: Signup): Promise<number> {
  return (await (await signup.admin(`trainings/${training}`)).json()).seats.taken
}
