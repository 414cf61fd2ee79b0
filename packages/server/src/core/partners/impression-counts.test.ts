import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { Temporal } from 'temporal-polyfill'
import { dayAt } from './impression-counts.ts'

const zones = ['America/Chicago', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Chatham', 'UTC']

test('a day is the same whatever was asked for before, around midnight and when clocks change', () => {
  const around = (time: string) => fc.integer({ min: -120, max: 120 }).map((min) => Date.parse(time) + min * 30_000)
  const instants = fc.oneof(
    ...['2027-03-06T06:00:00Z', '2027-03-14T08:00:00Z', '2027-11-07T07:00:00Z', '2027-03-06T18:15:00Z'].map(around),
  )
  fc.assert(
    fc.property(
      fc.array(fc.record({ instant: instants, zone: fc.constantFrom(...zones) }), { minLength: 2 }),
      (asked) => {
        for (const { instant, zone } of asked) {
          const written = new Date(instant).toISOString()
          const expected = Temporal.Instant.from(written).toZonedDateTimeISO(zone).toPlainDate().toString()
          assert.equal(dayAt(written, zone), expected)
        }
      },
    ),
  )
})
