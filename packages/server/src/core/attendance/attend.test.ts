import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { type AttendanceMark, attend, type SessionTime, sessionOf } from './attend.ts'

const day = '2027-03-06'
const at = (time: string) => `${day}T${time}:00.000Z`
const morning: SessionTime = { key: 'am', start: at('08:00'), end: at('12:00') }
const afternoon: SessionTime = { key: 'pm', start: at('13:00'), end: at('16:00') }
const sessions = [morning, afternoon]
const now = new Date(at('20:00'))

let made = 0
const mark = (kind: AttendanceMark['kind'], time: string, more: Partial<AttendanceMark> = {}): AttendanceMark => {
  const instant = time.includes('T') ? time : at(time)
  const received = more.receivedAt ?? instant
  return { id: `m${(made += 1)}`, kind, session: null, voids: null, at: instant, receivedAt: received, ...more }
}
const ask = (marks: readonly AttendanceMark[], more: Partial<Parameters<typeof attend>[0]> = {}) =>
  attend({ marks, sessions, rule: 'in-and-out', now, ...more })
/** Minutes of each session, and kinds of doubts. */
const short = (...asked: Parameters<typeof ask>) =>
  ask(...asked).map(({ minutes, doubts }) => [minutes, ...doubts.map(({ kind }) => kind)].join(' '))

test('counts minutes within each session, from the first arrival to the last departure', () => {
  const marks = [mark('in', '07:58'), mark('out', '12:02'), mark('in', '12:55'), mark('out', '15:30')]
  assert.deepEqual(short(marks), ['240', '150'])
  const [first, second] = ask(marks)
  assert.deepEqual([first?.firstIn, first?.lastOut], [at('07:58'), at('12:02')])
  assert.deepEqual([second?.firstIn, second?.lastOut], [at('12:55'), at('15:30')])
})

test('counts until the end without a departure where arriving is enough, and doubts it elsewhere', () => {
  const marks = [mark('in', '08:30')]
  assert.deepEqual(short(marks, { rule: 'arrival' }), ['210', '0'])
  assert.deepEqual(short(marks), ['0 no-out', '0'])
  // The morning is not over yet.
  const early = { now: new Date(at('09:00')) }
  assert.deepEqual(short(marks, early), ['0', '0'])
  assert.deepEqual(short(marks, { ...early, rule: 'arrival' }), ['30', '0'])
})

test('doubts someone who counts until the end, and whose registration ended before it', () => {
  const marks = [mark('in', '08:00')]
  const canceled = { rule: 'arrival', endedAt: at('09:00') } as const
  assert.deepEqual(short(marks, canceled), ['240 after-end', '0'])
  assert.deepEqual(short([...marks, mark('out', '08:50')], canceled), ['50', '0'])
  assert.deepEqual(short(marks, { ...canceled, endedAt: at('12:00') }), ['240', '0'])
  assert.deepEqual(short([mark('in', '08:00', { source: 'correction' })], canceled), ['240', '0'])
})

test('counts a break for nothing', () => {
  const marks = [mark('in', '08:00'), mark('out', '09:00'), mark('in', '09:45'), mark('out', '12:00')]
  assert.deepEqual(short(marks), ['195', '0'])
})

test('takes the earlier of two arrivals and the later of two departures', () => {
  const marks = [mark('in', '08:10'), mark('in', '08:00'), mark('out', '11:55'), mark('out', '12:00')]
  assert.deepEqual(short(marks), ['240', '0'])
})

test('counts by the minutes that clocks show', () => {
  const marks = [mark('in', `${day}T08:00:59.000Z`), mark('out', `${day}T12:00:01.000Z`)]
  assert.deepEqual(short(marks), ['240', '0'])
})

test('leaves out what another mark takes back, whichever came first', () => {
  const wrong = mark('in', '08:00')
  const undo = mark('undo', '08:01', { voids: wrong.id })
  const other = mark('in', '08:05')
  assert.deepEqual(short([undo, wrong], { rule: 'arrival' }), ['0', '0'])
  assert.deepEqual(short([undo, other, wrong], { rule: 'arrival' }), ['235', '0'])
})

