import { html } from 'lit'

const paths = {
  alert: 'M12 8v5M12 16.5v.1M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0',
  pin: 'M12 21c4-4.5 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.5 6.5 6.5 11zM12 10v.1',
}
export type IconName = keyof typeof paths

/** Says the same as the word next to it. */
export const icon = (name: IconName) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`
