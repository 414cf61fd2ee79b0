import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { admitAll, noOne, now, request, seats, statuses, statusesOf } from '../../testing/generated/seat-requests.ts'
import {
  type ActivePeople,
  admit,
  type Decision,
  fitsIn,
  refuseEarly,
  type SeatRequest,
  type SeatState,
  seatsToHold,
} from './admit.ts'

describe('admission', () => {
  test('seats go to the first people who come, then the waiting list begins', () => {
    assert.deepEqual(statuses(seats(), request(['a']), request(['b']), request(['c'])), [
      'confirmed',
      'confirmed',
      'waitlisted',
    ])
  })
  test('without a waiting list a full training refuses', () => {
    assert.deepEqual(statuses(seats({ waitlist: false }), request(['a']), request(['b']), request(['c'])), [
      'confirmed',
      'confirmed',
      'training-full',
    ])
  })
  test('while others who wait are yet to be promoted, new people wait behind them', () => {
    for (const waitlist of [true, false])
      assert.deepEqual(statuses(seats({ isPromotionPending: true, waitlist }), request(['a']), request(['b', 'c'])), [
        'waitlisted',
        'waitlisted,waitlisted',
      ])
    const full = seats({ isPromotionPending: true, waitlist: false, seatsTaken: 2 })
    assert.deepEqual(statuses(full, request(['a'])), ['training-full'])
    const asking = { people: [{ activePerson: 'a', id: 'a', needsApproval: true }] }
    assert.deepEqual(admit(seats({ isPromotionPending: true }), noOne, request([], asking), now).after.seatsTaken, 0)
  })
  test('an undivided group gets seats for all or waits together', () => {
    assert.deepEqual(statuses(seats(), request(['a']), request(['b', 'c']), request(['d'])), [
      'confirmed',
      'waitlisted,waitlisted',
      'confirmed',
    ])
  })
  test('a group that may be divided takes what is left', () => {
    assert.deepEqual(statuses(seats({ seatsTaken: 1 }), request(['a', 'b'], { split: true })), ['confirmed,waitlisted'])
  })
  test('a divided group is refused whole where there is no waiting list for the rest', () => {
    const state = seats({ seatsTaken: 1, waitlist: false })
    const { decision, after } = admit(state, noOne, request(['a', 'b'], { split: true }), now)
    assert.deepEqual([decision, after], [{ refused: 'training-full' }, state])
  })
  test('someone registered already takes no seat and gets the answer of a new person', () => {
    const state = seats({ seatsTaken: 1 })
    const active = new Map([['a', 'first']])
    const outcome = admit(state, active, request(['a']), now)
    assert.deepEqual(outcome.decision, {
      people: [{ asIfNew: { status: 'confirmed', holdsSeat: true, position: 1 }, duplicateOf: 'first' }],
    })
    assert.deepEqual([outcome.after, outcome.active], [{ ...state, lastPosition: 1 }, active])
  })
  test('the same person twice is one registration', () => {
    assert.deepEqual(statuses(seats(), request(['a']), request(['a'])), ['confirmed', 'duplicate'])
  })
  test('an organizer learns who in a group is registered already', () => {
    const asked = request(['a', 'b'], { byOrganizer: true })
    assert.deepEqual(admit(seats(), new Map([['b', 'first']]), asked, now).decision, {
      refused: 'already-registered',
      people: [1],
    })
  })
  test('without a capacity everyone gets a seat', () => {
    assert.deepEqual(statuses(seats({ capacity: null, seatsTaken: 99 }), request(['a'])), ['confirmed'])
    assert.ok(fitsIn({ capacity: null, seatsTaken: 99 }, 1))
  })
  test('of a divided group, people without their own address come first', () => {
    const group = request(['a', 'b', 'c'], { split: true })
    const people = group.people.map((one, index) => (index === 1 ? one : { ...one, hasOwnAddress: true }))
    assert.deepEqual(statuses(seats({ capacity: 1 }), { ...group, people }), ['waitlisted,confirmed,waitlisted'])
  })
  test('an undivided group awaits approval as soon as one of it does, and holds no seat if one may hold none', () => {
    const [one, other] = request(['a', 'b']).people as [SeatRequest['people'][number], SeatRequest['people'][number]]
    const asked = (more: object) => request([], { people: [{ ...one, needsApproval: true, ...more }, other] })
    assert.deepEqual(statuses(seats(), asked({})), ['pending_approval,pending_approval'])
    assert.equal(admit(seats(), noOne, asked({}), now).after.seatsTaken, 2)
    assert.equal(admit(seats(), noOne, asked({ holdsNoSeat: true }), now).after.seatsTaken, 0)
  })
  test('someone who awaits approval holds a seat, if so configured', () => {
    const pending = { ...request(['a']), people: [{ activePerson: 'a', id: 'a', needsApproval: true }] }
    assert.equal(admit(seats(), noOne, pending, now).after.seatsTaken, 1)
    assert.equal(admit(seats({ holdWhilePending: false }), noOne, pending, now).after.seatsTaken, 0)
    assert.deepEqual(statuses(seats({ seatsTaken: 2 }), pending), ['pending_approval'])
  })

  const windows: [string, Partial<SeatState>, string][] = [
    ['a canceled training', { status: 'cancelled' }, 'training-cancelled'],
    ['a withdrawn one', { status: 'withdrawn' }, 'training-withdrawn'],
    ['a draft', { status: 'draft' }, 'not-found'],
    ['before it opens', { opensAt: '2027-01-10T12:00:00.001Z' }, 'registration-not-open'],
    ['from its closing on', { closesAt: now }, 'registration-closed'],
    ['from its start on', { startsAt: now }, 'registration-closed'],
  ]
  for (const [name, state, refused] of windows) {
    test(`${name} refuses before anyone looks at the people`, () => {
      const active = new Map([['a', 'x']])
      const { decisions } = admitAll(seats(state), [request(['a']), request(['b'])], active)
      assert.deepEqual(statusesOf(decisions), [refused, refused])
      assert.equal(refuseEarly(seats(state), request(['a']), now), refused)
    })
  }
  test('it opens at its instant', () => {
    assert.deepEqual(statuses(seats({ opensAt: now }), request(['a'])), ['confirmed'])
  })
  test('organizers are not bound by the windows', () => {
    assert.deepEqual(statuses(seats({ closesAt: now }), request(['a'], { byOrganizer: true })), ['confirmed'])
  })
})

