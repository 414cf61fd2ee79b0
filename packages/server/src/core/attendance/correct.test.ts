import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { type AttendanceMark, attend, type SessionTime } from './attend.ts'
import { readClock } from './clock.ts'
import { correctionMarks, faultIn, type SessionTimes } from './correct.ts'

const day = '2027-03-06'
const at = (time: string) => `${day}T${time}:00.000Z`
const morning: SessionTime = { key: `${day}T08:00`, start: at('08:00'), end: at('12:00') }
const afternoon: SessionTime = { key: `${day}T13:00`, start: at('13:00'), end: at('16:00') }
const sessions = [morning, afternoon]
const now = new Date(at('20:00'))
const startMs = Date.parse(at('00:00'))
const instant = (minute: number) => new Date(startMs + minute * 60_000).toISOString()

const someMarks = fc
  .array(
    fc.record({
      kind: fc.constantFrom<AttendanceMark['kind']>('in', 'out', 'undo'),
      at: fc.integer({ min: -1500, max: 3000 }).map(instant),
      receivedAt: fc.integer({ min: 0, max: 3000 }).map(instant),
      session: fc.constantFrom(null, morning.key, afternoon.key, 'gone'),
      voids: fc.option(fc.nat(9).map((index) => `m${index}`)),
      source: fc.constantFrom<AttendanceMark['source']>('door', 'kiosk', 'paper'),
    }),
    { maxLength: 10 },
  )
  .map((marks) => marks.map((one, index): AttendanceMark => ({ ...one, id: `m${index}` })))

/** Times that the form lets through. */
const times = fc
  .record({ session: fc.constant(morning.key), in: fc.option(fc.nat(1200)), out: fc.option(fc.nat(1200)) })
  .map(
    (one): SessionTimes => ({
      session: one.session,
      in: one.in === null ? null : instant(one.in),
      out: one.out === null ? null : instant(one.out),
    }),
  )
  .filter((one) => faultIn(one, morning, now) === undefined)

test('makes any marks say what an organizer says, and changes nothing else', () => {
  fc.assert(
    fc.property(someMarks, times, (before, wanted) => {
      const added = correctionMarks(before, sessions, wanted).map(
        (one, index): AttendanceMark => ({
          ...one,
          receivedAt: now.toISOString(),
          source: 'correction',
          voids: one.voids ?? null,
          at: one.at ?? now.toISOString(),
          id: `c${index}`,
        }),
      )
      const ask = (marks: AttendanceMark[]) =>
        attend({ marks, sessions, rule: 'in-and-out', now, endedAt: at('07:00') })
      const [said, other] = ask([...before, ...added])
      const minute = (text: string | null) => text?.slice(0, 16) ?? null
      assert.deepEqual(
        [minute(said?.firstIn ?? null), minute(said?.lastOut ?? null)],
        [minute(wanted.in), minute(wanted.out)],
      )
      const kinds = said?.doubts.map(({ kind }) => kind).filter((kind) => kind !== 'after-end')
      assert.deepEqual(kinds, wanted.in !== null && wanted.out === null ? ['no-out'] : [])
      assert.deepEqual(other, ask(before)[1])
      // What is right stays, and nothing is taken back twice.
      assert.deepEqual(correctionMarks([...before, ...added], sessions, wanted), [])
    }),
  )
})

test('keeps the mark of a door that says the same minute', () => {
  const seen = { session: null, receivedAt: at('08:00'), voids: null, source: 'door' as const }
  const marks: AttendanceMark[] = [{ ...seen, id: 'a', kind: 'in', at: `${day}T07:58:12.000Z` }]
  assert.deepEqual(correctionMarks(marks, sessions, { session: morning.key, in: at('07:58'), out: at('12:00') }), [
    { kind: 'out', at: at('12:00'), session: morning.key },
  ])
})

for (const [typed, session, read] of [
  ['758', morning, '07:58'],
  ['1202', morning, '12:02'],
  ['4', afternoon, '16:00'],
  ['400', afternoon, '16:00'],
  ['241', afternoon, '14:41'],
  ['4 PM', afternoon, '16:00'],
  ['7:49 AM', morning, '07:49'],
  ['7:49 a. m.', morning, '07:49'],
  ['4:00 p. m.', afternoon, '16:00'],
  ['16:05', morning, '16:05'],
  ['0:30', morning, '00:30'],
  ['12', afternoon, '12:00'],
] as const)
  test(`reads ${typed} as ${read}`, () => assert.equal(readClock(typed, session, 'UTC'), at(read)))

for (const typed of ['', '9999', '24:00', '13 PM', '0 AM', '8:60', 'noon', '-1', '12345', '8:00:00'])
  test(`does not take “${typed}” for a time`, () => assert.equal(readClock(typed, morning, 'UTC'), undefined))

test('reads a time after midnight as of the next day, where the session goes on', () => {
  const night = { key: `${day}T21:00`, start: at('21:00'), end: '2027-03-07T03:00:00.000Z' }
  assert.equal(readClock('130', night, 'UTC'), '2027-03-07T01:30:00.000Z')
  assert.equal(readClock('9', night, 'UTC'), at('21:00'))
})
