import {
  type BuiltInField,
  type Field,
  type Form,
  type Language,
  limits,
  type OwnQuestion,
  type SwitchableField,
  type Training,
  type TrainingInput,
  usualRequirement,
} from '@training-signup/contract'
import { mailedKey, pickText, say, sayIfKnown, type WordKey } from '../../words/index.ts'
import { formatDate } from './local-time.ts'

// Longer lists are easier to search as a closed select than as radio buttons.
const mostRadios = 8
const licenseLength = 60

/**
 * Returns a training's questions as data in the visitor's language. Widget and hosted page both
 * render these.
 */
export function formOf(input: TrainingInput, lang: Language, { sendsMail = false } = {}): Form {
  const fields = [
    ...nameFields(input, lang),
    ...contactFields(input, lang, sendsMail),
    ...roleFields(input, lang),
    ...workFields(input, lang),
    ...supervisorFields(input, lang),
    ...creditFields(input, lang),
    ...input.questions.map((question) => questionField(question, lang)),
    ...promiseFields(input, lang),
    ...careFields(input, lang),
  ]
  const requires = input.audience.verify === 'everyone' ? ['verification'] : []
  return { fields, consents: consentsOf(input, lang), requires }
}

/**
 * Returns the key of the heading above the form. Heading and button never promise a seat where none
 * is free or an organizer decides.
 */
export function headingKey({ state }: Pick<Training, 'state'>, { audience }: Pick<TrainingInput, 'audience'>) {
  if (state === 'waitlist') return 'form.heading.waitlist'
  return audience.access === 'approval' ? 'form.heading.approval' : 'form.heading'
}

const groupKeys = {
  'form.heading': { heading: 'people.heading', one: 'people.one', submit: 'people.submit' },
  'form.heading.waitlist': {
    heading: 'people.heading.waitlist',
    one: 'people.one.waitlist',
    submit: 'people.submit.waitlist',
  },
  'form.heading.approval': {
    heading: 'people.heading.approval',
    one: 'people.one.approval',
    submit: 'people.submit.approval',
  },
} as const

/** Returns the same of the form for a group, and the key of what leads back to the form for one person. */
export const groupKeysOf = (
  training: Pick<Training, 'state'>,
  input: Pick<TrainingInput, 'audience'>,
): (typeof groupKeys)[keyof typeof groupKeys] => groupKeys[headingKey(training, input)]

export function submitKey({ state }: Pick<Training, 'state'>, { audience }: Pick<TrainingInput, 'audience'>) {
  if (state === 'waitlist') return 'form.submit.waitlist'
  return audience.access === 'approval' ? 'form.submit.approval' : 'form.submit'
}

/** Returns what happens to the answers, and who gets them. */
export function privacyText(
  key: 'form.privacy.text' | 'page.privacy.text',
  { erasedOn, organizer, certificateYears }: Pick<Training, 'erasedOn' | 'organizer' | 'certificateYears'>,
  { fields }: Pick<Form, 'fields'>,
  lang: Language,
): string {
  const date = formatDate(erasedOn, lang)
  const notice = organizer ? say(lang, `${key}.named`, { date, organizer: organizer.name }) : say(lang, key, { date })
  const kept =
    certificateYears === undefined ? [] : [say(lang, 'page.privacy.certificate', { count: certificateYears })]
  return [notice, ...kept, ...supervisorNotice(fields, lang)].join(' ')
}

/** Says what a supervisor learns, as far as the form asks for it, and how to keep one's work from them. */
function supervisorNotice(fields: Form['fields'], lang: Language): string[] {
  const asks = (id: BuiltInField) => fields.some((one) => one.id === id)
  if (!asks('supervisorEmail')) return []
  const work = [...(asks('agency') ? (['agency'] as const) : []), ...(asks('role') ? (['role'] as const) : [])]
  if (work.length === 0) return [say(lang, 'page.privacy.supervisor')]
  const key = work.length === 2 ? 'work' : (work[0] ?? 'work')
  return [
    say(lang, `page.privacy.supervisor.${key}`),
    ...(asks('withoutName') ? [say(lang, 'page.privacy.supervisor.withoutName')] : []),
  ]
}

