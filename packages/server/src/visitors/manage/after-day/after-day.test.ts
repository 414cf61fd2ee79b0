import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { creditedDay, officers } from '../../../testing/credited-day.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

onBothDatabases('a person’s page after the training', (given) => {
  const read = async (id: string | undefined, lang = 'en') => {
    const token = createManageTokens(given().context).issue({ kind: 'registration', id: id ?? '', version: 1 })
    const response = await given().app.request(`/r/${token}?lang=${lang}`)
    assert.equal(response.status, 200)
    const text = await response.text()
    assert.doesNotMatch(text, /Give up your seat|Libere su cupo/)
    return text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  }
  const asking = { ...officers, rule: { minimumShare: 90, evaluation: true } }
  const questions = [{ id: 'useful', type: 'scale', label: { en: 'Useful?' } }]

  test('says that a certificate is ready, and leads to it', async () => {
    const { slug, ids } = await creditedDay(given())
    assert.match(await read(ids[0]), /Your certificate isn’t ready yet The organizer is still checking the times\./)
    await given().admin('POST', `/trainings/${slug}/certificates`, { registrations: ids })
    assert.match(await read(ids[0]), /Ready Your certificate, Ada 7\.00 hours .*Open my certificate/)
    // The certificate is in English. What the page says of it is not.
    const spanish = await read(ids[0], 'es')
    assert.match(spanish, /Listo Su certificado, Ada 7\.00 horas /)
    assert.match(spanish, /Missouri peace officers : 7\.00 horas /)
    assert.doesNotMatch(spanish, /hours/)
  })

  test('says that a certificate was taken back, and promises no other', async () => {
    const { slug, ids } = await creditedDay(given())
    const { admin, clock } = given()
    clock.later({ minutes: 1 })
    await admin('POST', `/trainings/${slug}/certificates`, {})
    const { standings } = (await admin('GET', `/trainings/${slug}/standings`)).body
    await admin('POST', `/trainings/${slug}/certificates/${standings[0].certificate.serial}/revoke`)
    const text = await read(ids[0])
    assert.match(
      text,
      /This certificate was taken back on \w+ \d+, 2027 Ask the organizer why\. Say that something is wrong/,
    )
    assert.doesNotMatch(text, /isn’t ready yet/)
  })

  test('says no more of hours in another language than the certificate claims', async () => {
    const { slug, ids } = await creditedDay(given(), [{}], { credit: { approval: 'applied' } })
    await given().admin('POST', `/trainings/${slug}/certificates`, { registrations: ids })
    assert.match(await read(ids[0]), /7\.00 hours attended/)
    assert.match(await read(ids[0], 'es'), /7\.00 horas de asistencia/)
  })

  test('says how much time is missing, and who to tell', async () => {
    const { ids } = await creditedDay(given(), [{ late: 80 }])
    assert.match(
      await read(ids[0]),
      /No credit yet 38 minutes are missing, Ada For “Missouri peace officers” you need 378 minutes\. We counted 340\. Say that the time is wrong/,
    )
    assert.match(await read(ids[0], 'es'), /Faltan 38 minutos, Ada .* se necesitan 378 minutos\. Contamos 340\./)
  })

  test('names the one step that is left', async () => {
    const license = await creditedDay(given(), [{ licenceNumber: '' }])
    assert.match(
      await read(license.ids[0]),
      /One step left Your license number is missing, Ada .* Enter your license number/,
    )
    const { slug, ids } = await creditedDay(given(), [{}], { profile: asking })
    await given().admin('PUT', `/trainings/${slug}/evaluation`, { questions }, { 'If-Match': '*' })
    await given().admin('POST', `/trainings/${slug}/evaluation/send`)
    assert.match(
      await read(ids[0]),
      /One step left Fill in the evaluation, Ada \d questions?, about .* Your certificate for .* needs it\..*Answer the questions/,
    )
    assert.match(await read(ids[0], 'es'), /\d preguntas?, un.* Es necesario para su certificado/)
  })

  test('asks no one for answers before the questions are open', async () => {
    const { slug, ids } = await creditedDay(given(), [{}], { profile: asking })
    const { admin } = given()
    await admin('PUT', `/trainings/${slug}/evaluation`, { questions }, { 'If-Match': '*' })
    const early = await read(ids[0])
    assert.match(
      early,
      /One step left The questions aren’t open yet Your certificate .* You’ll get an email when they are\./,
    )
    assert.doesNotMatch(early, /Fill in the evaluation/)
    await admin('POST', `/trainings/${slug}/evaluation/send`)
    assert.match(await read(ids[0]), /Fill in the evaluation, Ada/)
  })

  test('asks no one for what their training does not ask', async () => {
    const rule = { minimumShare: 90, evaluation: true, postTest: true }
    const { slug, ids } = await creditedDay(given(), [{}], { profile: { ...officers, rule } })
    const waits = /Your certificate isn’t ready yet The organizer is still checking/
    assert.match(await read(ids[0]), waits)
    const { admin } = given()
    await admin('PUT', `/trainings/${slug}/evaluation`, { questions }, { 'If-Match': '*' })
    await admin('POST', `/trainings/${slug}/evaluation/send`)
    assert.match(await read(ids[0]), waits)
    const other = await creditedDay(given(), [{}], { profile: { ...officers, rule } })
    const option = (value: string) => ({ value, label: { en: value } })
    const first = { id: 'stop', label: { en: 'What first?' }, topic: { en: 'First' }, right: 'a' }
    const tested = { questions: [{ ...first, options: [option('a'), option('b')] }], pass: 1, tries: null }
    await admin('PUT', `/trainings/${other.slug}/evaluation`, { questions, test: tested }, { 'If-Match': '*' })
    await admin('POST', `/trainings/${other.slug}/evaluation/send`)
    assert.match(await read(other.ids[0]), /One step left Fill in the evaluation, Ada/)
  })

  test('blames no one who did not come, nor where nothing counts', async () => {
    const { slug, ids } = await creditedDay(given(), [{}, { familyName: 'Wu', email: 'wu@kcpd.example' }])
    const { marks } = (await given().admin('GET', `/registrations/${ids[1]}/marks`)).body
    for (const { id } of marks ?? [])
      await given().admin('POST', `/trainings/${slug}/marks`, {
        marks: [{ id: crypto.randomUUID(), registration: ids[1], kind: 'undo', voids: id }],
      })
    assert.match(await read(ids[1]), /Wu This training is over/)
    await given().admin('PUT', `/trainings/${slug}/credit`, { credits: [] }, { 'If-Match': '*' })
    assert.match(await read(ids[0]), /This training is over/)
  })
})
