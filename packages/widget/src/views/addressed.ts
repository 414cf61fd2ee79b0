import { html } from 'lit'

/** A sentence about an email, whose address stands out so that a slip in it does. */
export function addressed(sentence: string, address: unknown) {
  const [before, after] = sentence.split('{address}')
  return html`${before}<b>${address}</b>${after}`
}
