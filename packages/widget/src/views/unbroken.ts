import { html } from 'lit'

/** A text whose phone numbers stay on one line. */
export const unbroken = (text = '') =>
  text.split(/(\d+-[\d-]+)/).map((piece, index) => (index % 2 ? html`<span class="unbroken">${piece}</span>` : piece))
