import assert from 'node:assert/strict'
import { Training, type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import type { PartnerTable } from '../../platform/db/tables/trainings/partner.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { jsonLd } from './json-ld.ts'
import { instantOf } from './local-time.ts'
import { presentTraining } from './present.ts'

const draft: TrainingDraft = {
  slug: 'first-responders',
  status: 'published',
  timeZone: 'America/Chicago',
  title: { en: 'Training', es: 'Capacitación' },
  start: '2022-12-05T08:00',
  end: '2022-12-05T16:00',
  doors: '07:30',
  food: 'own',
  venue: {
    name: 'KCPD Regional Training Academy',
    accessibility: { en: 'No steps', es: 'Sin escalones' },
    street: '6885 NE Pleasant Valley Rd',
    city: 'Kansas City',
    region: 'MO',
    country: 'US',
  },
  audience: { roles: ['police', { id: 'chaplain', label: { en: 'Chaplain', es: 'Capellán' } }] },
  seats: { capacity: 150 },
  sponsors: ['second', 'gone', 'first'],
}
const partner = (slug: string): PartnerTable => ({
  slug,
  name: slug,
  url: null,
  logo: null,
  origins: '[]',
  accent: null,
  report_hash: null,
  created_at: '',
  updated_at: '',
})
const view = {
  lang: 'en',
  partners: [partner('first'), partner('second')],
  publicUrl: 'https://host/base',
  now: new Date('2022-11-01T00:00:00Z'),
} as const

function present(
  more: Partial<TrainingDraft> = {},
  row: Partial<TrainingTable> = {},
  how: Partial<Parameters<typeof presentTraining>[2]> = {},
) {
  const input = TrainingInput.parse({ ...draft, ...more })
  const at = (local: string) => instantOf(local, input.timeZone)
  const stored = {
    slug: input.slug,
    status: input.status,
    time_zone: input.timeZone,
    starts_at: at(input.start),
    ends_at: at(input.end),
    opens_at: input.opensAt ? at(input.opensAt) : null,
    closes_at: at(input.start),
    capacity: input.seats.capacity,
    seats_taken: 0,
    ...row,
  } as TrainingTable
  const training = presentTraining(stored, input, { ...view, ...how })
  return { training, ld: jsonLd(training, input, { url: 'https://host/t/x', lang: 'en' }) }
}

describe('the public view', () => {
  test('is what the contract says, with nothing undefined in it', () => {
    const { training } = present()
    assert.deepEqual(Training.parse(training), training)
    assert.deepEqual(JSON.parse(JSON.stringify(training)), training)
  })
  test('says the half days, and with their days where there are several', () => {
    const sessions = [
      { start: '2022-12-05T08:00', end: '2022-12-05T12:00', label: { en: 'Morning' } },
      { start: '2022-12-05T13:00', end: '2022-12-05T16:00' },
    ]
    const texts = (input: object) => present(input).training.when.sessions?.map(({ text }) => text)
    assert.deepEqual(texts({ sessions }), ['Morning: 8\u00A0AM – 12\u00A0PM', '1\u00A0PM – 4\u00A0PM'])
    const [first, second] = sessions
    const next = { ...second, start: '2022-12-06T13:00', end: '2022-12-06T16:00' }
    assert.deepEqual(
      texts({ end: '2022-12-06T16:00', sessions: [first, next] })?.[1],
      'Tuesday, December 6, 1\u00A0PM – 4\u00A0PM',
    )
    assert.equal(texts({ sessions: [first] }), undefined)
    const [when] = present({ sessions }).training.details
    assert.ok(when?.lines.some(({ text }) => text.startsWith('Morning: ')))
  })
  test('says the day of a named half day small in Spanish', () => {
    const sessions = ['05', '06'].map((day) => ({
      start: `2022-12-${day}T08:00`,
      end: `2022-12-${day}T16:00`,
      label: { en: `Part ${day}`, es: `Parte ${day}` },
    }))
    const title = { en: 'Training', es: 'Capacitación' }
    const { training } = present({ title, end: '2022-12-06T16:00', sessions }, {}, { lang: 'es' })
    assert.match(training.when.sessions?.[0]?.text ?? '', /^Parte 05: lunes /)
  })
  test('says when, where and for which people it is', () => {
    const { training } = present()
    assert.deepEqual(training.when, {
      start: '2022-12-05T08:00:00-06:00',
      end: '2022-12-05T16:00:00-06:00',
      timeZone: 'America/Chicago',
      text: 'Monday, December 5, 2022, 8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
      tile: { month: 'Dec', day: '5' },
      doors: '7:30\u00A0AM',
    })
    assert.equal(training.venue?.address, '6885 NE Pleasant Valley Rd, Kansas City, MO')
    assert.equal(
      new URL(training.venue?.mapUrl ?? '').searchParams.get('query'),
      'KCPD Regional Training Academy, 6885 NE Pleasant Valley Rd, Kansas City, MO, US',
    )
    assert.deepEqual(present({}, {}, { lang: 'es' }).training.audience.roles, [
      'Policía o agente del sheriff',
      'Capellán',
    ])
  })
  test('names sponsors in the organizer’s order', () =>
    assert.deepEqual(
      present().training.sponsors.map(({ name }) => name),
      ['second', 'first'],
    ))
  test('counts seats only where the organizer opted in', () => {
    assert.equal('seatsLeft' in present({}, { seats_taken: 140 }).training, false)
    assert.equal(present({ seats: { capacity: 150, showExact: true } }, { seats_taken: 140 }).training.seatsLeft, 10)
    assert.equal(present({ seats: { capacity: 150, showExact: true } }, { seats_taken: 160 }).training.seatsLeft, 0)
  })
  test('says when registration opens', () => {
    const { training } = present({ opensAt: '2022-11-20T09:00' })
    assert.deepEqual(
      [training.state, training.notice.title],
      ['upcoming', 'Registration opens Sunday, November 20, 2022, 9:00\u00A0AM (Central Time)'],
    )
  })
  test('names the first day as a leaf of a calendar, in the visitor’s language', () => {
    assert.deepEqual(present({}, {}, { lang: 'es' }).training.when.tile, { month: 'Dic', day: '5' })
  })
  test('says when the data is erased', () => assert.equal(present().training.erasedOn, '2023-03-05'))
  test('links the hosted page, crediting the partner and keeping the language', () => {
    assert.equal(present().training.links.page, 'https://host/base/t/first-responders')
    assert.equal(
      present({}, {}, { lang: 'es', partner: 'we-the-people' }).training.links.page,
      'https://host/base/t/first-responders?p=we-the-people&lang=es',
    )
  })
})

describe('the event for search engines', () => {
  test('has what they require', () => {
    const event = JSON.parse(present().ld)
    assert.equal(event['@type'], 'EducationEvent')
    assert.equal(event.startDate, '2022-12-05T08:00:00-06:00')
    assert.equal(event.doorTime, '2022-12-05T07:30:00-06:00')
    assert.equal(event.location.address.addressLocality, 'Kansas City')
    assert.equal(event.offers.availability, 'https://schema.org/InStock')
  })
  test('has everything else that there is to say', () => {
    const more = {
      summary: { en: 'About it' },
      organizer: { name: 'The office', url: 'https://office.example' },
      presenter: { name: 'HTTC' },
      opensAt: '2022-10-01T09:00',
      audience: { roles: ['police'], minimumAge: 18 },
    } as const
    const event = JSON.parse(present(more as never).ld)
    const organization = (name: string, url?: string) => ({ '@type': 'Organization', name, ...(url ? { url } : {}) })
    assert.deepEqual(event, {
      '@context': 'https://schema.org',
      '@type': 'EducationEvent',
      '@id': 'https://host/t/x#event',
      url: 'https://host/t/x',
      name: 'Training',
      description: 'About it',
      startDate: '2022-12-05T08:00:00-06:00',
      endDate: '2022-12-05T16:00:00-06:00',
      doorTime: '2022-12-05T07:30:00-06:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: {
        '@type': 'Place',
        name: 'KCPD Regional Training Academy',
        amenityFeature: { '@type': 'LocationFeatureSpecification', name: 'Accessibility', value: 'No steps' },
        address: {
          '@type': 'PostalAddress',
          streetAddress: '6885 NE Pleasant Valley Rd',
          addressLocality: 'Kansas City',
          addressRegion: 'MO',
          addressCountry: 'US',
        },
      },
      isAccessibleForFree: true,
      offers: {
        '@type': 'Offer',
        price: 0,
        priceCurrency: 'USD',
        availability: 'https://schema.org/InStock',
        validFrom: '2022-10-01T14:00:00.000Z',
        url: 'https://host/t/x',
      },
      audience: { '@type': 'Audience', audienceType: 'Police officer or deputy' },
      typicalAgeRange: '18-',
      organizer: organization('The office', 'https://office.example'),
      performer: organization('HTTC'),
      sponsor: [organization('second'), organization('first')],
      inLanguage: 'en',
    })
  })
  test('follows the state', () => {
    assert.equal(JSON.parse(present({}, { seats_taken: 150 }).ld).offers.availability, 'https://schema.org/SoldOut')
    const cancelled = JSON.parse(present({}, { status: 'cancelled' }).ld)
    assert.deepEqual(
      [cancelled.eventStatus, cancelled.offers, cancelled.startDate],
      ['https://schema.org/EventCancelled', undefined, '2022-12-05T08:00:00-06:00'],
    )
    assert.equal(
      JSON.parse(present({ venue: undefined, onlineUrl: 'https://meet.example' }).ld).location['@type'],
      'VirtualLocation',
    )
  })
  test('cannot end its script element', () => {
    const { ld } = present({ title: { en: '</script><script>alert(1)</script><!--' } })
    assert.doesNotMatch(ld, /[<>]/)
    assert.equal(JSON.parse(ld).name, '</script><script>alert(1)</script><!--')
  })
})
