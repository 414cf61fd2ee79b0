import assert from 'node:assert/strict'
import { test } from 'mocha'
import { passkeyBrowsers, passkeySite as site } from '../../testing/pages/passkey-browsers.ts'
import { sessionBrowser } from '../../testing/pages/session-browser.ts'
import { createdBy, type Lies, newPasskey, type Passkey, shownBy } from '../../testing/pages/software-authenticator.ts'
import { type Json, onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

type Answer = ReturnType<typeof shownBy>

onBothDatabases(
  'a passkey',
  (given) => {
    const { post, optionsOf, stored, sessions, add, withPasskey, show } = passkeyBrowsers(given)

    test('signs in, with a new session', async () => {
      const { owner, passkey } = await withPasskey()
      const before = (await sessions(owner.id)).length
      assert.equal(await show(passkey), 204)
      assert.equal((await sessions(owner.id)).length, before + 1)
    })

    for (const [what, lies] of [
      ['for another origin', { origin: 'https://evil.example' }],
      ['for the same host without TLS', { origin: 'http://signup.example' }],
      ['for a host below', { origin: 'https://a.signup.example' }],
      ['for another site', { rpId: 'evil.example' }],
      ['for another challenge', { challenge: 'A'.repeat(43) }],
      ['without asking who is there', { flags: 0x01 }],
      ['with no one there', { flags: 0x00 }],
    ] as [string, Lies][])
      test(`is refused when it was made or shown ${what}`, async () => {
        const { browser, passkey } = await withPasskey()
        assert.equal(await show(passkey, lies), 422)
        assert.equal(await show(passkey), 204)
        const other = newPasskey()
        assert.equal(await add(browser, other, lies), 422)
        assert.equal(await stored(other.id), undefined)
      })

    test('is refused with a signature, an id, or a key that is not its own', async () => {
      const { passkey } = await withPasskey()
      const { passkey: others } = await withPasskey()
      const flip = (text: string) => {
        const bytes = Buffer.from(text, 'base64url')
        bytes[bytes.length - 1]! ^= 1
        return bytes.toString('base64url')
      }
      const tampered = (part: 'signature' | 'authenticatorData' | 'clientDataJSON') => (answer: Answer) => ({
        ...answer,
        response: { ...answer.response, [part]: flip(answer.response[part]) },
      })
      for (const part of ['signature', 'authenticatorData', 'clientDataJSON'] as const)
        assert.equal(await show(passkey, {}, tampered(part)), 422, part)
      const noSignature = (answer: Answer) => ({ ...answer, response: { ...answer.response, signature: '' } })
      assert.equal(await show(passkey, {}, noSignature), 422)
      assert.equal(await show({ id: passkey.id, key: others.key }), 422)
      assert.equal(await show(newPasskey()), 422)
      assert.equal(await show(passkey), 204)
    })

    test('is refused when its count does not go on, as that of a copy', async () => {
      const { passkey } = await withPasskey()
      assert.equal(await show(passkey, { counter: 5 }), 204)
      for (const counter of [5, 4, 0]) assert.equal(await show(passkey, { counter }), 422, String(counter))
      assert.equal((await stored(passkey.id))?.counter, 5)
      assert.equal(await show(passkey, { counter: 6 }), 204)
      assert.equal(await show(passkey, { counter: 0xffff_ffff }), 204, 'the highest that there is')
    })

    test('is taken once of two that are shown in the same moment with the same count', async () => {
      const { passkey } = await withPasskey()
      const statuses = await Promise.all([1, 2, 3].map(() => show(passkey, { counter: 9 })))
      assert.deepEqual(
        statuses.toSorted((a, b) => a - b),
        [204, 422, 422],
      )
    })

    test('answers a challenge once, soon, and in the browser that asked for it', async () => {
      const { passkey } = await withPasskey()
      const browser = sessionBrowser(given)
      const { challenge } = await optionsOf(browser, '/sign-in/passkey')
      const answer = shownBy(passkey, { challenge, ...site })
      const stranger = sessionBrowser(given)
      await optionsOf(stranger, '/sign-in/passkey')
      assert.equal((await post(stranger, '/sign-in/passkey', answer)).status, 422, 'another browser’s')
      assert.equal(
        (await post(sessionBrowser(given), '/sign-in/passkey', answer)).status,
        422,
        'a browser’s without one',
      )
      const cookie = new Map(browser.cookies)
      assert.equal((await post(browser, '/sign-in/passkey', answer)).status, 204)
      const again = sessionBrowser(given)
      for (const [name, value] of cookie) again.cookies.set(name, value)
      assert.equal((await post(again, '/sign-in/passkey', answer)).status, 422, 'once more')
      const late = sessionBrowser(given)
      const asked = await optionsOf(late, '/sign-in/passkey')
      given().clock.later({ minutes: 5 })
      assert.equal(
        (await post(late, '/sign-in/passkey', shownBy(passkey, { challenge: asked.challenge, ...site }))).status,
        422,
        'too late',
      )
    })

    test('uses a challenge up when its answer is wrong, and one of two answers in the same moment', async () => {
      const { passkey } = await withPasskey()
      const browser = sessionBrowser(given)
      const { challenge } = await optionsOf(browser, '/sign-in/passkey')
      const wrong = shownBy(passkey, { challenge, ...site }, { origin: 'https://evil.example' })
      assert.equal((await post(browser, '/sign-in/passkey', wrong)).status, 422)
      assert.equal((await post(browser, '/sign-in/passkey', shownBy(passkey, { challenge, ...site }))).status, 422)
      const racing = sessionBrowser(given)
      const asked = await optionsOf(racing, '/sign-in/passkey')
      const right = shownBy(passkey, { challenge: asked.challenge, ...site })
      const both = await Promise.all([1, 2].map(() => post(racing, '/sign-in/passkey', right)))
      assert.deepEqual(
        both.map(({ status }) => status).toSorted((a, b) => a - b),
        [204, 422],
      )
    })

    test('answers no challenge that was for something else', async () => {
      const { browser, passkey } = await withPasskey()
      const signingIn = await optionsOf(browser, '/sign-in/passkey')
      const shown = shownBy(passkey, { challenge: signingIn.challenge, ...site })
      assert.equal((await post(browser, '/confirm/passkey', shown)).status, 422)
      const made = createdBy(newPasskey(), {
        challenge: (await optionsOf(browser, '/sign-in/passkey')).challenge,
        ...site,
      })
      assert.equal((await post(browser, '/account/passkeys', made)).status, 422)
      const confirming = await optionsOf(browser, '/confirm/passkey')
      const meant = shownBy(passkey, { challenge: confirming.challenge, ...site })
      assert.equal((await post(browser, '/sign-in/passkey', meant)).status, 422)
    })

    test('confirms its own account only, and gives the session a new token', async () => {
      const { owner, passkey } = await withPasskey()
      const { passkey: others } = await withPasskey()
      const browser = sessionBrowser(given)
      await browser.signIn(owner.email)
      const newest = async () => (await sessions(owner.id)).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]
      const before = await newest()
      assert.equal(before?.confirmed_at, null)
      const confirm = async (shown: Passkey) => {
        const asked = await optionsOf(browser, '/confirm/passkey')
        assert.deepEqual(
          asked.allowCredentials.map(({ id }: Json) => id),
          [passkey.id],
        )
        return (await post(browser, '/confirm/passkey', shownBy(shown, { challenge: asked.challenge, ...site }))).status
      }
      assert.equal(await confirm(others), 422)
      assert.equal((await newest())?.id, before?.id)
      assert.equal(await confirm(passkey), 204)
      const after = await newest()
      assert.ok(after?.confirmed_at && after.id !== before?.id && after.token_hash !== before?.token_hash)
      assert.ok(!(await sessions(owner.id)).some(({ id }) => id === before?.id))
      assert.equal((await browser.open('/admin/settings')).status, 200)
    })

    test('is nothing that no browser sends, and no failure', async () => {
      const { browser, passkey } = await withPasskey()
      const before = given().logged.length
      const whole = shownBy(passkey, { challenge: 'A', ...site })
      const deep = Buffer.alloc(30_000, 0x81).toString('base64url')
      for (const sent of [
        null,
        [],
        'text',
        {},
        { ...whole, id: { $ne: '' } },
        { ...whole, id: 'a\0' },
        { ...whole, id: '', rawId: '' },
        { ...whole, id: 'x'.repeat(20_000) },
        { ...whole, response: null },
        { ...whole, response: { ...whole.response, clientDataJSON: '!' } },
        { ...whole, response: { ...whole.response, authenticatorData: deep } },
        { ...whole, response: { clientDataJSON: whole.response.clientDataJSON, attestationObject: deep } },
      ])
        for (const path of ['/sign-in/passkey', '/confirm/passkey', '/account/passkeys']) {
          await optionsOf(browser, path)
          assert.equal((await post(browser, path, sent)).status, 422, `${path} ${JSON.stringify(sent)}`.slice(0, 99))
        }
      assert.ok(
        !given()
          .logged.slice(before)
          .some((line) => line.includes('"level":50')),
      )
    })
  },
  mailing,
)
