import type { Form, Language } from '@training-signup/contract'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { formAbout } from '../../api/people/form-about.ts'

/** What there is time for while others wait. The rest is asked by email. */
const asked = new Set(['givenName', 'familyName', 'role', 'roleOther', 'agency', 'email'])

/** Returns what is asked of someone who stands at the door. */
export function walkInForm({ input }: Pick<StoredTraining, 'input'>, lang: Language): Form {
  const form = formAbout(input, lang)
  return { ...form, fields: form.fields.filter(({ id }) => asked.has(id)) }
}
