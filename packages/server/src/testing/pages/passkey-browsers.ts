import assert from 'node:assert/strict'
import { confirmSession } from '../../platform/access/confirmed.ts'
import type { Json, TestApp } from '../servers/test-app.ts'
import { addOwner, sessionBrowser } from './session-browser.ts'
import { createdBy, type Lies, newPasskey, type Passkey, shownBy } from './software-authenticator.ts'

/** Where the passkeys of a test's server belong. */
export const passkeySite = { origin: 'https://signup.example', rpId: 'signup.example' }

type Browser = ReturnType<typeof sessionBrowser>
type Answer = ReturnType<typeof shownBy>

const post = ({ ask }: Browser, path: string, body: unknown = {}) =>
  ask(`/admin${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const optionsOf = async (browser: Browser, path: string): Promise<Json> => {
  const response = await post(browser, `${path}/options`)
  assert.equal(response.status, 200)
  return response.json()
}

/** Browsers that make and show passkeys as the script of the pages does. */
export function passkeyBrowsers(given: () => TestApp) {
  const stored = (id: string) =>
    given().context.db.reader.selectFrom('auth_passkey').selectAll().where('credential_id', '=', id).executeTakeFirst()
  const sessions = (userId: string) =>
    given().context.db.reader.selectFrom('auth_session').selectAll().where('user_id', '=', userId).execute()

  /** Someone who is signed in and has just confirmed that it is them. */
  const confirmed = async () => {
    const owner = await addOwner(given())
    const browser = sessionBrowser(given)
    await browser.signIn(owner.email)
    for (const { id } of await sessions(owner.id)) await confirmSession(given().context, id)
    return { owner, browser }
  }
  const add = async (browser: Browser, passkey: Passkey, lies: Lies = {}) => {
    const { challenge } = await optionsOf(browser, '/account/passkeys')
    return (await post(browser, '/account/passkeys', createdBy(passkey, { challenge, ...passkeySite }, lies))).status
  }
  const withPasskey = async () => {
    const { owner, browser } = await confirmed()
    const passkey = newPasskey()
    assert.equal(await add(browser, passkey), 204)
    return { owner, browser, passkey }
  }
  /** Shows a passkey to sign in, in a browser of its own. */
  const show = async (passkey: Passkey, lies: Lies = {}, change: (answer: Answer) => unknown = (answer) => answer) => {
    const browser = sessionBrowser(given)
    const { challenge } = await optionsOf(browser, '/sign-in/passkey')
    const answer = change(shownBy(passkey, { challenge, ...passkeySite }, lies))
    const { status } = await post(browser, '/sign-in/passkey', answer)
    const isIn = (await browser.open('/admin/settings')).status === 200
    assert.equal(isIn, status === 204)
    return status
  }
  return { post, optionsOf, stored, sessions, confirmed, add, withPasskey, show }
}
