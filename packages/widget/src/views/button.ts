import { html, nothing } from 'lit'

type OnPress = (event: Event) => void

const busy = (isBusy: unknown) => (isBusy ? 'true' : nothing)

/** A button, which looks like a link unless `part` says otherwise. */
export const button = (label: string, onPress: OnPress, part = 'quiet', isBusy?: unknown) =>
  html`<button part=${part} type="button" @click=${onPress} aria-disabled=${busy(isBusy)}>${label}</button>`

/** The button that sends. */
export const submitButton = (label: string, onPress: OnPress, isBusy: unknown) =>
  html`<button part="button submit" type="submit" @click=${onPress} aria-disabled=${busy(isBusy)}>${label}</button>`
