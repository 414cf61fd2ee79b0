import assert from 'node:assert/strict'
import { type Language, type TrainingDraft, TrainingInput } from '@training-signup/contract'
import ICAL from 'ical.js'
import { describe, test } from 'mocha'
import nodeIcal from 'node-ical'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { calendarFile, calendarServiceLink } from './calendar.ts'
import { presentTraining } from './present.ts'
import { columnsOf } from './trainings.ts'

const draft: TrainingDraft = {
  slug: 'first-responders',
  status: 'published',
  timeZone: 'America/Chicago',
  title: { en: 'Human trafficking training', es: 'Capacitación sobre la trata de personas' },
  start: '2027-03-06T08:00',
  end: '2027-03-06T16:00',
  venue: { name: 'Academy', street: '6885 NE Pleasant Valley Rd', city: 'Kansas City', region: 'MO', country: 'US' },
}

const now = new Date('2027-01-10T12:00:00Z')

function sourceOf(more: Partial<TrainingDraft> = {}, lang: Language = 'en') {
  const input = TrainingInput.parse({ ...draft, ...more })
  const row = { ...columnsOf(input), id: '1', seats_taken: 0, revision: 7, updated_at: '2027-01-09T10:11:12.345Z' }
  const stored = row as unknown as TrainingTable
  const training = presentTraining(stored, input, { lang, partners: [], publicUrl: 'https://host:8443/base', now })
  return { row: stored, input, training, lang }
}
const fileOf = (more?: Partial<TrainingDraft>, lang?: Language) =>
  calendarFile(sourceOf(more, lang), { host: 'host:8443', now })

