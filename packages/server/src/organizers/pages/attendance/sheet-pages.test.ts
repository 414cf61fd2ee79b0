import assert from 'node:assert/strict'
import { test } from 'mocha'
import { settleDays } from '../../../core/credit/settle-days.ts'
import { creditedDay } from '../../../testing/credited-day.ts'
import { copyPerson } from '../../../testing/generated/copy-person.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

/** Two half days in Chicago, on March 6. */
const draft = {
  sessions: [
    { start: '2027-03-06T09:00', end: '2027-03-06T12:00', label: { en: 'Morning', es: 'Mañana' } },
    { start: '2027-03-06T13:00', end: '2027-03-06T15:00', label: { en: 'Afternoon', es: 'Tarde' } },
  ],
  attendance: 'in-and-out' as const,
}

onBothDatabases('the attendance page', (given) => {
  const pages = () => organizerPages(given())
  const givenDay = async (names: string[]) => {
    const { slug } = await given().givenTraining({ ...draft, seats: { capacity: null } })
    for (const familyName of names) await given().signUp(slug, { people: [someone({ familyName })] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name`)
    const ids: string[] = body.registrations.map(({ id }: { id: string }) => id)
    given().clock.now = new Date('2027-03-07T00:00:00.000Z')
    return { slug, ids, path: `/trainings/${slug}/attendance` }
  }
  const mark = (slug: string, registration: string | undefined, kind: string, at: string) =>
    given().admin('POST', `/trainings/${slug}/marks`, {
      marks: [{ id: crypto.randomUUID(), registration, kind, at: `2027-03-06T${at}:00.000Z` }],
    })
  const text = async (path: string) => (await pages().open(path)).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  const typed = (fields: Record<string, string>) => ({ in0: '', out0: '', in1: '', out1: '', ...fields })

  test('shows people down and the parts across, doubts first, with what counts', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer', 'Carter'])
    for (const [kind, at] of [
      ['in', '14:58'],
      ['out', '18:02'],
      ['in', '18:55'],
      ['out', '21:00'],
    ] as const)
      await mark(slug, ids[0], kind, at)
    await mark(slug, ids[1], 'in', '14:58')
    const shown = await text(path)
    assert.match(shown, /Morning: 9 AM – 12 PM, 180 minutes\. Afternoon: 1 PM – 3 PM, 120 minutes/)
    assert.match(
      shown,
      /Brewer, Ada 8:58 – no time .*To decide.*Adams, Ada 8:58 – 12:02 12:55 – 3:00 300 5\.00 Complete.*Carter, Ada .*Not here/,
    )
    for (const q of ['brew', 'brewer ada', 'Sgt. Bréwer']) assert.match(await text(`${path}?q=${q}`), /1–1 of 1/, q)
    assert.doesNotMatch(await text(`${path}?state=away`), /Brewer, Ada/)
  })

  test('says why someone lacks minutes', async () => {
    const { slug, ids } = await creditedDay(given(), [{ late: 80 }, {}])
    const path = `/trainings/${slug}/attendance`
    assert.match(await text(path), /Short 38 minutes short of 378: came at 10:20.AM/)
    const reading = /name="_base" value="([^"]*)"/.exec(await pages().open(`${path}?open=${ids[1]}`))?.[1] ?? ''
    const early = { _base: reading, in0: '9', out0: '1421', reason: 'Seen', do: 'save' }
    assert.equal((await pages().post(`${path}/people/${ids[1]}`, early)).status, 303)
    assert.match(await text(path), /Short 57 minutes short of 378: left at 2:21.PM/)
    const both = { ...early, _base: '', in0: '905', out0: '1422' }
    const again = /name="_base" value="([^"]*)"/.exec(await pages().open(`${path}?open=${ids[0]}`))?.[1] ?? ''
    assert.equal((await pages().post(`${path}/people/${ids[0]}`, { ...both, _base: again })).status, 303)
    assert.match(await text(path), /Short 61 minutes short of 378: left at 2:22.PM/)
    assert.match(await text(`${path}?lang=es`), /Faltan 57 minutos de 378\. Salida: 2:21.p\..m\./)
  })

  test('says of someone who was here that their seat was canceled', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer'])
    for (const id of ids) await mark(slug, id, 'in', '14:58')
    await given().admin('POST', `/registrations/${ids[0]}/cancel`)
    const shown = await text(path)
    assert.match(shown, /Adams, Ada(?: [^·]{1,40} ·)? Canceled 8:58/)
    assert.doesNotMatch(shown, /Brewer, Ada(?: [^·]{1,40} ·)? Canceled/)
  })

  test('corrects times with a reason, and says first what they lead to', async () => {
    const { ids, path } = await givenDay(['Adams'])
    const action = `${path}/people/${ids[0]}`
    const base = /name="_base" value="([^"]*)"/.exec(await pages().open(`${path}?open=${ids[0]}`))?.[1] ?? ''
    const times = typed({ _base: base, in0: '858', out0: '1202', in1: '1', out1: '3 PM' })
    const asked = await pages().post(action, { ...times, reason: '', _enter: '1' })
    assert.match(asked.text, /Then: 300 minutes, 5\.00 hours\. Complete\./)
    assert.equal((await given().rows('mark', { registration_id: ids[0] ?? '' })).length, 0)
    const noReason = await pages().post(action, { ...times, reason: ' ', do: 'save' })
    assert.match(noReason.text, /Say why/)
    const wrong = await pages().post(action, { ...times, in0: '25', reason: 'Seen', do: 'save' })
    assert.match(wrong.text, /id="f-in0-fault">[^]*?Use a time like 7:58 or 758/)
    const saved = await pages().post(action, { ...times, reason: 'Seen', do: 'save' })
    assert.equal(saved.status, 303, saved.text)
    assert.match(await text(path), /300 5\.00 Complete/)
    assert.match(await text(`${path}?open=${ids[0]}`), /In at 8:58 AM Correction · .*Seen/)
  })

  test('ends a doubt by saving the times that stand there, and says so, with the day of each mark', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer'])
    const sent = [
      ['in', '2027-03-06T15:00:00.000Z'],
      ['out', '2027-03-06T18:00:00.000Z'],
      ['in', '2027-03-06T19:00:00.000Z'],
      ['out', '2027-03-06T21:00:00.000Z'],
      ['in', '2021-03-06T15:00:00.000Z'],
    ]
    given().clock.now = new Date('2027-03-01T00:00:00.000Z')
    await given().admin('POST', `/registrations/${ids[1]}/cancel`)
    given().clock.now = new Date('2027-03-07T00:00:00.000Z')
    for (const [at, id] of ids.entries()) {
      const some = at === 0 ? sent : sent.slice(0, 4)
      const marks = some.map(([kind, time]) => ({ id: crypto.randomUUID(), registration: id, kind, at: time }))
      await given().admin('POST', `/trainings/${slug}/marks`, { marks })
      const open = await text(`${path}?open=${id}`)
      assert.match(open, at === 0 ? /A time on another day/ : /Counts after their registration had ended/)
      assert.match(open, /Save the times that are right, also if they stand here already/)
      if (at === 0) assert.match(open, /In at Saturday, March 6, 2021, 9:00 AM/)
      const forms = formsIn(await pages().open(`${path}?open=${id}`))
      const fix = forms.find((one) => one.includes('id="fix"')) ?? assert.fail()
      // What the times lead to stands far below the top of a long list.
      assert.match(fix, new RegExp(`formaction="/admin${path}/people/${id}#fix">What it leads to<`))
      const controls = controlsIn(fix)
      const fields = Object.fromEntries([...controls].filter(([name]) => name !== '_enter'))
      const saved = await pages().post(`${path}/people/${id}`, { ...fields, reason: 'Seen', do: 'save' })
      assert.equal(saved.status, 303, saved.text)
      assert.doesNotMatch(await text(`${path}?q=${at === 0 ? 'adams' : 'brewer'}`), /To decide 1/)
    }
  })

  test('decides about everyone without a time out with one press, which says its number', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer', 'Carter'])
    await mark(slug, ids[0], 'in', '15:00')
    await mark(slug, ids[1], 'in', '15:00')
    assert.match(await text(path), /2 people haven’t checked out .*Count 2 people until 12:00 PM/)
    const press = (seen: string) => pages().post(`${path}/decide`, { session: '2027-03-06T09:00', seen })
    await mark(slug, ids[2], 'in', '15:00')
    const late = await press('2')
    assert.match(late.location ?? '', /failed=changed/)
    await press('3')
    const shown = await text(path)
    assert.doesNotMatch(shown, /haven’t checked out/)
    assert.match(shown, /All 3 To decide 0/)
  })

  test('says before that press that certificates follow, once the day is closed, and then they do', async () => {
    const { slug, id } = await creditedDay(given(), [{}], { draft: { attendance: 'in-and-out' } })
    const path = `/trainings/${slug}/attendance`
    const said = /certificates follow what you save/
    assert.doesNotMatch(await text(path), said)
    assert.equal((await given().admin('PUT', `/trainings/${slug}/day/closed`)).status, 204)
    const shown = await text(path)
    assert.match(shown, /Count 1 person until 4:00 PM/)
    assert.match(shown, said)
    const issued = () => given().rows('certificate', { training_id: id })
    await settleDays(given().context)
    assert.equal((await issued()).length, 0)
    await pages().post(`${path}/decide`, { session: '2027-01-05T09:00', seen: '1' })
    await settleDays(given().context)
    assert.equal((await issued()).length, 1)
  })

  test('closes the day with what follows, and not with numbers that no one saw', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer'])
    await mark(slug, ids[0], 'in', '15:00')
    const page = await pages().open(`${path}/close`)
    assert.match(page, /1 person was never checked in/)
    assert.match(page, /Mark 1 person as not here and close the day/)
    const seen = /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? ''
    await mark(slug, ids[1], 'in', '15:00')
    const changed = await pages().post(`${path}/close`, { seen })
    assert.match(changed.text, /Someone changed these numbers in the meantime/)
    const again = /name="seen" value="([^"]*)"/.exec(changed.text)?.[1] ?? ''
    const closed = await pages().post(`${path}/close`, { seen: again })
    assert.equal(closed.status, 303)
    assert.match(await text(path), /This day was closed on/)
    await pages().post(`${path}/reopen`, {})
    assert.doesNotMatch(await text(path), /This day was closed on/)
  })

  test('says before the day is closed which times paper and door have', async () => {
    const { slug, ids, path } = await givenDay(['Adams', 'Brewer'])
    for (const [source, at] of [
      ['door', '15:02'],
      ['paper', '14:59'],
    ])
      await given().admin('POST', `/trainings/${slug}/marks`, {
        marks: [{ id: crypto.randomUUID(), registration: ids[0], kind: 'in', at: `2027-03-06T${at}:00.000Z`, source }],
      })
    const shown = await text(`${path}/close`)
    assert.match(shown, /1 time differs between paper and door +Adams, Ada: 8:59\sAM on paper, 9:02\sAM at the door/)
  })

  test('has 50 of 5,000 people on a page', async () => {
    const { ids, path } = await givenDay(['Adams'])
    await copyPerson(given(), ids[0] as string, 4999, (index) => ({
      reference: `R${index}`,
      active_person: null,
      family_name: `Person ${index}`,
    }))
    const page = await pages().open(`${path}?page=3`)
    assert.equal(page.match(/class="act"/g)?.length, 50)
    assert.match(page, /101–150 of 5,?000/)
  })
})
