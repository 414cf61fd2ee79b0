import { html } from 'hono/html'

const paths = {
  back: 'M15 5.5 8.5 12l6.5 6.5',
  warn: 'M12 8v5M12 16.5v.1M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0',
  calendar: 'M6 5.5h12a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.5 2',
  form: 'M7 4h10a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM9 8.5h6M9 12h6M9 15.5h3',
  give: 'M4 9h15l-4-4M20 15H5l4 4',
  lamp: 'M9.5 17h5M10.5 20h3M9 14.5a5 5 0 1 1 6 0z',
  lock: 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 11V8a4 4 0 0 1 8 0v3',
  mail: 'M5.5 5.5h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4 7l8 6 8-6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  offline:
    'M4 4l16 16M2.5 9.5C5 7.2 8 6 12 6c.6 0 1.2 0 1.8.1M21.5 9.5a14 14 0 0 0-3.2-2.1M6 13.5c1-1 2.3-1.7 3.7-2.1M12 18.5v.1',
  onward: 'm9 5.5 6.5 6.5L9 18.5',
  person: 'M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M5 20c.6-3.8 3.4-6 7-6s6.4 2.2 7 6',
  pin: 'M12 21c4-4.5 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.5 6.5 6.5 11zM12 10v.1',
  plus: 'M12 5v14M5 12h14',
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16',
  search: 'M4.5 10.5a6 6 0 1 0 12 0a6 6 0 1 0-12 0M15 15l5 5',
  seat: 'M7 11V7a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v4M5 11h14v5H5zM7 16v3M17 16v3',
  stop: 'M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M6.5 6.5l11 11',
} as const
export type IconName = keyof typeof paths

/** Says the same as the words next to it, so nothing reads it aloud. */
export const icon = (name: IconName) =>
  html`<svg class="icon ${name}" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`
