/** Questions and buttons. All share one measure: the column's. */
export const form = /* css */ `
  [part~='form'], .whole { padding: 0.625em var(--pad) var(--pad); }
  /* What is too long for one line stands in two. */
  .row, [part='actions'] { display: flex; flex-wrap: wrap; gap: 0 1em; align-items: center; }
  [part='actions'] { gap: 0.5em 0.75em; margin-block-start: 0.75em; }
  /* Below each other, they are hit one by one. */
  [part='actions'] > [part~='quiet'] { margin-block: -0.25em; }
  [part~='field'], [part='info'], [part='privacy'], [part='audiences'], [part='coordinator'], [part='questions'] > [part='note'], details { margin-block-start: 0.875em; }
  .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 0 0.875em; }
  .fields > * { grid-column: 1 / -1; }
  /* Labels, boxes, and doubts next to each other start alike, whatever stands between them. */
  .half { display: grid; grid-template-rows: subgrid; grid-row: span 4; }
  .half > [part~='input'] { grid-row: 3; }
  .half > div { grid-row: 4; }
  [part~='input'], [part~='button'], [part~='quiet'], summary { min-block-size: 44px; min-inline-size: 44px; border-radius: var(--small); }
  [part~='input'] { display: block; inline-size: 100%; margin-block-start: 0.25em; padding: 0.5em 0.75em; border: 1px solid var(--edge); background: var(--surface); }
  option { background: var(--surface); color: var(--ink); }
  /* Not an outline, which shows where the focus is. */
  :not(fieldset)[aria-invalid], [aria-invalid] > [part='choices'] { box-shadow: 0 0 0 1px var(--error); border-color: var(--error); }
  [part~='error'], [part='mark'] { display: flex; gap: 0.375em; color: var(--tone); }
  /* One box, with hairlines between the choices: their outlines meet in the gap. */
  [part='choices'] { display: grid; gap: 1px; margin-block-start: 0.25em; overflow: clip; border: 1px solid var(--edge); border-radius: var(--small); }
  [part='choice'] { display: grid; grid-template-columns: auto 1fr; gap: 0.625em; align-content: center; min-block-size: 44px; cursor: pointer; }
  [part='choices'] > * { outline: 1px solid var(--line); padding: 0.375em 0.75em; background: var(--surface); }
  [part='choices'] > :has(:checked) { background: color-mix(in srgb, var(--accent) 9%, var(--surface)); font-weight: 600; }
  [part='tick'] { margin-block: 0.1em; inline-size: 1.25em; block-size: 1.25em; accent-color: var(--accent); }
  summary { padding: 0.5em 0.75em; cursor: pointer; }
  details { border: 1px solid var(--line); border-radius: var(--small); }
  details > :not(summary) { margin-inline: 0.75em; }
  details > :last-child:not(summary) { margin-block-end: 0.75em; }
  /* A press on the label is one on the summary. */
  .needs label { pointer-events: none; }

  [part~='button'] { display: inline-flex; gap: 0.5em; align-items: center; justify-content: center; padding: 0.5em 1.125em; border: 1px solid var(--edge); background: var(--surface); color: var(--ink); text-align: center; text-decoration: none; text-wrap: balance; cursor: pointer; }
  [part~='submit'] { border-color: transparent; background: var(--accent); color: var(--on-accent); inline-size: 100%; min-block-size: 3em; margin-block-start: 1em; }
  /* The way to leave stands above the box and stays in view. */
  [part~='exit'] { position: sticky; inset-block-start: 0.5em; z-index: 1; display: flex; flex-wrap: wrap; inline-size: fit-content; margin-block-end: 0.5em; margin-inline-start: auto; }
  [part~='button']:hover { text-decoration: underline; }
  [part~='quiet'] { background: none; text-align: start; cursor: pointer; }
  [inert] { opacity: 0.6; }

  .box {
    margin-block-start: 0.75em;
    padding: 0.625em 0.875em;
    border: 1px solid var(--tone);
    border-radius: var(--small);
  }
  .box, .moment { background: color-mix(in srgb, var(--glow) var(--ground, 8%), var(--surface)); }
  .box h3 { display: flex; gap: 0.5em; font-size: 1em; }
  .box svg { color: var(--tone); }
  ul { list-style: none; }
  li { padding-block: 0.125em; }
`
