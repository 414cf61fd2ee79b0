import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { engines, missing } from './engine.ts'
import { faultsOf } from './faults.ts'
import { type Signup, startSignup } from './signup.ts'
import { until } from './until.ts'

const limits = { timeout: 180_000 }
const slug = 'citizens'

describe('organizers’ pages about people', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  let ids: string[] = []
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    const add = async (familyName: string) => {
      const people = [{ givenName: 'Ada', familyName, email: `${familyName.toLowerCase()}@example.org` }]
      const answer = await signup.admin('registrations', 'POST', { training: slug, people, channel: 'phone' })
      return ((await answer.json()) as { registrations: { id: string }[] }).registrations[0]?.id ?? ''
    }
    ids = [await add('Reyes'), await add('Brewer'), await add('Moreno')]
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      extraHTTPHeaders: { Authorization: `Bearer ${signup.token}` },
      ...options,
    })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) faults.push(message.text())
    })
    await page.goto(`${signup.api}/admin${path}`)
    return { page, faults, close: () => context.close() }
  }
  const isHere = async (index: number) => {
    const answer = await signup.admin(`registrations/${ids[index]}`)
    return ((await answer.json()) as { checkedInAt: string | null }).checkedInAt !== null
  }
  const rowOf = (page: Page, name: string) => page.locator('.line', { hasText: name })

  test('the door searches as one types, and keeps check-ins while there is no connection', limits, async () => {
    const { page, faults, close } = await open(`/door/${slug}`)
    await page.getByLabel('Name or agency').fill('BREW')
    assert.equal(await rowOf(page, 'Reyes').isVisible(), false)
    await rowOf(page, 'Brewer').getByRole('button').click()
    await until('the check-in', () => isHere(1))
    await page.getByLabel('Name or agency').fill('')
    await page.context().setOffline(true)
    await rowOf(page, 'Reyes').getByRole('button').click()
    await page.getByText('Offline. 1 check-in is kept').waitFor()
    assert.equal(await rowOf(page, 'Reyes').getByText('Here since').isVisible(), true)
    assert.equal(await page.locator('[data-here]').textContent(), '2')
    assert.equal(await isHere(0), false)
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [
      0,
      0,
      '',
    ])
    await page.context().setOffline(false)
    await until('the check-in that waited', () => isHere(0))
    await page.getByText('Offline.').waitFor({ state: 'hidden' })
    await rowOf(page, 'Reyes').getByRole('button', { name: 'Undo' }).click()
    await until('the undoing', async () => !(await isHere(0)))
    assert.deepEqual(faults, [])
    await close()
  })

  test('without a script: from the list to a person, corrected, and checked in at the door', limits, async () => {
    const { page, close } = await open(`/trainings/${slug}?q=moreno`, { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Moreno, Ada' }).click()
    await page.getByRole('link', { name: 'Correct' }).click()
    await page.getByLabel('Last name').fill('Moreno-Ruiz')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The answers are saved').waitFor()
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.getByLabel('Name or agency').fill('ruiz')
    await page.getByRole('button', { name: 'Search' }).click()
    await rowOf(page, 'Moreno-Ruiz').getByRole('button').click()
    await rowOf(page, 'Moreno-Ruiz').getByText('Here since').waitFor()
    assert.equal(await isHere(2), true)
    await close()
  })

  test('fit a narrow phone, and axe finds no fault with them', limits, async () => {
    const paths = [
      '',
      `/trainings/${slug}`,
      `/registrations/${ids[0]}`,
      `/registrations/${ids[0]}/correct`,
      `/registrations/${ids[0]}/move`,
      `/trainings/${slug}/add`,
      `/door/${slug}`,
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await open('', { colorScheme, viewport: { width: 320, height: 700 } })
      for (const path of paths) {
        await page.goto(`${signup.api}/admin${path}`)
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        assert.equal(wide, 0, path)
        const changed = colorScheme === 'dark' ? { changed: 'colors' as const } : {}
        assert.deepEqual(await faultsOf(page, changed), [], `${path} ${colorScheme}`)
      }
      await close()
    }
  })
})
