import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import {
  dayAfter,
  formatDay,
  formatMoment,
  formatTime,
  gapAround,
  instantOf,
  tileOf,
  withOffset,
} from './local-time.ts'
import { formatPeriod, formatPeriodLines } from './period.ts'

const chicago = 'America/Chicago'

describe('a local time', () => {
  test('is a moment, winter and summer', () => {
    assert.equal(instantOf('2022-12-05T08:00', chicago), '2022-12-05T14:00:00.000Z')
    assert.equal(instantOf('2027-07-01T08:00', chicago), '2027-07-01T13:00:00.000Z')
    assert.equal(withOffset('2022-12-05T08:00', chicago), '2022-12-05T08:00:00-06:00')
  })
  test('keeps its hour on the days on which the clocks change', () => {
    assert.equal(instantOf('2027-03-14T08:00', chicago), '2027-03-14T13:00:00.000Z')
    assert.equal(instantOf('2027-11-07T08:00', chicago), '2027-11-07T14:00:00.000Z')
    assert.equal(withOffset('2027-11-07T00:30', chicago), '2027-11-07T00:30:00-05:00')
  })
  test('that the clocks skip is the one after, a repeated one the first', () => {
    assert.equal(withOffset('2027-03-14T02:30', chicago), '2027-03-14T03:30:00-05:00')
    assert.equal(instantOf('2027-11-07T01:30', chicago), '2027-11-07T06:30:00.000Z')
  })
  test('that the clocks skip is in a gap that ends when they go on, also at its first minute', () => {
    const gap = { from: '2027-03-14T02:00', to: '2027-03-14T03:00' }
    for (const time of ['02:00', '02:30', '02:59']) assert.deepEqual(gapAround(`2027-03-14T${time}`, chicago), gap)
    for (const time of ['01:59', '03:00', '08:00']) assert.equal(gapAround(`2027-03-14T${time}`, chicago), undefined)
    assert.equal(gapAround('2027-11-07T01:30', chicago), undefined)
    assert.equal(gapAround('2027-03-14T02:30', 'America/Phoenix'), undefined)
    assert.deepEqual(gapAround('2027-10-03T02:15', 'Australia/Lord_Howe'), {
      from: '2027-10-03T02:00',
      to: '2027-10-03T02:30',
    })
    assert.deepEqual(gapAround('2011-12-30T12:00', 'Pacific/Apia'), {
      from: '2011-12-30T00:00',
      to: '2011-12-31T00:00',
    })
  })
  test('counts days, not hours', () => assert.equal(dayAfter('2027-03-13T23:30', 1), '2027-03-14'))
})

