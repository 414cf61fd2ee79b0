import { html, nothing } from 'lit'
import { button } from './button.ts'

interface Waiting {
  /** A sentence about why nothing is here yet, if it needs one. */
  text?: string | undefined
  isLoading?: boolean
  retry?: string
  onRetry?: (() => void) | undefined
}

// Rows of one element each: on a slow phone, drawing them one by one takes time from the form.
// Left open, because XML refuses that as it refuses all the rest: see `canRender`.
export const skeletonCard = html`<div part="card"><i>`

/** Stands where the form will be, while the details are there already. */
export const skeletonStage = html`<div part="stage"><div class="whole"><i></i></div></div>`

/**
 * Holds the form's place with the page's own link, which works without us: while the training
 * loads, and when nothing could be loaded. One template for both, so that the focus stays on the
 * button when it is pressed.
 */
export const placeholder = ({ text, isLoading, retry = '', onRetry }: Waiting) => html`
  <div part=${isLoading ? 'stage' : nothing}><div class=${isLoading ? 'whole' : nothing}>
    <slot></slot>
    <p role="status">${text}</p>
    ${onRetry && button(retry, onRetry)}
    ${isLoading ? html`<i></i>` : nothing}
  </div></div>
`
