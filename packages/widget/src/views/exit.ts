import { html } from 'lit'
import type { Say } from '../words.ts'

/** The way to leave the page quickly. It stands above the widget's box and stays in view. */
export const exitLink = (say: Say, lang: string, exitUrl: string | undefined, onLeave: (event: Event) => void) =>
  exitUrl &&
  html`<a part="button exit" href=${exitUrl} lang=${lang} dir=${say('direction')} rel="noreferrer" @click=${onLeave}>${say('exit.leave')}<small>${say('exit.note')}</small></a>`

/** Covers the whole page, above everything that is on it. */
export function cover(root: ShadowRoot) {
  const dialog = document.createElement('dialog')
  // Before what Lit renders: Lit may clear everything after it.
  root.prepend(dialog)
  dialog.showModal()
}
