import { builtInFields, type Language } from '@training-signup/contract'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import { type FieldOption, optionsOf } from '../../../platform/html/form/field.ts'
import type { ItemsForm } from '../../../platform/html/form/items-view.ts'
import { rowsIn, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { partnerChoices } from '../partner-choices.ts'

/** What choices offer that this page has found. */
export interface FoundChoices {
  partners: PartnerChoices
  /** The form whose questions can be named. */
  typed: Typed
}

/** A new training has no sponsors yet. */
export const noPartners: PartnerChoices = { partners: [], hasMore: false }

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

/** Returns what the choices of a form offer. */
export const offerOf =
  (lang: Language, { partners, typed }: FoundChoices): NonNullable<ItemsForm['offer']> =>
  ({ options = [] }, words) => {
    const none = { value: '', label: say(lang, 'admin.form.choose') }
    if (options === 'partners') return partnerChoices(lang, partners, none.label)
    if (options === 'timeZones') return { options: optionsOf(timeZones, (one) => zoneLabel(lang, one)) }
    if (options === 'questions')
      return { options: [{ ...none, label: say(lang, 'admin.training.always') }, ...questionsIn(lang, typed)] }
    return { options: optionsOf([options].flat(), (one) => optionLabel(lang, words, one)) }
  }

function optionLabel(lang: Language, words: string, value: string): string {
  const own = sayIfKnown(lang, `${words}.${value || 'unset'}`)
  if (value === '')
    return own ?? sayIfKnown(lang, `${words.replace(/\.[^.]+$/, '')}.unset`) ?? say(lang, 'admin.form.choose')
  return own ?? sayIfKnown(lang, `role.${value}`) ?? sayIfKnown(lang, `admin.training.asked.${value}`) ?? value
}

function questionsIn(lang: Language, typed: Typed): FieldOption[] {
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
