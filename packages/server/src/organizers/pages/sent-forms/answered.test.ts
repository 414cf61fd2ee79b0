import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { markName } from './form-mark.ts'

onBothDatabases('a page that answers a form', (given) => {
  const signIn = async () => {
    const browser = sessionBrowser(given)
    await browser.signIn((await addOwner(given())).email)
    return browser
  }
  type Browser = Awaited<ReturnType<typeof signIn>>
  /** Sends a form of a page as a browser does, and returns where it leads. */
  const send = async (browser: Browser, page: string, path: string, values: Record<string, string> = {}) => {
    const form = shownForms(await (await browser.open(page)).text(), page).find(({ paths }) => paths.includes(path))
    assert.ok(form, path)
    const answer = await browser.ask(path, {
      method: 'POST',
      body: new URLSearchParams([...form.sent().filter(([name]) => !(name in values)), ...Object.entries(values)]),
      headers: { 'sec-fetch-mode': 'navigate' },
    })
    return { status: answer.status, to: answer.headers.get('location') ?? '' }
  }
  const refused = async (browser: Browser) => {
    const { slug } = await given().givenTraining()
    const page = `/admin/trainings/${slug}/edit?lang=es`
    const path = `/admin/trainings/${slug}/edit`
    return { page, ...(await send(browser, page, path, { 'title.en': '', 'bring.en': 'A warm coat', do: 'save' })) }
  }

  test('has an address of its own, so that going back and loading it again send nothing', async () => {
    const browser = await signIn()
    const { status, to, page } = await refused(browser)
    assert.equal(status, 303)
    assert.match(to, new RegExp(`^${page.replaceAll('?', '\\?')}&answered=[\\w-]{32}$`))
    for (const time of ['first', 'again']) {
      const shown = await browser.open(to)
      assert.deepEqual([shown.status, shown.headers.get('cache-control')], [422, 'no-store'], time)
      assert.match(await shown.text(), /A warm coat/, time)
    }
  })

  test('is sent again to where its form belongs', async () => {
    const browser = await signIn()
    const { to, page } = await refused(browser)
    const path = page.replace(/\?.*/, '')
    const again = await send(browser, to, path, { 'title.en': '', 'bring.en': 'Boots' })
    assert.match(again.to, /^\/admin\/trainings\/[^?]+\/edit\?lang=es&answered=[\w-]{32}$/)
    assert.match(await (await browser.open(again.to)).text(), /Boots/)
  })

  test('is no one else’s, and leads to the page of the form once it is forgotten', async () => {
    const [browser, other] = [await signIn(), await signIn()]
    const { to, page } = await refused(browser)
    const seen = await other.open(to)
    assert.deepEqual([seen.status, seen.headers.get('location')], [303, page])
    given().clock.now = new Date(given().clock.now.getTime() + 61 * 60_000)
    const late = await browser.open(to)
    assert.equal(late.status, 303)
  })

  test('is the answer itself for programs, and for scripts', async () => {
    const browser = await signIn()
    const { slug } = await given().givenTraining()
    const path = `/admin/trainings/${slug}/edit`
    const form = shownForms(await (await browser.open(path)).text(), path).find(({ paths }) => paths.includes(path))
    const fields: [string, string][] = [
      ...(form?.sent() ?? []).filter(([name]) => name !== 'title.en'),
      ['title.en', ''],
    ]
    const [ofScript, ofProgram] = [fields, fields.filter(([name]) => name !== markName)]
    for (const [body, mode] of [
      [ofScript, 'cors'],
      [ofProgram, 'navigate'],
    ] as const) {
      const headers = { 'sec-fetch-mode': mode }
      const answer = await browser.ask(path, { method: 'POST', body: new URLSearchParams(body), headers })
      assert.equal(answer.status, 422)
    }
  })

  test('has an address of its own while someone signs in, but not with a large form that waits for it', async () => {
    const browser = sessionBrowser(given)
    const askFor = (carried: string) =>
      browser.ask('/admin/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ email: 'no address', to: '/admin', carried }),
        headers: { 'sec-fetch-mode': 'navigate' },
      })
    const to = (await askFor('')).headers.get('location') ?? ''
    assert.match(to, /^\/admin\/sign-in\?answered=[\w-]{32}$/)
    assert.equal((await browser.open(to)).status, 422)
    assert.equal((await askFor('x'.repeat(64 * 1024))).status, 422)
  })
})
