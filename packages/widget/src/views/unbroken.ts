import { html } from 'lit'

/**
 * A text whose phone numbers, reference numbers, and hours each stay on one line where they fit in
 * one.
 */
export const unbroken = (text = '') =>
  text
    .split(/((?<![A-Z\d])[A-Z\d]+-[A-Z\d-]+|(?<![^ ])[^ ]+ – \d[^ ]+)/)
    .map((piece, index) => (index % 2 ? html`<span class="unbroken">${piece}</span>` : piece))
