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
  /** What the way back to the trainings to choose from is called, where there is one. */
  back: string | undefined
  onBack(): void
}

/** What stands above everything: ways back, away and to another language. */
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
  // Before what Lit renders, which it may clear away to the end.
  root.prepend(dialog)
  dialog.showModal()
}
