import { z } from 'zod'
import { limits } from '../limits.ts'
import { language, lineText } from '../text.ts'
import { Person, RegistrationInput } from './registration.ts'

const consents = RegistrationInput.shape.consents.meta({
  description: 'Ids of the consents of the form that the person gave',
})
const personExample = { givenName: 'Ada', familyName: 'Reyes', email: 'ada.reyes@kcpd.example' }

/** Someone that an agency coordinator registers, with the answers that visitors give. */
export const AgencyPersonInput = z
  .strictObject({
    person: Person.meta({ description: 'Answers by field id. What it says of an agency does not count' }),
    agency: lineText(limits.agency).optional().meta({
      description: 'Their agency. A coordinator’s own is taken anyway; others have to name one',
    }),
    consents,
    lang: language.optional(),
  })
  .meta({ id: 'AgencyPersonInput', example: { person: personExample } })
export type AgencyPersonInput = z.output<typeof AgencyPersonInput>

/** The colleague who comes instead. Their agency is that of the person. */
export const AgencyReplacementInput = AgencyPersonInput.omit({ agency: true }).meta({
  id: 'AgencyReplacementInput',
  example: { person: personExample },
})
export type AgencyReplacementInput = z.output<typeof AgencyReplacementInput>
