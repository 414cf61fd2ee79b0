import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { type Arrival, countInSteps, peoplePerStep } from './in-steps.ts'

const days = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05']
const groups = ['rotary', 'lions', '']

/** Every report that someone can get: of each period, for each group and for all. */
const reportsOf = (arrivals: readonly Arrival[]) =>
  days.flatMap((from) =>
    days.map((to) =>
      [...groups, undefined].map((group) =>
        countInSteps(arrivals)
          .filter((one) => one.at >= from && one.at <= to && (group === undefined || one.group === group))
          .reduce((sum, { people }) => sum + people, 0),
      ),
    ),
  )

const arrivals = fc.array(
  fc.record({ group: fc.constantFrom(...groups), at: fc.constantFrom(...days), people: fc.nat(12) }),
  { maxLength: 20 },
)

test('every fifth person of a group counts five, in the order of time', () => {
  const counted = countInSteps([
    { group: 'rotary', at: '2027-01-03', people: 3 },
    { group: 'rotary', at: '2027-01-01', people: 4 },
    { group: 'lions', at: '2027-01-01', people: 4 },
    { group: 'rotary', at: '2027-01-04', people: 9 },
  ])
  assert.deepEqual(
    counted.map(({ group, at, people }) => [group, at, people]),
    [
      ['rotary', '2027-01-01', 0],
      ['lions', '2027-01-01', 0],
      ['rotary', '2027-01-03', 5],
      ['rotary', '2027-01-04', 10],
    ],
  )
})

test('all reports together are those of a world without a small group', () => {
  fc.assert(
    fc.property(arrivals, (came) => {
      // Had exactly the people come who are shown, no group on any day would be smaller than a step.
      const other = countInSteps(came)
      for (const { people } of other) assert.equal(people % peoplePerStep, 0)
      assert.deepEqual(reportsOf(other), reportsOf(came))
    }),
  )
})

test('a count could be any of five, whatever all reports say', () => {
  fc.assert(
    fc.property(arrivals, fc.constantFrom(...groups), fc.integer({ min: 0, max: 4 }), (came, group, more) => {
      const shown = countInSteps(came)
      const first = shown.find((one) => one.group === group)
      fc.pre(first !== undefined)
      const other = shown.map((one) => (one === first ? { ...one, people: one.people + more } : one))
      assert.deepEqual(reportsOf(other), reportsOf(came))
    }),
  )
})

test('any period is less than a step off, however long or short', () => {
  fc.assert(
    fc.property(arrivals, fc.constantFrom(...days), fc.constantFrom(...groups), (came, from, group) => {
      const sum = (all: readonly Arrival[]) =>
        all.filter((one) => one.group === group && one.at >= from).reduce((people, one) => people + one.people, 0)
      assert.ok(Math.abs(sum(came) - sum(countInSteps(came))) < peoplePerStep)
    }),
  )
})
