import { html } from 'lit'

/** A button, which looks like a link unless `part` says otherwise. */
export const button = (label: string, onPress: (event: Event) => void, part = 'quiet') =>
  html`<button part=${part} type="button" @click=${onPress}>${label}</button>`
