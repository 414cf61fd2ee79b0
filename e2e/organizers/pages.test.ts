import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { pageRules } from '../../packages/server/src/testing/pages/page-access-rules.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const training = `/trainings/${slug}`

/**
 * Files, numbers for a script, an email, which is looked at where emails are, and questions that
 * look like the others, about what is not here.
 */
const noPages = /\.(?:csv|xlsx|pdf)$|\/progress$|\/session$|\/email$|\/(?:passkeys|keys|duplicates)\/:id\/\w+$/

/** Longer than a phone is wide. */
const longWord = 'Pneumonoultramicroscopicsilicovolcanoconiosis'

/** Returns texts of which a part is out of sight, though nothing shows that one can scroll to it. */
function findCut(): string[] {
  const scrolled =
    '.chips, .strip, pre, select, textarea, .unseen, .skip:not(:focus), thead, details:not([open]) > :not(summary)'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest(scrolled) || !node.textContent?.trim()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    if ([...range.getClientRects()].some(({ right }) => right > document.documentElement.clientWidth))
      cut.push(node.textContent.trim())
  }
  return cut
}

describe('organizers’ pages', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  let page: Page
  let filled: Awaited<ReturnType<typeof fill>>
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    page = await (await browser.newContext()).newPage()
    const printed = await signup.run('organizer', 'add', 'dana@example.org', '--name', 'Dana Ortiz')
    await page.goto(/https?:\/\/\S+/.exec(printed)?.[0] ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${signup.api}/admin`)
    await page.setViewportSize({ width: 320, height: 800 })
    filled = await fill()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const post = async (path: string, body?: object) =>
    (await (await signup.admin(path, 'POST', body)).json()) as Record<string, never>
  const read = async (path: string) => (await (await signup.admin(path)).json()) as Record<string, { id: string }[]>
  const signUp = async (body: object) => {
    const response = await fetch(`${signup.api}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    assert.equal(response.status, 201, await response.clone().text())
    return (await response.json()) as { reference: string }
  }
  const person = (familyName: string, more: object = {}) => ({
    givenName: 'Ada',
    familyName,
    email: `${familyName.toLowerCase()}@kcpd.example`,
    agency: 'Kansas City Police Department',
    ...more,
  })

  /** Returns the addresses to look at, by the patterns of pages. Each shows something. */
  async function fill(): Promise<Record<string, string[]>> {
    const audience = (verify: string) => ({ audience: { access: 'approval', verify } })
    const fields = { agency: 'optional', needs: 'optional', phone: 'optional' }
    await signup.admin(`trainings/${slug}`, 'PATCH', { ...audience('never'), fields })
    await post('partners', { slug: 'rotary', name: `Rotary Club of ${longWord}` })
    const partner = { partner: 'rotary' }
    await signUp({ people: [person(longWord, { agency: longWord, needs: 'ASL interpreter' })], ...partner })
    await signUp({ people: [person('Okafor', { agency: 'KCPD' })] })
    for (const email of ['twice@kcpd.example', 'twice@home.example'])
      await signUp({ people: [person('Twice', { email })] })
    const { reference } = await signUp({
      people: [person('Kim'), person('Wu')],
      coordinator: { name: 'Pat Lee', email: 'pat@kcpd.example' },
    })
    await signup.admin(`trainings/${slug}`, 'PATCH', audience('everyone'))
    await signUp({ people: [person('Moreno')] })
    const ids = (await read(`registrations?training=${slug}`))['registrations']!.map(({ id }) => id)
    const [request] = (await read(`requests?training=${slug}`))['requests']!
    await post('bulk-actions', { action: 'approve', training: slug, registrations: ids.slice(0, 1) })
    await post('trainings', { ...(await draft()), slug: 'not-yet', status: 'draft' })
    await post('trainings', { ...(await draft()), slug: 'off', status: 'published' })
    await signup.admin('trainings/off', 'PATCH', { status: 'cancelled' })
    await post('trainings', { ...(await draft()), slug: 'shut', status: 'published', closesAt: '2026-01-01T09:00' })
    await post('partners/rotary/report-link')
    const { id: partnerPage } = await post('partners/rotary/placements', { url: 'https://rotary.invalid/' })
    const { id: hook } = await post('webhooks', { url: 'https://receiver.invalid/hook' })
    await post(`webhooks/${hook}/test`)
    const { id: account } = await post('accounts', { email: 'sam@example.org', name: 'Sam Park', role: 'door' })
    await post('keys', { name: 'Nightly copy', role: 'organizer', days: 30 }).catch(() => undefined)
    const message = { training: slug, subject: { en: 'Thanks' }, text: { en: 'See you soon.' }, about: 'other' }
    const messages = [await post('messages', message), await post('messages', { ...message, registrations: ids })]
    await post(`messages/${messages[0]?.['id']}/send`)
    const { training: _, ...words } = message
    const { id: template } = await post('message-templates', { ...words, name: `Thanks, ${longWord}`.slice(0, 80) })
    const later = await post('messages', message)
    await signup.admin(`messages/${later['id']}/schedule`, 'PUT', {
      sendAt: new Date(Date.now() + 24 * 60 * 60_000).toISOString(),
    })
    const [one] = ids
    await signup.admin(`trainings/${slug}`, 'PATCH', { audience: { coordinators: true } })
    const { id: coordinated } = await post(`trainings/${slug}/agency-people`, {
      agency: `${longWord} Police`,
      person: person(`${longWord}s`),
    })
    return {
      '/': ['', '?show=drafts', '?show=past'],
      '/trainings/:slug': [training, `${training}?q=nobody`, '/trainings/not-yet'],
      '/trainings/:slug/edit': [`${training}/edit`, '/trainings/not-yet/edit'],
      '/trainings/:slug/publish': ['/trainings/not-yet/publish'],
      '/trainings/:slug/resume': ['/trainings/off/resume'],
      '/trainings/:slug/reopen': ['/trainings/shut/reopen'],
      '/trainings/:slug/delete': ['/trainings/not-yet/delete'],
      '/trainings/:slug/requests/:id': [`${training}/requests/${request?.id}`],
      '/registrations/:id': ids.map((id) => `/registrations/${id}`).slice(0, 2),
      '/trainings/:slug/people/:id': [`${training}/people/${one}?status=confirmed`],
      ...Object.fromEntries(
        ['approve', 'decline', 'cancel', 'erase', 'move', 'correct', 'extra-seat'].map((name) => [
          `/registrations/:id/${name}`,
          [`/registrations/${one}/${name}`],
        ]),
      ),
      ...Object.fromEntries(
        ['replace', 'give-up'].map((name) => [`/registrations/:id/${name}`, [`/registrations/${coordinated}/${name}`]]),
      ),
      '/groups/:reference': [`/groups/${reference}`],
      '/registrations/:id/promote': [`/registrations/${one}/promote`],
      ...Object.fromEntries(
        ['approve', 'decline', 'cancel'].map((name) => [
          `/groups/:reference/${name}`,
          [`/groups/${reference}/${name}`],
        ]),
      ),
      ...Object.fromEntries(
        ['vouch', 'end'].map((name) => [
          `/trainings/:slug/requests/:id/${name}`,
          [`${training}/requests/${request?.id}/${name}`],
        ]),
      ),
      '/door/:slug': [`/door/${slug}`],
      '/numbers': [`/numbers?training=${slug}`],
      '/partners/:slug': ['/partners/rotary'],
      ...Object.fromEntries(
        ['delete', 'report-link', 'report-link/end'].map((name) => [
          `/partners/:slug/${name}`,
          [`/partners/rotary/${name}`],
        ]),
      ),
      '/partners/:slug/placements/:id/remove': [`/partners/rotary/placements/${partnerPage}/remove`],
      '/messages/:id/delete': [`/messages/${messages[1]?.['id']}/delete`],
      '/messages/templates/:id/delete': [`/messages/templates/${template}/delete`],
      ...Object.fromEntries(
        ['delete', 'finish'].map((name) => [`/webhooks/:id/${name}`, [`/webhooks/${hook}/${name}`]]),
      ),
      '/accounts/:id/remove': [`/accounts/${account}/remove`],
      '/messages/new': [`/messages/new?training=${slug}&agency=Kansas`],
      '/messages/:id': [...messages, later].map(({ id }) => `/messages/${id}`),
      '/emails': [`/emails?training=${slug}`],
      '/webhooks/:id': [`/webhooks/${hook}`],
      '/webhooks/:id/secret': [`/webhooks/${hook}/secret`],
      '/trainings/:slug/bulk/cancel': [`${training}/bulk/cancel?id=${one}`],
      '/trainings/:slug/bulk/message': [`${training}/bulk/message?id=${one}`],
      '/accounts/:id': [`/accounts/${account}`],
      '/agencies/merge': ['/agencies/merge?spelling=KCPD&spelling=Kansas+City+Police+Department'],
    }
  }
  const draft = async () => {
    const { training: given } = (await (await signup.admin(`trainings/${slug}`)).json()) as { training: object }
    return { ...given, series: 'others', audience: { access: 'open' } }
  }

  /** Looks at a page on a narrow phone, and with a wide screen in the dark. */
  async function look(name: string) {
    // No script runs in the frame of an email, so axe would wait for it forever. The preview is a
    // page of its own.
    await page.locator('iframe').evaluateAll((frames) => {
      for (const frame of frames) frame.remove()
    })
    assert.deepEqual(await faultsOf(page), [], name)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.equal(over, 0, `${name} is wider than a phone`)
    assert.deepEqual(await page.evaluate(findCut), [], `${name}, cut off on a phone`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 1100, height: 900 })
    assert.deepEqual(await faultsOf(page, { changed: 'looks' }), [], `${name}, wide and dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 320, height: 800 })
  }

  test('axe finds no fault with any of them, and each fits a narrow phone', async () => {
    const patterns = Object.keys(pageRules)
      .filter((rule) => rule.startsWith('GET ') && !noPages.test(rule))
      .map((rule) => rule.slice('GET '.length))
    assert.ok(patterns.length > 40)
    for (const pattern of patterns)
      for (const path of filled[pattern] ?? [pattern.replace(':slug', slug)]) {
        const response = await page.goto(`${signup.api}/admin${path}`)
        assert.equal(response?.status(), 200, path)
        await look(path)
      }
  })

  test('nor with those that only a press leads to', async () => {
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).first().click()
      await page.waitForLoadState()
    }
    await page.goto(`${signup.api}/admin${training}?status=pending_approval`)
    await page.getByRole('checkbox', { name: /Okafor/ }).check()
    await press('Decline')
    await look('a decision about several people')
    await press('Decline 1 person')
    await page.getByText('1 person will be declined at').waitFor()
    await look('the list with decisions that wait')
    await page.goto(`${signup.api}/admin/agencies/merge?spelling=KCPD&spelling=Kansas+City+Police+Department`)
    await press('Merge')
    await page.getByText('are from').waitFor()
    await look('the agencies after a merge')
    await page.goto(`${signup.api}/admin/trainings/not-yet/edit?part=when`)
    await page.getByLabel('Ends').fill('2026-01-01T09:00')
    await page.locator('button[data-save]').click()
    await page.getByText('The end must be after the start').first().waitFor()
    await look('a form with a fault')
    // People are compared a minute after they register.
    await until('pairs', async () => (await read(`trainings/${slug}/duplicates`))['pairs']!.length > 0)
    await page.goto(`${signup.api}/admin${training}/duplicates`)
    await page.getByText('twice@home.example').first().waitFor()
    await look('two registrations side by side')
    await page.locator('.who > summary').click()
    await look('the menu of the bar')
    await press('Sign out')
    await look('the page to sign in')
    await page.getByLabel('Work email').fill('dana@example.org')
    await press('Email me a code')
    await look('the page for the code')
  })
})
