import type { TrainingState } from '@training-signup/contract'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { OwnRefusal, SendFailure } from '../signup-controller.ts'
import { sayDay } from '../words.ts'
import type { View } from './view.ts'

const panel = (title: string, text: string, more: TemplateResult | typeof nothing) => html`
  <section part="panel">
    <h3 part="panel-title" tabindex="-1">${title}</h3>
    <p part="panel-text">${text}</p>
    <p part="actions">${more}</p>
  </section>
`

/** Asking again would change nothing. */
const finals: (TrainingState | OwnRefusal)[] = ['cancelled', 'past', 'withdrawn', 'not-eligible']

/** No seat to be had: not an error, but something to know and a next step. */
export function refusalPanel({ data: { training, lang }, say }: View, reason: string | undefined, onCheck: () => void) {
  const date = sayDay(lang, training.opensAt ?? '')
  const { title, text } = reason
    ? { title: say(`state.${reason}`, { date }), text: say(`state.${reason}.text`) }
    : training.notice
  return panel(
    title,
    text,
    finals.some((one) => one === (reason ?? training.state))
      ? nothing
      : html`<button part="button" type="button" @click=${onCheck}>${say('refresh')}</button>`,
  )
}

/** What is known about a registration that was not answered, no more and no less. */
export function failurePanel({ data: { training }, say, linkTo }: View, reason: SendFailure, onRetry: () => void) {
  const isNotStored = reason === 'offline' || reason === 'busy' || reason === 'refused'
  return panel(
    say(isNotStored ? 'failed.heading' : 'errors.heading'),
    say(reason === 'offline' ? 'failed.text' : `failed.${reason}`) || say('failed.unknown'),
    html`<button part="button" type="button" @click=${onRetry}>${say('failed.retry')}</button>
      ${linkTo(training.links.page, say('form.page'))}`,
  )
}
