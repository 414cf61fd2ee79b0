import {
  builtInFields,
  type Field,
  type Form,
  type Language,
  type ProblemFault,
  type TrainingInput,
} from '@training-signup/contract'
import { formOf } from '../../../core/trainings/form.ts'
import { sayIfKnown } from '../../../words/admin.ts'

const builtIn: ReadonlySet<string> = new Set(builtInFields)

/**
 * Returns a training's questions as someone answers them who enters another person. What the
 * organizer asks in their own words stays as it is.
 */
export function formAbout(input: TrainingInput, lang: Language): Form {
  const form = formOf(input, lang)
  return { ...form, fields: form.fields.map((field) => aboutSomeone(field, input, lang)) }
}

/** Why visitors are asked is said to visitors only. A browser knows its owner’s answers, not theirs. */
function aboutSomeone(field: Field, { audience: { minimumAge: age = 0 } }: TrainingInput, lang: Language): Field {
  if (!builtIn.has(field.id)) return field
  const { hint, ...others } = field
  const label = sayIfKnown(lang, `admin.ask.${field.id}`, { age }) ?? field.label
  const about = hint === undefined ? undefined : sayIfKnown(lang, `admin.ask.${field.id}.hint`)
  return { ...others, autocomplete: 'off', label, ...(about === undefined ? {} : { hint: about }) }
}

/** Returns what is wrong with answers, said to someone who enters another person. */
export const faultsAbout = (faults: readonly ProblemFault[], lang: Language): ProblemFault[] =>
  faults.map((fault) => {
    const id = fault.pointer?.split('/')[3] ?? ''
    const about = fault.code === 'required' ? sayIfKnown(lang, `admin.ask.${id}.required`) : undefined
    return about === undefined ? fault : { ...fault, message: about }
  })
