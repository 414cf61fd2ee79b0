import type { Training } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'
import { otherDateView } from './training-row.ts'

/**
 * Renders where to go from a training that takes no sign-ups: to its next date, and to the page
 * where visitors ask to be told when they can register.
 */
export const nextView = ({ next, notify }: Pick<Training, 'next' | 'notify'>): Html =>
  html`${otherDateView(next)}${notify ? html`<p><a class="button" href="${notify.href}">${notify.label}</a></p>` : ''}`
