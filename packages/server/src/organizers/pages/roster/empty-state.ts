import { html } from 'hono/html'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'

interface EmptyState {
  icon: IconName
  title: string
  text: string | Html
  actions?: Html | ''
}

/** Renders what an empty place will hold, and the one thing to do. */
export const emptyState = ({ icon: name, title, text, actions = '' }: EmptyState): Html =>
  html`<section class="card empty"><span class="mark">${icon(name)}</span><h2>${title}</h2><p>${text}</p>
${actions && html`<p class="row">${actions}</p>`}</section>`
