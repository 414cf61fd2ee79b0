import type { Field, Form, Training, TrainingAnswer, Words } from '@training-signup/contract'

// By a variable, because the type checker may not reach into another package.
const folder = '../../server/src/words'
const words: Record<string, Words> = {
  en: (await import(`${folder}/en.ts`)).en,
  es: (await import(`${folder}/es.ts`)).es,
}

const sentences: Record<string, Record<string, string>> = {
  title: {
    en: 'Human trafficking training for first responders',
    es: 'Capacitación sobre la trata de personas para personal de primera respuesta',
  },
  when: {
    en: 'Monday, December 7, 2026, 8:00 AM – 4:00 PM, Central Standard Time',
    es: 'lunes, 7 de diciembre de 2026, 8:00 a. m. – 4:00 p. m., hora estándar central',
  },
}

export const word = (key: string, lang = 'en', values: Record<string, string> = {}) =>
  sentence(words[lang]?.[key]).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

const sentence = (found: Words[string] | undefined) => (typeof found === 'string' ? found : '')

function trainingOf(lang = 'en', changes: Partial<Training> = {}): Training {
  const state = changes.state ?? 'open'
  return {
    slug: 'first-responders',
    title: sentences['title']?.[lang] ?? '',
    summary: 'A free day of training on recognizing human trafficking and responding to it.',
    contentNote: 'It speaks of sexual exploitation and forced labor.',
    bring: 'Your agency ID',
    food: 'own',
    credit: 'Six hours of POST credit',
    when: {
      start: '2026-12-07T08:00:00-06:00',
      end: '2026-12-07T16:00:00-06:00',
      timeZone: 'America/Chicago',
      text: sentences['when']?.[lang] ?? '',
      doors: '7:30 AM',
    },
    venue: {
      name: 'KCPD Regional Training Academy',
      address: '6885 NE Pleasant Valley Rd, Kansas City, MO',
      arrival: 'Free parking on the north side',
      mapUrl: 'https://maps.example.org/?q=academy',
    },
    presenter: { name: 'The Human Trafficking Training Center', trainers: ['Dan Nash', 'Alison Phillips'] },
    audience: { roles: ['Police officer or deputy', 'Firefighter'], note: 'For first responders', minimumAge: 18 },
    sponsors: [{ name: 'We The People of Jackson County' }],
    state,
    notice: {
      title: word(`state.${state}`, lang, { date: 'December 1, 2026' }),
      text: word(`state.${state}.text`, lang),
    },
    closesAt: '2026-12-07T14:00:00Z',
    organizer: { name: 'Jackson County Training Office', privacyUrl: 'https://organizer.example.org/privacy' },
    contact: { name: 'Pat Lee', email: 'pat@example.org', phone: '816 555 0100' },
    helplines: [{ label: 'National Human Trafficking Hotline', tel: '1-888-373-7888', sms: '233733' }],
    erasedOn: '2027-03-07',
    links: { page: 'https://signup.example.org/t/first-responders' },
    ...changes,
  }
}

function fieldsOf(lang: string): Field[] {
  const label = (id: string) => word(`field.${id}`, lang)
  const options = ['police', 'fire', 'medical', 'other'].map((value) => ({ value, label: word(`role.${value}`, lang) }))
  const other = { field: 'role', in: ['other'] }
  const asked: (Omit<Field, 'label' | 'type'> & { type?: Field['type'] })[] = [
    { id: 'givenName', required: true, autocomplete: 'given-name', maxLength: 100 },
    { id: 'familyName', required: false, autocomplete: 'family-name', maxLength: 100 },
    {
      id: 'email',
      type: 'email',
      hint: word('field.email.hint', lang),
      required: true,
      autocomplete: 'email',
      maxLength: 254,
    },
    { id: 'role', type: 'radio', required: true, options },
    { id: 'roleOther', required: true, showWhen: other },
    { id: 'agency', required: true, autocomplete: 'organization', maxLength: 200 },
    { id: 'attestation', type: 'checkbox', required: true },
    { id: 'needs', type: 'textarea', hint: word('field.needs.hint', lang), required: false, sensitive: true },
  ]
  return asked.map((field) => ({ type: 'text', label: label(field.id), ...field }))
}

export function formOf(lang = 'en'): Form {
  const label = word('consent.privacy', lang, { organizer: 'the office' })
  const url = 'https://organizer.example.org/privacy'
  return { fields: fieldsOf(lang), consents: [{ id: 'privacy', label, required: true, url }], requires: [] }
}

/** One question of every kind, for whoever wants to see them all. */
export const everyKind: Field[] = [
  { id: 'note', type: 'info', label: 'Lunch is at noon', hint: 'On the lawn', required: false },
  { id: 'phone', type: 'tel', label: 'Mobile number', required: false },
  { id: 'born', type: 'date', label: 'Date of birth', required: false },
  {
    id: 'county',
    type: 'select',
    label: 'County',
    required: true,
    options: [
      { value: 'jackson', label: 'Jackson' },
      { value: 'clay', label: 'Clay' },
    ],
  },
  {
    id: 'topics',
    type: 'checkboxes',
    label: 'Topics',
    required: true,
    options: [
      { value: 'law', label: 'Law' },
      { value: 'care', label: 'Care' },
    ],
  },
  { id: 'signature', type: 'hologram' as 'text', label: 'Signature', required: false },
]

export function answerOf(
  lang = 'en',
  changes: { training?: Partial<Training>; form?: Partial<Form>; now?: string } = {},
): TrainingAnswer {
  return {
    training: trainingOf(lang, changes.training),
    form: { ...formOf(lang), ...changes.form },
    words: words[lang] ?? {},
    lang: lang as 'en',
    languages: ['en', 'es'],
    now: changes.now ?? new Date().toISOString(),
  }
}
