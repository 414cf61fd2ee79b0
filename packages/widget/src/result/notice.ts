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

/** Draws a refusal: not an error, but a reason and a next step. */
export function refusalPanel({ data: { training }, say }: View, reason: string | undefined, onCheck: () => void) {
  const { title, text } = reason
    ? { title: say(`state.${reason}`), text: say(`state.${reason}.text`) }
    : training.notice
  // For the others, checking again would change nothing.
  const mayChange = /^(full|closed|upcoming)$/.test(reason ?? training.state)
  const again = html`<button part="button" type="button" @click=${onCheck}>${say('refresh')}</button>`
  return panel(title, text, mayChange ? again : nothing)
}

/** Draws what is known about a registration without an answer, and no more. */
export function failurePanel({ data: { training }, say, linkTo }: View, reason: SendFailure, onRetry: () => void) {
  // Only failures that certainly stored nothing say more.
  const text = say(`failed.${reason}`)
  return panel(
    say(text ? 'failed.heading' : 'errors.heading'),
    text || say('failed.unknown'),
    html`<button part="button" type="button" @click=${onRetry}>${say('failed.retry')}</button>
      ${linkTo(training.links.page, say('form.page'))}`,
  )
}
