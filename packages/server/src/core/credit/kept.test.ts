import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { curiousTraining, placesOf, searched, secrets, textsInFiles } from '../../testing/erased.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { closeDay } from '../attendance/close-day.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { wipeFile } from '../erasing/wipe-file.ts'
import { eraseCertificate, eraseOldCertificates } from './erase-certificates.ts'
import { settleDays } from './settle-days.ts'

const printed = [secrets.givenName, secrets.familyName, secrets.agency, secrets.licenceNumber]
const others = searched.filter((one) => !printed.includes(one) && one !== secrets.licenceState)
/** Someone who gets no certificate, because they came too late. */
const short = { givenName: 'Bartholomew', familyName: 'Zzyzxson', agency: 'Tollgate Watch', licenceNumber: 'CLEE-9-ZZ' }

onBothDatabases('what proves credit', (given) => {
  const settled = async () => {
    const draft = { ...curiousTraining, fields: { ...curiousTraining.fields, licenceNumber: 'optional' } }
    const people = [
      { ...secrets, credit: true },
      { ...short, role: 'police', late: 300 },
    ]
    const profile = { ...officers, keepYears: 2 }
    const { id, slug } = await creditedDay(given(), people, { profile, draft })
    await closeDay(given().context, slug)
    await settleDays(given().context)
    return { id, slug }
  }
  const at = async (time: string) => {
    given().clock.now = new Date(time)
    await eraseExpired(given().context)
    await eraseOldCertificates(given().context)
    await wipeFile(given().context, { isLast: true })
  }
  const all = [...searched, ...Object.values(short)]

  test('stays for the years of its profile, and nothing else does, to the byte', async () => {
    const { id } = await settled()
    await at('2027-02-10T12:00:00.000Z')
    const license = await placesOf(given(), [secrets.licenceNumber])
    assert.deepEqual([...license.keys()].toSorted(), ['certificate.content', 'registration.sensitive'])
    assert.deepEqual(await placesOf(given(), [secrets.phone, secrets.rank, secrets.needs, secrets.diet]), new Map())

    await at('2027-05-01T12:00:00.000Z')
    assert.deepEqual(await placesOf(given(), all), new Map([['certificate.content', printed]]))
    assert.deepEqual(textsInFiles(given(), [...others, ...Object.values(short)]), [])
    const { content } = await given().row('certificate', { training_id: id })
    const { sessions } = JSON.parse(content)
    assert.deepEqual(
      sessions.map(({ firstIn, minutes }: { firstIn: string; minutes: number }) => [firstIn, minutes]),
      [['2027-01-05T15:00:00.000Z', 420]],
    )
    assert.equal((await given().rows('mark', { training_id: id })).length, 0)

    await at('2029-01-04T12:00:00.000Z')
    assert.equal((await given().rows('certificate', { training_id: id })).length, 1)
    await at('2029-01-06T12:00:00.000Z')
    assert.deepEqual(await placesOf(given(), all), new Map())
    assert.deepEqual(textsInFiles(given(), all), [])
  })

  test('goes before that if its person wants it, to the byte', async () => {
    const { id } = await settled()
    await at('2027-05-01T12:00:00.000Z')
    const row = await given().row('certificate', { training_id: id })
    await eraseCertificate(given().context, row.id)
    await wipeFile(given().context, { isLast: true })
    assert.deepEqual(await placesOf(given(), all), new Map())
    assert.deepEqual(textsInFiles(given(), all), [])
  })

  test('is in the sentence below the form of a training that counts for something, and of no other', async () => {
    const draft = { start: '2028-03-06T09:00', end: '2028-03-06T16:00' }
    const { slug } = await given().givenTraining(draft)
    const { admin } = given()
    const kept = {
      en: 'If you get a certificate, we keep what’s printed on it, like your name, agency, and license number, and when you were here, for',
      es: 'Si recibe un certificado, conservamos',
    }
    const years = async (lang: 'en' | 'es') => {
      const page = await (await given().app.request(`/t/${slug}?lang=${lang}`)).text()
      const script = await (await given().app.request(`/api/v1/trainings/${slug}?lang=${lang}`)).json()
      const { words, training } = script as { words: Record<string, string>; training: { certificateYears?: number } }
      const texts = [page, words['form.privacy.text'] ?? '']
      assert.deepEqual(
        texts.map((text) => text.includes(kept[lang])),
        texts.map(() => training.certificateYears !== undefined),
      )
      return training.certificateYears
    }
    const take = (profiles: string[]) =>
      admin(
        'PUT',
        `/trainings/${slug}/credit`,
        { credits: profiles.map((profile) => ({ profile })) },
        { 'If-Match': '*' },
      )
    assert.equal(await years('en'), undefined)
    const made = [4, 6].map(async (keepYears) => {
      const { body } = await admin('POST', '/credit-profiles', { ...officers, keepYears })
      return body.id as string
    })
    const profiles = await Promise.all(made)
    await take(profiles)
    assert.deepEqual([await years('en'), await years('es')], [6, 6])
    await admin('PUT', `/credit-profiles/${profiles[1]}`, { ...officers, keepYears: 8 }, { 'If-Match': '*' })
    assert.equal(await years('en'), 8)
    await take(profiles.slice(0, 1))
    assert.equal(await years('es'), 4)
    await take([])
    assert.equal(await years('en'), undefined)
  })
})
