import {
  type Field,
  type Form,
  type GroupForm,
  type Language,
  limits,
  type TrainingInput,
} from '@training-signup/contract'
import { say, sayIfKnown } from '../../words/index.ts'

/** Questions with one answer for everyone are asked once. */
const sharedIds = ['agency', 'attestation', 'minimumAge', 'language']
export const isShared = (id: string): boolean => sharedIds.includes(id)

/** What a list of people names. A coordinator does not need the hints of these for each person. */
const named = ['givenName', 'familyName', 'email', 'role', 'roleOther']

/** Returns whether a question is among a person's first ones, not below “more”. */
export const isMain = ({ id, required }: Field): boolean => required || named.includes(id)

export const coordinatorFields = (lang: Language): Field[] =>
  (['name', 'email'] as const).map((id) => ({
    id,
    type: id === 'email' ? 'email' : 'text',
    label: say(lang, `people.coordinator.${id}`),
    required: true,
    autocomplete: id,
    maxLength: limits[id],
  }))

/** Returns the questions about each person. */
export const personFields = ({ fields }: Form, lang: Language): Field[] =>
  fields
    .filter(({ id }) => !isShared(id))
    .map(({ hint, ...field }) => ({
      ...field,
      // Radio buttons for each of fifty people would be a long way to scroll.
      type: field.type === 'radio' ? 'select' : field.type,
      ...wordsOf(field, named.includes(field.id) ? undefined : hint, lang),
      required: field.required && field.id !== 'email',
      autocomplete: 'off',
    }))

/** Returns the questions that are asked once for everyone. */
export const sharedFields = ({ fields }: Form): Field[] => fields.filter(({ id }) => isShared(id))

/** Returns the shared questions in words for a group. */
export const sharedQuestions = (form: Form, lang: Language, minimumAge = 0): Field[] =>
  sharedFields(form).map(({ hint, ...field }) => ({ ...field, ...wordsOf(field, hint, lang, minimumAge) }))

function wordsOf({ id, label }: Pick<Field, 'id' | 'label'>, hint: string | undefined, lang: Language, age = 0) {
  const ownHint = sayIfKnown(lang, `people.field.${id}.hint`) ?? hint
  return {
    label: sayIfKnown(lang, `people.field.${id}`, { age }) ?? label,
    ...(ownHint === undefined ? {} : { hint: ownHint }),
  }
}

interface Seated {
  seats: Pick<TrainingInput['seats'], 'waitlist'>
}

/** Returns the question of what happens if seats run short, which is none without a waiting list. */
export const splitField = (lang: Language, { seats }: Seated): Field => ({
  id: 'split',
  label: say(lang, 'people.together'),
  required: true,
  ...(seats.waitlist
    ? {
        type: 'radio',
        options: (['split', 'all'] as const).map((value) => ({ value, label: say(lang, `people.together.${value}`) })),
      }
    : { type: 'info', hint: say(lang, 'people.together.hint') }),
})

/** Returns the questions for a group, as the element asks them. */
export const groupFormOf = (
  form: Form,
  lang: Language,
  { audience, seats }: Seated & { audience: Pick<TrainingInput['audience'], 'minimumAge'> },
): GroupForm => ({
  coordinator: coordinatorFields(lang),
  person: personFields(form, lang).map((field) => (isMain(field) ? field : { ...field, more: true })),
  shared: sharedQuestions(form, lang, audience.minimumAge),
  split: splitField(lang, { seats }),
})