describe('for people', () => {
  test('a day’s training says its day once', () => {
    const period = ['2022-12-05T14:00:00.000Z', '2022-12-05T22:00:00.000Z', chicago] as const
    assert.equal(formatPeriod(...period, 'en'), 'Monday, December 5, 2022, 8\u00A0AM – 4\u00A0PM (Central\u00A0Time)')
    assert.equal(
      formatPeriod(...period, 'es'),
      'Lunes 5 de diciembre de 2022, 8\u00A0a.\u00A0m. – 4\u00A0p.\u00A0m. (hora\u00A0del\u00A0Centro)',
    )
  })
  test('a longer one says both', () =>
    assert.equal(
      formatPeriod('2027-03-14T13:00:00Z', '2027-03-15T22:00:00Z', chicago, 'en'),
      'Sunday, March 14, 8\u00A0AM to Monday, March 15, 2027, 5\u00A0PM (Central\u00A0Time)',
    ))
  test('says the hours of two days, from the first part’s start to the last one’s end', () => {
    const monday = [
      { start: '2027-03-08T08:00:00-06:00', end: '2027-03-08T12:00:00-06:00' },
      { start: '2027-03-08T13:00:00-06:00', end: '2027-03-08T16:00:00-06:00' },
    ]
    const tuesday = { start: '2027-03-09T09:00:00-06:00', end: '2027-03-09T15:00:00-06:00' }
    const period = [monday[0]?.start ?? '', tuesday.end, chicago] as const
    const parts = [tuesday, ...monday]
    assert.deepEqual(formatPeriodLines(...period, 'en', parts), [
      'Monday, March 8, 8\u00A0AM – 4\u00A0PM',
      'Tuesday, March 9, 2027, 9\u00A0AM – 3\u00A0PM (Central\u00A0Time)',
    ])
    assert.equal(
      formatPeriod(...period, 'es', parts),
      'Lunes 8 de marzo, 8\u00A0a.\u00A0m. – 4\u00A0p.\u00A0m. y martes 9 de marzo de 2027, 9\u00A0a.\u00A0m. – 3\u00A0p.\u00A0m. (hora\u00A0del\u00A0Centro)',
    )
    // With parts on one of the days only, the hours of the other are not known.
    for (const known of [[], [tuesday], monday])
      assert.deepEqual(formatPeriodLines(...period, 'es', known), [
        'Lunes 8 de marzo, 8\u00A0a.\u00A0m.',
        'hasta el martes 9 de marzo de 2027, 3\u00A0p.\u00A0m. (hora\u00A0del\u00A0Centro)',
      ])
  })
  test('says the hours of two days once where they are the same, and the year where it is', () => {
    const inDays = (day: string, next: string, lang: 'en' | 'es' = 'en') => {
      const parts = [day, next].map((one) => ({ start: `${one}T08:00:00-06:00`, end: `${one}T16:00:00-06:00` }))
      return [`${day}T08:00:00-06:00`, `${next}T16:00:00-06:00`, chicago, lang, parts] as const
    }
    const days = inDays('2027-03-08', '2027-03-09')
    assert.deepEqual(formatPeriodLines(...days), [
      'Monday, March 8 and Tuesday, March 9, 2027',
      '8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
    ])
    assert.equal(
      formatPeriod(...days),
      'Monday, March 8 and Tuesday, March 9, 2027, 8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
    )
    assert.equal(
      formatPeriodLines(...inDays('2027-03-08', '2027-03-09', 'es'))[0],
      'Lunes 8 de marzo y martes 9 de marzo de 2027',
    )
    assert.equal(
      formatPeriodLines(...inDays('2026-12-31', '2027-01-01'))[0],
      'Thursday, December 31, 2026 and Friday, January 1, 2027',
    )
  })
  test('a tile shows both days of one month', () => {
    const tile = (start: string, end: string) => tileOf(start, end, chicago, 'en')
    assert.deepEqual(tile('2027-03-08T14:00:00Z', '2027-03-08T22:00:00Z'), { month: 'Mar', day: '8' })
    assert.deepEqual(tile('2027-03-08T14:00:00Z', '2027-03-09T22:00:00Z'), { month: 'Mar', day: '8–9' })
    assert.deepEqual(tile('2027-03-31T14:00:00Z', '2027-04-01T22:00:00Z'), { month: 'Mar', day: '31' })
  })
  test('on two lines, a day comes before its hours, and a beginning before its end', () => {
    const day = ['2022-12-05T14:00:00.000Z', '2022-12-05T22:00:00.000Z', chicago, 'en'] as const
    assert.deepEqual(formatPeriodLines(...day), [
      'Monday, December 5, 2022',
      '8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
    ])
    assert.deepEqual(formatPeriodLines('2027-03-14T13:00:00Z', '2027-03-15T22:00:00Z', chicago, 'en'), [
      'Sunday, March 14, 8\u00A0AM',
      'to Monday, March 15, 2027, 5\u00A0PM (Central\u00A0Time)',
    ])
  })
  test('moments, days and hours read well', () => {
    assert.equal(
      formatMoment('2027-11-08T06:30:00Z', chicago, 'en'),
      'Monday, November 8, 2027, 12:30\u00A0AM (Central Time)',
    )
    assert.equal(formatDay('2023-03-05', 'es'), 'domingo 5 de marzo de 2023')
    assert.equal(formatTime('2027-03-06T07:30', chicago, 'en'), '7:30\u00A0AM')
    assert.equal(formatTime('2027-07-01T00:05', chicago, 'en'), '12:05\u00A0AM')
  })
  test('a time that occurs twice says which of the two it is', () => {
    const moment = (instant: string, lang: 'en' | 'es') => formatMoment(instant, chicago, lang)
    assert.equal(moment('2027-11-07T06:30:00Z', 'en'), 'Sunday, November 7, 2027, 1:30\u00A0AM\u00A0CDT (Central Time)')
    assert.equal(moment('2027-11-07T07:30:00Z', 'en'), 'Sunday, November 7, 2027, 1:30\u00A0AM\u00A0CST (Central Time)')
    assert.equal(
      moment('2027-11-07T07:30:00Z', 'es'),
      'domingo 7 de noviembre de 2027, 1:30\u00A0a.\u00A0m.\u00A0CST (hora del Centro)',
    )
    assert.equal(
      formatPeriod('2027-11-07T06:00:00Z', '2027-11-07T08:00:00Z', chicago, 'en'),
      'Sunday, November 7, 2027, 1\u00A0AM\u00A0CDT – 2\u00A0AM (Central\u00A0Time)',
    )
    assert.equal(
      formatPeriod('2027-11-07T05:30:00Z', '2027-11-07T06:59:00Z', chicago, 'es'),
      'Domingo 7 de noviembre de 2027, 12:30\u00A0a.\u00A0m. – 1:59\u00A0a.\u00A0m.\u00A0CDT (hora\u00A0del\u00A0Centro)',
    )
    assert.equal(formatTime('2027-11-07T01:30', chicago, 'en'), '1:30\u00A0AM\u00A0CDT')
    assert.equal(formatTime('2027-03-14T03:30', chicago, 'en'), '3:30\u00A0AM')
  })
})
