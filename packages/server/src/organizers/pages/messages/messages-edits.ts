import type { Language, Message } from '@training-signup/contract'
import { say, sayIfKnown } from '../../../words/admin.ts'
import type { SentFields } from '../pages.ts'
import type { FieldWords } from '../sent-forms/both-view.ts'
import { baseOf, type Edits, mergeEdits } from '../sent-forms/merge-edits.ts'
import { type TypedMessage, typedOf } from './messages-input.ts'

/** What two people can change apart from each other. Who gets a message is one thing. */
const fieldsOf = ({ status, role, agency, partner, about, showsTraining, subject, text }: TypedMessage) => ({
  who: { status, role, agency, partner },
  about,
  showsTraining,
  'subject.en': subject.en,
  'subject.es': subject.es,
  'text.en': text.en,
  'text.es': text.es,
})

type Fields = ReturnType<typeof fieldsOf>

const typedFrom = (typed: TypedMessage, { who, about, showsTraining, ...texts }: Fields): TypedMessage => ({
  ...typed,
  ...who,
  about,
  showsTraining,
  subject: { en: texts['subject.en'], es: texts['subject.es'] },
  text: { en: texts['text.en'], es: texts['text.es'] },
})

/** Returns the form of a draft that holds what it was filled in from. */
export const draftEdits = (typed: TypedMessage): Edits<TypedMessage> => ({
  typed,
  base: baseOf(fieldsOf(typed)),
  both: [],
})

/** Brings what was typed together with what is stored now. */
export function mergeDraft(form: SentFields, typed: TypedMessage, stored: Message): Edits<TypedMessage> {
  const edits = mergeEdits(form, fieldsOf(typed), fieldsOf(typedOf(stored)))
  return { ...edits, typed: typedFrom({ ...typed, training: stored.training }, edits.typed) }
}

/** How the fields are called where two people changed them. */
export const draftWords = (lang: Language): FieldWords => ({
  labelOf: (name) => say(lang, labels[name as keyof Fields]),
  textOf: (name, value) => {
    if (name === 'who') return whoText(lang, value as Fields['who'])
    if (name === 'about') return sayIfKnown(lang, `admin.messages.about.${value as string}`) ?? String(value)
    if (name === 'showsTraining') return say(lang, value ? 'admin.person.yes' : 'admin.person.no')
    return String(value)
  },
})

const labels = {
  who: 'admin.messages.who',
  about: 'admin.messages.about',
  showsTraining: 'admin.messages.showsTraining',
  'subject.en': 'admin.messages.subject',
  'subject.es': 'admin.messages.subject.es',
  'text.en': 'admin.messages.text',
  'text.es': 'admin.messages.text.es',
} as const satisfies Record<keyof Fields, string>

const whoText = (lang: Language, { status, role, agency, partner }: Fields['who']): string =>
  [...status.map((one) => sayIfKnown(lang, `admin.messages.status.${one}`) ?? one), role, agency, partner]
    .filter((part) => part !== '')
    .join(', ')