test('replaces a time that was corrected', () => {
  const wrong = mark('in', '09:00')
  const corrected = mark('in', '08:00', { voids: wrong.id, receivedAt: at('18:00') })
  assert.deepEqual(short([wrong, corrected], { rule: 'arrival' }), ['240', '0'])
})

test('names a session even where the time is near another, unless there is none of that name', () => {
  assert.deepEqual(short([mark('in', '12:30', { session: 'pm' })], { rule: 'arrival' }), ['0', '180'])
  assert.deepEqual(short([mark('in', '08:30', { session: 'gone' })], { rule: 'arrival' }), ['210', '0'])
})

test('takes who comes after the first of two days for that day, and from half a day before for the second', () => {
  const next = { key: 'next', start: '2027-03-07T08:00:00.000Z', end: '2027-03-07T12:00:00.000Z' }
  const keyAt = (time: string, days: SessionTime[]) =>
    sessionOf({ session: null, kind: 'in', at: time.includes('T') ? time : at(time) }, days)?.key
  const days = [morning, next]
  const keys = ['07:00', '12:30', '19:59', '20:00', '2027-03-07T07:00:00.000Z', '2027-03-09T07:00:00.000Z']
  assert.deepEqual(
    keys.map((time) => keyAt(time, days)),
    ['am', 'am', 'am', 'next', 'next', 'next'],
  )
  assert.equal(keyAt('12:00', sessions), 'pm')
})

test('keeps doubtful marks and counts none whose time is wrong', () => {
  const doubtful: [string, AttendanceMark][] = [
    ['future', mark('in', '08:00', { receivedAt: at('07:00') })],
    ['other-day', mark('in', '2026-03-06T08:00:00.000Z')],
    ['outside', mark('in', '12:10', { session: 'am' })],
    ['no-in', mark('out', '11:00')],
  ]
  for (const [kind, one] of doubtful) assert.deepEqual(short([one], { rule: 'arrival' }), [`0 ${kind}`, '0'], kind)
  const twice = [mark('in', '08:00'), mark('out', '10:00'), mark('out', '12:00')]
  assert.deepEqual(short(twice), ['240 left-twice', '0'])
})

test('doubts who came after the registration had ended, and counts it', () => {
  const marks = [mark('in', '08:00')]
  assert.deepEqual(short(marks, { rule: 'arrival', endedAt: at('07:00') }), ['240 after-end', '0'])
  assert.deepEqual(short([...marks, mark('out', '08:40')], { endedAt: at('09:00') }), ['40', '0'])
})

test('counts real minutes where the clocks change at noon', () => {
  // 01:30 to 03:30 local is one hour when the clocks skip one.
  const night = { key: 'night', start: '2027-03-14T07:30:00.000Z', end: '2027-03-14T08:30:00.000Z' }
  const marks = [mark('in', night.start), mark('out', night.end)]
  const later = { sessions: [night], now: new Date('2027-03-15T00:00:00Z') }
  assert.deepEqual(short(marks, later), ['60'])
})

const dayMinutes = 60 * 24
const instantAt = (minute: number) => new Date(Date.parse(at('00:00')) + minute * 60_000).toISOString()
const someMarks = fc
  .array(
    fc.record({
      kind: fc.constantFrom<AttendanceMark['kind']>('in', 'in', 'out', 'out', 'undo'),
      at: fc.integer({ min: -dayMinutes, max: 2 * dayMinutes }).map(instantAt),
      receivedAt: fc.integer({ min: 0, max: 2 * dayMinutes }).map(instantAt),
      session: fc.constantFrom(null, null, 'am', 'pm', 'gone'),
      voids: fc.option(fc.nat(12).map((index) => `m${index}`)),
    }),
    { maxLength: 12 },
  )
  .map((marks) => marks.map((one, index): AttendanceMark => ({ ...one, id: `m${index}` })))
