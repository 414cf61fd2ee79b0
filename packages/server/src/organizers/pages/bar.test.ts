import assert from 'node:assert/strict'
import { test } from 'mocha'
import { replaceOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { addOwner, sessionBrowser } from '../../testing/pages/session-browser.ts'
import { signedInAs } from '../../testing/pages/signed-in.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

const barOf = (page: string) => page.slice(page.indexOf('<header'), page.indexOf('</header>'))
const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const linksOf = (page: string) =>
  [...(/<nav[^]*?<\/nav>/.exec(page)?.[0] ?? '').matchAll(/href="\/admin\/?([^"]*)"/g)].map(([, path]) => path)
/** What a form of the bar sends: the hidden fields of the one that goes to a path. */
const fieldsOf = (bar: string, action: string): [string, string][] => {
  const form = (bar.match(/<form\b[^]*?<\/form>/g) ?? []).find((one) => one.includes(`action="${action}"`)) ?? ''
  return [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll('&amp;', '&'),
  ])
}

onBothDatabases('the bar of the organizers’ pages', (given) => {
  test('says who is signed in, and with what role', async () => {
    for (const [role, word] of [
      ['owner', 'Owner'],
      ['door', 'Door'],
      ['agency', 'Agency coordinator'],
    ] as const) {
      const { open } = await signedInAs(given(), role, { name: 'Dana Ortiz' })
      assert.match(wordsOf(barOf(await (await open('/account')).text())), new RegExp(`Dana Ortiz ${word} `))
    }
  })

  test('names the organizer once the settings do', async () => {
    const { context } = given()
    const { open } = await signedInAs(given(), 'owner')
    const bar = async () => barOf(await (await open('/account')).text())
    assert.match(wordsOf(await bar()), /Training sign-up/)
    const id = 'a'.repeat(32)
    const named_at = context.now().toISOString()
    await context.db.transaction(async (tx) => {
      await tx
        .insertInto('logo')
        .values({ id, png: Buffer.from('a picture'), named_at })
        .execute()
      const organizer = { name: 'We The People & Co.', logo: id }
      await replaceOrganizerDefaults(context, tx, (present) => ({ ...present, organizer }))
    })
    assert.match(await bar(), new RegExp(`<img [^>]*src="/logos/${id}\\.png"[^>]*><span>We The People &amp; Co\\.<`))
  })

  test('leads to the work in the order of a training, and to settings for settings', async () => {
    const paths = async (role: 'organizer' | 'door' | 'auditor') =>
      linksOf(barOf(await (await (await signedInAs(given(), role)).open('/account')).text()))
    const work = ['messages', 'emails', 'door', 'numbers', 'partners', 'agencies']
    assert.deepEqual(await paths('organizer'), ['', ...work, 'settings'])
    assert.deepEqual(await paths('auditor'), ['', 'messages', 'emails', 'numbers', 'partners', 'settings'])
    assert.deepEqual(await paths('door'), ['door'])
  })

  test('switches the language, stays on the page, and remembers it', async () => {
    const browser = sessionBrowser(given)
    const { email } = await addOwner(given())
    await browser.signIn(email)
    const page = async (path: string) => {
      const response = await browser.open(path)
      return { lang: response.headers.get('content-language'), bar: barOf(await response.text()) }
    }
    const english = await page('/admin/emails?state=sent&lang=en')
    assert.equal(english.lang, 'en')
    const answer = await browser.send('/admin/account/language', fieldsOf(english.bar, '/admin/account/language'))
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/admin/emails?state=sent'])
    for (const path of ['/admin/emails?state=sent', '/admin', '/admin/partners'])
      assert.equal((await page(path)).lang, 'es', path)
    const spanish = await page('/admin')
    const back = await browser.send('/admin/account/language', fieldsOf(spanish.bar, '/admin/account/language'))
    assert.equal(back.headers.get('location'), '/admin')
    assert.equal((await page('/admin')).lang, 'en')
  })
})
