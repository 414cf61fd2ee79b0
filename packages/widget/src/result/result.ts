import type { RegistrationResult } from '@training-signup/contract'
import { html, nothing } from 'lit'
import { restOf } from '../views/details-card.ts'
import type { View } from '../views/view.ts'

export interface ResultView extends View {
  result: RegistrationResult
  /** The result of each of several people. */
  people: unknown
  /** The page's own next address. */
  successUrl: string | undefined
  onAnother(): void
}

const tones: Record<string, string> = { confirmed: 'ok' }

/** Shows the result of the registration. A status that this script does not know speaks through the server's own words. */
export function resultView(view: ResultView) {
  const { say, result, people, successUrl, onAnother } = view
  const { status, reference, next } = result
  const text = say(`result.${status}.text`) || next?.text
  return html`
    <section part="result" class="moment ${tones[status] ?? 'wait'}">
      <h3 part="result-title" tabindex="-1">${titleOf(view, result)}</h3>
      <p part="result-text">${text}</p>
      ${people || html`<p part="reference-label">${say('result.reference')}</p><p part="reference">${reference}</p>`}
      ${result.people?.some((person) => person.status === 'confirmed') ? forAttendees(view) : nothing}
      <p part="note">${say('result.before')} ${say('result.question')}</p>
      <p part="actions"><button part="button" type="button" @click=${onAnother}>${say('result.another')}</button>
      ${successUrl ? html`<a part="button" href=${successUrl}>${say('result.continue')}</a>` : nothing}</p>
    </section>
  `
}

export const titleOf = ({ say }: View, { status, next }: Pick<RegistrationResult, 'status' | 'next'>) =>
  say(`result.${status}`) || next?.title

/** For people with a seat only: when, where, what to bring, and their calendar. */
function forAttendees(view: View) {
  const { details, calendars } = view.data.training
  return html`
    <div part="rest">${restOf(
      details.filter(({ recap }) => recap),
      view.linkTo,
    )}</div>
    ${
      calendars.length > 0
        ? html`<p part="calendars"><span part="term">${view.say('result.calendar')}</span>
          ${calendars.map(({ href, text }) => view.linkTo(href, text))}</p>`
        : nothing
    }
  `
}
