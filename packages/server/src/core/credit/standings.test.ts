import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { readStandings } from './standings.ts'

onBothDatabases('what a training counts for', (given) => {
  test('is read of no one outside an agency, for its coordinators', async () => {
    const { slug, ids } = await creditedDay(given(), [{ agency: 'Harbor House' }, {}])
    const { id } = await given().row('training', { slug })
    const everyone = await readStandings(given().context, id)
    assert.deepEqual(everyone.map(({ registration }) => registration.id).toSorted(), ids.toSorted())
    const scope = { trainings: 'all' as const, agency: 'harbor house' }
    const reached = await readStandings(given().context, id, scope)
    assert.deepEqual(
      reached.map(({ registration }) => registration.id),
      [ids[0]],
    )
  })
})
