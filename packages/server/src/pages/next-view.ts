import type { Training } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** Renders the way to the next date, where the training takes no more sign-ups. */
export const nextView = ({ next }: Training): Html | '' =>
  next ? html`<p><a class="button" href="${next.page}">${next.label}</a></p>` : ''
