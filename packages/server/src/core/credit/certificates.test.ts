import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { initialsOf } from './certificate-content.ts'
import { contentOf, issueCertificates, replaceCertificate, revokeCertificate, sendAgain } from './certificates.ts'
import { eraseOldCertificates } from './erase-certificates.ts'
import { readSerial } from './serial.ts'

onBothDatabases('certificates', (given) => {
  const issued = async (training_id: string) => given().rows('certificate', { training_id })
  const mails = async (training_id: string) =>
    (await given().rows('outbox', { training_id })).filter(({ kind }) => kind.startsWith('certificate'))

  test('are issued to everyone who lacks nothing, once, with one email each', async () => {
    const { id, ids } = await creditedDay(given(), [{}, { late: 40 }, { late: 60 }, { licenceNumber: '' }])
    const { context } = given()
    assert.deepEqual(await issueCertificates(context, id), { issued: 2, missing: 2 })
    assert.deepEqual(await issueCertificates(context, id), { issued: 0, missing: 2 })
    const rows = await issued(id)
    assert.deepEqual(rows.map(({ registration_id }) => registration_id ?? '').toSorted(), ids.slice(0, 2).toSorted())
    assert.equal((await mails(id)).length, 2)
    const content = contentOf(rows[0]!)
    assert.deepEqual(
      [content.hours, content.areas.map(({ hours }) => hours), content.approval, content.license],
      [7, [2, 3, 2], '26-0457', 'Missouri peace officer license 48213'],
    )
    assert.match(rows[0]!.serial, /^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
  })

  test('are issued once, also by two organizers together, and go on where a process died', async () => {
    const { id } = await creditedDay(
      given(),
      Array.from({ length: 12 }, () => ({})),
    )
    const { context } = given()
    // The last transaction of the first try is lost with its process.
    let lost = true
    const dying = new Proxy(context, {
      get: (target, name) =>
        name === 'newId' && lost
          ? () => {
              lost = false
              throw new Error('killed')
            }
          : Reflect.get(target, name),
    })
    await assert.rejects(issueCertificates(dying, id), /killed/)
    assert.equal((await issued(id)).length, 0)
    const both = await Promise.all([issueCertificates(context, id), issueCertificates(context, id)])
    assert.equal(both[0].issued + both[1].issued, 12)
    assert.equal((await issued(id)).length, 12)
    assert.equal((await mails(id)).length, 12)
  })

  test('claim nothing without a confirmed approval: minutes become hours attended', async () => {
    const { id } = await creditedDay(given(), [{ late: 24 }], { credit: { approval: 'applied' } })
    await issueCertificates(given().context, id)
    const { hours, unit, statement, approval, provider, areas } = contentOf((await issued(id))[0]!)
    assert.deepEqual([hours, unit, approval, provider, areas], [6.5, 'hours attended', undefined, undefined, []])
    assert.match(statement, /No board has approved this course/)
  })

  test('are replaced by a corrected one, and taken back, and their numbers go on to say so', async () => {
    const { id, ids } = await creditedDay(given())
    const { context, admin } = given()
    await issueCertificates(context, id)
    const [first] = await issued(id)
    await admin('PATCH', `/registrations/${ids[0]}`, { person: { familyName: 'Quintana' } })
    const next = await replaceCertificate(context, first!.serial)
    const [old, present] = (await issued(id)).toSorted(
      (one, other) => Number(one.serial === next) - Number(other.serial === next),
    )
    assert.deepEqual([old!.replaced_by, old!.valid_for], [next, null])
    assert.match(contentOf(present!).name, /Quintana$/)
    assert.doesNotMatch(contentOf(old!).name, /Quintana/)
    assert.deepEqual((await mails(id)).map(({ kind }) => kind).toSorted(), ['certificate', 'certificate-replaced'])
    await assert.rejects(replaceCertificate(context, first!.serial))
    given().clock.later({ minutes: 1 })
    await revokeCertificate(context, next)
    await assert.rejects(revokeCertificate(context, next))
    assert.deepEqual(await issueCertificates(context, id), { issued: 0, missing: 0 }, 'no one gets another unasked')
    await assert.rejects(sendAgain(context, first!.serial), 'it was not the last one')
    await sendAgain(context, next)
    await assert.rejects(sendAgain(context, next), 'they have another')
    const valid = (await issued(id)).filter(({ valid_for }) => valid_for !== null)
    assert.deepEqual([valid.length, valid[0]?.registration_id], [1, ids[0]])
    await revokeCertificate(context, valid[0]!.serial)
    assert.deepEqual(await issueCertificates(context, id, { only: [ids[0]!] }), { issued: 1, missing: 0 })
  })

  test('tell programs that they were issued and taken back, with ids and nothing else', async () => {
    const { context, admin, rows } = given()
    await admin('POST', '/webhooks', {
      url: 'https://hook.example.org/',
      events: ['certificate.issued', 'certificate.revoked'],
    })
    const { id, slug, ids } = await creditedDay(given(), [{ givenName: 'Ada', familyName: 'Reyes' }])
    const before = (await rows('webhook_event')).length
    await issueCertificates(context, id)
    const [first] = await issued(id)
    const next = await replaceCertificate(context, first!.serial)
    await revokeCertificate(context, next)
    const second = (await issued(id)).find(({ serial }) => serial === next)
    const about = (event: string, certificate: string | undefined) => ({
      event,
      training: slug,
      registration: ids[0],
      certificate,
    })
    const said = (await rows('webhook_event')).slice(before).flatMap(({ events }) => JSON.parse(events))
    assert.deepEqual(said, [
      about('certificate.issued', first!.id),
      about('certificate.revoked', first!.id),
      about('certificate.issued', second!.id),
      about('certificate.revoked', second!.id),
    ])
  })

  test('are renewed where a time was corrected since, and taken back where no credit is left', async () => {
    const { id, slug, ids } = await creditedDay(given(), [{}, {}])
    const { context, admin } = given()
    await issueCertificates(context, id)
    const out = (at: string, registration: string | undefined) => ({
      id: crypto.randomUUID(),
      registration,
      kind: 'out',
      at,
    })
    const marks = [out('2027-01-05T21:50:00.000Z', ids[0]), out('2027-01-05T17:00:00.000Z', ids[1])]
    await admin('POST', `/trainings/${slug}/marks`, { marks })
    assert.equal((await issueCertificates(context, id)).issued, 0, 'never silently')
    assert.deepEqual(await issueCertificates(context, id, { renews: 'all' }), { issued: 1, missing: 1 })
    const rows = await issued(id)
    assert.deepEqual(
      [
        rows.length,
        rows.filter(({ valid_for }) => valid_for !== null).length,
        rows.filter(({ replaced_by }) => replaced_by !== null).length,
      ],
      [3, 1, 1],
    )
  })

  test('outlive the registration for the years of their profile, and then are deleted', async () => {
    const { id } = await creditedDay(given(), [{}], { profile: { ...officers, keepYears: 1 } })
    const { context, clock } = given()
    await issueCertificates(context, id)
    await context.db.writer.deleteFrom('registration').where('training_id', '=', id).execute()
    const [kept] = await issued(id)
    assert.deepEqual([kept!.registration_id, kept!.keep_until.slice(0, 10)], [null, '2028-01-05'])
    await eraseOldCertificates(context)
    assert.equal((await issued(id)).length, 1)
    clock.now = new Date('2028-01-06T00:00:00.000Z')
    await eraseOldCertificates(context)
    assert.equal((await issued(id)).length, 0)
  })

  test('are deleted with a person who wants everything deleted', async () => {
    const { id, ids } = await creditedDay(given())
    await issueCertificates(given().context, id)
    await given().admin('DELETE', `/registrations/${ids[0]}`)
    assert.equal((await issued(id)).length, 0)
  })
})

test('a number is read however it is typed, and none has 0, O, 1, or I', () => {
  assert.equal(readSerial(' 7gqm4xkd-w2ht '), '7GQM-4XKD-W2HT')
  for (const wrong of ['7GQM-4XKD-W2H', '7GQM-4XKD-W2H0', '7GQM-4XKD-W2HI', ''])
    assert.equal(readSerial(wrong), undefined)
})

test('initials are whole letters of any script', () => {
  assert.equal(initialsOf('Ada Reyes'), 'A. R.')
  assert.equal(initialsOf('  María  José '), 'M. J.')
  assert.equal(initialsOf('👩‍🚒 Smith'), '👩‍🚒. S.')
  assert.equal(initialsOf('王小明'), '王.')
})
