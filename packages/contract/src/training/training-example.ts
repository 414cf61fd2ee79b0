// Trainings as the API's description shows them.
export const trainingInputExample = {
  slug: 'first-responders',
  status: 'published',
  title: { en: 'Recognizing human trafficking', es: 'Reconocer la trata de personas' },
  start: '2027-12-05T08:00',
  end: '2027-12-05T16:00',
  timeZone: 'America/Chicago',
  venue: {
    name: 'Kauffman Stadium',
    city: 'Kansas City',
    region: 'MO',
    country: 'US',
    accessibility: { en: 'Step-free from Gate D. Hearing loop.', es: 'Sin escalones por la puerta D. Bucle auditivo.' },
  },
  certificate: { en: 'For everyone who stays all day', es: 'Para quien asista todo el día' },
  agenda: [
    { time: '08:00', text: { en: 'Welcome', es: 'Bienvenida' } },
    { time: '12:00', text: { en: 'Lunch', es: 'Almuerzo' } },
  ],
  organizer: { name: 'Jackson County Training Office' },
  contact: { email: 'trainings@example.org', phone: '816-555-0100' },
  seats: { capacity: 200, waitlist: true },
}
export const trainingExample = {
  ...trainingInputExample,
  seats: {
    capacity: 200,
    waitlist: true,
    waitlistBy: 'promotion',
    offerHours: 48,
    cutOffHours: 2,
    showExact: false,
    holdWhilePending: true,
    holdDays: 7,
  },
  audience: { access: 'open', domains: [], roles: [], supervisor: 'off', verify: 'groups', coordinators: false },
  fields: {},
  questions: [],
  digest: 'counts',
  retention: { extrasDays: 30, recordDays: 90 },
  sponsors: [],
}

/** One of them as visitors see it. */
export const shownTrainingExample = {
  slug: 'first-responders',
  title: 'Recognizing human trafficking',
  when: {
    start: '2027-12-05T08:00:00-06:00',
    end: '2027-12-05T16:00:00-06:00',
    timeZone: 'America/Chicago',
    text: 'Sunday, December 5, 2027, 8 AM – 4 PM (Central Time)',
    tile: { month: 'Dec', day: '5' },
  },
  audience: { roles: [], self: 'I want to take part' },
  certificate: 'For everyone who stays all day',
  agenda: [{ start: '2027-12-05T12:00:00-06:00', text: 'Lunch' }],
  sponsors: [],
  state: 'open',
  notice: { title: 'Registration is open', text: '' },
  closesAt: '2027-12-05T14:00:00.000Z',
  organizer: {
    name: 'Jackson County Training Office',
    logo: 'https://signup.example.org/logos/3f2a9c0d5e7b4186a1c2d3e4f5061728.png',
  },
  contact: { email: 'trainings@example.org', phone: '816-555-0100' },
  helplines: [],
  erasedOn: '2028-03-05',
  links: {
    page: 'https://signup.example.org/t/first-responders',
    calendar: 'https://signup.example.org/t/first-responders/calendar.ics',
  },
  details: [{ lines: [{ text: 'Kauffman Stadium' }] }],
  help: [],
  calendars: [],
}
