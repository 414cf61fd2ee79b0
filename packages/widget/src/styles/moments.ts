/** The result of a sign-up, and why none is taken: the whole column takes the tone. */
export const moments = /* css */ `
  .moment { display: grid; gap: 0.75em; align-content: center; justify-items: start; padding: 1.75em var(--pad); background: color-mix(in srgb, var(--glow) 11%, var(--surface)); }
  .moment h3 { font-size: 1.4375em; }
  .moment > * { max-inline-size: 100%; }
  [part='reference'] { font-size: 1.25em; font-weight: 700; -webkit-user-select: all; user-select: all; }
  [part='calendars'] a { display: inline-block; padding-block: 0.25em; margin-inline-end: 1em; }
  [part~='code'] { inline-size: 8em; font-size: 1.25em; font-variant-numeric: tabular-nums; letter-spacing: 0.1em; }
  [part='code-news']:not(:empty) { font-weight: 600; }
`
