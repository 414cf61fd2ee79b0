/** The result of a sign-up, and why none is taken: the whole column takes the tone. */
export const moments = /* css */ `
  .moment { display: grid; gap: 0.75em; align-content: center; justify-items: start; padding: 1.75em var(--pad); background: color-mix(in srgb, var(--glow) 11%, var(--surface)); }
  .moment h3 { font-size: 1.4375em; }
  .disc { display: grid; place-items: center; inline-size: 3em; block-size: 3em; border: 1px solid transparent; border-radius: 50%; background: var(--tone); }
  /* Not on the disc, whose ground may be mixed from its own color. */
  .disc svg { forced-color-adjust: auto; inline-size: 1.625em; block-size: 1.625em; color: light-dark(#fff, #1b1e23); }
  .word { margin-block-end: -0.5em; color: var(--tone); }
  [part='reference'] { color: var(--ink); -webkit-user-select: all; user-select: all; }
  [part='calendars'] { margin: 0; border: 0; }
  [open] ~ [part~='button'] { align-self: start; }
  [part~='code'] { direction: ltr; inline-size: 8em; font-size: 1.25em; letter-spacing: 0.1em; }
`
