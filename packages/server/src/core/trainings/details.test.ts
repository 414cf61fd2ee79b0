import assert from 'node:assert/strict'
import { type Language, type Section, type TrainingDraft, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import type { PartnerTable } from '../../platform/db/tables/trainings/partner.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { freeSentence, moreLabel } from './details.ts'
import { presentTraining } from './present.ts'
import { columnsOf } from './trainings.ts'

const draft: TrainingDraft = {
  slug: 'first-responders',
  status: 'published',
  timeZone: 'America/Chicago',
  title: { en: 'Training', es: 'Capacitación' },
  start: '2027-03-06T08:00',
  end: '2027-03-06T16:00',
  venue: { name: 'Academy' },
}
const partner = (slug: string, name: string, url: string | null = null) => ({ slug, name, url }) as PartnerTable

function present(more: Partial<TrainingDraft> = {}, lang: Language = 'en', partners: PartnerTable[] = []) {
  const input = TrainingInput.parse({ ...draft, ...more })
  const row = { ...columnsOf(input), seats_taken: 0 } as unknown as TrainingTable
  const now = new Date('2027-01-10T12:00:00Z')
  return presentTraining(row, input, { lang, partners, publicUrl: 'https://host', now })
}
const texts = (section: Section | undefined) => section?.lines.map(({ text }) => text)
const linesOf = (sections: Section[], heading: string) => sections.find((one) => one.heading === heading)?.lines

describe('the details', () => {
  const everything: Partial<TrainingDraft> = {
    doors: '07:30',
    venue: {
      name: 'Academy',
      street: '1 Main St',
      city: 'Kansas City',
      arrival: { en: 'Park in lot B' },
      accessibility: { en: 'No steps' },
    },
    onlineUrl: 'https://meet.example/room',
    audience: { roles: ['police', 'fire'], minimumAge: 18 },
    contentNote: { en: 'Speaks of abuse' },
    bring: { en: 'Your agency ID' },
    food: 'provided',
    dress: { en: 'Plain clothes' },
    weapons: { en: 'Locked in your car' },
    certificate: { en: 'For all who stay' },
    credit: { hours: 7.5, note: { en: 'Approved by POST' } },
    agenda: [
      { time: '12:00', text: { en: 'Lunch' } },
      { time: '08:00', text: { en: 'Welcome', es: 'Bienvenida' } },
    ],
    presenter: { name: 'HTTC', trainers: ['Dan Nash', 'Alison Phillips'] },
    organizer: { name: 'The office', url: 'https://office.example' },
    sponsors: ['we'],
  }

  test('say everything, in the order in which it is shown', () => {
    const { details, when } = present(everything, 'en', [partner('we', 'We the People')])
    const [day, hours] = when.text.split(/(?<=2027), /)
    assert.deepEqual(
      details.map((section) => [section.heading, texts(section)]),
      [
        ['Date and time', [day, hours, 'Doors open at 7:30\u00A0AM']],
        ['Location', ['Academy', '1 Main St, Kansas\u00A0City', 'View map', 'Join online']],
        ['Who it’s for', ['Police officer or deputy and Firefighter', 'Ages 18 and up']],
        ['Content note', ['Speaks of abuse']],
        ['Continuing education', ['7.5 credit hours', 'Approved by POST']],
        ['Certificate', ['For all who stay']],
        ['Food', ['Food is provided.']],
        ['Parking and arrival', ['Park in lot B']],
        ['Accessibility', ['No steps']],
        ['What to bring', ['Your agency ID']],
        ['What to wear', ['Plain clothes']],
        ['Weapons', ['Locked in your car']],
        ['Agenda', ['8:00\u00A0AM', 'Welcome', '12:00\u00A0PM', 'Lunch']],
        [
          undefined,
          [
            'Presented by HTTC',
            'With Dan Nash and Alison Phillips',
            'Organized by The office',
            'Sponsored by We the People',
          ],
        ],
      ],
    )
  })
  test('mark what people with a seat need again', () =>
    assert.deepEqual(
      present(everything)
        .details.filter(({ recap }) => recap)
        .map(({ heading }) => heading),
      [
        'Date and time',
        'Location',
        'Continuing education',
        'Certificate',
        'Food',
        'Parking and arrival',
        'Accessibility',
        'What to bring',
        'What to wear',
        'Weapons',
      ],
    ))
  test('link the map, the room and everyone who has a site', () => {
    const { details, venue } = present(everything)
    const hrefs = details.flatMap(({ lines }) => lines).flatMap(({ href }) => href ?? [])
    assert.deepEqual(hrefs, [venue?.mapUrl, 'https://meet.example/room', 'https://office.example'])
  })
  test('name sponsors in one sentence, or each with its link where one has a site', () => {
    const sponsored = (...partners: PartnerTable[]) =>
      present({ sponsors: partners.map(({ slug }) => slug) }, 'en', partners).details.at(-1)?.lines
    assert.deepEqual(sponsored(partner('a', 'Ada'), partner('b', 'Bea')), [{ text: 'Sponsored by Ada and Bea' }])
    assert.deepEqual(sponsored(partner('a', 'Ada'), partner('b', 'Bea', 'https://bea.example')), [
      { text: 'Sponsored by Ada' },
      { text: 'Sponsored by Bea', href: 'https://bea.example' },
    ])
  })
  test('keep a time with what happens then, and the days of a long training apart', () => {
    const agenda = [
      { day: 2, time: '09:00', text: { en: 'Practice' } },
      { time: '09:00', text: { en: 'Welcome' } },
    ]
    const { details, agenda: given } = present({ end: '2027-03-07T16:00', agenda })
    assert.deepEqual(details.slice(2), [
      {
        above: 'Good to know',
        heading: 'Agenda, Saturday, March 6, 2027',
        lines: [{ text: '9:00\u00A0AM' }, { text: 'Welcome', sameRow: true }],
      },
      {
        heading: 'Agenda, Sunday, March 7, 2027',
        lines: [{ text: '9:00\u00A0AM' }, { text: 'Practice', sameRow: true }],
      },
    ])
    assert.deepEqual(
      given?.map(({ start }) => start),
      ['2027-03-06T09:00:00-06:00', '2027-03-07T09:00:00-06:00'],
    )
  })
  test('have a line for each sponsor with their logo or website, where one of them has any', () => {
    const logo = 'a'.repeat(32)
    const sponsors = [{ ...partner('a', 'Ada'), logo }, partner('b', 'Bea', 'https://bea.example')]
    const { details } = present({ ...everything, sponsors: ['a', 'b'] }, 'en', sponsors)
    assert.deepEqual(details.slice(-1), [
      {
        lines: [
          { text: 'Presented by HTTC' },
          { text: 'With Dan Nash and Alison Phillips' },
          { text: 'Organized by The office', href: 'https://office.example' },
          { text: 'Sponsored by Ada', logo: `https://host/logos/${logo}.png` },
          { text: 'Sponsored by Bea', href: 'https://bea.example' },
        ],
      },
    ])
  })
  test('begin what is good to know with the first of it, under a heading', () => {
    const headed = (more: Partial<TrainingDraft>) =>
      present(more).details.flatMap(({ above, heading }) => (above === undefined ? [] : [[above, heading]]))
    assert.deepEqual(headed(everything), [['Good to know', 'Continuing education']])
    assert.deepEqual(headed({ food: 'own', certificate: { en: 'For all' } }), [['Good to know', 'Certificate']])
    assert.deepEqual(headed({}), [])
  })
  test('say that it is free, unless the summary does', () => {
    const said = (summary: string) => freeSentence({ summary }, 'en')
    for (const one of [
      'A free, one-day training on trafficking.',
      'Free training for officers',
      'Una capacitación de un día, gratuita.',
    ])
      assert.equal(said(one), '', one)
    for (const one of ['', 'How survivors get free.', 'Free parking at the training.', 'A class. Lunch is free.'])
      assert.match(said(one), /^Free, but/, one)
  })
  test('lead there with the hours of credit, which police officers decide by', () => {
    assert.equal(moreLabel({}, 'en'), 'Details')
    assert.equal(moreLabel({ creditHours: 1 }, 'en'), '1 credit hour · Details')
    assert.equal(moreLabel({ creditHours: 7.5 }, 'es'), '7.5 horas de crédito · Detalles')
  })
  test('leave out what there is nothing to say about', () =>
    assert.deepEqual(
      present().details.map(({ heading }) => heading),
      ['Date and time', 'Location'],
    ))
  test('speak the visitor’s language', () =>
    assert.deepEqual(
      present(everything, 'es').details.map(({ heading }) => heading),
      [
        'Fecha y hora',
        'Lugar',
        'Para quién es',
        'Sobre el contenido',
        'Educación continua',
        'Certificado',
        'Comida',
        'Estacionamiento y llegada',
        'Accesibilidad',
        'Qué traer',
        'Cómo vestir',
        'Armas',
        'Programa',
        undefined,
      ],
    ))
})

describe('the help', () => {
  const hotline = {
    label: { en: 'National Human Trafficking Hotline', es: 'Línea Nacional' },
    tel: '1-888-373-7888',
    sms: '233733',
    url: 'https://hotline.example',
    checkedOn: '2026-11-02',
  }

  test('names the contact, by links that a phone and a mail program understand', () => {
    const contact = { name: 'Rosa', email: 'a&b?c@example.org', phone: '+1 (816) 555-0100 ext. 7' }
    assert.deepEqual(present({ contact }).help, [
      {
        heading: 'Contact the organizer',
        lines: [
          { text: 'Rosa' },
          { text: 'a&b?c@example.org', href: 'mailto:a%26b%3Fc@example.org', sameRow: true },
          { text: '+1 (816) 555-0100 ext. 7', href: 'tel:+18165550100', sameRow: true },
        ],
      },
    ])
  })
  test('says where to get help now, when the numbers were last checked, and what to do in danger', () => {
    const local = { label: { en: 'Local line' }, tel: '*816#', checkedOn: '2026-03-01' }
    assert.deepEqual(linesOf(present({ helplines: [local, hotline] }).help, 'Need help?'), [
      { text: 'In danger now? Call 911', href: 'tel:911' },
      { text: 'Local line' },
      { text: 'Call *816#', href: 'tel:*816%23', sameRow: true },
      { text: 'National Human Trafficking Hotline', href: 'https://hotline.example' },
      { text: 'Call 1-888-373-7888', href: 'tel:18883737888', sameRow: true },
      { text: 'Text 233733', href: 'sms:233733', sameRow: true },
      { text: 'Numbers last checked March 1, 2026', muted: true },
    ])
    const unchecked = { label: hotline.label, tel: hotline.tel }
    assert.deepEqual(texts(present({ helplines: [unchecked] }, 'es').help[0]), [
      '¿En peligro? Llame al 911',
      'Línea Nacional',
      'Llame al 1-888-373-7888',
    ])
  })
  test('is empty where there is no contact', () => assert.deepEqual(present().help, []))
})

describe('what people in the audience say of themselves', () => {
  const self = (audience: TrainingDraft['audience'], lang: Language = 'en') => present({ audience }, lang).audience.self

  test('follows the roles', () => {
    assert.equal(self({ roles: ['social-work', 'police'] }), 'I am a first responder')
    assert.equal(self({ roles: ['fire'] }, 'es'), 'Soy personal de primera respuesta')
    assert.equal(self({}), 'I am a community member')
  })
  test('is else the first line of who it is for', () => {
    assert.equal(self({ roles: ['social-work', 'victim-advocate'] }), 'Social worker and Victim advocate')
    assert.equal(self({ roles: ['social-work'], note: { en: 'For case workers\nof the county' } }), 'For case workers')
  })
  test('is what the organizer says, where they do', () =>
    assert.equal(self({ roles: ['police'], self: { en: 'I am a nurse', es: 'Soy enfermera' } }, 'es'), 'Soy enfermera'))
})

describe('the calendars', () => {
  test('are files and services of our own address, in the visitor’s language', () => {
    const { calendars, links } = present({}, 'es')
    assert.deepEqual(
      calendars.map(({ href }) => href),
      [
        'https://host/t/first-responders/calendar.ics?lang=es',
        'https://host/t/first-responders/calendar/google?lang=es',
        'https://host/t/first-responders/calendar/outlook?lang=es',
        'https://host/t/first-responders/calendar/microsoft365?lang=es',
      ],
    )
    assert.equal(links.calendar, calendars[0]?.href)
    assert.equal(present().links.calendar, 'https://host/t/first-responders/calendar.ics')
  })
  test('are none once it is canceled', () => assert.deepEqual(present({ status: 'cancelled' }).calendars, []))
})
