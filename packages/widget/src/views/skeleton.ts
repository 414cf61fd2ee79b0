import { html, nothing } from 'lit'
import type { EmergencyWords } from '../words.ts'

/** Holds the form's place, with the page's own link in it. */
export const skeleton = (words: EmergencyWords, hasLink: boolean) => html`
  <div part="root skeleton">
    <slot></slot>
    ${hasLink ? nothing : html`<p role="status">${words.loading}</p>`}
    <div aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
  </div>
`

/** Nothing could be loaded. The page's own link stays, and works without us. */
export const unavailable = (words: EmergencyWords, hasLink: boolean, onRetry: (() => void) | undefined) => html`
  <div part="unavailable">
    <slot></slot>
    ${hasLink ? nothing : html`<p role="status">${words.failed}</p>`}
    ${onRetry ? html`<button part="quiet" type="button" @click=${onRetry}>${words.retry}</button>` : nothing}
  </div>
`