/** What two readers, written by other people than the writer, make of a file; they must agree. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file))
  const component = calendar.getFirstSubcomponent('vevent')
  assert.ok(component)
  const event = new ICAL.Event(component)
  const [other] = Object.values(nodeIcal.sync.parseICS(file)).filter((one) => one?.type === 'VEVENT')
  assert.ok(other?.type === 'VEVENT')
  const seen = {
    uid: event.uid,
    summary: event.summary,
    location: event.location,
    description: event.description,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
  }
  assert.deepEqual(
    {
      uid: other.uid,
      summary: other.summary,
      location: other.location,
      description: other.description,
      start: other.start.toISOString(),
      end: other.end?.toISOString(),
    },
    seen,
  )
  const value = (name: string) => component.getFirstPropertyValue(name)?.toString()
  const names = component.getAllProperties().map(({ name }) => name)
  const alarms = component
    .getAllSubcomponents('valarm')
    .map((alarm) => alarm.getFirstPropertyValue('trigger')?.toString())
  return { ...seen, value, names, alarms, method: calendar.getFirstPropertyValue('method') }
}

describe('a calendar file', () => {
  test('says what, when and where, and where to read on', () => {
    const event = read(
      fileOf({
        doors: '07:30',
        sessions: [
          { start: '2027-03-06T09:00', end: '2027-03-06T12:00', label: { en: 'Morning' } },
          { start: '2027-03-06T13:00', end: '2027-03-06T15:00', label: { en: 'Afternoon' } },
        ],
        onlineUrl: 'https://meet.example/room',
        venue: {
          name: 'Academy',
          city: 'Kansas City',
          arrival: { en: 'Park in lot B' },
          accessibility: { en: 'No steps' },
        },
        dress: { en: 'Plain clothes' },
        weapons: { en: 'Locked in your car' },
        credit: { hours: 7 },
        bring: { en: 'Your agency ID' },
        food: 'own',
        contact: { name: 'Rosa Lima', phone: '816-555-0100', email: 'rosa@example.org' },
      }),
    )
    assert.equal(event.method, 'PUBLISH')
    assert.equal(event.summary, 'Human trafficking training')
    assert.equal(event.location, 'Academy, Kansas City')
    assert.equal(
      event.description,
      [
        'Morning: 9\u00A0AM – 12\u00A0PM\nAfternoon: 1\u00A0PM – 3\u00A0PM',
        'Doors open at 7:30\u00A0AM',
        'Join online:\nhttps://meet.example/room',
        'Contact the organizer:\nRosa Lima, 816-555-0100, rosa@example.org',
        'Food:\nLunch is on your own.',
        'Parking and arrival:\nPark in lot B',
        'Accessibility:\nNo steps',
        'What to bring:\nYour agency ID',
        'What to wear:\nPlain clothes',
        'Weapons:\nLocked in your car',
        'https://host:8443/base/t/first-responders',
      ].join('\n\n'),
    )
    assert.equal(event.value('url'), 'https://host:8443/base/t/first-responders')
    assert.equal(event.value('status'), 'CONFIRMED')
    assert.deepEqual(event.alarms, ['-P1D'])
  })
  test('is the same entry for life, in a newer version after each change', () => {
    const event = read(fileOf())
    assert.equal(event.uid, 'first-responders@host:8443')
    assert.equal(event.value('dtstamp'), '2027-01-10T12:00:00Z')
    assert.equal(event.value('last-modified'), '2027-01-09T10:11:12Z')
    assert.equal(read(fileOf({}, 'es')).uid, event.uid)
  })
  test('invites no one', () => {
    const { names } = read(fileOf({ contact: { name: 'Rosa', email: 'rosa@example.org' } }))
    assert.ok(!names.some((name) => name === 'organizer' || name === 'attendee'))
  })
  test('has the instants of the local hours, also on the days on which the clocks change', () => {
    for (const [day, start, end] of [
      ['2027-03-13', '14:00', '22:00'],
      ['2027-03-14', '13:00', '21:00'],
      ['2027-11-06', '13:00', '21:00'],
      ['2027-11-07', '14:00', '22:00'],
    ] as const) {
      const file = fileOf({ start: `${day}T08:00`, end: `${day}T16:00` })
      const event = read(file)
      assert.deepEqual([event.start, event.end], [`${day}T${start}:00.000Z`, `${day}T${end}:00.000Z`])
      assert.match(file, new RegExp(`DTSTART:${day.replaceAll('-', '')}T${start.replace(':', '')}00Z\r\n`))
      assert.doesNotMatch(file, /TZID/)
    }
    const short = read(fileOf({ start: '2027-03-14T01:30', end: '2027-03-14T03:30' }))
    assert.equal(Date.parse(short.end) - Date.parse(short.start), 60 * 60 * 1000)
    const long = read(fileOf({ start: '2027-11-07T00:30', end: '2027-11-07T02:30' }))
    assert.equal(Date.parse(long.end) - Date.parse(long.start), 3 * 60 * 60 * 1000)
  })
  test('survives any text: lines end in CR LF, are folded at 75 bytes, and what has a meaning is escaped', () => {
    const odd = 'a, b; c \\ d: "e" 🚒 Ñandú 日本語 '.repeat(5).trim()
    const file = fileOf({
      title: { en: odd },
      bring: { en: `${odd}\nEND:VEVENT\n${odd}` },
      venue: { name: odd },
    })
    const event = read(file)
    assert.deepEqual([event.summary, event.location], [odd, odd])
    assert.ok(event.description.includes(`${odd}\nEND:VEVENT\n${odd}`))
    assert.ok(file.endsWith('END:VCALENDAR\r\n'))
    assert.doesNotMatch(file.replaceAll('\r\n', ''), /[\r\n]/)
    for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.equal(file.match(/^END:VEVENT/gm)?.length, 1)
  })
  test('shows others only the discreet title, where there is one', () => {
    const discreetTitle = { en: 'Training day', es: 'Día de capacitación' }
    const file = fileOf({ discreetTitle }, 'es')
    assert.equal(read(file).summary, 'Día de capacitación')
    assert.doesNotMatch(file, /trata/)
    assert.ok(!calendarServiceLink('google', sourceOf({ discreetTitle })).includes('trafficking'))
    const contact = { name: 'Trafficking desk', phone: '816-555-0100', email: 'rosa@trafficking.example' }
    const link = calendarServiceLink('google', sourceOf({ discreetTitle, contact }))
    for (const text of [fileOf({ discreetTitle, contact }), decodeURIComponent(link)])
      assert.ok(text.includes('816-555-0100') && !/trafficking/i.test(text), text)
  })
  test('of a canceled training cancels the entry and sounds no alarm', () => {
    const event = read(fileOf({ status: 'cancelled' }))
    assert.deepEqual([event.value('status'), event.alarms, event.method], ['CANCELLED', [], 'PUBLISH'])
    assert.equal(event.uid, 'first-responders@host:8443')
  })
  test('takes the entry out of a calendar, and a later one puts it back', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
    const removal = { host: 'host:8443', now: at(1), method: 'CANCEL', organizer: 'post@example.org' } as const
    const [first, gone, again] = [
      read(fileOf()),
      read(calendarFile(sourceOf(), removal)),
      read(calendarFile(sourceOf(), { host: 'host:8443', now: at(2) })),
    ]
    assert.deepEqual([gone.method, gone.value('status'), gone.alarms], ['CANCEL', 'CANCELLED', []])
    assert.equal(gone.value('organizer'), 'mailto:post@example.org')
    assert.deepEqual([gone.uid, again.uid], [first.uid, first.uid])
    const sequences = [first, gone, again].map((event) => Number(event.value('sequence')))
    assert.deepEqual(
      sequences,
      sequences.toSorted((one, other) => one - other),
    )
    assert.equal(new Set(sequences).size, 3)
    // Earlier versions counted changes of the training.
    assert.ok(sequences[0]! > 1_000_000)
    assert.ok(sequences[2]! < 2 ** 31)
  })
  test('of a training without a room says where it is held', () =>
    assert.equal(
      read(fileOf({ venue: undefined, onlineUrl: 'https://meet.example/room' })).location,
      'https://meet.example/room',
    ))
})

describe('a link to a calendar’s own page', () => {
  const titled = { title: { en: 'Training & more: 100% + “free”' } }

  test('fills in Google’s at local hours, its zone next to them', () => {
    const link = new URL(calendarServiceLink('google', sourceOf(titled)))
    assert.equal(link.origin + link.pathname, 'https://calendar.google.com/calendar/render')
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      action: 'TEMPLATE',
      text: titled.title.en,
      dates: '20270306T080000/20270306T160000',
      ctz: 'America/Chicago',
      location: 'Academy, 6885 NE Pleasant Valley Rd, Kansas City, MO',
      details: 'https://host:8443/base/t/first-responders',
    })
  })
  test('fills in Outlook’s with instants, at home and at work', () => {
    for (const [service, host] of [
      ['outlook', 'https://outlook.live.com'],
      ['microsoft365', 'https://outlook.office.com'],
    ] as const) {
      const link = new URL(calendarServiceLink(service, sourceOf(titled)))
      assert.equal(link.origin + link.pathname, `${host}/calendar/deeplink/compose`)
      assert.deepEqual(Object.fromEntries(link.searchParams), {
        path: '/calendar/action/compose',
        rru: 'addevent',
        startdt: '2027-03-06T14:00:00Z',
        enddt: '2027-03-06T22:00:00Z',
        subject: titled.title.en,
        location: 'Academy, 6885 NE Pleasant Valley Rd, Kansas City, MO',
        body: 'https://host:8443/base/t/first-responders',
      })
    }
  })
  test('writes no blank as a plus, and stays short enough to be followed', () => {
    for (const service of ['google', 'outlook', 'microsoft365'] as const) {
      const contact = { phone: '816-555-0100' }
      const link = calendarServiceLink(service, sourceOf({ ...titled, contact, bring: { en: '🚒 '.repeat(600) } }))
      assert.ok(decodeURIComponent(link).includes('816-555-0100'))
      assert.doesNotMatch(link, /\+/)
      assert.ok(link.length < 8000, String(link.length))
      assert.ok(decodeURIComponent(link).includes('…\n\nhttps://host:8443/base/t/first-responders'))
    }
  })
})
