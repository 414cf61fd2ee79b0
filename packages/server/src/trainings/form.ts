import {
  type BuiltInField,
  type Field,
  type Form,
  type Language,
  limits,
  type Question,
  type SwitchableField,
  type Training,
  type TrainingInput,
} from '@training-signup/contract'
import { mailedKey, pickText, say, type WordKey } from '../words/index.ts'
import { formatDay } from './local-time.ts'

// Longer lists are easier to search as a closed select than as radio buttons.
const mostRadios = 7
const licenceLength = 60

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
export const headingKey = ({ state }: Pick<Training, 'state'>) =>
  state === 'waitlist' ? 'form.heading.waitlist' : 'form.heading'

export function submitKey({ state }: Pick<Training, 'state'>, { audience }: Pick<TrainingInput, 'audience'>) {
  if (state === 'waitlist') return 'form.submit.waitlist'
  return audience.access === 'approval' ? 'form.submit.approval' : 'form.submit'
}

/** Returns the notice about what happens to the answers. */
export function privacyText(
  key: 'form.privacy.text' | 'page.privacy.text',
  { erasedOn }: Pick<Training, 'erasedOn'>,
  { fields }: Pick<Form, 'fields'>,
  lang: Language,
): string {
  const supervisorNotice = fields.some(({ id }) => id === 'supervisorEmail')
    ? ` ${say(lang, 'page.privacy.supervisor')}`
    : ''
  return `${say(lang, key, { date: formatDay(erasedOn, lang) })}${supervisorNotice}`
}

const label = (lang: Language, id: BuiltInField) => say(lang, `field.${id}` satisfies WordKey)

/**
 * Returns whether a switchable question is required, in a list that is empty if it is not asked.
 * `unless` is the default where the organizer sets nothing.
 */
function ifAsked(
  input: TrainingInput,
  id: SwitchableField,
  unless: 'off' | 'optional' | 'required',
): { required: boolean }[] {
  const mode = input.fields[id] ?? unless
  return mode === 'off' ? [] : [{ required: mode === 'required' }]
}

function nameFields(input: TrainingInput, lang: Language): Field[] {
  return [
    {
      id: 'givenName',
      type: 'text',
      label: label(lang, 'givenName'),
      required: true,
      autocomplete: 'given-name',
      maxLength: limits.name,
      // Only credit comes with a certificate, which the hint mentions.
      ...(input.credit ? { hint: say(lang, 'field.name.hint') } : {}),
    },
    {
      id: 'familyName',
      type: 'text',
      label: label(lang, 'familyName'),
      hint: say(lang, 'field.familyName.hint'),
      required: false,
      autocomplete: 'family-name',
      maxLength: limits.name,
    },
  ]
}

function contactFields(input: TrainingInput, lang: Language, sendsMail: boolean): Field[] {
  const phone = ifAsked(input, 'phone', 'off').map(
    ({ required }): Field => ({
      id: 'phone',
      type: 'tel',
      label: label(lang, 'phone'),
      hint: say(lang, 'field.phone.hint'),
      required,
      autocomplete: 'tel',
      maxLength: limits.phone,
    }),
  )
  return [
    {
      id: 'email',
      type: 'email',
      label: label(lang, 'email'),
      hint: say(lang, mailedKey('field.email.hint', sendsMail)),
      required: true,
      autocomplete: 'email',
      maxLength: limits.email,
    },
    ...phone,
  ]
}

function roleFields(input: TrainingInput, lang: Language): Field[] {
  const { roles } = input.audience
  if (roles.length === 0) return []
  const options = roles.map((role) =>
    typeof role === 'string'
      ? { value: role, label: say(lang, `role.${role}`) }
      : { value: role.id, label: pickText(role.label, lang) },
  )
  if (!options.some(({ value }) => value === 'other')) options.push({ value: 'other', label: say(lang, 'role.other') })
  return [
    {
      id: 'role',
      type: options.length > mostRadios ? 'select' : 'radio',
      label: label(lang, 'role'),
      required: true,
      options,
    },
    {
      id: 'roleOther',
      type: 'text',
      label: label(lang, 'roleOther'),
      required: true,
      maxLength: limits.agency,
      showWhen: { field: 'role', in: ['other'] },
    },
  ]
}

function workFields(input: TrainingInput, lang: Language): Field[] {
  const text = (id: SwitchableField, unless: 'off' | 'required', more: Partial<Field>) =>
    ifAsked(input, id, unless).map(
      ({ required }): Field => ({ id, type: 'text', label: label(lang, id), required, ...more }),
    )
  return [
    ...text('agency', input.audience.roles.length > 0 ? 'required' : 'off', {
      autocomplete: 'organization',
      maxLength: limits.agency,
    }),
    ...text('rank', 'off', { autocomplete: 'organization-title', maxLength: limits.agency }),
  ]
}

