import assert from 'node:assert/strict'
import { test } from 'mocha'
import { closeDay } from '../../../core/attendance/close-day.ts'
import { settleDays } from '../../../core/credit/settle-days.ts'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { creditedDay } from '../../../testing/credited-day.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

onBothDatabases('a license number that was not given before the day', (given) => {
  const missing = async () => {
    const day = await creditedDay(given(), [{ licenceNumber: '' }])
    const id = day.ids[0] ?? assert.fail()
    const path = `/r/${createManageTokens(given().context).issue({ kind: 'registration', id, version: 1 })}/license`
    const { origin } = new URL(given().context.config.publicUrl)
    return {
      ...day,
      path,
      open: async (at = path) => (await given().app.request(at)).text(),
      send: (licenceNumber: string) => {
        const body = new URLSearchParams({ _pressed: '1', licenceNumber })
        return given().app.request(path, { method: 'POST', body, headers: { origin } })
      },
      stored: async () => JSON.parse((await given().row('registration', { id })).sensitive).licenceNumber as string,
    }
  }

  test('is entered by its person, and the certificate of the closed day follows', async () => {
    const { slug, id, ids, open, send, stored } = await missing()
    await closeDay(given().context, slug)
    await settleDays(given().context)
    assert.equal((await given().rows('certificate', { training_id: id })).length, 0)
    assert.match(await open(), /Enter your license number/)
    const saved = await send(' 0815 ')
    assert.equal(saved.status, 303)
    assert.match(await open(saved.headers.get('location') ?? ''), /Your license number is saved/)
    assert.equal(await stored(), '0815')
    await settleDays(given().context)
    const [row] = await given().rows('certificate', { training_id: id })
    assert.match(row?.content ?? '', /Missouri peace officer license 0815/)
    const { events } = (await given().admin('GET', `/registrations/${ids[0]}/history`)).body
    assert.ok(events.some(({ kind, by }: { kind: string; by: string }) => kind === 'edited' && by === 'person'))
  })

  test('is told when it is empty or too long, and what was typed stays', async () => {
    const { send, stored } = await missing()
    const empty = await send('  ')
    assert.equal(empty.status, 422)
    assert.match(await empty.text(), /Enter your license number/)
    const long = await send('9'.repeat(61))
    assert.equal(long.status, 422)
    const text = await long.text()
    assert.ok(text.includes('use 60 characters or fewer') && text.includes('9'.repeat(61)))
    assert.equal(await stored(), undefined)
  })

  test('is changed by no second press, and not where an organizer entered another one', async () => {
    const { ids, open, send, stored } = await missing()
    await given().admin('PUT', `/registrations/${ids[0]}/license`, { number: '0815' })
    const late = await send('4711')
    assert.equal(late.status, 303)
    assert.match(await open(late.headers.get('location') ?? ''), /No license number is missing/)
    assert.equal(await stored(), '0815')
  })
})
