import assert from 'node:assert/strict'
import { CreditRule } from '@training-signup/contract'
import fc from 'fast-check'
import { test } from 'mocha'
import { type Evidence, grant, hoursOf, neededMinutes } from './grant.ts'

const profile = (rule: Partial<CreditRule>, ...hours: number[]) => ({
  rule: CreditRule.parse(rule),
  areas: hours.map((one) => ({ hours: one })),
})

/** Officers, social workers, and telecommunicators of Missouri, and residents. */
const profiles = {
  post: profile({ minimumShare: 90, license: true }, 2, 3, 2),
  social: profile({ minimumShare: 100, evaluation: true }, 7),
  dispatch: profile({ minimumShare: 80, rounding: 'down', minutesPerHour: 50 }),
  letter: profile({ minimumShare: 0 }),
}

/**
 * Thirty people of a day of 420 minutes, worked out by hand. `L` has a license number, `E` filled in
 * the evaluation, and `?` has a time that is in doubt.
 */
const byHand = `
minutes known | post              | social                | dispatch   | letter
420     LE    | 7.00              | 7.00                  | 8.25       | 7.00
420     L     | 7.00              | evaluation            | 8.25       | 7.00
420     E     | license           | 7.00                  | 8.25       | 7.00
420           | license           | evaluation            | 8.25       | 7.00
420     LE?   | doubts            | doubts                | doubts     | doubts
420     ?     | doubts license    | doubts evaluation     | doubts     | doubts
419     LE    | 7.00              | time1                 | 8.25       | 7.00
419     L     | 7.00              | time1 evaluation      | 8.25       | 7.00
413     LE    | 7.00              | time7                 | 8.25       | 7.00
412     LE    | 7.00              | time8                 | 8.00       | 6.75
405     E     | license           | time15                | 8.00       | 6.75
400     E     | license           | time20                | 8.00       | 6.75
396     L     | 7.00              | time24 evaluation     | 7.75       | 6.50
396     L?    | doubts            | time24 doubts evaluation | doubts  | doubts
390     LE    | 7.00              | time30                | 7.75       | 6.50
380     LE    | 7.00              | time40                | 7.50       | 6.25
378     LE    | 7.00              | time42                | 7.50       | 6.25
377     LE    | time1             | time43                | 7.50       | 6.25
377     E     | time1 license     | time43                | 7.50       | 6.25
360     LE    | time18            | time60                | 7.00       | 6.00
341     LE    | time37            | time79                | 6.75       | 5.75
336     LE    | time42            | time84                | 6.50       | 5.50
335     LE    | time43            | time85                | time1      | 5.50
240     LE    | time138           | time180               | time96     | 4.00
240           | time138 license   | time180 evaluation    | time96     | 4.00
180     LE    | time198           | time240               | time156    | 3.00
15      LE    | time363           | time405               | time321    | 0.25
8       LE    | time370           | time412               | time328    | 0.25
7       LE    | time371           | time413               | time329    | time1
0             | time378 license   | time420 evaluation    | time336    | time8
`
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))

const said = (rules: (typeof profiles)['post'], evidence: Evidence) => {
  const { hours, missing } = grant(rules, evidence)
  return missing ? missing.map(({ kind, minutes = '' }) => `${kind}${minutes}`).join(' ') : hours.toFixed(2)
}

test('credit is what thirty people get by hand for four profiles', () => {
  assert.equal(byHand.length, 30)
  for (const [person = '', ...expected] of byHand) {
    const [minutes, known = ''] = person.split(/\s+/)
    const evidence = {
      minutes: Number(minutes),
      scheduled: 420,
      doubts: known.includes('?') ? 1 : 0,
      hasLicense: known.includes('L'),
      isEvaluated: known.includes('E'),
      hasPassed: false,
    }
    assert.deepEqual(
      Object.values(profiles).map((one) => said(one, evidence)),
      expected,
      person,
    )
  }
})

