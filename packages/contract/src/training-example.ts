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
