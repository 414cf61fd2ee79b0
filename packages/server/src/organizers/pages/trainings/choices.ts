import { builtInFields, type Language } from '@training-signup/contract'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import type { Field } from './items.ts'
import { rowsIn, type Typed, textIn } from './typed.ts'

/** What choices offer that this page has found. */
export interface Found {
  partners: PartnerChoices
  /** The form whose questions can be named. */
  typed: Typed
}

/** A new training has no sponsors yet. */
export const noPartners: PartnerChoices = { partners: [], hasMore: false }

interface Option {
  value: string
  label: string
}

/**
 * Time zones of the country, the most usual first. Any other that a training has is offered too.
 */
const timeZones = [
  'America/Chicago',
  'America/New_York',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
]

/** Returns what a choice offers. What is chosen is always among it. */
export function choiceOptions(
  lang: Language,
  { options = [] }: Field,
  words: string,
  found: Found,
  chosen: string,
): Option[] {
  const none = { value: '', label: say(lang, 'admin.training.choose') }
  const offered = offeredOf(lang, options, words, found, none)
  return chosen === '' || offered.some(({ value }) => value === chosen)
    ? offered
    : [...offered, { value: chosen, label: chosen }]
}

function offeredOf(
  lang: Language,
  options: NonNullable<Field['options']>,
  words: string,
  { partners, typed }: Found,
  none: Option,
): Option[] {
  if (options === 'partners')
    return [none, ...partners.partners.map(({ slug, name }) => ({ value: slug, label: name }))]
  if (options === 'timeZones') return timeZones.map((value) => ({ value, label: zoneLabel(lang, value) }))
  if (options === 'questions')
    return [{ ...none, label: say(lang, 'admin.training.always') }, ...questionsIn(lang, typed)]
  return options.map((value) => ({
    value,
    label:
      value === ''
        ? (sayIfKnown(lang, `${words}.unset`) ??
          sayIfKnown(lang, `${words.replace(/\.[^.]+$/, '')}.unset`) ??
          none.label)
        : (sayIfKnown(lang, `${words}.${value}`) ??
          sayIfKnown(lang, `role.${value}`) ??
          sayIfKnown(lang, `admin.training.asked.${value}`) ??
          value),
  }))
}

function questionsIn(lang: Language, typed: Typed): Option[] {
  const own = rowsIn(typed, 'questions').flatMap((row) => {
    const id = textIn(row, 'id')
    return id === '' ? [] : [{ value: id, label: textIn(row, `label.${lang}`) || textIn(row, 'label.en') || id }]
  })
  const builtIn = builtInFields.flatMap((id) => {
    const label = sayIfKnown(lang, `field.${id}`, { age: '…' })
    return label === undefined ? [] : [{ value: id, label }]
  })
  return [...own, ...builtIn]
}

const zoneLabel = (lang: Language, timeZone: string): string =>
  `${
    new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', { timeZone, timeZoneName: 'longGeneric' })
      .formatToParts(new Date(0))
      .find(({ type }) => type === 'timeZoneName')?.value
  } (${timeZone.split('/').at(-1)?.replaceAll('_', ' ')})`
