export const groupStyles = /* css */ `
  fieldset[part^='people'], [part='coordinator'], [part='shared'] { min-inline-size: 0; margin-block-start: 2em; }
  [part='people-heading'] { padding: 0; font-size: 1.125em; font-weight: 700; }
  details { margin-block-start: 0.75em; padding-inline: 1em; border: 1px solid var(--border); border-radius: var(--radius); }
  details[open] { padding-block-end: 1em; }
  summary { min-block-size: 44px; align-content: center; margin-inline: -1em; padding: 0.375em 1em; font-weight: 600; cursor: pointer; }
  [part='more'] { border-style: dashed; margin-block-start: 1.25em; }
  [part='more'] > summary { font-weight: inherit; }
  .marked { border-inline-start: 4px solid var(--link); }
  [part='look'] { margin-inline-start: 0.5em; padding-inline: 0.5em; border: 1px solid; border-radius: 1em; font-size: 0.8125em; color: var(--link); white-space: nowrap; }
  [part='person-summary'] { display: block; font-size: 0.9375em; font-weight: 400; color: var(--muted); }
  [open] > summary > [part='person-summary'], [part='person-summary']:empty { display: none; }
  [part='mark'], [part='removed'], [part='people-notice'], [part='sent'] {
    margin-block-start: 0.75em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--border);
    border-radius: min(var(--radius), 8px);
    background: var(--tint);
  }
  [part='people-notice'] > button { margin-inline-end: 1.25em; }
  [part='outcome'] { display: flex; flex-wrap: wrap; gap: 0 1em; justify-content: space-between; padding-block: 0.5em; }
  [part='outcome']:not(:last-child) { border-block-end: 1px solid var(--border); }
  ul[part='outcomes'] { gap: 0; max-inline-size: 40em; margin-block-start: 0.25em; }
  @container (min-width: 544px) {
    [part='person-fields'] { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25em; }
    [part='person-fields'] > [part='field group'] { grid-column: 1 / -1; }
  }
`
