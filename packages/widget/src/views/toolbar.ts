import { html, nothing } from 'lit'
import { ownName } from '../language.ts'
import type { Say } from '../words.ts'

export interface Toolbar {
  say: Say
  /** Languages to change to. */
  others: string[]
  onSpeak(lang: string): void
  exitUrl: string | undefined
  onLeave(event: Event): void
  /** The label of the way back to the choice, where there is one. */
  back: string | undefined
  onBack(): void
}

/** The row above everything: ways back, away, and to another language. */
export const toolbar = ({ say, others, onSpeak, exitUrl, onLeave, back, onBack }: Toolbar) => html`
  <div part="toolbar">
    ${back ? html`<button part="quiet" type="button" @click=${onBack}>${back}</button>` : nothing}
    ${others.map(
      (lang) =>
        html`<button part="language" type="button" lang=${lang} @click=${() => onSpeak(lang)}>${ownName(lang)}</button>`,
    )}
  </div>
  ${
    exitUrl
      ? html`<a part="button exit" href=${exitUrl} rel="noreferrer" @click=${onLeave}>${say('exit.leave')}<small>${say('exit.note')}</small></a>`
      : nothing
  }
`

/** Covers the whole page, above everything that is on it. */
export function cover(root: ShadowRoot) {
  const dialog = document.createElement('dialog')
  // Before what Lit renders: Lit may clear everything after it.
  root.prepend(dialog)
  dialog.showModal()
}