describe('a request that waited for its code', () => {
  test('is not bound by the windows any more, but by a training that is off', () => {
    const proven = request(['a'], { heldSeats: 1 })
    for (const state of [{ closesAt: now }, { startsAt: now }, { status: 'draft' as const }])
      assert.deepEqual(statuses(seats(state), proven), ['confirmed'])
    assert.deepEqual(statuses(seats({ status: 'cancelled' }), proven), ['training-cancelled'])
  })
  test('is not refused for lack of seats: its people wait, also where there is no waiting list', () => {
    const full = seats({ seatsTaken: 2, waitlist: false })
    const { decision, after } = admit(full, noOne, request(['a'], { heldSeats: 0 }), now)
    assert.deepEqual(statusesOf([decision]), ['waitlisted'])
    assert.deepEqual(after, { ...full, lastPosition: 1 })
  })
  test('gets the seats that it held, while others wait to be promoted, and although capacity was lowered', () => {
    for (const state of [seats({ isPromotionPending: true }), seats({ capacity: 0 })]) {
      assert.deepEqual(statuses(state, request(['a'], { heldSeats: 1 })), ['confirmed'])
      assert.deepEqual(statuses(state, request(['a', 'b'], { heldSeats: 1, split: true })), ['confirmed,waitlisted'])
    }
  })
  test('holds a seat for each person, five at most, half of a training with all others, and none behind people who wait', () => {
    const people = (count: number) => request([...'abcdefgh'].slice(0, count), { split: true })
    assert.equal(seatsToHold(seats({ capacity: null }), people(8), 0), 5)
    assert.equal(seatsToHold(seats({ capacity: 20 }), people(8), 0), 5)
    assert.equal(seatsToHold(seats({ capacity: 20 }), people(4), 8), 2)
    assert.equal(seatsToHold(seats({ capacity: 20 }), people(4), 10), 0)
    assert.equal(seatsToHold(seats({ capacity: 20, seatsTaken: 18 }), people(4), 0), 2)
    assert.equal(seatsToHold(seats({ capacity: 20, seatsTaken: 18 }), { ...people(4), split: false }, 0), 0)
    assert.equal(seatsToHold(seats({ capacity: 20, seatsTaken: 16 }), { ...people(4), split: false }, 0), 4)
    assert.equal(seatsToHold(seats({ capacity: null }), people(4), 8), 4)
    assert.equal(seatsToHold(seats({ capacity: 20, isPromotionPending: true }), people(1), 0), 0)
  })
  test('does not divide an undivided group that held seats for some of it', () => {
    assert.deepEqual(statuses(seats({ capacity: 1 }), request(['a', 'b'], { heldSeats: 1 })), ['waitlisted,waitlisted'])
  })
  test('of which no one looks at the people is refused exactly where it could not be admitted', () => {
    const full = seats({ seatsTaken: 2, waitlist: false })
    assert.equal(refuseEarly(full, request(['a']), now), 'training-full')
    assert.equal(refuseEarly(seats({ seatsTaken: 2 }), request(['a']), now), undefined)
    assert.equal(refuseEarly(seats(), request(['a']), now), undefined)
  })
})

