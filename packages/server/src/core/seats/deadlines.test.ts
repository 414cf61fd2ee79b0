import assert from 'node:assert/strict'
import { TrainingSeats } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { cutOffOf, holdEndOf, offerEndOf, planCall, verificationTimeOf } from './deadlines.ts'

const training = (seats: Partial<TrainingSeats> = {}, startsAt = '2027-03-12T15:00:00.000Z') => ({
  seats: TrainingSeats.parse({ waitlistBy: 'offer', ...seats }),
  timeZone: 'America/Chicago',
  state: { startsAt },
})

describe('how people are called from the waiting list', () => {
  test('with an offer that lasts as long as the organizer says, in the daytime right away', () => {
    assert.deepEqual(planCall(training(), '2027-03-01T18:00:00.000Z'), {
      status: 'offered',
      mail: 'offer',
      mailDueAt: '2027-03-01T18:00:00.000Z',
      expiresAt: '2027-03-03T18:00:00.000Z',
    })
  })

  test('at night the seat is held, the mail waits until 8:00, and so does the offer’s time', () => {
    // 21:00 and 7:59 in Chicago.
    for (const now of ['2027-03-02T03:00:00.000Z', '2027-03-02T13:59:00.000Z']) {
      const { mailDueAt, expiresAt } = planCall(training(), now)
      assert.deepEqual([mailDueAt, expiresAt], ['2027-03-02T14:00:00.000Z', '2027-03-04T14:00:00.000Z'])
    }
    assert.equal(planCall(training(), '2027-03-02T02:59:00.000Z').mailDueAt, '2027-03-02T02:59:00.000Z')
  })

  test('8:00 is 8:00 also on the day the clocks change', () => {
    const call = planCall(training({}, '2027-03-20T14:00:00.000Z'), '2027-03-14T07:30:00.000Z')
    assert.equal(call.mailDueAt, '2027-03-14T13:00:00.000Z')
  })

  test('near the date an offer takes half of the time until the cut-off', () => {
    // 42 hours until the cut-off.
    assert.equal(planCall(training(), '2027-03-10T19:00:00.000Z').expiresAt, '2027-03-11T16:00:00.000Z')
  })

  test('on the last day the seat is given, and the mail leaves at any hour', () => {
    const now = '2027-03-12T04:00:00.000Z'
    assert.deepEqual(planCall(training(), now), {
      status: 'confirmed',
      mail: 'promoted',
      mailDueAt: now,
      expiresAt: null,
    })
  })

  test('it is given too where the morning’s mail would come on the last day, or leave no time to answer', () => {
    const early = training({}, '2027-03-12T13:00:00.000Z')
    assert.equal(planCall(early, '2027-03-11T04:00:00.000Z').status, 'confirmed')
    assert.equal(planCall(training({ cutOffHours: 36 }), '2027-03-11T02:00:00.000Z').status, 'confirmed')
  })

  test('the last day begins a day before the start, to the second, and its mail waits for no morning', () => {
    assert.equal(planCall(training(), '2027-03-11T14:59:59.000Z').status, 'offered')
    assert.equal(planCall(training(), '2027-03-11T15:00:00.000Z').status, 'confirmed')
    // 4 AM in Chicago.
    const atNight = training({}, '2027-03-12T10:00:00.000Z')
    assert.equal(planCall(atNight, '2027-03-11T09:59:59.000Z').mailDueAt, '2027-03-11T14:00:00.000Z')
    assert.equal(planCall(atNight, '2027-03-11T10:00:00.000Z').mailDueAt, '2027-03-11T10:00:00.000Z')
  })

  test('an hour is enough for an answer; an offer whose mail is late takes all that is left', () => {
    const early = training({ cutOffHours: 36 })
    const { status, expiresAt } = planCall(early, '2027-03-11T01:00:00.000Z')
    assert.deepEqual([status, expiresAt], ['offered', '2027-03-11T02:00:00.000Z'])
    assert.equal(planCall(early, '2027-03-11T01:00:01.000Z').status, 'confirmed')
    assert.equal(offerEndOf(training(), '2027-03-12T11:00:00.000Z'), '2027-03-12T12:00:00.000Z')
    assert.equal(offerEndOf(training(), '2027-03-12T11:30:00.000Z'), '2027-03-12T13:00:00.000Z')
  })

  test('the mail about a promotion waits for the morning too', () => {
    const call = planCall(training({ waitlistBy: 'promotion' }), '2027-03-02T09:00:00.000Z')
    assert.deepEqual([call.status, call.mailDueAt], ['confirmed', '2027-03-02T14:00:00.000Z'])
  })
})

test('a seat is held for an approval for the days that were set, and what is held before the cut-off never past it', () => {
  assert.equal(cutOffOf(training()), '2027-03-12T13:00:00.000Z')
  assert.equal(holdEndOf(training(), '2027-03-01T18:00:00.000Z'), '2027-03-08T18:00:00.000Z')
  assert.equal(holdEndOf(training(), '2027-03-10T18:00:00.000Z'), '2027-03-12T13:00:00.000Z')
  // No one is called from the waiting list after the cut-off, so it is held until the start.
  assert.equal(holdEndOf(training(), '2027-03-12T13:00:00.000Z'), '2027-03-12T15:00:00.000Z')
})

const closesAt = '2027-03-12T14:30:00.000Z'
const closing = { ...training({ cutOffHours: 2 }), state: { startsAt: '2027-03-12T15:00:00.000Z', closesAt } }

test('an address can be verified for an hour, less near the cut-off and the closing, but never in no time', () => {
  for (const [now, end] of [
    ['2027-03-12T11:00:00.000Z', '2027-03-12T12:00:00.000Z'],
    ['2027-03-12T12:20:00.000Z', '2027-03-12T13:00:00.000Z'],
    ['2027-03-12T12:59:00.000Z', '2027-03-12T13:14:00.000Z'],
    ['2027-03-12T13:00:00.000Z', '2027-03-12T14:00:00.000Z'],
    ['2027-03-12T14:29:00.000Z', '2027-03-12T14:44:00.000Z'],
    ['2027-03-12T14:50:00.000Z', '2027-03-12T15:00:00.000Z'],
  ] as const)
    assert.equal(verificationTimeOf(closing, now).endsAt, end)
})

describe('the time of a sign-up that corrects another', () => {
  const at = (time: string) => `2027-03-12T${time}:00.000Z`
  for (const [name, endsAt, latest, end, latestEnd] of [
    ['is the rest of the other’s', '11:30', '11:40', '11:30', '11:40'],
    ['is ten minutes at least', '11:05', '11:15', '11:10', '11:15'],
    ['is never beyond the latest end of the first one', '11:05', '11:08', '11:08', '11:08'],
    ['is never beyond the end of one whose latest is not known', '11:05', null, '11:05', '11:05'],
    ['is no longer than that of a new one', '12:30', '12:40', '12:00', '12:40'],
  ] as const)
    test(name, () => {
      const corrected = { ends_at: at(endsAt), latest_end: latest && at(latest) }
      assert.deepEqual(verificationTimeOf(closing, at('11:00'), corrected), {
        endsAt: at(end),
        latestEnd: at(latestEnd),
      })
    })
  test('can be extended by ten minutes beyond the first end', () => {
    assert.deepEqual(verificationTimeOf(closing, at('11:00')), { endsAt: at('12:00'), latestEnd: at('12:10') })
  })
})
