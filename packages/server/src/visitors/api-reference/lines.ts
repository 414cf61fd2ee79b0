import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'

/** Renders a sentence of the description: what stands between backticks is code. */
export const lineOf = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
