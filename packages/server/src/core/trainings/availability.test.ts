import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { type Availability, availabilityOf, nextChange, stateOf, takesSignUps } from './availability.ts'

const usual: Availability = {
  status: 'published',
  opensAt: '2027-01-01T00:00:00.000Z',
  closesAt: '2027-02-01T00:00:00.000Z',
  startsAt: '2027-02-02T00:00:00.000Z',
  endsAt: '2027-02-02T08:00:00.000Z',
  capacity: 100,
  seatsTaken: 0,
  waitlist: false,
}
const inTheWindow = new Date('2027-01-15T00:00:00Z')
const state = (more: Partial<Availability>, now = inTheWindow) => stateOf({ ...usual, ...more }, now)
const at = (instant: string, more: Partial<Availability> = {}) => state(more, new Date(instant))

describe('a training', () => {
  test('opens, closes and passes on the second', () => {
    assert.equal(at('2026-12-31T23:59:59.999Z'), 'upcoming')
    assert.equal(at('2027-01-01T00:00:00Z'), 'open')
    assert.equal(at('2027-01-31T23:59:59.999Z'), 'open')
    assert.equal(at('2027-02-01T00:00:00Z'), 'closed')
    assert.equal(at('2027-02-02T07:59:59Z'), 'closed')
    assert.equal(at('2027-02-02T08:00:00Z'), 'past')
    assert.equal(at('1999-01-01T00:00:00Z', { opensAt: null }), 'open')
  })
  test('closes at its start where the cut-off comes later', () =>
    assert.equal(at('2027-02-02T00:00:00Z', { closesAt: '2027-02-02T06:00:00Z' }), 'closed'))
  test('stays canceled for ever', () => {
    for (const year of ['2026', '2027', '2030'])
      assert.equal(at(`${year}-01-15T00:00:00Z`, { status: 'cancelled' }), 'cancelled')
  })
  test('calls seats few or many by the size of the room', () => {
    const band = (capacity: number, free: number) => state({ capacity, seatsTaken: capacity - free })
    assert.deepEqual(
      [band(10, 9), band(10, 6), band(10, 5), band(150, 16), band(150, 15), band(1, 1), band(2, 1)],
      ['open', 'open', 'few', 'open', 'few', 'open', 'few'],
    )
    assert.equal(state({ capacity: null, seatsTaken: 5000 }), 'open')
  })
  test('without a free seat is full, or has a waiting list', () => {
    assert.equal(state({ seatsTaken: 100 }), 'full')
    assert.equal(state({ seatsTaken: 120, waitlist: true }), 'waitlist')
    assert.equal(state({ capacity: 0 }), 'full')
  })
  test('keeps its state until the next change', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-12-01'), max: new Date('2027-03-01'), noInvalidDate: true }), (now) => {
        const seconds = nextChange(usual, now)
        if (seconds === Infinity) assert.equal(stateOf(usual, now), 'past')
        else
          assert.equal(
            stateOf(usual, new Date(Math.max(now.getTime(), now.getTime() + seconds * 1000 - 1))),
            stateOf(usual, now),
          )
      }),
    )
    assert.equal(nextChange(usual, new Date('2026-12-31T23:59:58.500Z')), 1)
    assert.equal(nextChange(usual, new Date(usual.closesAt)), 24 * 60 * 60)
    assert.equal(nextChange({ ...usual, opensAt: null }, new Date('2027-01-31T23:59:00Z')), 60)
  })
  test('takes sign-ups while there are seats or a waiting list', () => {
    const states = ['open', 'few', 'waitlist', 'full', 'upcoming', 'closed', 'past', 'cancelled'] as const
    assert.deepEqual(
      states.filter((one) => takesSignUps({ state: one })),
      ['open', 'few', 'waitlist'],
    )
  })
  test('is read from its row, and its waiting list from what the organizer wrote', () => {
    const { opensAt: opens_at, closesAt: closes_at, startsAt: starts_at, endsAt: ends_at } = usual
    const row = { status: 'published', opens_at, closes_at, starts_at, ends_at, capacity: 100, seats_taken: 0 } as const
    const read = availabilityOf(row as never, { seats: { waitlist: false } } as never)
    assert.deepEqual(read, usual)
  })
})
