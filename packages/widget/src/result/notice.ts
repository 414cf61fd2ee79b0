import { html, nothing, type TemplateResult } from 'lit'
import type { SendFailure } from '../steps.ts'
import { icon } from '../views/icon.ts'
import { toneOf } from '../views/state.ts'
import type { View } from '../views/view.ts'

interface RefusalView extends View {
  onCheck(): void
  /** To the next date of the series. */
  onNext(slug: string): void
}

/** Draws a refusal: not an error, but a reason and a next step. `people`: those who were signed up before it. */
export function refusalPanel(view: RefusalView, reason: string | undefined, people?: unknown) {
  const { training } = view.data
  const { next } = training
  const { title, text } = wordsOf(view, reason)
  // For the others, checking again would change nothing.
  const mayChange = /^(full|closed|upcoming)$/.test(reason ?? training.state)
  return html`<section part="panel" class="moment ${toneOf(reason ?? training.state)}">
    <h3 part="panel-title" tabindex="-1">${title}</h3>
    <p part="panel-text">${text}</p>
    ${people}
    <p part="actions">${next && button(next.label, () => view.onNext(next.slug))} ${mayChange ? again(view) : nothing}</p>
  </section>`
}

/** Draws a refusal above the form, which the visitor can change and send again. */
export function refusalBox(view: RefusalView, reason: string) {
  const { title, text } = wordsOf(view, reason)
  return box('wait', title, text, reason === 'full' ? again(view) : nothing)
}

const button = (label: string, onPress: () => void) =>
  html`<button part="button" type="button" @click=${onPress}>${label}</button>`

const again = ({ say, onCheck }: RefusalView) => button(say('refresh'), onCheck)

const wordsOf = ({ data: { training }, say }: View, reason: string | undefined) =>
  reason ? { title: say(`state.${reason}`), text: say(`state.${reason}.text`) } : training.notice

const box = (tone: string, title: string, text: string, more: TemplateResult | typeof nothing) => html`
  <section part="panel" class="box ${tone}">
    <h3 part="panel-title" tabindex="-1">${icon('alert')}${title}</h3>
    <p part="panel-text">${text}</p>
    <p part="actions">${more}</p>
  </section>
`

/** Draws what is known about a registration without an answer, and no more. */
export function failureBox({ data: { training }, say, linkTo }: View, reason: SendFailure, onRetry: () => void) {
  // Only failures that certainly stored nothing say more.
  const text = say(`failed.${reason}`)
  return box(
    'stop',
    say(text ? 'failed.heading' : 'errors.heading'),
    text || say('failed.unknown'),
    html`${button(say('failed.retry'), onRetry)} ${linkTo(training.links.page, say('form.page'))}`,
  )
}
