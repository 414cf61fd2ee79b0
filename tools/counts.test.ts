import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browserCounts, countNamed, mochaCounts, nodeCounts } from './counts.ts'

const report = `▶ sign-up
  ▶ on sqlite
    ✔ gives a seat (1.2ms)
    ✖ gives no seat twice (3ms)
    ﹣ is fast (0.1ms) # SKIP
  ✖ on sqlite (5ms)
  ▶ on postgres
    ✔ gives a seat (12.5ms)
  ✔ on postgres (13ms)
✖ sign-up (20ms)
✔ reads a list on postgres (4ms)
✔ knows nothing of engines (4ms)
ℹ tests 6
ℹ suites 3
ℹ pass 4
ℹ fail 1
ℹ cancelled 0
ℹ skipped 1
ℹ todo 0
ℹ duration_ms 33

✖ failing tests:

✖ gives no seat twice on sqlite (3ms)
`

const mochaReport = `

  sign-up on sqlite
    ✔ gives a seat (82ms)
    1) gives no seat twice
    - is fast

  sign-up on postgres
    ✔ gives a seat
  ✔ reads a list on postgres (4ms)
  ✔ knows nothing of engines


  4 passing (5s)
  1 pending
  1 failing

  1) sign-up on sqlite
       gives no seat twice:
     AssertionError: 2 !== 1
`

describe('counts', () => {
  test('of node --test come from its closing lines', () => {
    assert.deepEqual(nodeCounts(report), { passed: 4, failed: 1, skipped: 1 })
  })

  test('of Mocha come from its closing lines', () => {
    assert.deepEqual(mochaCounts(mochaReport), { passed: 4, failed: 1, skipped: 1 })
    assert.deepEqual(mochaCounts('\n  2 passing (9ms)\n\n'), { passed: 2, failed: 0, skipped: 0 })
  })

  test('include tests that were canceled as failures', () => {
    assert.equal(nodeCounts(report.replace('cancelled 0', 'cancelled 2'))?.failed, 3)
  })

  test('of the browsers come from their last plain line', () => {
    const output =
      'Chromium: 3 passed, 9 failed, 1 skipped\n3 passed, 0 failed, 1 skipped\n\n12 passed, 1 failed, 2 skipped\n\n'
    assert.deepEqual(browserCounts(output), { passed: 12, failed: 1, skipped: 2 })
    assert.deepEqual(browserCounts(`${output}5 passed, 0 failed\n`), { passed: 5, failed: 0, skipped: 0 })
  })

  test('are missing, not zero, when a runner did not finish', () => {
    assert.equal(nodeCounts('▶ sign-up\n'), undefined)
    assert.equal(mochaCounts('  sign-up\n    ✔ gives a seat\n'), undefined)
    assert.equal(browserCounts('Error: no browser\n'), undefined)
  })

  test('by name take in the names of the suites around, and neither skipped tests nor the list of failures', () => {
    assert.equal(countNamed(report, 'on sqlite'), 2)
    assert.equal(countNamed(report, 'on postgres'), 2)
    assert.equal(countNamed(report, 'on paper'), 0)
    assert.equal(countNamed(mochaReport, 'on sqlite'), 2)
    assert.equal(countNamed(mochaReport, 'on postgres'), 2)
    assert.equal(countNamed(mochaReport, 'on paper'), 0)
  })
})
