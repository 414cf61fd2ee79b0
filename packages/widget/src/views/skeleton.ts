import { html, nothing } from 'lit'
import type { EmergencyWords } from '../words.ts'
import { button } from './button.ts'

interface Waiting {
  words: EmergencyWords
  /** A sentence about why nothing is here yet, if it needs one. */
  text: string | undefined
  isLoading: boolean
  /** Whether details will stand next to the form. */
  hasDetails: boolean
  onRetry: (() => void) | undefined
}

const line = html`<i></i>`
const field = html`<p><i></i><i></i></p>`

const card = html`<div part="card" aria-hidden="true"><div class="pinned">${line}${line}${line}${line}${line}</div></div>`

const questions = html`<div part="questions" class="fields" aria-hidden="true">
  <p class="half"><i></i><i></i></p><p class="half"><i></i><i></i></p>
  ${field}<p><i></i><i class="tall"></i></p>${field}${field}${field}${line}${line}
</div>`

/** Stands where the form will be. */
export const skeletonStage = html`<div part="stage"><div class="whole">${questions}</div></div>`

/**
 * Holds the form's place with the page's own link, which works without us: while the training
 * loads, and when nothing could be loaded. One template for both, so that the focus stays on the
 * button when it is pressed.
 */
export const placeholder = ({ words, text, isLoading, hasDetails, onRetry }: Waiting) => html`
  <div part=${isLoading ? 'root skeleton' : 'unavailable'}>
    ${isLoading && hasDetails ? card : nothing}
    <div part=${isLoading ? 'stage' : nothing}><div class=${isLoading ? 'whole' : nothing}>
      <slot></slot>
      <p role="status">${text}</p>
      ${onRetry && button(words.retry, onRetry)}
      ${isLoading ? questions : nothing}
    </div></div>
  </div>
`
