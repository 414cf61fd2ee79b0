/** Several people and several trainings: rows of one box. */
export const lists = /* css */ `
  .list { inline-size: 100%; margin: 0.75em 0 0; border: 1px solid var(--line); border-radius: var(--small); background: var(--surface); }
  .list > * { position: relative; padding: 0.65em 0.875em; }
  /* The whole row is the button, whose title alone is underlined. */
  [part~='open'] { inline-size: 100%; }
  [part~='open']::after, [part='calendars'] a::after { content: ''; position: absolute; inset: 0; }
  .list > * + * { border-block-start: 1px solid var(--line); }
  [part='outcome'] { justify-content: space-between; }
  [part='people-list'], [part='shared'] { margin-block-start: 1.25em; }
  [part='person-name'] > * { display: inline-block; padding-inline-start: 0.5em; }
  .go, [part='look'] { color: var(--link); }
  .marked { border-color: var(--link); }
  [part='person-summary'] { font-weight: 400; color: var(--muted); }
  [open] > summary > [part='person-summary'] { display: none; }
`
