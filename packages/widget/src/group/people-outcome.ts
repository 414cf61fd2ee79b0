import type { RegistrationResult } from '@training-signup/contract'
import { html } from 'lit'
import { icon } from '../views/icon.ts'
import { referenceView } from '../views/reference.ts'
import { lookOf } from '../views/state.ts'
import type { Say } from '../words.ts'

/** Draws each person's result, below the reference of all. */
export const outcomes = ({ reference, people, next, ...result }: GroupResult, say: Say) => html`
  <p part="note sent">${referenceView(say, reference)}</p>
  <ul part="outcomes" class="list">
    ${people.map(({ name, status }) => {
      const [shape, tone] = lookOf(status, 'clock')
      return html`<li part="outcome" class="row"><span>${name}</span><b class=${tone}>${icon(shape)}${say(`people.status.${status}`) || (status === result.status && next?.title) || status}</b></li>`
    })}
  </ul>
`

/** Of a group, each person has a name. */
export type Person = RegistrationResult['people'][number] & { name?: string }
type GroupResult = Omit<RegistrationResult, 'people'> & { people: Person[] }
