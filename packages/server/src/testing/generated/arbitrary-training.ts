import {
  fieldTypes,
  impossibleConditions,
  knownRoles,
  switchableFields,
  TrainingInput,
  TrainingOfOldQuestions,
  takesOptions,
  verifyLevels,
} from '@training-signup/contract'
import fc from 'fast-check'

/** Texts with what breaks forms: markup, quotes, line breaks, several scripts. */
const text = fc
  .array(fc.constantFrom('a', 'Ñ', '&', '<b>', '"', "'", '\n', '\n\n', ' ', '—', '&amp;', '👮', '</textarea>'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `x${parts.join('')}y`)
const local = fc.record({ en: text, es: text }, { requiredKeys: ['en'] })
const requirement = fc.constantFrom('off', 'optional', 'required')
const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/)
const url = fc.constantFrom('https://example.org/', 'https://example.org/a?b=1&c="d"', 'https://Example.org/ü#x')
const phone = fc.constantFrom('816-555-0100', '+1 (816) 555-0100')
const moment = (year: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 4, max: 23 }))
    .map((parts) => {
      const [month, day, hour] = parts.map((part) => String(part).padStart(2, '0'))
      return `${year}-${month}-${day}T${hour}:30`
    })
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })

const question = fc.record(
  {
    type: fc.constantFrom(...fieldTypes),
    label: local,
    hint: local,
    why: local,
    required: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 2000 }),
    sensitive: fc.boolean(),
    showWhen: fc.record({
      field: fc.constantFrom('role', 'credit', 'phone', 'email', 'question0'),
      in: fc.uniqueArray(fc.constantFrom('true', 'other', 'a b', 'first'), { minLength: 1, maxLength: 3 }),
    }),
  },
  { requiredKeys: ['type', 'label'] },
)
const options = fc.uniqueArray(fc.record({ value: fc.oneof(text, fc.constant('first')), label: local }), {
  minLength: 1,
  maxLength: 3,
  selector: ({ value }) => value,
})
const questions = fc.array(fc.tuple(question, options), { maxLength: 4 }).map((all) =>
  all.map(([one, given], at) => ({
    id: `question${at}`,
    ...one,
    ...(takesOptions(one.type) ? { options: given } : {}),
  })),
)

const audience = fc
  .record(
    {
      access: fc.constantFrom('open', 'attest', 'domain', 'approval'),
      domains: fc.uniqueArray(fc.constantFrom('kcpd.org', 'example.org', 'xn--bcher-kva.example')),
      minimumAge: fc.integer({ min: 1, max: 99 }),
      roles: fc.uniqueArray(
        fc.oneof(fc.constantFrom(...knownRoles), fc.record({ id: slug.map((id) => `own-${id}`), label: local })),
        { selector: (one) => (typeof one === 'string' ? one : one.id) },
      ),
      note: local,
      self: local,
      supervisor: requirement,
      verify: fc.constantFrom(...verifyLevels),
    },
    { requiredKeys: ['access'] },
  )
  .map((one) => (one.access === 'open' || one.access === 'attest' ? { ...one, supervisor: 'off' } : one))

const seats = fc
  .record(
    {
      capacity: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      waitlist: fc.boolean(),
      waitlistBy: fc.constantFrom('promotion', 'offer'),
      offerHours: fc.integer({ min: 1, max: 336 }),
      cutOffHours: fc.integer({ min: 0, max: 168 }),
      showExact: fc.boolean(),
      holdWhilePending: fc.boolean(),
      holdDays: fc.integer({ min: 1, max: 90 }),
      unclaimedMinutes: fc.integer({ min: 0, max: 1440 }),
    },
    { requiredKeys: [] },
  )
  .map((one) => (one.capacity ? { ...one, minimum: one.capacity, walkIns: one.capacity } : one))

