import type { RegistrationResult } from '@training-signup/contract'
import { html, nothing } from 'lit/html.js'
import type { View } from './view.ts'

/** What became of the registration. A status that this script does not know speaks through the server's own words. */
export function resultView(view: View, { status, reference, next }: RegistrationResult, onAnother: () => void) {
  const { say } = view
  return html`
    <section part="result" class=${status}>
      <h3 part="result-title" tabindex="-1">${titleOf(view, { status, next })}</h3>
      <p part="result-text">${say(`result.${status}.text`) || next?.text}</p>
      <p part="reference-label">${say('result.reference')}</p>
      <p part="reference">${reference}</p>
      ${status === 'confirmed' ? whenAndWhere(view) : nothing}
      <p part="note">${say('result.before')}</p>
      ${view.data.training.contact ? html`<p part="note">${say('result.question')}</p>` : nothing}
      <p part="actions"><button part="button" type="button" @click=${onAnother}>${say('result.another')}</button></p>
    </section>
  `
}

export const titleOf = ({ say }: View, { status, next }: Pick<RegistrationResult, 'status' | 'next'>) =>
  say(`result.${status}`) || next?.title

function whenAndWhere({ data: { training } }: View) {
  const place = training.venue ? [training.venue.name, training.venue.address].filter(Boolean).join(', ') : undefined
  return html`<p part="note">${training.when.text}${place ? html`<br />${place}` : nothing}</p>`
}
