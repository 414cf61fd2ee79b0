import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { freshPostgresUrl } from '../../packages/server/src/testing/databases/postgres.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Person, signupOf } from '../kit/form.ts'
import type { Browser } from '../kit/page.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { type Sponsor, startSponsor } from './sponsor.ts'

const training = 'first-responders'
const chromium = engines[0]!

// In parallel: most of the time goes into the two seconds that filling in the form must take.
describe('a sign-up from a sponsor’s page', { concurrency: 2, skip: missing(chromium) }, () => {
  let browser: Browser
  before(async () => {
    browser = await chromium.start()
  })
  after(() => browser?.close())

  // What engines do differently, they do before the server is asked: the journey to a seat is made
  // in each.
  for (const database of ['sqlite', 'postgres'])
    describe(`on ${database}`, () => {
      let signup: Signup
      let sponsor: Sponsor
      before(async () => {
        signup = await startSignup(database === 'postgres' ? { databaseUrl: await freshPostgresUrl() } : {})
        sponsor = await startSponsor(signup)
      })
      after(async () => {
        await sponsor?.stop()
        await signup?.stop()
      })

      test('gives every person one seat', () => journey(browser, signup, sponsor))
    })
})

/**
 * Ada signs up, signs up again, then Grace does from the same mailbox, and Ada’s seat is given
 * back.
 */
async function journey(browser: Browser, signup: Signup, sponsor: Sponsor) {
  const email = 'ada@kcpd.example'
  const ada = { givenName: 'Ada', familyName: 'Reyes', email }
  const taken = await seatsTaken(signup)

  const first = await signUp(browser, sponsor, ada)
  assert.equal(first.title?.split('.')[0], 'You’re in, Ada')
  assert.equal(await seatsTaken(signup), taken + 1)
  const list = await (await signup.admin(`registrations?training=${training}&q=${first.reference}`)).json()
  assert.equal(list.registrations.length, 1)
  const { givenName, familyName, status, partner } = list.registrations[0]
  assert.deepEqual(
    [givenName, familyName, status, partner],
    [ada.givenName, ada.familyName, 'confirmed', 'we-the-people'],
  )
  const csv = await (await signup.admin(`registrations.csv?training=${training}`)).text()
  assert.ok(csv.includes(email) && csv.includes(first.reference), csv)

  const again = await signUp(browser, sponsor, ada)
  assert.equal(again.title?.split('.')[0], 'You’re in, Ada', 'a registered person sees what a new person would see')
  assert.notEqual(again.reference, first.reference)
  assert.equal(await seatsTaken(signup), taken + 1, 'a duplicate takes no second seat')
  const found = await (await signup.admin(`registrations?training=${training}&q=${again.reference}`)).json()
  const duplicates = found.attempts.map((one: { registration: string }) => one.registration)
  assert.deepEqual(duplicates, [list.registrations[0].id], 'the organizer finds the duplicate by its reference')

  const other = await signUp(browser, sponsor, { ...ada, givenName: 'Grace' })
  assert.equal(other.title?.split('.')[0], 'You’re in, Grace')
  assert.equal(await seatsTaken(signup), taken + 2, 'another person with the same mailbox has a seat of her own')

  await signup.admin(`registrations/${list.registrations[0].id}/cancel`, 'POST')
  const cancelled = await (await signup.admin(`registrations?training=${training}&q=${first.reference}`)).json()
  assert.deepEqual(
    cancelled.registrations.map((one: { status: string }) => one.status),
    ['cancelled'],
  )
  assert.equal(await seatsTaken(signup), taken + 1, 'the organizer’s cancelling frees the seat')
}

async function seatsTaken(signup: Signup): Promise<number> {
  return (await (await signup.admin(`trainings/${training}`)).json()).seats.taken
}

async function signUp(browser: Browser, sponsor: Sponsor, person: Person) {
  const page = await browser.open()
  try {
    await page.open(sponsor.url)
    const form = signupOf(page, training)
    await form.fillIn(person)
    await form.send()
    await form.see('text', 'Your reference number')
    assert.deepEqual(await sponsor.violationsUpTo(page), [], 'the sponsor’s policy stopped something')
    return await page.read(shown, training)
  } finally {
    await page.close()
  }
}

/** The result's heading and reference, as they stand in the page. */
function shown(slug: string) {
  const root = document.querySelector(`training-signup[training="${slug}"]`)?.shadowRoot
  const headings = [...(root?.querySelectorAll('h2, h3, h4') ?? [])].map((one) => one.textContent?.trim() ?? '')
  return {
    title: headings.find((heading) => heading.startsWith('You’re')),
    reference: root?.querySelector('[part="reference"]')?.textContent ?? '',
  }
}
