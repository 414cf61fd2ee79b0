import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contractServer } from '../../testing/contract/states.ts'
import { pageRules } from '../../testing/pages/page-access-rules.ts'
import { addOwner, sessionBrowser } from '../../testing/pages/session-browser.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { markName } from './sent-forms/form-mark.ts'

/** What chooses a language for every page, an email in the language of its reader, and what scripts send. */
const others = new Set(['/account/language', '/messages/:id/email', '/account/passkeys', '/confirm/passkey'])
const mostSteps = 4
const ownWay = (to: string) => to.replace(/^https?:\/\/[^/]+/, '')

onBothDatabases(
  'an address that names a language',
  (given) => {
    const signIn = async () => {
      const browser = sessionBrowser(given)
      await browser.signIn((await addOwner(given())).email)
      const confirmed_at = given().clock.now.toISOString()
      await given().context.db.transaction((tx) => tx.updateTable('auth_session').set({ confirmed_at }).execute())
      const text = await (await browser.open('/admin')).text()
      const account = new RegExp(`name="${markName}" value="([\\w-]{22}) `).exec(text)?.[1] ?? assert.fail('no mark')
      /** Follows an answer to a page. Returns its language; undefined for a file. */
      const languageOf = async (answer: Response): Promise<string | undefined> => {
        let response = answer
        for (let step = 0; response.status === 303 && step < mostSteps; step++)
          response = await browser.open(ownWay(response.headers.get('location') ?? ''))
        return /<html lang="(..)"/.exec(await response.text())?.[1]
      }
      return { browser, account, languageOf }
    }

    for (const [name, { state }] of Object.entries(pageRules)) {
      const [method = '', path = ''] = name.split(' ')
      if (others.has(path)) continue
      test(`keeps it: ${name}`, async () => {
        const { browser, account, languageOf } = await signIn()
        const named = (await state?.(given())) as Record<string, string> | undefined
        const own = `/admin${path === '/' ? '' : path.replaceAll(/:(\w+)/g, (_, part: string) => named?.[part] ?? '')}`
        // No page leads back to where one signs out.
        const asked = `${path === '/sign-out' ? '/admin' : own}?lang=es`
        const answer =
          method === 'GET'
            ? await browser.open(asked)
            : await browser.ask(own, {
                method,
                headers: { 'sec-fetch-mode': 'navigate' },
                body: new URLSearchParams({ [markName]: `${account} ${given().context.newId()} ${asked}` }),
              })
        assert.ok([undefined, 'es'].includes(await languageOf(answer)))
      })
    }

    test('gives way to the switch in the bar', async () => {
      const { browser, account, languageOf } = await signIn()
      const press = (lang: string, asked: string) =>
        browser.send('/admin/account/language', [
          ['lang', lang],
          [markName, `${account} ${given().context.newId()} ${asked}`],
        ])
      assert.equal(await languageOf(await press('en', '/admin/settings?lang=es')), 'en')
      assert.equal(await languageOf(await press('es', '/admin/settings?lang=en')), 'es')
    })
  },
  contractServer,
)
