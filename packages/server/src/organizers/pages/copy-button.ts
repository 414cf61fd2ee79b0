import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { say } from '../../words/admin.ts'

/**
 * Renders a button that copies the text of an element. Only a script can, so only a script shows it.
 * @param of tells several buttons of a page apart for a screen reader
 */
export const copyButton = (lang: Language, id: string, of?: string): Html =>
  html`<button type="button" class="button quiet end" data-copy="${id}" data-copied="${say(lang, 'admin.copied')}" hidden>${say(
    lang,
    'admin.copy',
  )}${of === undefined ? '' : html`<span class="unseen">: ${of}</span>`}</button>`

/** Where a script says that something was copied. A page with such buttons has one of it. */
export const emptyCopied: Html = html`<p class="unseen" role="status" data-news></p>`
