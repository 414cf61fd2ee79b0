import type { RegistrationResult } from '@training-signup/contract'
import { html } from 'lit/html.js'
import type { View } from '../views/view.ts'

/** A part that was registered, and for which training. */
export interface SentPart extends RegistrationResult {
  training: string
  people: (RegistrationResult['people'][number] & { name: string; identity: string })[]
}

export const peopleOf = (parts: SentPart[]) => parts.flatMap(({ people }) => people)

/** What became of each person, under the reference of the part that they were sent in. */
export const outcomeOf = (parts: SentPart[], { say }: View) => html`
  ${parts.map(
    ({ reference, people, ...part }) => html`
      <p part="reference-label">${say('result.reference')}</p>
      <p part="reference">${reference}</p>
      <ul part="outcomes" aria-label=${say('people.result.heading')}>
        ${people.map(
          ({ name, status }) =>
            html`<li part="outcome"><span>${name}</span><strong>${say(`people.status.${status}`) || (status === part.status && part.next?.title) || status}</strong></li>`,
        )}
      </ul>
    `,
  )}
`
