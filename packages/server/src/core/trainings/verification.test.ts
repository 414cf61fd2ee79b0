import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { importTrainings } from '../../organizers/api/trainings/import-trainings.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Dialect, dialects, onBothDatabases, readJson, someone, testApp } from '../../testing/servers/test-app.ts'
import { mailing, verifying } from '../../testing/verify.ts'
import { warnOfMissingMail } from './needs-mail.ts'

const path = (slug: string, lang = 'en') => `/api/v1/trainings/${slug}?lang=${lang}`

onBothDatabases(
  'a training that verifies addresses',
  (given) => {
    test('says so to scripts, with the words for it, and others have none of them', async () => {
      const { givenTraining, send } = given()
      const asked = await givenTraining({ ...verifying, title: { en: 'First aid', es: 'Primeros auxilios' } })
      const { form, words } = await readJson(await send('GET', path(asked.slug, 'es')))
      assert.deepEqual(form.requires, ['verification'])
      assert.equal(words['verify.button'], 'Terminar la inscripción')
      assert.ok(Object.keys(words).every((key) => !/^(page|mail|mailed)\./.test(key)))
      const other = await givenTraining()
      const answer = await readJson(await send('GET', path(other.slug)))
      assert.deepEqual(answer.form.requires, [])
      assert.deepEqual(
        Object.keys(answer.words).filter((key) => key.startsWith('verify.')),
        [],
      )
    })

    test('can be made one, and no more, at any time', async () => {
      const { givenTraining, admin, signUp } = given()
      const { slug } = await givenTraining()
      const signedUp = async () => (await signUp(slug, { people: [someone()] })).body.status
      assert.equal(await signedUp(), 'confirmed')
      assert.equal((await admin('PATCH', `/trainings/${slug}`, { audience: { verify: true } })).status, 200)
      assert.equal(await signedUp(), 'pending_verification')
      assert.equal((await admin('PATCH', `/trainings/${slug}`, { audience: { verify: false } })).status, 200)
      assert.equal(await signedUp(), 'confirmed')
    })
  },
  mailing,
)

describe('verifying addresses, where no mails are sent,', () => {
  const check = async (dialect: Dialect, close: (work: () => Promise<void>) => void) => {
    const server = await testApp(dialect)
    close(server.close)
    const { givenTraining, admin, send, signUp, context } = server
    const { training } = (await admin('GET', `/trainings/${(await givenTraining()).slug}`)).body
    const slug = `${training.slug}-2`
    for (const [method, place, body] of [
      ['PUT', `/trainings/${training.slug}`, { ...training, ...verifying }],
      ['PATCH', `/trainings/${training.slug}`, verifying],
      ['POST', '/trainings', { ...training, slug, ...verifying }],
    ] as const) {
      const refused = await admin(method, place, body, { 'if-match': '*' })
      assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/audience/verify'], method)
      assert.match(refused.body.errors[0].message, /SMTP_URL/)
    }
    const file = { trainings: [{ ...training, slug, ...verifying }] }
    await assert.rejects(importTrainings(context, file, { replace: false }), /audience\/verify .*SMTP_URL/)
    // As after a mail server was removed from the configuration.
    const asked = await givenTraining(verifying)
    assert.deepEqual((await readJson(await send('GET', path(asked.slug)))).form.requires, [])
    assert.equal((await signUp(asked.slug, { people: [someone()] })).body.status, 'confirmed')
    assert.equal((await admin('PATCH', `/trainings/${asked.slug}`, { status: 'cancelled' })).status, 200)
    const other = await givenTraining(verifying)
    await warnOfMissingMail(context)
    const warned = server.logged.filter((line) => line.includes('addresses aren’t verified'))
    assert.deepEqual(
      warned.map((line) => JSON.parse(line).training),
      [other.slug],
    )
  }
  for (const dialect of dialects)
    test(`cannot be asked for, and is not, and the start says so, on ${dialect}`, async () => {
      await check(dialect, (work) => afterTest(work))
    })
})
