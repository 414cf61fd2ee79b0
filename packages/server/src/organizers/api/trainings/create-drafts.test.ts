import assert from 'node:assert/strict'
import { TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { copyTo } from './create-drafts.ts'
import { requireTimes } from './require-times.ts'

describe('a copy for another date', () => {
  const source = (more: object = {}) =>
    TrainingInput.parse({
      slug: 'first-aid',
      status: 'published',
      title: { en: 'First aid' },
      start: '2027-03-06T09:00',
      end: '2027-03-06T15:00',
      timeZone: 'America/Chicago',
      venue: { name: 'City Hall' },
      doors: '08:30',
      ...more,
    })

  test('opens its doors as long before its start as the first one', () => {
    assert.equal(copyTo(source(), { start: '2027-04-03T13:00' }).doors, '12:30')
    assert.equal(copyTo(source(), { start: '2027-04-03T09:00' }).doors, '08:30')
    // The evening before is no hour of the day.
    assert.equal(copyTo(source(), { start: '2027-04-03T00:15' }).doors, undefined)
  })

  test('has its agenda as long after its start, without what would be before its doors open or after its end', () => {
    const agenda = [
      { time: '08:30', text: { en: 'Coffee' } },
      { time: '09:00', text: { en: 'Welcome' } },
      { time: '15:00', text: { en: 'End' } },
    ]
    const agendaOf = (date: { start: string; end?: string }) =>
      copyTo(source({ agenda }), date).agenda?.map(({ day, time, text }) => [day, time, text.en])
    assert.deepEqual(agendaOf({ start: '2027-04-03T13:00' }), [
      [undefined, '12:30', 'Coffee'],
      [undefined, '13:00', 'Welcome'],
      [undefined, '19:00', 'End'],
    ])
    assert.deepEqual(agendaOf({ start: '2027-04-03T20:00' })?.at(-1), [2, '02:00', 'End'])
    assert.deepEqual(agendaOf({ start: '2027-04-03T00:15', end: '2027-04-03T06:00' }), [
      [undefined, '00:15', 'Welcome'],
    ])
    assert.equal(copyTo(source(), { start: '2027-04-03T13:00' }).agenda, undefined)
  })

  test('has its sessions as long after its start, unless it ends before they do', () => {
    const session = (start: string, end: string) => ({ start: `2027-03-06T${start}`, end: `2027-03-06T${end}` })
    const sessions = [session('09:00', '12:00'), session('13:00', '15:00')]
    const { sessions: copied } = copyTo(source({ sessions }), { start: '2027-04-03T10:00' })
    assert.deepEqual(copied, [
      { start: '2027-04-03T10:00', end: '2027-04-03T13:00' },
      { start: '2027-04-03T14:00', end: '2027-04-03T16:00' },
    ])
    const short = copyTo(source({ sessions }), { start: '2027-04-03T10:00', end: '2027-04-03T12:00' })
    assert.equal(short.sessions, undefined)
  })

  test('takes the time after the gap for what its form does not ask, where the clocks skip it', () => {
    const copy = copyTo(source({ closesAt: '2027-03-06T02:30' }), { start: '2027-03-14T09:00' })
    assert.equal(copy.closesAt, '2027-03-14T03:30')
    requireTimes(copy)
  })
})
