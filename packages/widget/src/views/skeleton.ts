import { html, nothing } from 'lit'
import type { EmergencyWords } from '../words.ts'

type OnRetry = (() => void) | undefined

/** Holds the form's place, with the page's own link in it. With a way to try again, it says that this takes long. */
export const skeleton = (words: EmergencyWords, hasLink: boolean, onSlowRetry: OnRetry) => html`
  <div part="root skeleton">
    <slot></slot>
    <p role="status">${onSlowRetry ? words.slow : hasLink ? nothing : words.loading}</p>
    ${retry(words, onSlowRetry)}
    <div aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
  </div>
`

/** Nothing could be loaded. The page's own link stays, and works without us. */
export const unavailable = (words: EmergencyWords, onRetry: OnRetry) => html`
  <div part="unavailable">
    <slot></slot>
    <p role="status">${words.failed}</p>
    ${retry(words, onRetry)}
  </div>
`

const retry = (words: EmergencyWords, onRetry: OnRetry) =>
  onRetry ? html`<button part="quiet" type="button" @click=${onRetry}>${words.retry}</button>` : nothing
