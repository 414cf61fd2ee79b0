import assert from 'node:assert/strict'
import { test } from 'mocha'
import { valueOf } from '../../../testing/pages/organizer-pages.ts'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import { markName } from '../sent-forms/form-mark.ts'

const email = 'dana@example.org'

onBothDatabases(
  'the language of signing in',
  (given) => {
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await given().app.request(`/admin${path}`, init)
      return { lang: response.headers.get('content-language'), text: await response.text(), response }
    }
    const send = (path: string, fields: Record<string, string>) =>
      ask(path, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields),
      })
    const pathIn = (text: string, pattern: RegExp) =>
      (pattern.exec(text)?.[1] ?? assert.fail(text)).replaceAll('&amp;', '&').replace('/admin', '')
    const linkIn = (text: string) => pathIn(text, /<a class="button quiet end" href="([^"]*)" hreflang/)
    const formIn = (text: string) => pathIn(text, /<form class="end" method="post" action="([^"]*)"/)

    test('is switched on every page, and holds on the next ones', async () => {
      const english = await ask('/sign-in?to=%2Fadmin%2Fsettings')
      assert.equal(english.lang, 'en')
      const spanish = await ask(linkIn(english.text))
      assert.equal(spanish.lang, 'es')
      assert.match(spanish.text, /hreflang="en" lang="en">English</)
      assert.equal(valueOf(spanish.text, 'to'), '/admin/settings')
      const code = await send(pathIn(spanish.text, /<form class="card" method="post" action="([^"]*)"/), {
        email,
        to: '/admin/settings',
      })
      assert.equal(code.lang, 'es')
      // No code is sent again for it, and none counts as wrong.
      const switched = await send(formIn(code.text), { email, to: '/admin/settings', switch: '1' })
      assert.deepEqual([switched.lang, switched.response.status], ['en', 200])
      assert.equal(valueOf(switched.text, 'email'), email)
      assert.equal(valueOf(switched.text, 'to'), '/admin/settings')
      const wrong = await send(pathIn(code.text, /class="stack" method="post" action="([^"]*)"/), { email, code: '1' })
      assert.deepEqual([wrong.lang, wrong.response.status], ['es', 422])
    })

    test('is switched on the page of a link, and of one that no longer works', async () => {
      const link = await ask('/sign-in/link?token=abc')
      const spanish = await ask(linkIn(link.text))
      assert.deepEqual([link.lang, spanish.lang, valueOf(spanish.text, 'token')], ['en', 'es', 'abc'])
      const action = pathIn(spanish.text, /<form class="card" method="post" action="([^"]*)"/)
      const gone = await send(action, { token: 'abc' })
      assert.deepEqual([gone.lang, gone.response.status], ['es', 422])
      const again = await ask(linkIn(gone.text))
      assert.equal(again.lang, 'en')
      assert.match(again.text, /This link no longer works/)
    })

    test('keeps a form that was sent without a session', async () => {
      const browser = sessionBrowser(given)
      await browser.signIn((await addOwner(given())).email)
      const mark = valueOf(await (await browser.open('/admin/partners/new')).text(), markName)
      browser.endSession()
      const fields = Object.entries({ name: 'Typed before', [markName]: mark })
      const ended = await (await browser.send('/admin/partners/new', fields)).text()
      assert.match(ended, /Your session has ended/)
      const carried = valueOf(ended, 'carried')
      const spanish = await send(formIn(ended), { carried, other: '1', why: 'ended' })
      assert.deepEqual([spanish.lang, spanish.response.status], ['es', 401])
      assert.equal(valueOf(spanish.text, 'carried'), carried)
      assert.match(spanish.text, /Su sesión/)
      assert.equal(given().mails.length, 0)
    })

    test('is that of the page that someone asked for', async () => {
      const { response } = await ask('/settings?lang=es')
      assert.match(response.headers.get('location') ?? '', /&lang=es$/)
    })
  },
  mailing,
)
