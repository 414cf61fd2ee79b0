import { html, nothing, type TemplateResult } from 'lit'
import type { SendFailure } from '../steps.ts'
import type { View } from '../views/view.ts'

const panel = (title: string, text: string, more: TemplateResult | typeof nothing) => html`
  <section part="panel">
    <h3 part="panel-title" tabindex="-1">${title}</h3>
    <p part="panel-text">${text}</p>
    <p part="actions">${more}</p>
  </section>
`

/** No seat to be had: not an error, but something to know and a next step. */
export function refusalPanel({ data: { training }, say }: View, reason: string | undefined, onCheck: () => void) {
  const { title, text } = reason
    ? { title: say(`state.${reason}`), text: say(`state.${reason}.text`) }
    : training.notice
  // Of the others asking again would change nothing.
  const mayChange = /^(full|closed|upcoming)$/.test(reason ?? training.state)
  const again = html`<button part="button" type="button" @click=${onCheck}>${say('refresh')}</button>`
  return panel(title, text, mayChange ? again : nothing)
}

/** What is known about a registration that was not answered, no more and no less. */
export function failurePanel({ data: { training }, say, linkTo }: View, reason: SendFailure, onRetry: () => void) {
  // Only of failures that surely stored nothing is there more to say.
  const text = say(`failed.${reason}`)
  return panel(
    say(text ? 'failed.heading' : 'errors.heading'),
    text || say('failed.unknown'),
    html`<button part="button" type="button" @click=${onRetry}>${say('failed.retry')}</button>
      ${linkTo(training.links.page, say('form.page'))}`,
  )
}
