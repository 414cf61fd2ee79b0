import { html } from 'lit'

const circle = 'M12 3.5a8.5 8.5 0 1 0 .1 0'
const paths = {
  alert: `M12 8v5M12 16.5v.1${circle}`,
  bar: `M6.5 6.5l11 11${circle}`,
  calendar: 'M4 6h16v14H4zM4 10h16M8.5 3.5v4M15.5 3.5v4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: `M12 7v5l3.5 2${circle}`,
  lock: 'M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3',
  mail: 'M3.5 5.5h17v13h-17zM4 7l8 6l8-6',
  person: 'M12 4.5a3.5 3.5 0 1 0 .1 0M5 20q1-6 7-6t7 6',
  pin: 'M12 21q6.5-6.5 6.5-11a6.5 6.5 0 0 0-13 0q0 4.5 6.5 11zM12 8a2 2 0 1 0 .1 0',
  seat: 'M7 11V5h10v6M5 11h14v5H5zM7 16v3M17 16v3',
}
export type IconName = keyof typeof paths

/** Says the same as the word next to it. */
export const icon = (name: IconName) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`
