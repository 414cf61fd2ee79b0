import { html, nothing } from 'lit'
import type { EmergencyWords } from '../words.ts'

interface Waiting {
  words: EmergencyWords
  /** A sentence about why nothing is here yet, if it needs one. */
  text: string | undefined
  isLoading: boolean
  onRetry: (() => void) | undefined
}

/**
 * Holds the form's place with the page's own link, which works without us: while the training loads, and when nothing
 * could be loaded. One template for both, so that the focus stays on the button when it is pressed.
 */
export const placeholder = ({ words, text, isLoading, onRetry }: Waiting) => html`
  <div part=${isLoading ? 'root skeleton' : 'unavailable'}>
    <slot></slot>
    <p role="status">${text}</p>
    ${onRetry ? html`<button part="quiet" type="button" @click=${onRetry}>${words.retry}</button>` : nothing}
    ${isLoading ? html`<div aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>` : nothing}
  </div>
`
