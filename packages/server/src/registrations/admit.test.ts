import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { admit, firstCalled, type SeatRequest, type SeatState, settle, walkLine } from './admit.ts'

const now = '2027-01-10T12:00:00.000Z'

const seats = (given: Partial<SeatState> = {}): SeatState => ({
  status: 'published',
  opensAt: null,
  closesAt: '2027-03-06T15:00:00.000Z',
  startsAt: '2027-03-06T15:00:00.000Z',
  capacity: 2,
  seatsTaken: 0,
  waitlist: true,
  holdWhilePending: true,
  lastLineNumber: 0,
  isWalkDue: false,
  active: new Map(),
  ...given,
})

const request = (names: string[], given: Partial<SeatRequest> = {}): SeatRequest => ({
  people: names.map((name) => ({ activePerson: name, id: `id-${name}`, needsApproval: false })),
  split: false,
  byOrganizer: false,
  ...given,
})

const statuses = (state: SeatState, ...requests: SeatRequest[]) =>
  admit(state, requests, now).decisions.map((decision) =>
    'refused' in decision
      ? decision.refused
      : decision.people.map((person) => ('stored' in person ? person.stored.status : 'known')).join(),
  )

describe('admission', () => {
  test('seats go to whoever comes first, then the waiting list begins', () => {
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
  test('while others who wait are yet to be called, whoever comes waits behind them', () => {
    for (const waitlist of [true, false])
      assert.deepEqual(statuses(seats({ isWalkDue: true, waitlist }), request(['a']), request(['b', 'c'])), [
        'waitlisted',
        'waitlisted,waitlisted',
      ])
    const full = seats({ isWalkDue: true, waitlist: false, seatsTaken: 2 })
    assert.deepEqual(statuses(full, request(['a'])), ['training-full'])
    const asking = { people: [{ activePerson: 'a', id: 'a', needsApproval: true }] }
    assert.deepEqual(admit(seats({ isWalkDue: true }), [request([], asking)], now).after.seatsTaken, 0)
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
    const { after } = admit(seats({ seatsTaken: 1, waitlist: false }), [request(['a', 'b'], { split: true })], now)
    assert.equal(after.seatsTaken, 1)
  })
  test('somebody registered already takes nothing and is shown what a new person would get', () => {
    const state = seats({ active: new Map([['a', 'first']]), seatsTaken: 1 })
    const { decisions, after } = admit(state, [request(['a'])], now)
    assert.deepEqual(decisions, [
      { people: [{ shown: 'confirmed', attemptOf: 'first', lineNumber: 1, holdsSeat: true }] },
    ])
    assert.deepEqual(after, { ...state, lastLineNumber: 1 })
  })
  test('the same person twice in one batch is one registration', () => {
    assert.deepEqual(statuses(seats(), request(['a']), request(['a'])), ['confirmed', 'known'])
  })
  test('an organizer is told whom of a group is registered already', () => {
    const state = seats({ active: new Map([['b', 'first']]) })
    assert.deepEqual(admit(state, [request(['a', 'b'], { byOrganizer: true })], now).decisions, [
      { refused: 'already-registered', people: [1] },
    ])
  })
  test('someone who awaits approval holds a seat, if so configured', () => {
    const pending = { ...request(['a']), people: [{ activePerson: 'a', id: 'a', needsApproval: true }] }
    assert.equal(admit(seats(), [pending], now).after.seatsTaken, 1)
    assert.equal(admit(seats({ holdWhilePending: false }), [pending], now).after.seatsTaken, 0)
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
      assert.deepEqual(statuses(seats({ ...state, active: new Map([['a', 'x']]) }), request(['a']), request(['b'])), [
        refused,
        refused,
      ])
    })
  }
  test('it opens at its instant', () => {
    assert.deepEqual(statuses(seats({ opensAt: now }), request(['a'])), ['confirmed'])
  })
  test('organizers are not bound by the windows', () => {
    assert.deepEqual(statuses(seats({ closesAt: now }), request(['a'], { byOrganizer: true })), ['confirmed'])
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
      isWalkDue: fc.boolean(),
    })
    .map((given) => seats(given))

  test('seats held never exceed the capacity, and are exactly those that were given', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyRequest, { maxLength: 12 }), (state, requests) => {
        const { decisions, after } = admit(state, requests, now)
        const held = decisions
          .flatMap((one) => ('refused' in one ? [] : one.people))
          .filter((one) => 'stored' in one && one.stored.holdsSeat)
        assert.equal(after.seatsTaken, held.length)
        assert.ok(state.capacity === null || after.seatsTaken <= state.capacity)
      }),
    )
  })
  test('what is shown does not depend on who is registered', () => {
    fc.assert(
      fc.property(anyState, anyRequest, people, (state, one, known) => {
        const stranger = admit(state, [one], now).decisions[0]
        const registered = admit({ ...state, active: new Map(known.map((name) => [name, name])) }, [one], now)
          .decisions[0]
        const shown = (decision: typeof stranger) =>
          decision && !('refused' in decision) ? decision.people.map((person) => person.shown) : decision
        assert.deepEqual(shown(registered), shown(stranger))
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
        const storedOf = (active: SeatState['active']) =>
          admit({ ...state, active }, [group], now).decisions.flatMap((one): unknown[] =>
            'refused' in one
              ? [one.refused]
              : one.people.slice(1).map((person) => ('stored' in person ? person.stored : person)),
          )
        assert.deepEqual(storedOf(new Map([[victim, 'x']])), storedOf(new Map()))
      }),
    )
  })
  test('what is shown of a verified sign-up does not depend on who is registered, and seats are there for it', () => {
    const verified = fc.record({ holdsSeat: fc.boolean(), needsApproval: fc.boolean(), isKnown: fc.boolean() })
    const countOf = (all: { holdsSeat: boolean }[]) => all.filter(({ holdsSeat }) => holdsSeat).length
    fc.assert(
      fc.property(
        anyState,
        fc.nat(4),
        fc.array(verified, { maxLength: 5 }),
        fc.boolean(),
        (state, others, all, isOne) => {
          fc.pre(state.capacity === null || others + countOf(all) <= state.capacity)
          const strangers = all.map((one) => ({ ...one, isKnown: false }))
          const before = { ...state, seatsTaken: others + countOf(all) }
          const { shown, stored } = settle(before, all, isOne)
          assert.deepEqual(shown, settle(before, strangers, isOne).stored)
          assert.ok(state.capacity === null || others + countOf(stored) <= state.capacity)
          const shownToNewcomers = shown.filter((_, index) => all[index]?.isKnown === false)
          for (const [index, one] of shownToNewcomers.entries()) assert.ok(!one.holdsSeat || stored[index]?.holdsSeat)
        },
      ),
    )
  })
  test('a batch is decided as its requests would be one after another', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyRequest, { maxLength: 8 }), (state, requests) => {
        let after = state
        const oneByOne = requests.map((one) => {
          const outcome = admit(after, [one], now)
          after = outcome.after
          return outcome.decisions[0]
        })
        assert.deepEqual(admit(state, requests, now), { decisions: oneByOne, after })
      }),
    )
  })
  const line = fc.uniqueArray(
    fc
      .record({ lineNumber: fc.nat(50), seats: fc.integer({ min: 1, max: 4 }), known: fc.nat(2) })
      .map(({ known, ...entry }) => ({ ...entry, size: entry.seats + known })),
    {
      selector: (entry) => entry.lineNumber,
      maxLength: 12,
    },
  )

  test('after the walk nobody who still waits fits, and whoever was passed over did not fit when it was their turn', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(6), line, (capacity, taken, entries) => {
        fc.pre(taken <= capacity)
        const given = walkLine({ capacity, seatsTaken: taken }, entries)
        const used = taken + given.reduce((sum, entry) => sum + entry.seats, 0)
        assert.ok(used <= capacity)
        for (const waiting of entries.filter((entry) => !given.includes(entry))) {
          const before = given
            .filter((entry) => entry.lineNumber < waiting.lineNumber)
            .reduce((sum, entry) => sum + entry.seats, taken)
          assert.ok(before + waiting.size > capacity)
        }
      }),
    )
  })
  test('a walk in parts comes to the same as one', () => {
    fc.assert(
      fc.property(fc.nat(12), line, fc.integer({ min: 1, max: 5 }), (capacity, entries, mostPeople) => {
        let left = entries
        let seatsTaken = 0
        const given: typeof entries = []
        for (;;) {
          const called = walkLine({ capacity, seatsTaken }, left)
          const first = firstCalled(called, mostPeople)
          given.push(...first)
          seatsTaken += first.reduce((sum, { seats: taken }) => sum + taken, 0)
          left = left.filter((entry) => !first.includes(entry))
          assert.ok(first.length <= Math.max(1, mostPeople))
          if (first.length === called.length) break
        }
        assert.deepEqual(given, walkLine({ capacity, seatsTaken: 0 }, entries))
      }),
    )
  })
})
