import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createManageTokens } from '../registrations/manage-token.ts'
import { contentOf, issueCertificates } from './certificates.ts'
import { exampleOf } from './examples.ts'

onBothDatabases('someone who was too short for what their role gets', (given) => {
  const police = { role: 'police' }
  const credited = async (people: Parameters<typeof creditedDay>[1], letter: object = exampleOf('letter')) => {
    const day = await creditedDay(given(), people, { draft: { audience: { roles: ['police', 'fire'] } } })
    const { id } = (await given().admin('POST', '/credit-profiles', letter)).body
    const credits = [
      { profile: day.profile, approval: 'confirmed', number: '26-0457', roles: ['police'] },
      { profile: id, approval: 'none' },
    ]
    await given().admin('PUT', `/trainings/${day.slug}/credit`, { credits }, { 'If-Match': '*' })
    return day
  }
  const validOf = async (id: string, person: string | undefined) =>
    (await given().rows('certificate', { training_id: id }))
      .filter((row) => row.registration_id === person && row.valid_for !== null)
      .map((row) => `${contentOf(row).kind} ${contentOf(row).hours}`)
      .toSorted()
  const preview = async (slug: string) => (await given().admin('GET', `/trainings/${slug}/day`)).body.certificates

  test('gets the letter that everyone else gets, and reads why there is no credit', async () => {
    const { id, ids, slug } = await credited([police, { ...police, late: 80 }, { role: 'fire', late: 80 }])
    assert.deepEqual(await preview(slug), { ready: 3, evaluation: 0, short: 0, other: 0 })
    await issueCertificates(given().context, id)
    const [whole, short, other] = await Promise.all(ids.map((one) => validOf(id, one)))
    assert.deepEqual([whole, short, other], [['certificate 7'], ['letter 5.75'], ['letter 5.75']])
    const printed = await given().rows('certificate', { registration_id: ids[1]! })
    const checked = async (lang: string) =>
      (await (await given().app.request(`/c/${printed[0]?.serial}?lang=${lang}`)).text()).replaceAll(/<[^>]+>/g, ' ')
    assert.match(await checked('en'), /This attendance letter is valid[^]*isn’t continuing education credit/)
    assert.match(await checked('es'), /Esta constancia es válida[^]*No es crédito/)
    const token = createManageTokens(given().context).issue({ kind: 'registration', id: ids[1]!, version: 1 })
    const page = (await (await given().app.request(`/r/${token}`)).text()).replaceAll(/<[^>]+>/g, ' ')
    assert.match(
      page.replaceAll(/\s+/g, ' '),
      /Your attendance letter, Ada 5\.75 hours in the room, breaks not counted\. For “Missouri peace officers” you need 378 minutes\. We counted 340\. Say that the time is wrong .*Open my attendance letter/,
    )
  })

  test('is named by initials where the letter is checked, if that is how their own certificate would be', async () => {
    const { id, ids } = await credited([
      { ...police, late: 80 },
      { role: 'fire', late: 80 },
    ])
    await issueCertificates(given().context, id)
    const checked = async (registration_id: string | undefined) => {
      const [printed] = await given().rows('certificate', { registration_id: registration_id! })
      return (await given().app.request(`/c/${printed?.serial}`)).text()
    }
    const [officer, firefighter] = [await checked(ids[0]), await checked(ids[1])]
    assert.match(officer, /A\. R\. <small>initials only/)
    assert.doesNotMatch(officer, /Reyes/)
    assert.match(firefighter, /Ada Reyes/)
  })

  test('gets the credit when the time is corrected, and a letter that says the same', async () => {
    const { id, ids, slug } = await credited([{ ...police, late: 80 }])
    await issueCertificates(given().context, id)
    const earlier = { id: crypto.randomUUID(), registration: ids[0], kind: 'in', at: '2027-01-05T15:05:00.000Z' }
    await given().admin('POST', `/trainings/${slug}/marks`, { marks: [earlier] })
    await issueCertificates(given().context, id, { renews: 'corrected' })
    assert.deepEqual(await validOf(id, ids[0]), ['certificate 7', 'letter 7'])
  })

  test('reads in a letter from when until when they were there, within the training', async () => {
    const letters = async (marks: (registration: string | undefined) => object[], late = 0) => {
      const { id, ids, slug } = await credited([{ role: 'fire', late }])
      const made = marks(ids[0]).map((one) => ({ id: crypto.randomUUID(), registration: ids[0], ...one }))
      if (made.length > 0) await given().admin('POST', `/trainings/${slug}/marks`, { marks: made })
      await issueCertificates(given().context, id)
      const [row] = await given().rows('certificate', { training_id: id })
      const { from, to, hours } = contentOf(row as never)
      return [from, to, hours].join(' ').replaceAll(/\s/g, ' ')
    }
    const left = { kind: 'out', at: '2027-01-05T20:40:00.000Z' }
    const back = { kind: 'in', at: '2027-01-05T21:00:00.000Z' }
    assert.equal(await letters(() => [], -20), '9:00 AM 4:00 PM 7')
    assert.equal(await letters(() => [left], 80), '10:20 AM 2:40 PM 4.25')
    assert.equal(await letters(() => [left, back]), '9:00 AM 4:00 PM 6.75')
  })

  test('gets nothing else while a license is all that is missing, nor what needs as long', async () => {
    const { id, ids } = await credited([{ ...police, licenceNumber: '' }])
    const strict = { ...exampleOf('letter'), rule: { minimumShare: 95 } }
    const { id: other, ids: others } = await credited([{ ...police, late: 80 }], strict)
    for (const one of [id, other]) await issueCertificates(given().context, one)
    assert.deepEqual([await validOf(id, ids[0]), await validOf(other, others[0])], [[], []])
  })
})

onBothDatabases(
  'the email with an attendance letter',
  (given) => {
    const sent = async (lang: 'en' | 'es', profile?: object) => {
      const day = await creditedDay(given(), [{}], { ...(profile && { profile, credit: { approval: 'none' } }) })
      await given().context.db.transaction((tx) => tx.updateTable('registration').set({ lang }).execute())
      await issueCertificates(given().context, day.id)
      return (await given().deliver()).at(-1) ?? assert.fail('no email')
    }

    test('calls it a letter, and says that it counts for nothing', async () => {
      const { subject, text } = await sent('en', exampleOf('letter'))
      assert.match(subject, /^Your attendance letter: /)
      assert.match(text, /Your attendance letter, Ada[^]*The letter says that you\s+were\s+there\s+for\s+7\.00 hours\./)
      assert.match(text, /Open my attendance letter:[^]*Number of the letter: /)
      assert.doesNotMatch(text, /certificate[ ,:]|counts for/i)
    })

    test('does so in Spanish, and calls a certificate one', async () => {
      const letter = await sent('es', exampleOf('letter'))
      assert.match(letter.subject, /^Su constancia de asistencia: /)
      assert.doesNotMatch(letter.text, /certificado|Vale por/)
      const certificate = await sent('en')
      assert.match(certificate.subject, /^Your certificate: /)
      assert.match(certificate.text, /It counts for 7\.00 hours/)
    })
  },
  mailing,
)