const rule = fc.constantFrom('arrival' as const, 'in-and-out' as const)

test('says the same of the same marks, in any order and however often each is there', () => {
  const shuffled = someMarks.chain((marks) =>
    fc.tuple(
      fc.constant(marks),
      fc.shuffledSubarray([...marks, ...marks, ...marks], { minLength: marks.length * 3, maxLength: marks.length * 3 }),
    ),
  )
  fc.assert(
    fc.property(shuffled, rule, ([marks, others], one) =>
      assert.deepEqual(ask(others, { rule: one }), ask(marks, { rule: one })),
    ),
  )
})

test('never counts more minutes than a session has, nor fewer than none', () => {
  fc.assert(
    fc.property(someMarks, rule, (marks, one) => {
      const [first, second] = ask(marks, { rule: one }).map(({ minutes }) => minutes) as [number, number]
      assert.ok(first >= 0 && first <= 240 && second >= 0 && second <= 180)
    }),
  )
})

test('doubts a time that paper and door say differently, until someone takes one of them back', () => {
  const door = mark('in', '09:00', { source: 'door' })
  const paper = mark('in', '08:20', { source: 'paper' })
  assert.deepEqual(short([door, paper], { rule: 'arrival' }), ['220 differs', '0'])
  const undo = mark('undo', '18:00', { voids: paper.id, source: 'correction' })
  assert.deepEqual(short([door, paper, undo], { rule: 'arrival' }), ['180', '0'])
  // Time that doesn't count does not differ, nor do seconds; each minute that counts does.
  const of = (source: 'door' | 'paper', time: string) => mark('in', time, { source })
  const doubts = (...marks: AttendanceMark[]) => short(marks, { rule: 'arrival' })[0]
  assert.equal(doubts(of('door', '07:40'), of('paper', '07:59')), '240')
  const late = of('door', '08:02')
  assert.equal(doubts({ ...late, at: late.at.replace(':00.000Z', ':59.000Z') }, of('paper', '08:02')), '238')
  assert.equal(doubts(late, of('paper', '07:59')), '240 differs')
  assert.equal(doubts(late, of('paper', '08:03')), '238 differs')
})

test('doubts a time on paper that is not the one that someone has decided on, unless that was a line’s', () => {
  const door = mark('in', '09:00', { source: 'door' })
  const corrected = mark('in', '08:30', { source: 'correction', voids: door.id })
  const again = mark('in', '08:30', { source: 'correction', voids: corrected.id })
  const untilEnd = mark('out', '12:00', { source: 'correction' })
  const line = (from: string, to: string) => [
    mark('in', from, { source: 'paper' }),
    mark('out', to, { source: 'paper' }),
  ]
  const both = (...marks: AttendanceMark[]) => short(marks, { rule: 'in-and-out' })
  assert.deepEqual(both(door, corrected, again, untilEnd, ...line('08:05', '12:00')), ['235 differs', '0'])
  assert.deepEqual(both(door, corrected, untilEnd, ...line('08:30', '11:00')), ['210 left-twice differs', '0'])
  assert.deepEqual(both(door, corrected, untilEnd, ...line('08:30', '12:05')), ['210', '0'])
  assert.deepEqual(both(door, corrected, untilEnd, ...line('08:33', '12:05')), ['210 differs', '0'])
  // They left and came back: the first line was corrected, and the second is another.
  const [from, to] = line('08:00', '09:30') as [AttendanceMark, AttendanceMark]
  const left = mark('out', '09:00', { source: 'correction', voids: to.id })
  assert.deepEqual(both(from, to, left, ...line('10:00', '12:00')), ['180', '0'])
  // What takes back each other in a circle ends.
  const [one, other] = [mark('in', '08:10', { source: 'correction' }), mark('in', '08:20', { source: 'correction' })]
  one.voids = other.id
  other.voids = one.id
  const last = mark('in', '08:30', { source: 'correction', voids: one.id })
  assert.deepEqual(both(one, other, last, untilEnd, ...line('08:30', '12:00')), ['210', '0'])
})
