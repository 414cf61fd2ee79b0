/** What surrounds the form: the widget's box, and the training's details above it or next to it. */
export const frame = /* css */ `
  :host {
    display: block;
    container-type: inline-size;
    /* In a dialog or a table's cell, which are as wide as what is in them. */
    contain-intrinsic-inline-size: 18rem;
    min-inline-size: min(18rem, 100%);
    /* A theme's ring on everything in focus would go around the whole widget. */
    outline: none !important;
  }
  :host([hidden]) { display: none; }
  /* Not on the host, which would hand it on to the page's own link. */
  :host([theme='light']) :is([part='root'], [part~='exit']) { color-scheme: light; }
  :host([theme='dark']) :is([part='root'], [part~='exit']) { color-scheme: dark; }

  *, ::before { box-sizing: border-box; }
  * { margin: 0; min-inline-size: 0; max-inline-size: 100%; padding: 0; border: 0; font: inherit; color: inherit; scroll-margin-block: 6em; }
  /*
   * Nothing of the page comes in but its font, its color scheme, and whether it is visible. Here
   * and not on the host, where any rule of the page would win.
   */
  [part~='root'], [part~='exit'] {
    all: initial;
    box-sizing: border-box;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: inherit;
    color-scheme: inherit;
    visibility: inherit;
    font-family: inherit;
    font-size: max(1em, 16px);
    line-height: 1.45;
    overflow-wrap: break-word;
  }
  [part='root'], [part~='exit'] { background: var(--surface); color: var(--ink); }
  [part~='root'] {
    display: flex;
    flex-direction: column;
    overflow: clip;
    min-block-size: var(--training-signup-reserve, auto);
  }
  h2, h3 { font-weight: 700; line-height: 1.2; text-wrap: balance; }
  h2 { font-size: 1.25em; }
  h3 { font-size: 1.1875em; }
  b, dt, legend, summary, [part~='label'], [part~='error'], [part~='state'], [part~='button'] { font-weight: 600; }
  a, [part~='quiet'] { color: var(--link); text-decoration: underline; }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  [tabindex='-1'] { outline: none; }
  svg { flex: none; inline-size: 1.25em; block-size: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  small, [part~='hint'], [part~='note'], [part='privacy'] { font-size: 0.9375em; color: var(--muted); }
  [part='help-section'], [part~='error'], [part='mark'] { font-size: 0.9375em; }
  [part='help'], [part='rest'] { color: var(--muted); }
  small { font-weight: 400; }
  .line { display: block; }
  .aside { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  /* In the browser's own color: a page may have made the widget's ground transparent. */
  dialog { min-inline-size: 100vw; min-block-size: 100vh; }

  [part='card'] { padding: 0.5em var(--pad); background: var(--tint); }
  [part~='language'] { margin-inline-start: auto; }
  [part~='state'], .row > .row { flex: auto; }
  [part~='state'] { display: flex; gap: 0.5em; align-items: baseline; font-size: 0.9375em; color: var(--tone); }
  [part~='state']::before { content: ''; border: 0.3125em solid; border-radius: 50%; }
  .pinned, [part='facts'] { display: grid; gap: 0.5em; }
  .when, .where { display: grid; grid-template-columns: 2.875em 1fr; gap: 0.625em; align-items: start; }
  [part='tile'] { inline-size: 2.0909em; overflow: clip; border: 1px solid var(--line); border-radius: var(--small); background: var(--surface); text-align: center; font-size: 1.375em; line-height: 1.4; font-weight: 700; }
  [part='tile'] b { display: block; text-transform: capitalize; background: var(--accent); color: var(--on-accent); font-size: 0.5455em; line-height: 1.6; }
  [part='tile'] svg { inline-size: 0.9em; margin-block: 0.3em; vertical-align: top; color: var(--muted); }
  .where, [part='detail'] > b { display: block; }
  .where [part='tile'], .folded { display: none; }
  [part='card']:has([aria-expanded='true']) .folded { display: revert; }
  [aria-expanded], :is(.row, p, span) > [part~='quiet'] { margin-block: -0.625em; padding-block: 0.625em; }
  /* A button in a mark is higher than its line. */
  [part='mark'], [part='rest'] > * + * { margin-block-start: 0.625em; }
  /* Logos stand in lines of their own. */
  [part='rest'] :is(dt, dd, dd span), p:not(:has(img)) > .line { display: inline; }
  p:not(:has(img)) > .line + .line::before { content: '· '; }
  .where a { margin-inline-end: 0.75em; }
  [part='stage'] { display: flex; flex: 1; flex-direction: column; }
  [part='stage'] > :last-child { flex: 1; }
  .bar { padding: 0.625em var(--pad) 0; }
  [part='help'] { border-block-start: 1px solid var(--line); padding: 0.625em var(--pad); }
  [part='help-section'] + * { margin-block-start: 0.25em; }
  [part='help-section'] > * { display: inline; margin-inline-end: 0.25em; font-size: 1em; }
  [part='logo'] { max-block-size: 2em; max-inline-size: 8em; margin-inline-end: 0.5em; vertical-align: middle; }
  [part='help'] a, [part='reference'] { white-space: nowrap; }
  .unbroken { display: inline-block; text-decoration: inherit; }
`
