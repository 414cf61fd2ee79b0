import {
  type CreditProfile,
  type Language,
  type TrainingCredits,
  TrainingCredits as TrainingCreditsSchema,
  type TrainingInput,
} from '@training-signup/contract'
import type { Checked } from '../../../platform/html/form/faults.ts'
import { optionsOf } from '../../../platform/html/form/field.ts'
import { choice, half, type Item, line, several } from '../../../platform/html/form/items.ts'
import type { ItemsForm } from '../../../platform/html/form/items-view.ts'
import { inputOf, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { rolesOf } from '../messages/messages-facts.ts'
import { placeFaults, sentencesOf } from '../trainings/draft.ts'

/** What a training counts for. */
export const creditItems: readonly Item[] = [
  {
    kind: 'rows',
    path: 'credits',
    isAlways: true,
    items: [
      choice('profile', 'profiles'),
      choice('approval', ['none', 'applied', 'confirmed'], half),
      line('number', half),
      several('roles', 'roles', { isAlways: true }),
    ],
    isBlank: (row) => textIn(row, 'profile') === '',
  },
]

export const creditWords = 'admin.credit.'

/** Returns what the choices offer: profiles that are not archived, or that the training has. */
export const creditOffer =
  (
    lang: Language,
    profiles: readonly CreditProfile[],
    audience: Pick<TrainingInput, 'audience'>,
  ): NonNullable<ItemsForm['offer']> =>
  ({ options, path }, words, row) => {
    if (options === 'roles') return { options: rolesOf(audience, lang) }
    if (options !== 'profiles') {
      const values = [options ?? []].flat()
      return {
        options: optionsOf(values, (one) => say(lang, `${words}.${one}` as 'admin.credit.credits.approval.none')),
      }
    }
    const chosen = textIn(row, path)
    const open = profiles.filter(({ id, archived }) => !archived || id === chosen)
    const named = open.map(({ id, name }) => ({ value: id, label: pickText(name, lang) }))
    if (chosen !== '' && !named.some(({ value }) => value === chosen))
      named.push({ value: chosen, label: say(lang, 'admin.credit.credits.deleted') })
    return { options: [{ value: '', label: say(lang, 'admin.form.choose') }, ...named] }
  }

export function checkCredits(typed: Typed, lang: Language): Checked<TrainingCredits> {
  const input = inputOf(typed, creditItems)
  const parsed = TrainingCreditsSchema.safeParse(input)
  if (parsed.success) return { input: parsed.data }
  return { faults: placeFaults(sentencesOf(parsed.error.issues, input, lang), typed, lang, creditItems) }
}
