import assert from 'node:assert/strict'
import { test } from 'mocha'
import { reportOnPeriod } from '../../organizers/files/reports/period-report.ts'
import { everything } from '../../platform/access/caller.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { foldCounts } from './fold-counts.ts'
import { addImpressionCounts } from './impression-counts.ts'
import { reportOnPartner } from './report.ts'

onBothDatabases('counts of partners’ pages', (running) => {
  async function given() {
    const { context, admin, givenTraining, clock } = running()
    clock.now = new Date('2027-01-10T18:00:00.000Z')
    const { slug } = await givenTraining()
    const { id } = await running().row('training', { slug })
    const partner = `p-${id.slice(-8)}`
    assert.equal((await admin('POST', '/partners', { slug: partner, name: 'North' })).status, 201)
    const add = (day: string, views: number, sent = 1, from = partner) =>
      context.db.transaction((tx) =>
        addImpressionCounts([{ partner: from, training_id: id, day, views, starts: 2, sign_ups: 7, sent }]).execute(tx),
      )
    const rows = async () =>
      (await running().rows('impression_count'))
        .filter((row) => row.training_id === id)
        .map(({ partner: from, day, views, starts, sign_ups, sent }) => [from, day, views, starts, sign_ups, sent])
        .toSorted((one, other) => (String(one) < String(other) ? -1 : 1))
    return { context, add, rows, partner, clock, slug, id }
  }

  test('are added up by month once the month has been over for a year, and stay the same in all', async () => {
    const { context, add, rows, partner } = await given()
    for (const day of ['2025-11-30', '2025-12-01', '2025-12-02', '2025-12-31']) await add(day, 10)
    await add('2025-12-15', 4, 9)
    await add('2025-12-15', 5, 1, '')
    for (const day of ['2026-01-01', '2026-01-09', '2026-12-31']) await add(day, 1)
    const period = { from: '2025-12-01', to: '2026-12-31', by: 'month', lang: 'en' } as const
    const before = [
      await reportOnPeriod(context, period),
      (await reportOnPartner(context, partner, { scope: everything })).totals,
    ]
    await foldCounts(context)
    const folded = await rows()
    assert.deepEqual(folded, [
      ['', '2025-12-01', 5, 2, 7, 1],
      [partner, '2025-11-01', 10, 2, 7, 1],
      // On one day more forms were sent than there were views.
      [partner, '2025-12-01', 34, 8, 28, 7],
      [partner, '2026-01-01', 1, 2, 7, 1],
      [partner, '2026-01-09', 1, 2, 7, 1],
      [partner, '2026-12-31', 1, 2, 7, 1],
    ])
    assert.deepEqual(
      [await reportOnPeriod(context, period), (await reportOnPartner(context, partner, { scope: everything })).totals],
      before,
    )
    await foldCounts(context)
    assert.deepEqual(await rows(), folded)
  })

  test('take in what comes late, and say nothing of a day that was not counted', async () => {
    const { context, add, rows, partner, id } = await given()
    await add('2025-12-03', 10)
    await foldCounts(context)
    await add('2025-12-04', 1)
    await context.db.writer
      .insertInto('impression_count')
      .values({ partner: '', training_id: id, day: '2025-12-05', views: 1, starts: 0, sign_ups: 0, sent: null })
      .execute()
    await add('2025-12-06', 1, 1, '')
    await foldCounts(context)
    assert.deepEqual(await rows(), [
      ['', '2025-12-01', 2, 2, 7, null],
      [partner, '2025-12-01', 11, 4, 14, 2],
    ])
  })
})
