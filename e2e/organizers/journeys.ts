import assert from 'node:assert/strict'
import type { Signup } from '../kit/signup.ts'
import { citizens, type Journey, responders, trainingJourneys } from './training-journeys.ts'

/** Registers people for both trainings: 14 wait for approval. */
export async function fillForJourneys(signup: Signup): Promise<void> {
  const [training, channel] = ['first-responders', 'phone']
  for (const name of ['Tony Reyes', 'Ada Kim', 'Luis Park'])
    await signup.admin('registrations', 'POST', { training, channel, people: [{ ...personOf(name), role: 'police' }] })
  const audience = { access: 'approval', verify: 'never' }
  await signup.admin('trainings/citizens', 'PATCH', { audience, fields: { agency: 'optional' } })
  for (let index = 0; index < 14; index += 1) {
    const response = await fetch(`${signup.api}/api/v1/trainings/citizens/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        people: [{ ...personOf(`Ada Moreno${index}`), agency: index < 7 ? 'KCPD' : 'K.C.P.D.' }],
      }),
    })
    assert.equal(response.status, 201, await response.text())
  }
}

function personOf(name: string) {
  const [givenName = '', familyName = ''] = name.split(' ')
  const email = `${familyName.toLowerCase()}@kcpd.example`
  return { givenName, familyName, email, agency: 'Kansas City Police Department' }
}

/** Each without a wrong turn, from the first page or from where one is then. */
export const journeys: Journey[] = [
  {
    name: 'find a sergeant without knowing the training',
    before: [12, 6, 12],
    most: [2, 1, 2],
    async go({ page, type, enter, link, sees }) {
      await type(page.getByPlaceholder('Find anyone'), 'Sergeant Tony Reyes')
      await enter()
      await link(/^Reyes, Tony/)
      await sees('reyes@kcpd.example')
    },
  },
  {
    name: 'see who is coming',
    before: [2, 0, 2],
    most: [1, 0, 1],
    async go({ link, sees }) {
      await link(responders)
      await sees('Reyes, Tony')
    },
  },
  {
    name: 'read the sponsors’ numbers',
    before: [5, 0, 6],
    most: [2, 0, 2],
    async go({ page, link }) {
      await link('Numbers')
      await link('Report for a period')
      await page.getByRole('link', { name: 'PDF' }).waitFor()
    },
  },
  {
    name: 'approve 12 of 14, and undo it',
    before: [16, 0, 4],
    most: [6, 0, 4],
    async go({ page, link, click, button, sees }) {
      await link(citizens)
      const boxes = page.locator('.roster tbody').getByRole('checkbox')
      await click(boxes.first())
      await click(boxes.nth(11), ['Shift'])
      await sees('12 selected')
      await button('Approve')
      await button('Approve 12 people')
      await sees('12 people will be approved at')
      await button('Undo')
      await sees('Undone. Nothing changed')
    },
  },
  {
    name: 'add someone who calls',
    before: [3, 4, 3],
    most: [3, 3, 3],
    async go({ link, field, button, sees }) {
      await link(citizens)
      await link('Add a person')
      await field('First name', 'Grace')
      await field('Last name', 'Moreno')
      await field('Email address (optional)', 'grace@kcpd.example')
      await button('Register')
      await sees('grace@kcpd.example')
    },
  },
  {
    name: 'move someone',
    from: '/find?q=kim',
    before: [4, 0, 3],
    most: [4, 0, 3],
    async go({ page, link, click, button, sees }) {
      await link(/^Kim, Ada/)
      await link('Move to another training')
      await click(page.getByLabel(citizens))
      await button('Move')
      await sees('Moved')
    },
  },
  {
    name: 'cancel for someone',
    from: '/find?q=park',
    before: [3, 0, 3],
    most: [3, 0, 3],
    async go({ link, button, sees }) {
      await link(/^Park, Luis/)
      await link('Cancel this registration')
      await button('Cancel the registration')
      await sees('The registration is canceled')
    },
  },
  {
    name: 'delete what is stored about someone',
    from: '/find?q=park',
    before: [3, 0, 3],
    most: [3, 0, 3],
    async go({ link, button, sees }) {
      await link(/^Park, Luis/)
      await link('Delete this registration')
      await button(/^Delete/)
      await sees('deleted')
    },
  },
  {
    name: 'write to all who need approval',
    before: [6, 2, 4],
    most: [5, 2, 4],
    async go({ page, link, click, field, button, sees }) {
      await link(citizens)
      await link('Message')
      await click(page.locator('label', { hasText: 'Needs approval' }))
      await field('Subject', 'Soon')
      await field('Message', 'We answer by Friday.')
      await button('Save and preview')
      await button(/^Send to 1\d people/)
      await sees('Sending has started')
    },
  },
  {
    name: 'open a sign-in sheet',
    before: [3, 0, 3],
    most: [3, 0, 3],
    async go({ page, link, button }) {
      await link(responders)
      await link('Export and print')
      const sheet = page.waitForResponse(/sign-in-sheet/)
      await button('Open the sheet')
      await sheet
    },
  },
  {
    name: 'save a file for the registrar',
    before: [5, 0, 2],
    most: [4, 0, 2],
    async go({ page, link, click, button }) {
      await link(responders)
      await link('Export and print')
      await click(page.getByLabel('Credit'))
      const file = page.waitForEvent('download')
      await button('Download Excel')
      await file
    },
  },
  {
    name: 'add a partner, and copy its snippet',
    before: [5, 2, 5],
    most: [5, 2, 3],
    async go({ page, link, field, button, click }) {
      await link('Partners')
      await link('Add a partner')
      await field('Name', 'Rotary Club')
      await field('Short name', 'rotary')
      await button('Add a partner')
      await click(page.locator('summary', { hasText: citizens }))
      await button(/^Copy/)
      await page.locator('#snippet-citizens', { hasText: 'rotary' }).waitFor()
    },
  },
  {
    name: 'merge two spellings of an agency',
    before: [4, 0, 4],
    most: [3, 0, 3],
    async go({ link, button, sees }) {
      await link('Agencies')
      await link(/^Choose a name/)
      await button('Merge')
      await sees(/are from|is from/)
    },
  },
  {
    name: 'invite a colleague for the door',
    before: [5, 2, 4],
    // A click and a code are the proof that a session alone invites no one.
    most: [5, 3, 5],
    async go({ page, link, field, button, codeTo, sees }) {
      await link('Settings')
      await link(/^Who can sign in/)
      await link('Add someone')
      await field('Work email', 'sam@example.org')
      await field('Name', 'Sam Park')
      assert.ok(await page.getByRole('radio', { name: /^Door/ }).isChecked())
      await button('Add someone')
      await field('8-digit code', await codeTo('dana@example.org'))
      await button('Confirm and go on')
      await sees('sam@example.org')
    },
  },
  {
    name: 'see who looked',
    before: [2, 0, 2],
    most: [2, 0, 2],
    async go({ link, sees }) {
      await link('Settings')
      await link(/^Audit log/)
      await sees('Dana Ortiz')
    },
  },
  {
    name: 'check someone in',
    from: '/door/first-responders',
    before: [1, 0, 0],
    most: [1, 0, 0],
    async go({ page, click, sees }) {
      await click(page.locator('.line', { hasText: 'Reyes, Tony' }).getByRole('button'))
      await sees('Here since')
    },
  },
  ...trainingJourneys,
]