const venue = fc.record(
  {
    name: text,
    street: text,
    city: text,
    region: text,
    postalCode: fc.constant('64101'),
    country: fc.constantFrom('US', 'MX'),
    arrival: local,
    accessibility: local,
  },
  { requiredKeys: ['name'] },
)
const organizer = fc.record({ name: text, url, privacyUrl: url }, { requiredKeys: ['name'] })
const contact = fc.record({ name: text, email: fc.constant('a@example.org'), phone }, { requiredKeys: ['name'] })
const helpline = fc.record(
  { label: local, tel: phone, sms: phone, url, checkedOn: fc.constantFrom('2026-12-01', '2020-02-29') },
  { requiredKeys: ['label'] },
)

// Each training of these lasts for days, so its second is between its start and its end.
const agendaEntry = fc.record({ day: fc.constant(2), time: fc.constantFrom('09:00', '23:59'), text: local })

// Between the years of their starts and of their ends.
const session = fc.record(
  { start: fc.constant('2028-12-31T23:00'), end: fc.constant('2028-12-31T23:30'), label: local },
  { requiredKeys: ['start', 'end'] },
)

const optionalMembers = fc.record(
  {
    series: slug,
    discreetTitle: local,
    summary: local,
    contentNote: local,
    bring: local,
    food: fc.constantFrom('none', 'provided', 'own'),
    dress: local,
    weapons: local,
    certificate: local,
    agenda: fc.array(agendaEntry, { minLength: 1, maxLength: 3 }),
    sessions: fc.array(session, { minLength: 1, maxLength: 1 }),
    attendance: fc.constantFrom('arrival', 'in-and-out'),
    doors: fc.constantFrom('07:30', '00:00'),
    presenter: fc.record({ name: text, trainers: fc.array(fc.constantFrom('Dan', 'Ali', 'Dan')) }),
    organizer,
    contact,
    helplines: fc.array(helpline, { maxLength: 3 }),
    agencies: fc.array(fc.constantFrom('KCPD', 'Sheriff “B” & <b>', 'Ñ 👮'), { maxLength: 3 }),
    opensAt: moment(2026),
    closesAt: moment(2027),
    digest: fc.constantFrom('counts', 'names', 'off'),
    retention: fc.record({ extrasDays: fc.nat(3650), recordDays: fc.nat(3650) }),
    credit: fc.oneof(fc.record({ note: local }), fc.record({ hours: fc.constantFrom(0.25, 7, 7.5) })),
  },
  { requiredKeys: [] },
)

/** Any training that the contract takes, with these partners. */
export const arbitraryTraining = (given: { slug: string; partners: readonly string[] }): fc.Arbitrary<TrainingInput> =>
  fc
    .record({
      title: local,
      start: moment(2028),
      end: moment(2029),
      venue,
      onlineUrl: some(url),
      audience,
      seats,
      questions,
      fields: fc.dictionary(fc.constantFrom(...switchableFields), requirement),
      sponsors: fc.shuffledSubarray([...given.partners]),
      status: fc.constantFrom('draft', 'published', 'cancelled', 'withdrawn'),
      more: optionalMembers,
    })
    .map(({ more, onlineUrl, ...training }) =>
      withPossibleConditions({
        ...training,
        ...more,
        ...(onlineUrl === undefined ? {} : { onlineUrl }),
        slug: given.slug,
        timeZone: 'America/Chicago',
      }),
    )

type Drawn = Record<string, unknown> & { questions: { showWhen?: { field: string } }[] }

function withoutCondition<One extends { showWhen?: unknown }>(conditional: One): Omit<One, 'showWhen'> {
  const { showWhen: _, ...rest } = conditional
  return rest
}

/** Leaves out conditions that the contract refuses: on the question itself, and those that no one can meet. */
function withPossibleConditions({ questions: drawn, ...rest }: Drawn): TrainingInput {
  const [first, ...others] = drawn
  const isOwn = first?.showWhen?.field === 'question0'
  const own = first ? [isOwn ? withoutCondition(first) : first, ...others] : []
  const training = TrainingOfOldQuestions.parse({ ...rest, questions: own })
  const impossible = new Set(impossibleConditions(training).map(({ index }) => index))
  const kept = training.questions.map((one, index) => (impossible.has(index) ? withoutCondition(one) : one))
  return TrainingInput.parse({ ...training, questions: kept })
}