/** Returns a role in words. Someone who was moved may have one that this training does not list. */
export const roleLabel = (input: TrainingInput, lang: Language, role: string): string =>
  formOf(input, lang)
    .fields.find(({ id }) => id === 'role')
    ?.options?.find(({ value }) => value === role)?.label ??
  sayIfKnown(lang, `role.${role}`) ??
  role

type Rest = Partial<Omit<Field, 'id' | 'type'>>

/** Returns a built-in question that is required unless `rest` says otherwise. */
const field = (lang: Language, id: BuiltInField, type: Field['type'], rest: Rest = {}): Field => ({
  id,
  type,
  label: say(lang, `field.${id}` satisfies WordKey),
  required: true,
  ...rest,
})

/**
 * Returns a question that the organizer switches, in a list that is empty if it is off.
 */
function switchable(
  input: TrainingInput,
  lang: Language,
  id: SwitchableField,
  { type, ...rest }: Rest & Pick<Field, 'type'>,
): Field[] {
  const mode = input.fields[id] ?? usualRequirement(id, input)
  return mode === 'off' ? [] : [field(lang, id, type, { required: mode === 'required', ...rest })]
}

const nameFields = ({ credit }: TrainingInput, lang: Language): Field[] => [
  field(lang, 'givenName', 'text', {
    autocomplete: 'given-name',
    maxLength: limits.name,
    // Only credit comes with a certificate, which the hint mentions.
    ...(credit ? { hint: say(lang, 'field.name.hint') } : {}),
  }),
  field(lang, 'familyName', 'text', {
    required: false,
    autocomplete: 'family-name',
    maxLength: limits.name,
  }),
]

const contactFields = (input: TrainingInput, lang: Language, sendsMail: boolean): Field[] => [
  field(lang, 'email', 'email', {
    hint: say(lang, mailedKey('field.email.hint', sendsMail)),
    autocomplete: 'email',
    maxLength: limits.email,
  }),
  ...switchable(input, lang, 'phone', {
    type: 'tel',
    hint: say(lang, 'field.phone.hint'),
    autocomplete: 'tel',
    maxLength: limits.phone,
  }),
]

function roleFields({ audience: { roles } }: TrainingInput, lang: Language): Field[] {
  if (roles.length === 0) return []
  const options = roles.map((role) =>
    typeof role === 'string'
      ? { value: role, label: say(lang, `role.${role}`) }
      : { value: role.id, label: pickText(role.label, lang) },
  )
  if (!options.some(({ value }) => value === 'other')) options.push({ value: 'other', label: say(lang, 'role.other') })
  return [
    field(lang, 'role', options.length > mostRadios ? 'select' : 'radio', { options }),
    field(lang, 'roleOther', 'text', { maxLength: limits.agency, showWhen: { field: 'role', in: ['other'] } }),
  ]
}

const workFields = (input: TrainingInput, lang: Language): Field[] => [
  ...switchable(input, lang, 'agency', {
    type: 'text',
    autocomplete: 'organization',
    maxLength: limits.agency,
    ...(input.agencies?.length ? { suggestions: input.agencies } : {}),
  }),
  ...switchable(input, lang, 'rank', {
    type: 'text',
    autocomplete: 'organization-title',
    maxLength: limits.agency,
  }),
]

/** The address belongs to a third party, so the browser must not autofill the visitor's own. */
const supervisorFields = ({ audience: { supervisor, access } }: TrainingInput, lang: Language): Field[] =>
  supervisor === 'off'
    ? []
    : [
        field(lang, 'supervisorEmail', 'email', {
          hint: say(lang, access === 'domain' ? 'field.supervisorEmail.hint.domain' : 'field.supervisorEmail.hint'),
          required: supervisor === 'required',
          autocomplete: 'off',
          maxLength: limits.email,
          sensitive: true,
        }),
      ]

