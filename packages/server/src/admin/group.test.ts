import assert from 'node:assert/strict'
import { test } from 'mocha'
import { coordinator } from '../testing/contract/states.ts'
import { organizerPages } from '../testing/organizer-pages.ts'
import { onBothDatabases, someone } from '../testing/test-app.ts'

onBothDatabases('the page that approves a group', (given) => {
  const pages = () => organizerPages(given())
  const group = async (capacity: number, split: boolean) => {
    const { slug } = await given().givenTraining({
      audience: { access: 'approval', verify: 'never' },
      seats: { capacity, waitlist: true, holdWhilePending: false },
    })
    const people = [someone(), someone(), someone()]
    const { body } = await given().signUp(slug, { people, coordinator, split })
    const statuses = async () => {
      const { registrations } = (await given().admin('GET', `/registrations?training=${slug}`)).body
      return (registrations as { status: string }[]).map(({ status }) => status).toSorted()
    }
    return { path: `/groups/${body.reference}`, statuses }
  }

  test('divides one that asked to stay together only if that is said and pressed', async () => {
    const { path, statuses } = await group(2, false)
    const asked = await pages().open(`${path}/approve`)
    assert.match(asked, /asked to stay together, and 1 seat is missing[^]*>Approve and divide the group</)
    assert.equal((await pages().post(`${path}/approve`)).location, `/admin${path}/approve`)
    assert.deepEqual(await statuses(), ['pending_approval', 'pending_approval', 'pending_approval'])
    const [, one = ''] = /href="\/admin(\/registrations\/[\da-f-]{36})"/.exec(await pages().open(path)) ?? []
    assert.match(await pages().open(`${one}/approve`), /asked to stay together\. Decide about the whole group:/)
    await pages().post(`${path}/approve`, { divides: '1' })
    assert.deepEqual(await statuses(), ['confirmed', 'confirmed', 'waitlisted'])
  })

  for (const [name, capacity, split] of [
    ['has room for it', 3, false],
    ['may divide it', 2, true],
  ] as const)
    test(`says nothing of dividing where the training ${name}`, async () => {
      const { path, statuses } = await group(capacity, split)
      const asked = await pages().open(`${path}/approve`)
      assert.doesNotMatch(asked, /divide/)
      assert.match(asked, />Approve all 3</)
      await pages().post(`${path}/approve`)
      assert.equal((await statuses()).filter((status) => status === 'confirmed').length, capacity)
    })
})