describe('admission, whatever comes', () => {
  const people = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { minLength: 1, maxLength: 4 })
  const anyRequest = fc
    .record({ names: people, split: fc.boolean(), approval: fc.boolean() })
    .map(({ names, split, approval }) => ({
      ...request(names, { split }),
      people: names.map((name) => ({ activePerson: name, id: `id-${name}`, needsApproval: approval })),
    }))
  const anyState = fc
    .record({
      capacity: fc.option(fc.nat(6)),
      waitlist: fc.boolean(),
      holdWhilePending: fc.boolean(),
      isPromotionPending: fc.boolean(),
      doorSeats: fc.nat(3),
    })
    .map((given) => seats(given))

  test('seats held never exceed the capacity, and are exactly those that were given', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyRequest, { maxLength: 12 }), (state, requests) => {
        const { decisions, after } = admitAll(state, requests)
        const held = decisions
          .flatMap((one) => ('refused' in one ? [] : one.people))
          .filter((one) => 'stored' in one && one.stored.holdsSeat)
        assert.equal(after.seatsTaken, held.length)
        assert.ok(state.capacity === null || after.seatsTaken <= state.capacity)
      }),
    )
  })
  test('only someone at the door takes the seats that are for the door, and no more than those', () => {
    const anyone = fc.tuple(anyRequest, fc.boolean()).map(([one, atDoor]) => ({ ...one, atDoor, byOrganizer: atDoor }))
    fc.assert(
      fc.property(anyState, fc.array(anyone, { maxLength: 12 }), (state, requests) => {
        let before = { state, active: noOne }
        for (const one of requests) {
          const { after, active } = admit(before.state, before.active, one, now)
          assert.equal(after.capacity, state.capacity)
          const most = (state.capacity ?? Infinity) + (one.atDoor ? state.doorSeats : 0)
          assert.ok(after.seatsTaken <= Math.max(before.state.seatsTaken, most))
          before = { state: after, active }
        }
      }),
    )
  })
  test('the answer does not depend on who is registered, and no one gets less than it says', () => {
    fc.assert(
      fc.property(anyState, anyRequest, people, fc.option(fc.nat(4)), (state, one, known, held) => {
        const asked = { ...one, heldSeats: held ?? undefined }
        const unknown = admit(state, noOne, asked, now)
        const registered = admit(state, new Map(known.map((name) => [name, name])), asked, now)
        const answerOf = (decision: Decision) =>
          'refused' in decision ? decision : decision.people.map(({ asIfNew }) => asIfNew.status)
        assert.deepEqual(answerOf(registered.decision), answerOf(unknown.decision))
        assert.equal(registered.after.lastPosition, unknown.after.lastPosition)
        for (const person of 'refused' in registered.decision ? [] : registered.decision.people)
          if ('stored' in person && person.asIfNew.status === 'confirmed')
            assert.equal(person.stored.status, 'confirmed')
      }),
    )
  })
  test('a request is refused early exactly where it is refused once its people are looked at', () => {
    fc.assert(
      fc.property(anyState, anyRequest, people, (state, one, known) => {
        const { decision } = admit(state, new Map(known.map((name) => [name, name])), one, now)
        assert.equal(refuseEarly(state, one, now), 'refused' in decision ? decision.refused : undefined)
      }),
    )
  })
  test('people without their own address get the same result, whichever others of their group are registered', () => {
    const members = fc.array(fc.record({ hasOwnAddress: fc.boolean(), isRegistered: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(members, fc.nat(8), fc.boolean(), fc.boolean(), (group, capacity, waitlist, split) => {
        const state = seats({ capacity, waitlist })
        const asked: SeatRequest = {
          people: group.map(({ hasOwnAddress }, index) => ({
            activePerson: `person ${index}`,
            id: `id ${index}`,
            needsApproval: false,
            hasOwnAddress,
          })),
          split,
          byOrganizer: false,
        }
        const registered: ActivePeople = new Map(
          group.flatMap(({ hasOwnAddress, isRegistered }, index) =>
            hasOwnAddress && isRegistered ? [[`person ${index}`, 'before'] as const] : [],
          ),
        )
        const outcomesOf = (active: ActivePeople) => {
          const { decision } = admit(state, active, asked, now)
          return 'refused' in decision
            ? decision.refused
            : group.map(({ hasOwnAddress }, index) => (hasOwnAddress ? '' : JSON.stringify(decision.people[index])))
        }
        assert.deepEqual(outcomesOf(registered), outcomesOf(noOne))
      }),
    )
  })
  test('an undivided group comes to the same for the others in it, whether or not one of it is registered', () => {
    fc.assert(
      fc.property(anyState, people, fc.boolean(), (state, names, approval) => {
        const group = {
          ...request(names),
          people: names.map((name) => ({ activePerson: name, id: name, needsApproval: approval })),
        }
        const [victim = ''] = names
        const storedOf = (active: ActivePeople) => {
          const { decision } = admit(state, active, group, now)
          if ('refused' in decision) return [decision.refused]
          return decision.people.slice(1).map((person) => ('stored' in person ? person.stored : person))
        }
        assert.deepEqual(storedOf(new Map([[victim, 'x']])), storedOf(noOne))
      }),
    )
  })
  test('requests hold no more seats than there are, and as many are there when they are admitted', () => {
    fc.assert(
      fc.property(anyState, anyRequest, fc.nat(6), fc.nat(6), (state, one, taken, others) => {
        fc.pre(state.capacity === null || taken + others <= state.capacity)
        const before = { ...state, seatsTaken: taken + others }
        const heldSeats = seatsToHold(before, one, others)
        assert.ok(state.capacity === null || before.seatsTaken + heldSeats <= state.capacity)
        const { decision, after } = admit(before, noOne, { ...one, heldSeats }, now)
        assert.ok(!('refused' in decision))
        const seated = decision.people.filter(({ asIfNew }) => asIfNew.status !== 'waitlisted')
        if (one.split) assert.ok(seated.length >= heldSeats)
        assert.ok(state.capacity === null || after.seatsTaken <= state.capacity)
      }),
    )
  })
})
