import { html, nothing } from 'lit'

/** A button, which looks like a link unless `part` says otherwise. */
export const button = (label: string, onPress: (event: Event) => void, part = 'quiet', isBusy: unknown = false) =>
  html`<button part=${part} type=${part.endsWith('submit') ? 'submit' : 'button'} @click=${onPress} aria-disabled=${isBusy ? 'true' : nothing}>${label}</button>`
