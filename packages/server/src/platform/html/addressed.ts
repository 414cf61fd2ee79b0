import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** Renders a sentence about an email, whose address stands out so that a slip in it does. */
export function addressed(sentence: string, address: string): Html {
  const [before, after] = sentence.split('{address}')
  return html`${before}<b>${address}</b>${after}`
}
