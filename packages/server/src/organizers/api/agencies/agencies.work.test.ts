import { describe, test } from 'mocha'
import { everything } from '../../../platform/access/caller.ts'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { testApp } from '../../../testing/servers/test-app.ts'
import { assertLinear } from '../../../testing/traces/count-work.ts'
import { listAgencies } from './agencies.ts'

/** A server on which so many spellings were merged into one. */
async function mergedOn(count: number) {
  const { context, close } = await testApp('sqlite')
  afterTest(close)
  const [agency, created_at] = ['Kansas City Police', context.now().toISOString()]
  const rows = Array.from({ length: count }, (_, at) => {
    const spelling = `kcpd ${at}`
    return { folded: spelling, spelling, agency, agency_folded: 'kansas city police', edit_id: null, created_at }
  })
  await context.db.transaction((tx) => tx.insertInto('agency_alias').values(rows).execute())
  return context
}

describe('the list of agencies', () => {
  test('goes once through the spellings that were merged into one', async () => {
    const [few, many] = [await mergedOn(1_000), await mergedOn(4_000)]
    await assertLinear((size) => listAgencies(size > 1_000 ? many : few, everything, { limit: 100 }), 1_000)
  })
})
