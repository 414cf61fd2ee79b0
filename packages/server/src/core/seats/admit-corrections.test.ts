import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { noOne, now, request, seats, statuses } from '../../testing/generated/seat-requests.ts'
import { admit, type Correction, losesSeats, refuseEarly } from './admit.ts'

const correcting = (names: string[], given: Partial<Correction> = {}, split = true) =>
  request(names, { split, correction: { seats: 0, people: names.length, positions: [], ...given } })

describe('a request that corrects another', () => {
  test('needs as many seats as the other was told of, but no more than it has people', () => {
    const oneFree = seats({ seatsTaken: 1 })
    assert.deepEqual(statuses(oneFree, correcting(['a', 'b'], { seats: 1 })), ['confirmed,waitlisted'])
    assert.deepEqual(statuses(oneFree, correcting(['a'], { seats: 2 })), ['confirmed'])
    const refused = admit(oneFree, noOne, correcting(['a', 'b'], { seats: 2 }), now)
    assert.deepEqual([refused.decision, refused.after], [{ refused: 'not-correctable' }, oneFree])
    assert.equal(losesSeats(correcting(['a', 'b'], { seats: 2 }), 2), false)
    assert.equal(losesSeats(request(['a', 'b']), 0), false)
  })
  test('is refused in one way where there are no seats, whether or not there is a waiting list', () => {
    const full = seats({ seatsTaken: 2, waitlist: false })
    assert.deepEqual(statuses(full, correcting(['a'])), ['not-correctable'])
    assert.equal(refuseEarly(full, correcting(['a']), now), 'not-correctable')
  })
  test('is bound by the start of the training, and not by the dates of registration', () => {
    for (const state of [{ closesAt: now }, { opensAt: '2027-01-10T12:00:00.001Z' }])
      assert.deepEqual(statuses(seats(state), correcting(['a'])), ['confirmed'])
    assert.deepEqual(statuses(seats({ startsAt: now }), correcting(['a'])), ['registration-closed'])
  })

  const full = seats({ seatsTaken: 2, lastPosition: 9 })
  const one = (position: number) => ({ position, size: 1 })
  for (const [name, names, split, positions, expected] of [
    ['keeps the positions of the other, in order', ['a', 'b'], true, [one(3), one(5)], [3, 5]],
    ['puts further people at the end', ['a', 'b', 'c'], true, [one(3)], [3, 10, 11]],
    ['leaves a position over that no one takes', ['a'], true, [one(3), one(5)], [3]],
    ['is at the end where the other had seats', ['a'], true, [], [10]],
    [
      'keeps the position of an undivided group of the same size',
      ['a', 'b'],
      false,
      [{ position: 3, size: 2 }],
      [3, 3],
    ],
    ['keeps it once the group is smaller', ['a'], false, [{ position: 3, size: 2 }], [3]],
    ['loses it once the group has grown', ['a', 'b'], false, [one(3)], [10, 10]],
    ['takes the first that is for enough people', ['a', 'b'], false, [one(3), { position: 5, size: 2 }], [5, 5]],
  ] as const)
    test(name, () => {
      const { decision, after } = admit(full, noOne, correcting([...names], { positions }, split), now)
      assert.ok(!('refused' in decision))
      assert.deepEqual(
        decision.people.map(({ asIfNew }) => asIfNew.position),
        expected,
      )
      assert.equal(after.lastPosition, Math.max(9, ...expected))
    })
})