/** Where credit is offered, only people who want it are asked for a license. */
function creditFields(input: TrainingInput, lang: Language): Field[] {
  const licence = (id: 'licenceState' | 'licenceNumber') =>
    switchable(input, lang, id, {
      type: 'text',
      autocomplete: 'off',
      maxLength: licenseLength,
      sensitive: true,
      ...(input.credit ? { showWhen: { field: 'credit', in: ['true'] } } : {}),
    })
  return [
    ...(input.credit ? [field(lang, 'credit', 'checkbox', { required: false })] : []),
    ...licence('licenceState'),
    ...licence('licenceNumber'),
  ]
}

// Where roles are listed, people who choose one have said that the training is for them.
const promiseFields = ({ audience: { access, roles, minimumAge: age } }: TrainingInput, lang: Language): Field[] => [
  ...(access === 'attest' && roles.length === 0 ? [field(lang, 'attestation', 'checkbox')] : []),
  ...(age === undefined
    ? []
    : [field(lang, 'minimumAge', 'checkbox', { label: say(lang, 'field.minimumAge', { age }) })]),
]

function careFields(input: TrainingInput, lang: Language): Field[] {
  const longText = { autocomplete: 'off', maxLength: limits.needs, sensitive: true } as const
  const options = [
    { value: 'en', label: say(lang, 'field.language.en') },
    { value: 'es', label: say(lang, 'field.language.es') },
  ]
  return [
    ...switchable(input, lang, 'needs', { type: 'textarea', hint: needsHint(input, lang), ...longText }),
    ...switchable(input, lang, 'diet', { type: 'text', ...longText }),
    ...switchable(input, lang, 'language', { type: 'radio', options }),
    // Consent to photos stays optional: if the box were required, everyone would have to ask not to
    // be photographed.
    ...switchable(input, lang, 'photo', { type: 'checkbox', required: false, sensitive: true }),
    // A list of those who want to stay unnamed is what someone who looks for them would want.
    ...switchable(input, lang, 'withoutName', {
      type: 'checkbox',
      hint: say(lang, 'field.withoutName.hint'),
      required: false,
      sensitive: true,
    }),
  ]
}

function needsHint({ contact }: TrainingInput, lang: Language): string {
  const ways = [contact?.name, contact?.phone, contact?.email].filter((one) => one !== undefined).join(', ')
  const hint = say(lang, 'field.needs.hint')
  return ways ? `${hint} ${say(lang, 'field.needs.contact', { contact: ways })}` : hint
}

function questionField(question: OwnQuestion, lang: Language): Field {
  const { id, type, required, maxLength, options, showWhen, sensitive } = question
  const hint = questionHint(question, lang)
  const longest = maxLength ?? longestTyped[type]
  return {
    id,
    type,
    label: pickText(question.label, lang),
    required: required && type !== 'info',
    ...(hint === undefined ? {} : { hint }),
    ...(longest === undefined ? {} : { maxLength: longest }),
    ...(options
      ? { options: options.map((option) => ({ value: option.value, label: pickText(option.label, lang) })) }
      : {}),
    ...(showWhen ? { showWhen } : {}),
    ...(sensitive ? { sensitive } : {}),
  }
}

function questionHint({ hint, why }: OwnQuestion, lang: Language): string | undefined {
  const given = pickText(hint, lang)
  if (why === undefined) return given
  const reason = say(lang, 'field.why', { why: pickText(why, lang) })
  return given === undefined ? reason : `${given}${/[.!?…:]$/.test(given) ? '' : '.'} ${reason}`
}

const longestTyped: Partial<Record<Field['type'], number>> = {
  text: limits.answer,
  textarea: limits.answer,
  email: limits.email,
  tel: limits.phone,
}

// The project's own notice is shown, not ticked. An organizer who links a notice wants it
// confirmed.
function consentsOf({ organizer }: TrainingInput, lang: Language): Form['consents'] {
  if (!organizer?.privacyUrl) return []
  const text = say(lang, 'consent.privacy', { organizer: organizer.name })
  return [{ id: 'privacy', label: text, required: true, url: organizer.privacyUrl }]
}
