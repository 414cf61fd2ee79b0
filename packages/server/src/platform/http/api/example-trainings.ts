const time = '2027-03-06T15:00:00.000Z'

export const trainingInput = {
  slug: 'first-responders',
  status: 'published',
  title: { en: 'Recognizing human trafficking', es: 'Reconocer la trata de personas' },
  start: '2027-12-05T08:00',
  end: '2027-12-05T16:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Kauffman Stadium', city: 'Kansas City', region: 'MO', country: 'US' },
  organizer: { name: 'Jackson County Training Office' },
  contact: { email: 'trainings@example.org', phone: '816-555-0100' },
  seats: { capacity: 200, waitlist: true },
}

/** What `TrainingInput` becomes with its defaults. */
const training = {
  ...trainingInput,
  audience: { access: 'open', domains: [], roles: [], supervisor: 'off', verify: 'groups' },
  fields: {},
  questions: [],
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
  digest: 'counts',
  retention: { extrasDays: 30, recordDays: 90 },
  sponsors: [],
}

export const adminTraining = {
  training,
  warnings: [],
  seats: { capacity: 200, taken: 120, counts: { confirmed: 118 } },
  waitingForCode: { requests: 2, heldSeats: 2 },
  waitingForAlert: 12,
  wrongCodes: { today: 3, pausedUntil: null, longCodesUntil: null, pausedDomains: [] },
  revision: 3,
  createdAt: time,
  updatedAt: time,
  links: { page: 'https://signup.example.org/t/first-responders' },
}

export const trainingChange = {
  training,
  warnings: [],
  emails: [
    {
      kind: 'training-changed',
      count: 120,
      mail: {
        subject: 'The training has changed: Recognizing human trafficking',
        text: 'Hi Ada …',
        html: '<p>Hi Ada …</p>',
      },
    },
  ],
}
