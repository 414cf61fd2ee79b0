import assert from 'node:assert/strict'
import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto'
// @ts-expect-error Its types are found by bundlers alone.
import { UnsignedAchievementCredentialValidator } from '@learncard/types'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { createVerifier } from 'fast-jwt'
import { test } from 'mocha'
import type { ZodType } from 'zod'
import { issueCertificates, replaceCertificate, revokeCertificate } from '../../core/credit/certificates.ts'
import { rotateCredentialKey } from '../../core/credit/credential-keys.ts'
import { eraseCertificate, eraseOldCertificates } from '../../core/credit/erase-certificates.ts'
import { erase } from '../../core/erasing/erase.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { creditedDay } from '../../testing/credited-day.ts'
import { openBadgeSchema } from '../../testing/open-badge-schema.ts'
import { type Json, onBothDatabases } from '../../testing/servers/test-app.ts'

const walletModel = UnsignedAchievementCredentialValidator as ZodType

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

onBothDatabases('a credential', (given) => {
  const get = async (address: string) => {
    const response = await given().app.request(address.replace(given().context.config.publicUrl, ''))
    return {
      status: response.status,
      headers: response.headers,
      body: response.ok ? ((await response.json()) as Json) : undefined,
    }
  }
  const certified = async () => {
    const email = `ada.${crypto.randomUUID()}@example.org`
    const { id } = await creditedDay(given(), [{ givenName: 'Ada', familyName: 'Reyes', email }])
    await issueCertificates(given().context, id)
    const [row] = await given().rows('certificate', { training_id: id })
    const token = createManageTokens(given().context).issue({ kind: 'certificate', id: row!.id, version: 1 })
    const link = `/r/certificate/${token}`
    const take = async () => (await given().app.request(`${link}/credential`)).text()
    return { row: row!, email, link, take }
  }
  /** Checks a signature with nothing but the key that it names, by another program than the one that made it. */
  const isGenuine = async (jwt: string) => {
    const { kid } = decode(jwt.split('.')[0])
    const { body: jwk } = await get(kid)
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const verify = createVerifier({ key, algorithms: ['EdDSA'], clockTimestamp: given().context.now().getTime() })
    try {
      return verify(jwt).jti !== undefined
    } catch (error) {
      assert.match(String(error), /signature is invalid/)
      return false
    }
  }

  test('is an Open Badge with the hours, the name, and a hashed address, and without the license', async () => {
    const { take, row, email } = await certified()
    const jwt = await take()
    const [head, payload] = jwt.split('.')
    assert.deepEqual([decode(head).alg, decode(head).typ], ['EdDSA', 'JWT'])
    const badge = decode(payload)
    assert.deepEqual(badge.type, ['VerifiableCredential', 'OpenBadgeCredential'])
    assert.equal(badge['@context'][0], 'https://www.w3.org/ns/credentials/v2')
    assert.deepEqual([badge.jti, badge.iss], [badge.id, badge.issuer.id])
    assert.deepEqual([badge.credentialSubject.creditsEarned, badge.credentialSubject.result[0].value], [7, '7.00'])
    const [name, address] = badge.credentialSubject.identifier
    assert.equal(name.identityHash, 'Ada Reyes')
    const hash = createHash('sha256').update(`${email}${address.salt}`).digest('hex')
    assert.equal(address.identityHash, `sha256$${hash}`)
    const text = JSON.stringify(badge)
    for (const hidden of ['48213', email, 'Kansas City Police', row.serial, row.registration_id ?? '-'])
      assert.ok(!text.includes(hidden), hidden)
  })

  test('has what the standard asks for, and nothing where it allows nothing else', async () => {
    const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: false }))
    const isValid = ajv.compile(openBadgeSchema)
    const { take } = await certified()
    const badge = decode((await take()).split('.')[1])
    assert.ok(isValid(badge), JSON.stringify(isValid.errors))
    // A wallet reads it with a model of its own.
    const read = walletModel.safeParse(badge)
    assert.ok(read.success, String(read.error))
    assert.equal(
      walletModel.safeParse({ ...badge, credentialSubject: { ...badge.credentialSubject, achievement: {} } }).success,
      false,
    )
    for (const name of ['@context', 'id', 'type', 'name', 'credentialSubject', 'issuer', 'validFrom'])
      assert.equal(isValid({ ...badge, [name]: undefined }), false, name)
    const other = { ...badge, credentialSubject: { ...badge.credentialSubject, phone: '816-555-0100' } }
    assert.equal(isValid(other), false)
    // What identifies an achievement and its result is the same in both places.
    const { achievement, result } = decode((await take()).split('.')[1]).credentialSubject
    assert.deepEqual(
      result.map((one: { resultDescription: string }) => one.resultDescription),
      achievement.resultDescription.map((one: { id: string }) => one.id),
    )
  })

  test('is genuine to a program that knows its key alone, and not with a byte changed', async () => {
    const { take } = await certified()
    const jwt = await take()
    assert.equal(await isGenuine(jwt), true)
    const [head = '', payload = '', signature] = jwt.split('.')
    const forged = Buffer.from(payload, 'base64url').toString('utf8').replace('"7.00"', '"9.00"')
    assert.equal(await isGenuine([head, Buffer.from(forged).toString('base64url'), signature].join('.')), false)
  })

  test('stays genuine when the key is rotated, and the next is signed by the new key', async () => {
    const { take } = await certified()
    const before = await take()
    const next = await rotateCredentialKey(given().context)
    const after = await take()
    assert.ok(decode(after.split('.')[0]).kid.endsWith(next))
    assert.notEqual(decode(before.split('.')[0]).kid, decode(after.split('.')[0]).kid)
    assert.deepEqual([await isGenuine(before), await isGenuine(after)], [true, true])
    const { body, headers } = await get('/.well-known/jwks.json')
    assert.ok(body.keys.length >= 2)
    assert.equal(headers.get('access-control-allow-origin'), '*')
    for (const key of body.keys) assert.equal(key.d, undefined, 'no private key')
    const rows = await given().rows('credential_key')
    assert.ok(rows.every(({ sealed_key }) => !/"d"/.test(sealed_key)))
  })

  test('that was taken back is in the list that it names', async () => {
    const { take, row } = await certified()
    const { credentialStatus, id } = decode((await take()).split('.')[1])
    assert.equal(credentialStatus.type, '1EdTechRevocationList')
    const listed = async () =>
      (await get(credentialStatus.id)).body.revokedCredential.some((one: { id: string }) => one.id === id)
    assert.equal(await listed(), false)
    await revokeCertificate(given().context, row.serial)
    assert.equal(await listed(), true)
    assert.equal((await get('/credentials/issuer')).body.type[0], 'Profile')
    assert.equal((await get('/credentials/keys/none')).status, 404)
  })

  for (const [how, end] of [
    ['replaced', replaceCertificate],
    ['taken back', revokeCertificate],
  ] as const)
    test(`is no file anymore once it was ${how}, nor is its PDF: both lead to the page that says so`, async () => {
      const { link, row } = await certified()
      const files = () => Promise.all(['pdf', 'credential'].map(async (one) => given().app.request(`${link}/${one}`)))
      assert.deepEqual(
        (await files()).map(({ status }) => status),
        [200, 200],
      )
      await end(given().context, row.serial)
      for (const { status, headers } of await files()) assert.deepEqual([status, headers.get('location')], [302, link])
      assert.match(await (await given().app.request(link)).text(), new RegExp(`This certificate was ${how} on`))
    })

  test('that was taken back stays in the list when its certificate is deleted, in whatever way', async () => {
    const listed = async () =>
      (await get('/credentials/revoked')).body.revokedCredential.map((one: { id: string }) => one.id) as string[]
    const { now } = given().clock
    const ways: ((row: { id: string; registration_id: string | null }) => Promise<unknown>)[] = [
      ({ id }) => eraseCertificate(given().context, id),
      ({ registration_id: id }) => erase(given().context, id ?? ''),
      async () => {
        given().clock.now = new Date('2040-01-01T12:00:00.000Z')
        await eraseOldCertificates(given().context)
        given().clock.now = now
      },
    ]
    for (const deleteIt of ways) {
      const { row } = await certified()
      await replaceCertificate(given().context, row.serial)
      const [next] = await given().rows('certificate', { registration_id: row.registration_id, revoked_at: null })
      await deleteIt(next as never)
      assert.equal((await given().rows('certificate', { training_id: row.training_id })).length, 0)
      const list = await listed()
      assert.equal(list.filter((id) => id === `urn:uuid:${row.id}`).length, 1)
      assert.ok(!list.includes(`urn:uuid:${next!.id}`), 'one that was not taken back is only deleted')
    }
  })
})
