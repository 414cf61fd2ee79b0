import assert from 'node:assert/strict'
import { test } from 'mocha'
import { coordinator } from '../../../testing/contract/states.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { carryOutBulkActions } from '../../api/bulk/carry-out.ts'

onBothDatabases('the page that approves a group', (given) => {
  const pages = () => organizerPages(given())
  const group = async (capacity: number, split: boolean, waitlist = true) => {
    const { slug } = await given().givenTraining({
      audience: { access: 'approval', verify: 'never' },
      seats: { capacity, waitlist, holdWhilePending: false },
    })
    const people = [someone(), someone(), someone()]
    const { body } = await given().signUp(slug, { people, coordinator, split })
    const statuses = async () => {
      const { registrations } = (await given().admin('GET', `/registrations?training=${slug}`)).body
      return (registrations as { status: string }[]).map(({ status }) => status).toSorted()
    }
    return { path: `/groups/${body.reference}`, statuses, slug }
  }

  test('says before that one waits as a whole which stays together and does not fit', async () => {
    const { path, statuses } = await group(2, false)
    const asked = await pages().open(`${path}/approve`)
    assert.match(asked, /stays together, and 1 seat is missing\. Everyone in it goes on the waiting list/)
    const [, one = ''] = /href="\/admin(\/registrations\/[\da-f-]{36})"/.exec(await pages().open(path)) ?? []
    assert.match(await pages().open(`${one}/approve`), /everyone in it gets a seat, or everyone waits\./)
    await pages().post(`${path}/approve`)
    assert.deepEqual(await statuses(), ['waitlisted', 'waitlisted', 'waitlisted'])
    const promote = await pages().open(`${one}/promote`)
    assert.match(promote, /so this gives 3 seats[^]*>Give 3 seats</)
    assert.equal((await pages().post(`${one}/promote`)).location, `/admin${one}?failed=no-seat-free`)
    assert.match(await pages().open(`${one}?failed=no-seat-free`), /not enough for a group that stays together/)
  })

  test('leads back with the reason where there is no waiting list, instead of asking', async () => {
    const { path, slug } = await group(3, false, false)
    await given().admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 2 } })
    const [, one = ''] = /href="\/admin(\/registrations\/[\da-f-]{36})"/.exec(await pages().open(path)) ?? []
    for (const [asked, back] of [
      [path, path],
      [one, one],
    ] as const)
      assert.equal((await pages().ask(`${asked}/approve`)).location, `/admin${back}?failed=no-seat-free`)
  })

  test('and the one about several people say what groups that stay together get', async () => {
    for (const split of [false, true]) {
      const { slug } = await group(2, split)
      const { body } = await given().admin('GET', `/registrations?training=${slug}`)
      const page = await pages().select(`/trainings/${slug}/bulk/approve/preview`, { id: body.registrations[0].id })
      assert.equal(/stays together gets all of its seats or none/.test(page.text), !split)
    }
  })

  for (const [name, capacity, split] of [
    ['has room for it', 3, false],
    ['may divide it', 2, true],
  ] as const)
    test(`says nothing of missing seats where the training ${name}`, async () => {
      const { path, statuses } = await group(capacity, split)
      const asked = await pages().open(`${path}/approve`)
      assert.doesNotMatch(asked, /missing/)
      assert.match(asked, />Approve all 3</)
      const [, one = ''] = /href="\/admin(\/registrations\/[\da-f-]{36})"/.exec(await pages().open(path)) ?? []
      const takesAll = /stays together, so this takes 3 seats\. Those of people who still await approval are held/
      assert.equal(takesAll.test(await pages().open(`${one}/approve`)), !split)
      await pages().post(`${path}/approve`)
      assert.equal((await statuses()).filter((status) => status === 'confirmed').length, capacity)
    })
})

onBothDatabases('the page that declines a group', (given) => {
  const pages = () => organizerPages(given())
  const group = async () => {
    const { slug } = await given().givenTraining({ audience: { access: 'approval', verify: 'never' } })
    const { body } = await given().signUp(slug, { people: [someone(), someone()], coordinator })
    await given().signUp(slug, { people: [someone()] })
    const statuses = async () => (await given().rows('registration', { slug })).map(({ status }) => status).toSorted()
    return { path: `/groups/${body.reference}`, statuses, slug }
  }
  const pending = ['pending_approval', 'pending_approval', 'pending_approval']
  const undoOf = (page: string) => /action="\/admin(\/bulk-actions\/[\da-f-]+\/undo)"/.exec(page)?.[1]

  test('waits ten minutes, in which it can be undone on that page', async () => {
    const { path, statuses } = await group()
    const asked = await pages().open(`${path}/decline`)
    assert.match(asked, /2 people lose their requests\.[^]*This waits 10 minutes/)
    assert.doesNotMatch(asked, /can’t be undone/)
    const sent = await pages().post(`${path}/decline`)
    assert.equal(sent.location, `/admin${path}?done=decline`)
    const page = await pages().open(path)
    assert.match(page, /2 people will be declined at 6:10/)
    assert.doesNotMatch(page, /\/(?:decline|approve)"/)
    const undone = await pages().post(undoOf(page) ?? '', { group: path.replace('/groups/', '') })
    assert.equal(undone.location, `/admin${path}?undone=1`)
    assert.match(await pages().open(`${path}?undone=1`), /Undone\. Nothing changed[^]*>Decline all 2</)
    given().clock.later({ minutes: 11 })
    await carryOutBulkActions(given().context)
    assert.deepEqual(await statuses(), pending)
  })

  test('declines everyone in it then, and no one else', async () => {
    const { path, statuses } = await group()
    const before = await pages().open(path)
    await pages().post(`${path}/decline`)
    const undo = undoOf(await pages().open(path)) ?? ''
    assert.deepEqual(await statuses(), pending)
    given().clock.later({ minutes: 11 })
    await carryOutBulkActions(given().context)
    assert.deepEqual(await statuses(), ['declined', 'declined', 'pending_approval'])
    assert.match(before, />Decline all 2</)
    const late = await pages().post(undo, { group: path.replace('/groups/', '') })
    assert.equal(late.location, `/admin${path}?failed=late`)
    assert.match(await pages().open(`${path}?failed=late`), /already been carried out/)
    assert.equal((await pages().post(`${path}/decline`)).location, `/admin${path}?failed=wrong-status`)
  })

  test('leads to the list where a decision is about others, too', async () => {
    const { path, slug } = await group()
    const ids = (await given().rows('registration', { slug })).map(({ id }) => id)
    await given().admin('POST', '/bulk-actions', { action: 'decline', training: slug, registrations: ids })
    const page = await pages().open(path)
    assert.match(page, /2 people will be declined[^]*>Undo it on the list</)
    assert.equal(undoOf(page), undefined)
  })
})
