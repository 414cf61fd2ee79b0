import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('typing in a paper sheet', (given) => {
  const pages = () => organizerPages(given())
  /** 9 AM to 3 PM in Chicago, on March 6. */
  const givenDay = async (names: string[]) => {
    const { slug } = await given().givenTraining({ seats: { capacity: null }, attendance: 'in-and-out' })
    for (const familyName of names) await given().signUp(slug, { people: [someone({ familyName })] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name`)
    const ids: string[] = body.registrations.map(({ id }: { id: string }) => id)
    given().clock.now = new Date('2027-03-07T00:00:00.000Z')
    return { slug, ids, path: `/trainings/${slug}/attendance/paper` }
  }
  const attended = async (slug: string) =>
    (await given().admin('GET', `/trainings/${slug}/attendance`)).body.people.map(
      ({
        familyName,
        sessions: [one],
      }: {
        familyName: string
        sessions: [{ minutes: number; doubts: { kind: string }[] }]
      }) => [familyName, one.minutes, ...one.doubts.map(({ kind }) => kind)].join(' '),
    )

  test('finds a name by two letters, first who has no line yet, and saves times as 758', async () => {
    const { slug, ids, path } = await givenDay(['Reed', 'Réyes', 'Wu'])
    const found = await pages().open(`${path}?q=re`)
    assert.match(found, new RegExp(`value="${ids[0]}" checked[^]*value="${ids[1]}"`))
    assert.doesNotMatch(found, /Wu, /)
    const saved = await pages().post(path, { q: 're', person: ids[0] ?? '', in0: '930', out0: '241' })
    assert.equal(saved.status, 303, saved.text)
    assert.match(await pages().open(`${path}?q=re`), new RegExp(`value="${ids[1]}" checked`))
    assert.deepEqual((await attended(slug))[0], 'Reed 311')
    assert.match(await pages().open(`${path}?q=zz`), /No one on the sheet has a name that begins like this/)
  })

  test('counts a signature for the whole time, says so in the record, and counts the lines', async () => {
    const { slug, ids, path } = await givenDay(['Reed', 'Wu'])
    await pages().post(path, { q: 're', person: ids[0] ?? '', in0: '', out0: '', signed: '2' })
    assert.deepEqual(await attended(slug), ['Reed 360', 'Wu 0'])
    const marks = await given().rows('mark', { registration_id: ids[0] ?? '' })
    assert.deepEqual(
      new Set(marks.map(({ source, reason }) => `${source} ${reason}`)),
      new Set(['paper Signature only']),
    )
    assert.match(await pages().open(`${path}?signed=2`), /class="state wait">1 line to go/)
    assert.match(await pages().open(`${path}?signed=1`), /class="state ok">All lines are typed/)
    await pages().post(`${path}/undo`, { person: ids[0] ?? '' })
    assert.deepEqual(await attended(slug), ['Reed 0', 'Wu 0'])
  })

  test('has a number on paper instead of a name for someone who asked for that, like the page of who did not come', async () => {
    const { slug } = await given().givenTraining({ seats: { capacity: null }, fields: { withoutName: 'optional' } })
    for (const [familyName, withoutName] of [
      ['Reed', true],
      ['Wu', false],
    ] as const)
      await given().signUp(slug, { people: [{ ...someone({ familyName }), withoutName }] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name`)
    const [{ id, reference }] = body.registrations
    given().clock.now = new Date('2027-03-07T00:00:00.000Z')
    const isOnPaper = (page: string) => {
      assert.match(page, new RegExp(`class="paper-lines" aria-hidden="true"><li>${reference}</li></ul>`))
      assert.match(page, /<li>Wu, |<b>Wu, /)
      assert.match(page, /unnamed[^<]*>(?:<span class="num">[^<]*<\/span>\s*<span><b>)?Reed, /)
    }
    isOnPaper(await pages().open(`/trainings/${slug}/attendance/away`))
    const path = `/trainings/${slug}/attendance/paper`
    await pages().post(path, { q: 're', person: id, in0: '9', out0: '3' })
    await pages().post(path, { q: 'wu', person: body.registrations[1].id, in0: '9', out0: '3' })
    isOnPaper(await pages().open(path))
  })

  test('keeps what paper and door say differently, until someone decides', async () => {
    const { slug, ids, path } = await givenDay(['Reed'])
    const door = { id: crypto.randomUUID(), registration: ids[0], kind: 'in', at: '2027-03-06T16:00:00.000Z' }
    await given().admin('POST', `/trainings/${slug}/marks`, { marks: [door] })
    await pages().post(path, { q: 're', person: ids[0] ?? '', in0: '9', out0: '3' })
    assert.deepEqual(await attended(slug), ['Reed 360 differs'])
    assert.match(
      await pages().open(path),
      /<small><span[^>]*>9:00 – 3:00<\/span><\/small><br><span[^>]*>The door has 10:00\s?AM\. Decide later/,
    )
    const sheet = path.replace('/paper', '')
    assert.match(await pages().open(sheet), /<small>9:00\s?AM on paper, 10:00\s?AM at the door<\/small>/)
  })

  test('keeps a line that differs from what someone has decided before, until someone decides again', async () => {
    const { slug, ids, path } = await givenDay(['Reed'])
    const [reed = ''] = ids
    const door = { id: crypto.randomUUID(), registration: reed, kind: 'in', at: '2027-03-06T16:00:00.000Z' }
    await given().admin('POST', `/trainings/${slug}/marks`, { marks: [door] })
    const sessions = [{ session: '2027-03-06T09:00', in: '2027-03-06T15:30:00.000Z', out: '2027-03-06T21:00:00.000Z' }]
    const correct = () =>
      given().admin('PUT', `/registrations/${reed}/attendance`, { sessions, reason: 'The desk was late' })
    await correct()
    assert.deepEqual(await attended(slug), ['Reed 330'])
    await pages().post(path, { q: 're', person: reed, in0: '9', out0: '2' })
    assert.deepEqual(await attended(slug), ['Reed 360 left-twice differs differs'])
    assert.match(await pages().open(path), /The door has \d+:\d\d\s[AP]M\. Decide later/)
    await correct()
    assert.deepEqual(await attended(slug), ['Reed 330'])
  })

  test('says that a line was there already, which times stay, and stores nothing until it is undone', async () => {
    const { slug, ids, path } = await givenDay(['Reed', ...Array.from({ length: 21 }, (_, index) => `Wu${index}`)])
    const type = (person: string, in0: string, out0: string) => pages().post(path, { q: 're', person, in0, out0 })
    const [reed = '', ...others] = ids
    await type(reed, '1030', '1')
    for (const other of others) await type(other, '9', '3')
    for (const [in0, out0] of [
      ['1030', '1'],
      ['930', '3'],
      ['', ''],
    ] as const) {
      const { text } = await type(reed, in0, out0)
      assert.match(text, /Reed has a line already: 10:30\sAM – 1:00\sPM\. It stays, and this one wasn’t saved/)
      assert.match(text, new RegExp(`name="in0" value="${in0}"`))
      assert.match(text, /<span class="num">1<\/span>\s*<span><b>Reed, Ada/)
    }
    assert.equal((await given().rows('mark', { registration_id: reed })).length, 2)
    const spanish = await pages().post(`${path}?lang=es`, { q: 're', person: reed, in0: '9', out0: '3' })
    assert.match(spanish.text, /ya tiene una línea: 10:30/)
    // They left before that, and came back.
    assert.equal((await type(reed, '9', '10')).status, 303)
    const minutes = async () => (await attended(slug)).find((line: string) => line.startsWith('Reed'))
    assert.equal(await minutes(), 'Reed 210')
    await pages().post(`${path}/undo`, { person: reed })
    assert.equal((await type(reed, '9', '3')).status, 303)
    assert.equal(await minutes(), 'Reed 360')
  })

  test('saves one line of two that are typed in the same instant, and says so to the other', async () => {
    const { ids, path } = await givenDay(Array.from({ length: 8 }, (_, index) => `Wu${index}`))
    for (const person of ids) {
      const lines = [
        ['9', '3'],
        ['', ''],
        ['930', '2'],
      ] as const
      const sent = await Promise.all(lines.map(([in0, out0]) => pages().post(path, { q: 'wu', person, in0, out0 })))
      const texts = sent.filter(({ status }) => status !== 303).map(({ text }) => text)
      assert.equal(texts.length, 2)
      for (const text of texts) assert.match(text, /has a line already: 9:/)
      assert.equal((await given().rows('mark', { registration_id: person })).length, 2)
    }
  })

  test('takes a corrected line, and one without a time out, for the line that it is', async () => {
    const { slug, ids, path } = await givenDay(['Reed', 'Wu'])
    const [reed = '', wu = ''] = ids
    const type = (person: string, in0: string, out0: string) => pages().post(path, { q: 'w', person, in0, out0 })
    await type(reed, '9', '3')
    const sessions = [{ session: '2027-03-06T09:00', in: '2027-03-06T15:00:00.000Z', out: '2027-03-06T17:00:00.000Z' }]
    await given().admin('PUT', `/registrations/${reed}/attendance`, { sessions, reason: 'Left early' })
    assert.equal((await attended(slug))[0], 'Reed 120')
    assert.match((await type(reed, '9', '3')).text, /has a line already: 9:00\sAM – 11:00\sAM\. It stays/)
    assert.equal((await type(reed, '1', '3')).status, 303)
    assert.equal((await attended(slug))[0], 'Reed 240')
    const mark = { id: crypto.randomUUID(), registration: wu, kind: 'in', at: '2027-03-06T16:00:00.000Z' }
    await given().admin('POST', `/trainings/${slug}/marks`, { marks: [{ ...mark, source: 'paper' }] })
    // It leaves to the clock which part it is for.
    assert.match(await pages().open(path), /<b>Wu, [^<]*<\/b><br><small>10:00[^<]*<\/small>/)
    assert.match((await type(wu, '10', '3')).text, /has a line already: 10:00\sAM – no time\. It stays/)
    await pages().post(`${path}/undo`, { person: wu })
    assert.equal((await type(wu, '10', '3')).status, 303)
    assert.equal((await attended(slug))[1], 'Wu 300')
  })

  test('takes a line of which both times were corrected for the line that it is, until it is undone', async () => {
    const { slug, ids, path } = await givenDay(['Reed', 'Wu'])
    const [reed = '', wu = ''] = ids
    const type = (person: string, in0: string, out0: string) => pages().post(path, { q: 'w', person, in0, out0 })
    const correct = async (person: string, from: string | null, to: string | null) => {
      const times = { in: from && `2027-03-06T${from}:00.000Z`, out: to && `2027-03-06T${to}:00.000Z` }
      const sessions = [{ session: '2027-03-06T09:00', ...times }]
      await given().admin('PUT', `/registrations/${person}/attendance`, { sessions, reason: 'They say so' })
    }
    await type(reed, '9', '3')
    await correct(reed, '16:00', '18:00')
    await correct(reed, '16:30', '18:30')
    assert.match((await type(reed, '9', '3')).text, /has a line already: 10:30\sAM – 12:30\sPM\. It stays/)
    assert.match(await pages().open(`${path}?signed=1`), /class="state ok">All lines are typed/)
    await pages().post(`${path}/undo`, { person: reed })
    assert.match(await pages().open(`${path}?signed=1`), /class="state wait">1 line to go/)
    assert.equal((await type(reed, '9', '1')).status, 303)
    // The door’s time, which someone corrected, is no line: it stays.
    const mark = { registration: wu, kind: 'in', at: '2027-03-06T15:30:00.000Z', source: 'door' }
    await given().admin('POST', `/trainings/${slug}/marks`, { marks: [{ ...mark, id: crypto.randomUUID() }] })
    await type(wu, '9', '3')
    await correct(wu, '16:00', '18:00')
    assert.match((await type(wu, '9', '3')).text, /has a line already: 10:00\sAM – 12:00\sPM\. It stays/)
    await pages().post(`${path}/undo`, { person: wu })
    assert.equal((await type(wu, '10', '2')).status, 303)
    assert.deepEqual(await attended(slug), ['Reed 240', 'Wu 240'])
    // Who was not here has no times that a line could repeat.
    await correct(reed, null, null)
    assert.equal((await type(reed, '9', '3')).status, 303)
    assert.deepEqual((await attended(slug))[0], 'Reed 360')
  })

  test('shows what is wrong with a line again, with what was typed', async () => {
    const { ids, path } = await givenDay(['Reed'])
    for (const [fields, fault] of [
      [{ person: ids[0] ?? '', in0: 'noon', out0: '3' }, /id="f-in0-fault">[^]*?Use a time like/],
      [{ person: ids[0] ?? '', in0: '2', out0: '1' }, /id="f-out0-fault">[^]*?can’t leave before/],
      [{ person: '', in0: '9', out0: '3' }, /Choose whose line it is/],
      [{ person: ids[0] ?? '', in0: '-', out0: '-' }, /Enter a time, or leave them empty/],
    ] as const) {
      const { text } = await pages().post(path, { q: 're', ...fields })
      assert.match(text, fault)
      assert.match(text, new RegExp(`name="in0" value="${fields.in0}"`))
    }
    assert.deepEqual(await given().rows('mark', { registration_id: ids[0] ?? '' }), [])
  })
})
