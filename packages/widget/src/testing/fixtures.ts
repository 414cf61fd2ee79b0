import type {
  Field,
  Form,
  Language,
  NextDate,
  Section,
  Training,
  TrainingAnswer,
  TrainingsAnswer,
  Words,
} from '@training-signup/contract'
import { groupList } from '../../../server/src/core/people/list-words.ts'
import { groupFormOf } from '../../../server/src/core/trainings/group-fields.ts'
import { catalogue, say, sayIfKnown, verifyWords, type WordKey } from '../../../server/src/words/index.ts'
import { takesSignUps } from '../steps.ts'

const sentences: Record<string, Record<string, string>> = {
  title: {
    en: 'Human trafficking training for first responders',
    es: 'Capacitación sobre la trata de personas para personal de primera respuesta',
  },
  when: {
    en: 'Monday, December 7, 2026, 8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
    es: 'Lunes 7 de diciembre de 2026, 8\u00A0a.\u00A0m. – 4\u00A0p.\u00A0m. (hora\u00A0del\u00A0Centro)',
  },
}

/** A sentence that browsers get; one that stays on the server must not be looked up here. */
export function word(key: string, lang: Language = 'en', values: Record<string, string> = {}): string {
  const found = catalogue(lang)[key]
  if (typeof found !== 'string') throw new Error(`The server sends no word ${key}`)
  return found.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** What the server calls a field; such labels travel with the form. */
export const labelOf = (id: string, lang: Language = 'en') => say(lang, `field.${id}` as WordKey)

const detailsOf = (lang: Language): Section[] => [
  {
    heading: 'Date and time',
    lines: [...(sentences['when']?.[lang] ?? '').split(/, (?=8)/), 'Doors open at 7:30 AM'].map((text) => ({ text })),
    recap: true,
  },
  {
    heading: 'Location',
    lines: [
      { text: 'KCPD Regional Training Academy' },
      { text: 'View map', href: 'https://maps.example.org/?q=academy' },
    ],
    recap: true,
  },
  { heading: 'Who it’s for', lines: [{ text: 'For first responders' }] },
  { heading: 'Parking and arrival', lines: [{ text: 'Free parking on the north side' }], recap: true },
  { lines: [{ text: 'Presented by The Human Trafficking Training Center' }] },
]

const sameRow = true as const
const help: Section[] = [
  {
    heading: 'Need help?',
    lines: [
      { text: 'In danger now? Call 911', href: 'tel:911' },
      { text: 'National Human Trafficking Hotline' },
      { text: 'Call 1-888-373-7888', href: 'tel:18883737888', sameRow },
      { text: 'Text 233733', href: 'sms:233733', sameRow },
      { text: 'Crisis Text Line' },
      { text: 'Text 741741', href: 'sms:741741', sameRow },
    ],
  },
  {
    heading: 'Contact the organizer',
    lines: [{ text: 'Pat Lee' }, { text: 'pat@example.org', href: 'mailto:pat@example.org', sameRow }],
  },
]

const calendars = [
  { text: 'Calendar file', href: 'https://signup.example.org/t/first-responders/calendar.ics' },
  { text: 'Google', href: 'https://signup.example.org/t/first-responders/calendar/google' },
]

/** What is the same in every language and state. */
const facts = {
  slug: 'first-responders',
  summary: 'A free day of training on recognizing human trafficking and responding to it.',
  contentNote: 'It speaks of sexual exploitation and forced labor.',
  bring: 'Your agency ID',
  food: 'own',
  credit: 'Six hours of POST credit',
  venue: {
    name: 'KCPD Regional Training Academy',
    address: '6885 NE Pleasant Valley Rd, Kansas City, MO',
    arrival: 'Free parking on the north side',
    mapUrl: 'https://maps.example.org/?q=academy',
  },
  presenter: { name: 'The Human Trafficking Training Center', trainers: ['Dan Nash', 'Alison Phillips'] },
  sponsors: [{ name: 'We The People of Jackson County' }],
  closesAt: '2026-12-07T14:00:00Z',
  organizer: { name: 'Jackson County Training Office', privacyUrl: 'https://organizer.example.org/privacy' },
  contact: { name: 'Pat Lee', email: 'pat@example.org', phone: '816 555 0100' },
  helplines: [{ label: 'National Human Trafficking Hotline', tel: '1-888-373-7888', sms: '233733' }],
  erasedOn: '2027-03-07',
  links: {
    page: 'https://signup.example.org/t/first-responders',
    calendar: 'https://signup.example.org/t/first-responders/calendar.ics',
    addToCalendar: 'https://signup.example.org/t/first-responders/calendar',
    share: 'https://signup.example.org/t/first-responders/share',
  },
  help,
  calendars,
}

function trainingOf(lang: Language = 'en', changes: Partial<Training> = {}): Training {
  const state = changes.state ?? 'open'
  return {
    ...facts,
    title: sentences['title']?.[lang] ?? '',
    when: {
      start: '2026-12-07T08:00:00-06:00',
      end: '2026-12-07T16:00:00-06:00',
      timeZone: 'America/Chicago',
      text: sentences['when']?.[lang] ?? '',
      tile: { month: lang === 'es' ? 'Dic' : 'Dec', day: '7' },
      doors: '7:30 AM',
    },
    audience: {
      self: say(lang, 'card.self.responder'),
      roles: ['Police officer or deputy', 'Firefighter'],
      note: 'For first responders',
      minimumAge: 18,
    },
    state,
    notice: changes.notice ?? {
      title: say(lang, `state.${state}`, { date: 'December 1, 2026' }),
      text: say(lang, `state.${state}.text`),
    },
    details: detailsOf(lang),
    ...changes,
  }
}

function fieldsOf(lang: Language): Field[] {
  const options = (['police', 'fire', 'medical', 'other'] as const).map((value) => ({
    value,
    label: say(lang, `role.${value}`),
  }))
  const other = { field: 'role', in: ['other'] }
  const asked: (Omit<Field, 'label' | 'type'> & { type?: Field['type'] })[] = [
    { id: 'givenName', required: true, autocomplete: 'given-name', maxLength: 100 },
    { id: 'familyName', required: false, autocomplete: 'family-name', maxLength: 100 },
    {
      id: 'email',
      type: 'email',
      hint: labelOf('email.hint', lang),
      required: true,
      autocomplete: 'email',
      maxLength: 254,
    },
    { id: 'role', type: 'radio', required: true, options },
    { id: 'roleOther', required: true, showWhen: other },
    { id: 'agency', required: true, autocomplete: 'organization', maxLength: 200 },
    { id: 'attestation', type: 'checkbox', required: true },
    { id: 'needs', type: 'textarea', hint: labelOf('needs.hint', lang), required: false, sensitive: true },
  ]
  return asked.map((field) => ({ type: 'text', label: labelOf(field.id, lang), ...field }))
}

export function formOf(lang: Language = 'en'): Form {
  const label = say(lang, 'consent.privacy', { organizer: 'the office' })
  const url = 'https://organizer.example.org/privacy'
  return { fields: fieldsOf(lang), consents: [{ id: 'privacy', label, required: true, url }], requires: [] }
}

type TypeInForm = 'text' | 'email' | 'textarea' | 'radio' | 'checkbox'

/** A question of each type that `formOf` has none of. */
const otherTypes: Record<Exclude<Field['type'], TypeInForm>, Omit<Field, 'type'>> = {
  info: { id: 'note', label: 'Lunch is at noon', hint: 'On the lawn', required: false },
  tel: { id: 'phone', label: 'Mobile number', required: false },
  date: { id: 'born', label: 'Date of birth', required: false },
  select: {
    id: 'county',
    label: 'County',
    required: true,
    options: [
      { value: 'jackson', label: 'Jackson' },
      { value: 'clay', label: 'Clay' },
    ],
  },
  checkboxes: {
    id: 'topics',
    label: 'Topics',
    required: true,
    options: [
      { value: 'law', label: 'Law' },
      { value: 'care', label: 'Care' },
    ],
  },
}

/** Questions of the types that `formOf` has none of, and of one that a later server adds. */
export const everyKind: Field[] = [
  ...Object.entries(otherTypes).map(([type, field]) => ({ type: type as Field['type'], ...field })),
  { id: 'signature', type: 'hologram' as 'text', label: 'Signature', required: false },
]

export function answerOf(
  lang: Language = 'en',
  changes: { training?: Partial<Training>; form?: Partial<Form>; now?: string } = {},
  use: 'one' | 'several' = 'one',
): TrainingAnswer {
  const training = trainingOf(lang, changes.training)
  const form = { ...formOf(lang), ...changes.form }
  return {
    training,
    form,
    words: {
      ...catalogue(lang, use),
      ...(changes.form?.requires?.includes('verification') && verifyWords(lang)),
      ...ownWords(lang, changes.training?.state),
      ...(takesSignUps(training.state) ? {} : stateWords(training, lang)),
    },
    lang,
    languages: ['en', 'es'],
    now: changes.now ?? new Date().toISOString(),
    ...(use === 'several' && {
      group: groupFormOf(form, lang, { ...training, seats: { waitlist: true } }),
      list: groupList(form.fields.find(({ id }) => id === 'role')?.options ?? []),
    }),
  }
}

/** The words for why there is no form. */
export const stateWords = (
  { state, notice }: { state: string; notice: Training['notice'] },
  lang: Language = 'en',
): Words => ({
  [`state.${state}.word`]: sayIfKnown(lang, `state.${state}.word`) ?? '',
  [`state.${state}`]: notice.title,
  [`state.${state}.text`]: notice.text,
})

/** The words that the server fits to the training. */
export function ownWords(lang: Language, state?: string): Words {
  const waitlist = state === 'waitlist' ? '.waitlist' : ''
  return {
    'form.heading': say(lang, `form.heading${waitlist}`),
    'form.submit': say(lang, `form.submit${waitlist}`),
    'form.privacy.text': say(lang, 'form.privacy.text', { date: 'March 7, 2027' }),
  }
}

/** Another date of the training, with seats. */
export const nextDate: NextDate = {
  slug: 'first-responders-january',
  title: 'In January',
  start: '2027-01-09T08:00:00-06:00',
  label: 'See the January 9 date',
  page: 'https://signup.example.org/t/first-responders-january',
  when: {
    text: 'Saturday, January 9, 2027, 8\u00A0AM – 4\u00A0PM (Central\u00A0Time)',
    tile: { month: 'Jan', day: '9' },
  },
  venue: { name: 'Kauffman Stadium' },
  state: 'open',
  notice: { title: 'Seats available', text: '' },
}

/** The other training. */
export const citizens = (lang: Language = 'en'): Partial<Training> => ({
  slug: 'citizens',
  title: 'Human trafficking training for citizens',
  audience: { self: say(lang, 'card.self.community'), roles: [] },
  links: {
    page: 'https://signup.example.org/t/citizens',
    calendar: 'https://signup.example.org/t/citizens/calendar.ics',
  },
})

/** Both trainings, to choose from. */
export const listOf = (
  lang: Language = 'en',
  changes: Partial<Training>[] = [{}, citizens(lang)],
): TrainingsAnswer => ({
  trainings: changes.map((one) => trainingOf(lang, one)),
  words: catalogue(lang, 'list'),
  lang,
  languages: ['en', 'es'],
  now: new Date().toISOString(),
  nextCursor: null,
})
