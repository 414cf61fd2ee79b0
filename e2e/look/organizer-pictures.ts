import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'

const training = 'first-responders'
const agency = 'Kansas City Police Department'

interface Desk {
  browser: Browser
  api: string
  token: string
  folder: string
}

/** Takes the pages that an organizer uses from the first draft to the door, with people on them. */
export async function takeOrganizerPages(place: Omit<Desk, 'token'> & { scratch: string }) {
  const desk = { ...place, token: readFileSync(join(place.scratch, 'admin-token'), 'utf8').trim() }
  await fillTraining(desk)
  await takePage(desk, { path: '', name: 'organizer-today.png', height: 570 })
  await takePage(desk, { path: `/trainings/${training}/edit?part=when`, name: 'organizer-edit.png' }, (page) =>
    page.frameLocator('iframe').getByLabel('First name').waitFor(),
  )
  const requests = `/trainings/${training}?status=pending_approval`
  await takePage(desk, { path: requests, name: 'organizer-list.png', height: 860 }, tickEveryone)
  await takePage(desk, { path: requests, name: 'organizer-decide.png', height: 480 }, async (page) => {
    await tickEveryone(page)
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await page.getByText('This waits 10 minutes').waitFor()
  })
  await takePage(desk, { path: `/messages/new?training=${training}`, name: 'organizer-message.png' }, writeMessage)
  await takePage(desk, { path: `/door/${training}`, name: 'organizer-door.png', width: 390 })
}

/** Registers people by phone, and three whose requests wait. */
async function fillTraining(desk: Desk) {
  const confirmed = ['Ada Reyes', 'Luis Ortiz', 'Marcus Bell', 'Hana Kim', 'Sam Okafor'].map(person)
  for (const one of confirmed) await ask(desk, 'admin/registrations', { training, channel: 'phone', people: [one] })
  await ask(desk, `admin/trainings/${training}`, { audience: { access: 'approval', verify: 'never' } }, 'PATCH')
  for (const one of ['Grace Moreno', 'Ben Carter', 'Iris Wu'].map(person))
    await ask(desk, `trainings/${training}/registrations`, { people: [{ ...one, needs: 'ASL interpreter' }] })
}

function person(name: string) {
  const [givenName = '', familyName = ''] = name.split(' ')
  return { givenName, familyName, email: `${familyName.toLowerCase()}@kcpd.example`, agency, role: 'police' }
}

async function ask({ api, token }: Desk, path: string, body: object, method = 'POST') {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const response = await fetch(`${api}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
}

interface Picture {
  path: string
  name: string
  width?: number
  height?: number
}

async function takePage(
  { browser, api, token, folder }: Desk,
  { path, name, width = 1000, height = 760 }: Picture,
  press: (page: Page) => Promise<void> = async () => {},
) {
  const extraHTTPHeaders = { Authorization: `Bearer ${token}` }
  const viewport = { width, height }
  const context = await browser.newContext({ viewport, extraHTTPHeaders, colorScheme: 'light', locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(`${api}/admin${path}`)
  await press(page)
  await page.screenshot({ path: join(folder, name) })
  await context.close()
}

const tickEveryone = (page: Page) => page.getByLabel('Select everyone on this page').check()

async function writeMessage(page: Page) {
  await page.getByLabel('Subject', { exact: true }).fill('Where to park on Monday')
  await page.getByLabel('Message', { exact: true }).fill('Hello {first name},\n\nUse the south lot.')
  await page.getByRole('button', { name: 'Save and preview' }).click()
  await page.frameLocator('iframe.email').getByText('Use the south lot.').waitFor()
}
