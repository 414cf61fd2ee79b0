import type { Language } from '@training-signup/contract'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import { optionsOf } from '../../../platform/html/form/field.ts'
import type { ItemsForm } from '../../../platform/html/form/items-view.ts'
import type { Typed } from '../../../platform/html/form/typed.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { partnerChoices } from '../partner-choices.ts'
import { conditionAnswers, conditionFields, usualIn } from './conditions.ts'

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
  ({ options = [], path }, words, row) => {
    const none = { value: '', label: say(lang, 'admin.form.choose') }
    if (options === 'partners') return partnerChoices(lang, partners, none.label)
    if (options === 'timeZones') return { options: optionsOf(timeZones, (one) => zoneLabel(lang, one)) }
    if (options === 'questions')
      return { options: [{ ...none, label: say(lang, 'admin.training.always') }, ...conditionFields(lang, typed, row)] }
    if (options === 'answers') {
      const answers = conditionAnswers(lang, typed, row)
      return answers && { options: answers }
    }
    const usual = path.startsWith('fields.') ? usualLabel(lang, typed, path.slice('fields.'.length)) : undefined
    return { options: optionsOf([options].flat(), (one) => (one === '' && usual) || optionLabel(lang, words, one)) }
  }

function optionLabel(lang: Language, words: string, value: string): string {
  const own = sayIfKnown(lang, `${words}.${value || 'unset'}`)
  if (value === '')
    return own ?? sayIfKnown(lang, `${words.replace(/\.[^.]+$/, '')}.unset`) ?? say(lang, 'admin.form.choose')
  return own ?? sayIfKnown(lang, `role.${value}`) ?? sayIfKnown(lang, `admin.training.asked.${value}`) ?? value
}

/** Says what happens to a question that is left as it is. */
const usualLabel = (lang: Language, typed: Typed, id: string): string =>
  say(lang, `admin.training.fields.unset.${usualIn(typed, id)}`)

const zoneLabel = (lang: Language, timeZone: string): string =>
  `${
    new Intl.DateTimeFormat(lang === 'es' ? 'es-US' : 'en-US', { timeZone, timeZoneName: 'longGeneric' })
      .formatToParts(new Date(0))
      .find(({ type }) => type === 'timeZoneName')?.value
  } (${timeZone.split('/').at(-1)?.replaceAll('_', ' ')})`
