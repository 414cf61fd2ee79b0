import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { test } from 'mocha'
import { readFixture } from '../../testing/databases/load-fixture.ts'
import { passkeyBrowsers } from '../../testing/pages/passkey-browsers.ts'
import { sessionBrowser } from '../../testing/pages/session-browser.ts'
import { newPasskey, packed } from '../../testing/pages/software-authenticator.ts'
import { type Json, onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

const maker = readFixture('attestation.json') as { certificate: string; key: string }
const certificate = {
  der: Buffer.from(maker.certificate, 'base64'),
  key: createPrivateKey({ key: Buffer.from(maker.key, 'base64'), format: 'der', type: 'pkcs8' }),
}

onBothDatabases(
  'a new passkey',
  (given) => {
    const { optionsOf, stored, confirmed, add, withPasskey, show } = passkeyBrowsers(given)

    test('is asked for as one that names its person, with nothing known by its handle', async () => {
      const { owner, browser, passkey } = await withPasskey()
      const made = await optionsOf(browser, '/account/passkeys')
      assert.deepEqual(
        [
          made.rp,
          made.attestation,
          made.authenticatorSelection.residentKey,
          made.authenticatorSelection.userVerification,
        ],
        [{ name: 'Training sign-up', id: 'signup.example' }, 'none', 'required', 'required'],
      )
      assert.equal(made.user.name, owner.email)
      assert.notEqual((await optionsOf(browser, '/account/passkeys')).user.id, made.user.id)
      assert.deepEqual(
        made.excludeCredentials.map(({ id, transports }: Json) => ({ id, transports })),
        [{ id: passkey.id, transports: ['internal', 'hybrid'] }],
      )
      const asked = await optionsOf(sessionBrowser(given), '/sign-in/passkey')
      assert.deepEqual(
        [asked.rpId, asked.userVerification, asked.allowCredentials],
        ['signup.example', 'required', undefined],
      )
      assert.equal(Buffer.from(asked.challenge, 'base64url').length, 32)
    })

    test('is stored with its public half, once, and its account hears of it', async () => {
      const { owner, browser, passkey } = await withPasskey()
      const row = await stored(passkey.id)
      assert.deepEqual([row?.user_id, row?.counter, row?.transports], [owner.id, 0, 'internal,hybrid'])
      const notices = given().context.db.reader.selectFrom('account_notice').select('kind')
      const kinds = await notices.where('user_id', '=', owner.id).execute()
      assert.equal(kinds.filter(({ kind }) => kind === 'passkey-added').length, 1)
      assert.equal(await add(browser, passkey), 422, 'the same once more')
      const { browser: stranger } = await confirmed()
      assert.equal(await add(stranger, passkey), 422, 'nor for another account')
      assert.equal((await stored(passkey.id))?.user_id, owner.id)
    })

    test('may be vouched for by itself, but by no certificate, which could name addresses to load', async () => {
      const { browser } = await confirmed()
      const [own, certified] = [newPasskey(), newPasskey()]
      assert.equal(await add(browser, own, { format: packed() }), 204)
      assert.equal(await show(own), 204)
      assert.equal(await add(browser, certified, { format: packed(certificate) }), 422)
      assert.equal(await stored(certified.id), undefined)
      for (const name of ['none', 'fido-u2f', 'apple', 'tpm', 'android-key', 'android-safetynet', 'other'])
        assert.equal(await add(browser, newPasskey(), { format: { ...packed(), name } }), 422, name)
    })
  },
  mailing,
)