test('credit asks for a post-test where the rule does', () => {
  const rules = profile({ minimumShare: 0, postTest: true }, 1)
  const evidence = { minutes: 60, scheduled: 60, doubts: 0, hasLicense: false, isEvaluated: false, hasPassed: false }
  assert.equal(said(rules, evidence), 'test')
  assert.equal(said(rules, { ...evidence, hasPassed: true }), '1.00')
})

test('hours are rounded by the table', () => {
  const rounded = (round: 0.25 | 0.5 | 1, rounding: 'nearest' | 'down', minutesPerHour: 50 | 60) =>
    [0, 14, 25, 37, 38, 50, 59, 60, 90, 100].map((minutes) =>
      hoursOf(minutes, CreditRule.parse({ round, rounding, minutesPerHour })),
    )
  assert.deepEqual(rounded(0.25, 'nearest', 60), [0, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1.5, 1.75])
  assert.deepEqual(rounded(0.25, 'down', 60), [0, 0, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1.5, 1.5])
  assert.deepEqual(rounded(0.5, 'nearest', 60), [0, 0, 0.5, 0.5, 0.5, 1, 1, 1, 1.5, 1.5])
  assert.deepEqual(rounded(0.5, 'down', 50), [0, 0, 0.5, 0.5, 0.5, 1, 1, 1, 1.5, 2])
  assert.deepEqual(rounded(1, 'nearest', 50), [0, 0, 1, 1, 1, 1, 1, 1, 2, 2])
  assert.deepEqual(rounded(1, 'down', 60), [0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
})

const rules = fc
  .record({
    minimumShare: fc.integer({ min: 0, max: 100 }),
    round: fc.constantFrom(0.25 as const, 0.5 as const, 1 as const),
    rounding: fc.constantFrom('nearest' as const, 'down' as const),
    minutesPerHour: fc.constantFrom(50 as const, 60 as const),
    license: fc.boolean(),
    evaluation: fc.boolean(),
    postTest: fc.boolean(),
  })
  .chain((rule) =>
    fc
      .array(fc.integer({ min: 25, max: 400 }), { maxLength: 4 })
      .map((hundredths) => ({ rule, areas: hundredths.map((one) => ({ hours: one / 100 })) })),
  )
const evidence = fc.record({
  minutes: fc.integer({ min: -10, max: 900 }),
  scheduled: fc.integer({ min: 0, max: 600 }),
  doubts: fc.nat(2),
  hasLicense: fc.boolean(),
  isEvaluated: fc.boolean(),
  hasPassed: fc.boolean(),
})

test('credit never exceeds what was scheduled, and more time never takes any away', () => {
  fc.assert(
    fc.property(rules, evidence, fc.nat(200), (profileOf, known, more) => {
      const given = grant(profileOf, known)
      if (given.missing) return assert.ok(given.missing.length > 0)
      const { rule, areas } = profileOf
      const most = areas.length > 0 ? known.scheduled / rule.minutesPerHour : hoursOf(known.scheduled, rule)
      assert.ok(given.hours > 0 && given.hours <= most + 1e-9)
      assert.ok(Math.abs(given.hours * 100 - Math.round(given.hours * 100)) < 1e-6)
      if (areas.length > 0)
        assert.equal(Math.round(given.areas.reduce((sum, one) => sum + one, 0) * 100), Math.round(given.hours * 100))
      const longer = grant(profileOf, { ...known, minutes: known.minutes + more })
      return assert.ok(longer.hours !== undefined && longer.hours >= given.hours)
    }),
  )
})

test('credit says exactly how many minutes are missing', () => {
  fc.assert(
    fc.property(rules, evidence, (profileOf, known) => {
      const short = grant(profileOf, known).missing?.find(({ kind }) => kind === 'time')
      if (!short?.minutes) return
      const minutes = Math.max(0, known.minutes) + short.minutes
      fc.pre(minutes <= known.scheduled)
      const has = (evidenceOf: Evidence) => grant(profileOf, evidenceOf).missing?.some(({ kind }) => kind === 'time')
      assert.ok(!has({ ...known, minutes }))
      assert.ok(has({ ...known, minutes: minutes - 1 }))
    }),
  )
  assert.equal(neededMinutes(profiles.post.rule, 420, true), 378)
})
