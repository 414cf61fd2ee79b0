import { html } from 'hono/html'
import { unwrapped } from '../../../delivery/compose/mail-text.ts'
import type { Html } from '../../../platform/html/layout.ts'

/** Renders an email that someone would get: its subject and its text. */
export const letterView = ({ subject, text }: { subject: string; text: string }): Html =>
  html`<p><b>${subject}</b></p><div class="written">${unwrapped(text)}</div>`