/** The address belongs to a third party, so the browser must not autofill the visitor's own. */
function supervisorFields({ audience }: TrainingInput, lang: Language): Field[] {
  if (audience.supervisor === 'off') return []
  return [
    {
      id: 'supervisorEmail',
      type: 'email',
      label: label(lang, 'supervisorEmail'),
      hint: say(
        lang,
        audience.access === 'domain' ? 'field.supervisorEmail.hint.domain' : 'field.supervisorEmail.hint',
      ),
      required: audience.supervisor === 'required',
      autocomplete: 'off',
      maxLength: limits.email,
      sensitive: true,
    },
  ]
}

/** Where credit is offered, only people who want it are asked for a license. */
function creditFields(input: TrainingInput, lang: Language): Field[] {
  const licence = (id: 'licenceState' | 'licenceNumber') =>
    ifAsked(input, id, input.credit ? 'optional' : 'off').map(
      ({ required }): Field => ({
        id,
        type: 'text',
        label: label(lang, id),
        required,
        autocomplete: 'off',
        maxLength: licenceLength,
        sensitive: true,
        ...(input.credit ? { showWhen: { field: 'credit', in: ['true'] } } : {}),
      }),
    )
  return [
    ...(input.credit
      ? [{ id: 'credit', type: 'checkbox', label: label(lang, 'credit'), required: false } satisfies Field]
      : []),
    ...licence('licenceState'),
    ...licence('licenceNumber'),
  ]
}

function promiseFields({ audience }: TrainingInput, lang: Language): Field[] {
  const fields: Field[] = []
  if (audience.access === 'attest')
    fields.push({ id: 'attestation', type: 'checkbox', label: label(lang, 'attestation'), required: true })
  if (audience.minimumAge !== undefined)
    fields.push({
      id: 'minimumAge',
      type: 'checkbox',
      label: say(lang, 'field.minimumAge', { age: audience.minimumAge }),
      required: true,
    })
  return fields
}

function careFields(input: TrainingInput, lang: Language): Field[] {
  const longText = { autocomplete: 'off', maxLength: limits.needs, sensitive: true } as const
  const needs = ifAsked(input, 'needs', 'optional').map(
    ({ required }): Field => ({
      id: 'needs',
      type: 'textarea',
      label: label(lang, 'needs'),
      hint: needsHint(input, lang),
      required,
      ...longText,
    }),
  )
  const diet = ifAsked(input, 'diet', input.food === 'provided' ? 'optional' : 'off').map(
    ({ required }): Field => ({ id: 'diet', type: 'text', label: label(lang, 'diet'), required, ...longText }),
  )
  return [...needs, ...diet, ...wishFields(input, lang)]
}

function wishFields(input: TrainingInput, lang: Language): Field[] {
  const options = [
    { value: 'en', label: say(lang, 'field.language.en') },
    { value: 'es', label: say(lang, 'field.language.es') },
  ]
  const language = ifAsked(input, 'language', 'off').map(
    ({ required }): Field => ({ id: 'language', type: 'radio', label: label(lang, 'language'), required, options }),
  )
  // Consent to photos stays optional: if the box were required, everyone would have to ask not to
  // be photographed.
  const photo = ifAsked(input, 'photo', 'off').map(
    (): Field => ({ id: 'photo', type: 'checkbox', label: label(lang, 'photo'), required: false, sensitive: true }),
  )
  return [...language, ...photo]
}

function needsHint({ contact }: TrainingInput, lang: Language): string {
  const ways = [contact?.name, contact?.phone, contact?.email].filter((one) => one !== undefined).join(', ')
  const hint = say(lang, 'field.needs.hint')
  return ways ? `${hint} ${say(lang, 'field.needs.contact', { contact: ways })}` : hint
}

function questionField(question: Question, lang: Language): Field {
  const { id, type, required, maxLength, options, showWhen, sensitive } = question
  const hint = questionHint(question, lang)
  return {
    id,
    type,
    label: pickText(question.label, lang),
    required: required && type !== 'info',
    ...(hint === undefined ? {} : { hint }),
    ...(maxLength !== undefined || isTyped(type) ? { maxLength: maxLength ?? longestOf(type) } : {}),
    ...(options
      ? { options: options.map((option) => ({ value: option.value, label: pickText(option.label, lang) })) }
      : {}),
    ...(showWhen ? { showWhen } : {}),
    ...(sensitive ? { sensitive } : {}),
  }
}

function questionHint({ hint, why }: Question, lang: Language): string | undefined {
  const given = pickText(hint, lang)
  if (why === undefined) return given
  const reason = say(lang, 'field.why', { why: pickText(why, lang) })
  return given === undefined ? reason : `${given}${/[.!?…:]$/.test(given) ? '' : '.'} ${reason}`
}

const isTyped = (type: Field['type']) => type === 'text' || type === 'textarea' || type === 'email' || type === 'tel'
const longestOf = (type: Field['type']) =>
  type === 'email' ? limits.email : type === 'tel' ? limits.phone : limits.answer

// The project's own notice is shown, not ticked. An organizer who links a notice wants it
// confirmed.
function consentsOf({ organizer }: TrainingInput, lang: Language): Form['consents'] {
  if (!organizer?.privacyUrl) return []
  const text = say(lang, 'consent.privacy', { organizer: organizer.name })
  return [{ id: 'privacy', label: text, required: true, url: organizer.privacyUrl }]
}
