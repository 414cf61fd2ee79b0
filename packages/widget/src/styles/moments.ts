/** The result of a sign-up, and why none is taken: the whole column takes the tone. */
export const moments = /* css */ `
  .moment { display: grid; gap: 0.75em; align-content: center; justify-items: start; padding: 1.75em var(--pad); }
  .moment h3 { font-size: 1.4375em; }
  /* Only a seat fills it, so that it shows without colors, too. In forced ones the border stays. */
  .disc { display: grid; place-items: center; inline-size: 3em; block-size: 3em; border: 2px solid var(--tone); border-radius: 50%; color: var(--tone); }
  .ok .disc { background: var(--tone); color: light-dark(#fff, #1b1e23); }
  .disc svg { scale: 1.4; }
  .word { margin-block-end: -0.5em; color: var(--tone); }
  [part='reference'] { color: var(--ink); -webkit-user-select: all; user-select: all; }
  [part='calendars'] { margin: 0; border: 0; }
  [open] ~ [part~='button'] { align-self: start; }
  [part~='code'] { direction: ltr; inline-size: 8em; font-size: 1.25em; letter-spacing: 0.1em; }
`
