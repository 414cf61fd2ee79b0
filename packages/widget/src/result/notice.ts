import { html, nothing } from 'lit'
import type { SendFailure } from '../steps.ts'
import { button } from '../views/button.ts'
import { box, moment } from '../views/moment.ts'
import { lookOf } from '../views/state.ts'
import { rows } from '../views/training-rows.ts'
import type { View } from '../views/view.ts'

interface RefusalView extends View {
  onCheck(): void
  /** To the next date of the series. */
  onChoose(slug: string): void
}

/** Draws a refusal: not an error, but a reason and a next step. */
export function refusalPanel(view: RefusalView, reason: string | undefined) {
  const { say, data, linkTo } = view
  const { state, next, notify } = data.training
  const name = reason ?? state
  // For the others, checking again would change nothing.
  const mayChange = /full|upcoming/.test(name)
  return moment({
    part: 'panel',
    look: lookOf(name),
    word: say(`state.${name}.word`),
    ...wordsOf(view, name),
    more: html`${next && rows([next], view)}<p part="actions">${notify && linkTo(notify.href, notify.label, 'button')} ${mayChange ? again(view) : nothing}</p>`,
  })
}

/** Draws a refusal above the form, which the visitor can change and send again. */
export function refusalBox(view: RefusalView, reason: string) {
  const { title, text } = wordsOf(view, reason)
  return box('wait', title, text, reason === 'full' ? again(view) : nothing)
}

const again = ({ say, onCheck }: RefusalView) => button(say('refresh'), onCheck, 'button')

const wordsOf = ({ say }: View, name: string) => ({ title: say(`state.${name}`), text: say(`state.${name}.text`) })

/** Draws what is known about a registration without an answer, and no more. */
export function failureBox(
  { data: { training }, say, linkTo }: View,
  reason: SendFailure,
  onSubmit: (event: Event) => void,
) {
  // Only failures that certainly stored nothing say more.
  const text = say(`failed.${reason}`)
  return box(
    text ? 'stop' : 'wait',
    say(text ? 'failed.heading' : 'failed.unknown.heading'),
    text || say('failed.unknown'),
    html`${button(say('failed.retry'), onSubmit, 'button')} ${linkTo(training.links.page, say('form.page'), 'link quiet')}`,
  )
}
