import assert from 'node:assert/strict'
import { test } from 'mocha'
import { composeMail } from '../../delivery/compose/compose.ts'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { closeDay } from '../attendance/close-day.ts'
import { eraseAgain } from '../erasing/erase-again.ts'
import { contentOf, issueCertificates } from './certificates.ts'
import { eraseCertificate } from './erase-certificates.ts'
import { settleDays } from './settle-days.ts'

const reason = 'Was taken for someone else'
const here = { session: '2027-01-05T09:00', in: '2027-01-05T15:00:00.000Z', out: null }
const away = { ...here, in: null }

onBothDatabases('a certificate, once it was issued', (given) => {
  const settled = async () => {
    const draft = { audience: { roles: ['police', 'fire'] } }
    const credit = { approval: 'confirmed', number: '26-0457', roles: ['police'] }
    const day = await creditedDay(given(), [{ role: 'police' }, { role: 'police', email: 'b@example.org' }], {
      draft,
      credit,
    })
    await closeDay(given().context, day.slug)
    await settleDays(given().context)
    return day
  }
  const certificatesOf = async (id: string | undefined) =>
    (await given().rows('certificate')).filter((row) => row.registration_id === id)
  const validOf = async (id: string | undefined) => (await certificatesOf(id)).filter((row) => row.valid_for !== null)
  const correct = async (id: string | undefined, sessions: object) => {
    given().clock.later({ minutes: 1 })
    const { status } = await given().admin('PUT', `/registrations/${id}/attendance`, { sessions: [sessions], reason })
    assert.equal(status, 204)
    await settleDays(given().context)
  }

  test('says where times are corrected what that does to it, as long as the day is closed', async () => {
    const { slug, ids } = await settled()
    const fix = () => organizerPages(given()).open(`/trainings/${slug}/attendance?open=${ids[0]}`)
    const said =
      /certificates follow what you save\. Each person who gets one, another one, or none anymore gets an email/
    assert.match(await fix(), said)
    await organizerPages(given()).post(`/trainings/${slug}/attendance/reopen`)
    assert.doesNotMatch(await fix(), said)
  })

  test('has a number that its email names, with whose number it is where there are several', async () => {
    const { slug, id, profile, ids } = await settled()
    const deputies = { ...officers, name: { en: 'Deputies', es: 'Ayudantes' } }
    const { id: another } = (await given().admin('POST', '/credit-profiles', deputies)).body
    const mail = async () => {
      const sent = await given().rows('outbox', { training_id: id, kind: 'certificate' })
      return (await composeMail(given().context, sent.find((one) => one.registration_id === ids[0])!))?.text ?? ''
    }
    assert.match(await mail(), /^Certificate number: [^ ]+$/m)
    const credit = { approval: 'confirmed', number: '26-0457', roles: ['police'] }
    const credits = [profile, another].map((one) => ({ ...credit, profile: one }))
    await given().admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
    await issueCertificates(given().context, id)
    const serials = await validOf(ids[0])
    assert.equal(serials.length, 2)
    for (const row of serials)
      assert.match(await mail(), new RegExp(`^${contentOf(row).profile}: Certificate number: .?${row.serial}.?$`, 'm'))
  })

  test('is said to be replaced where another one comes for the first time, too', async () => {
    const { slug, profile, ids } = await settled()
    const strict = { ...officers, name: { en: 'Deputies' }, rule: { minimumShare: 100 } }
    const { id } = (await given().admin('POST', '/credit-profiles', strict)).body
    const credits = [profile, id].map((one) => ({ profile: one, approval: 'none', roles: ['police'] }))
    await given().admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
    await correct(ids[0], { ...here, in: '2027-01-05T15:01:00.000Z' })
    const told = (await given().rows('outbox')).length
    await correct(ids[0], here)
    assert.equal((await validOf(ids[0])).length, 2)
    assert.deepEqual(
      (await given().rows('outbox')).slice(told).map(({ kind }) => kind),
      ['certificate-replaced'],
    )
  })

  test('does not come again after its person deleted it, nor do those that it replaced', async () => {
    const { id, slug, ids } = await settled()
    await correct(ids[0], { ...here, in: '2027-01-05T15:05:00.000Z' })
    const [row] = await validOf(ids[0])
    assert.equal((await certificatesOf(ids[0])).length, 2)
    const mails = (await given().rows('outbox')).length
    await eraseCertificate(given().context, row!.id)
    assert.deepEqual(await certificatesOf(ids[0]), [])

    await correct(ids[1], { ...here, in: '2027-01-05T15:05:00.000Z' })
    await correct(ids[0], { ...here, in: '2027-01-05T15:06:00.000Z' })
    await issueCertificates(given().context, id, { only: ids, renews: 'all' })
    assert.deepEqual(await certificatesOf(ids[0]), [])
    assert.equal((await validOf(ids[1])).length, 1)
    const told = (await given().rows('outbox')).slice(mails).map(({ registration_id }) => registration_id)
    assert.deepEqual(new Set(told), new Set([ids[1]]))
    const { standings } = (await given().admin('GET', `/trainings/${slug}/standings`)).body
    assert.deepEqual(
      standings.map(({ registration }: { registration: string }) => registration),
      [ids[1]],
    )
  })

  test('stays deleted when a backup of before is restored', async () => {
    const { ids } = await settled()
    const [row] = await validOf(ids[0])
    await eraseCertificate(given().context, row!.id)
    const journal = new Map((await given().rows('erased')).map(({ hash, at }) => [hash, at] as const))
    await given().context.db.transaction(async (tx) => {
      await tx.deleteFrom('deleted_certificate').execute()
      await tx.insertInto('certificate').values(row!).execute()
    })
    assert.ok((await eraseAgain(given().context, journal)) >= 1)
    assert.deepEqual(await certificatesOf(ids[0]), [])
    assert.equal((await validOf(ids[1])).length, 1)
  })

  test('is taken back from someone who was not there, whatever their role is by then', async () => {
    const { ids } = await settled()
    const { body, headers } = await given().admin('GET', `/registrations/${ids[0]}`)
    const person = { givenName: body.givenName, familyName: body.familyName, role: 'fire' }
    const changed = await given().admin(
      'PATCH',
      `/registrations/${ids[0]}`,
      { person },
      { 'If-Match': headers.get('etag')! },
    )
    assert.equal(changed.status, 200)
    await settleDays(given().context)
    assert.equal((await validOf(ids[0])).length, 1)
    await correct(ids[0], away)
    assert.deepEqual(await validOf(ids[0]), [])
    assert.equal((await validOf(ids[1])).length, 1)
  })

  test('is corrected as it was printed, and taken back, also where the training no longer takes its profile', async () => {
    const { slug, ids } = await settled()
    await given().admin('PUT', `/trainings/${slug}/credit`, { credits: [] }, { 'If-Match': '*' })
    await correct(ids[0], { ...here, in: '2027-01-05T15:05:00.000Z' })
    const [row] = await validOf(ids[0])
    const { approval, hours, sessions } = contentOf(row as never)
    assert.deepEqual([approval, hours, sessions[0]?.minutes], ['26-0457', 7, 415])
    await correct(ids[0], away)
    assert.deepEqual(await validOf(ids[0]), [])
  })
})
