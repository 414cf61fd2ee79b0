import { html, type TemplateResult } from 'lit'
import { referenceView } from '../views/reference.ts'
import type { View } from '../views/view.ts'
import type { SentPart } from './sent-parts.ts'

/**
 * Each person's result, under the reference of the part that they were sent in; empty while none
 * was sent.
 */
export function outcomes(parts: SentPart[], { say }: View): TemplateResult | undefined {
  if (parts.length === 0) return undefined
  return html`
    ${parts.map(
      ({ reference, people, ...part }) => html`
        <p part="note">${referenceView(say, reference)}</p>
        <ul part="outcomes" class="list" aria-label=${say('people.result.heading')}>
          ${people.map(
            ({ name, status }) =>
              html`<li part="outcome" class="row"><span>${name}</span><b>${say(`people.status.${status}`) || (status === part.status && part.next?.title) || status}</b></li>`,
          )}
        </ul>
      `,
    )}
  `
}
