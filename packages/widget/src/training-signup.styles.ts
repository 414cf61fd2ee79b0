import { chooseStyles } from './choose/choose.styles.ts'
import { codeStyles } from './code/code.styles.ts'
import { groupStyles } from './group/group.styles.ts'

const commonStyles = /* css */ `
  :host {
    display: block;
    container-type: inline-size;
    /* In a dialog or a table's cell, which are as wide as what is in them. */
    contain-intrinsic-inline-size: 18rem;
    min-inline-size: min(18rem, 100%);
  }
  /* light-dark() is light unless the page itself says that it can be dark. Not on the host, where a page's own rule wins. */
  [part] {
    --accent: var(--training-signup-accent, light-dark(#0b57d0, #a8c7fa));
    --on-accent: var(--training-signup-on-accent, light-dark(#fff, #0a2a5c));
    --surface: var(--training-signup-surface, light-dark(#fff, #1b1e23));
    --on-surface: var(--training-signup-on-surface, light-dark(#1b1f24, #e6e8eb));
    --tint: var(--training-signup-tint, light-dark(#f3f6fb, #24282f));
    --link: var(--training-signup-link, light-dark(#0b57d0, #a8c7fa));
    --border: var(--training-signup-border, light-dark(#d5d9df, #3b4049));
    --field-border: var(--training-signup-field-border, light-dark(#747b85, #8b929c));
    --muted: var(--training-signup-muted, light-dark(#545b64, #b3bac4));
    --error: var(--training-signup-error, light-dark(#b3261e, #f2b8b5));
    --radius: var(--training-signup-radius, 10px);
  }
  :host([hidden]) { display: none; }
  /* Not on the host, which would hand it on to the page's own link. */
  :host([theme='light']) [part='root'] { color-scheme: light; }
  :host([theme='dark']) [part='root'] { color-scheme: dark; }

  * { box-sizing: border-box; margin: 0; min-inline-size: 0; padding: 0; border: 0; font: inherit; color: inherit; scroll-margin-block: 6em; }
  /*
   * Nothing of the page comes in but its font, its color and its color scheme. Here and not on the host, where any
   * rule of the page would win.
   */
  [part~='root'] {
    all: initial;
    display: block;
    box-sizing: border-box;
    color: inherit;
    color-scheme: inherit;
    visibility: inherit;
    font-family: inherit;
    font-size: max(1em, 16px);
    line-height: 1.5;
    min-block-size: var(--training-signup-reserve, min(100vh, 60rem));
    padding: 1.25em;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    overflow-wrap: break-word;
  }
  [part='root'] { background: var(--surface); color: var(--on-surface); }
  h2, h3, h4 { font-weight: 700; line-height: 1.25; }
  h2 { font-size: 1.5em; }
  h3 { font-size: 1.25em; }
  legend { max-inline-size: 100%; }
  strong, legend, [part='label'], [part='error'], [part='state'], li { font-weight: 600; }
  .line { display: block; }
  .aside { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  a { color: var(--link); }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  [tabindex='-1'] { outline: none; }

  button, [part~='input'], [part~='button'] { min-block-size: 44px; border-radius: min(var(--radius), 8px); }
  button { background: none; cursor: pointer; }
  [part='language'], [part='quiet'] { padding-inline: 0.75em; margin-inline: -0.75em; text-decoration: underline; }
  [part='toolbar'] { display: flex; flex-wrap: wrap; gap: 0 2em; margin-block-start: -0.5em; color: var(--link); }
  [part='language'] { margin-inline-start: auto; }
  [part~='exit'] { position: sticky; inset-block-start: 0.5em; z-index: 1; display: table; margin-block-end: 1em; margin-inline-start: auto; background: var(--surface); }
  small { display: block; font-size: 0.8125em; font-weight: 400; color: var(--muted); }
  /* In the browser's own color: a page may have made the widget's ground transparent. */
  dialog { inline-size: 100vw; block-size: 100vh; max-inline-size: none; max-block-size: none; }
  .muted, [part='free'], [part='term'], [part='people'], [part='hint'], [part='note'], [part='privacy'] { color: var(--muted); }
  [part='state'] {
    display: inline-block;
    margin-block-start: 0.75em;
    padding: 0.125em 0.75em;
    border: 1px solid var(--border);
    border-radius: 1em;
    background: var(--tint);
  }
  [part='about'] { margin-block-start: 0.75em; }
  [part='facts'] { margin-block-start: 1em; }
  [part='fact'], [part='people'] { padding-block: 0.625em; border-block-start: 1px solid var(--border); }

  [part='form'], [part='help'] { margin-block-start: 1em; padding-block-start: 1.25em; border-block-start: 1px solid var(--border); }
  [part='panel'], [part='result'], [part='summary'] { margin-block-start: 1em; padding: 1.25em; border: 1px solid var(--border); border-radius: var(--radius); }
  [part='panel'], [part='result'] { background: var(--tint); }
  [part='summary'] { border: 3px solid var(--error); }
  [part='summary'] :is(ul, p) { margin-block-start: 0.5em; }
  ul { padding-inline-start: 1.25em; }
  li { padding-block: 0.25em; }
  li, li a, [part='error'] { color: var(--error); }
  ul[part] { display: grid; gap: 1em; padding: 0; margin-block-start: 1em; list-style: none; }
  ul[part] > li { font-weight: inherit; color: inherit; }
  [part~='field'], [part='info'], [part='privacy'] { margin-block-start: 1.25em; }
  [part='hint'], [part='note'], [part='privacy'], [part='help'] { font-size: 0.9375em; }
  .wrong { padding-inline-start: 0.75em; border-inline-start: 4px solid var(--error); }
  [part~='input'] {
    display: block;
    inline-size: 100%;
    max-inline-size: 32em;
    margin-block-start: 0.375em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--field-border);
    background: var(--surface);
  }
  [part~='input'][aria-invalid] { border: 2px solid var(--error); }
  option { background: var(--surface); color: var(--on-surface); }
  [part='choice'] { display: flex; gap: 0.75em; align-items: center; min-block-size: 44px; padding-block: 0.25em; }
  [part='tick'] { flex: none; inline-size: 1.375em; block-size: 1.375em; accent-color: var(--accent); }

  [part~='button'] { padding: 0.625em 1.25em; border: 1px solid var(--field-border); font-weight: 600; }
  [part~='submit'] { inline-size: 100%; margin-block-start: 1.25em; border-color: transparent; background: var(--accent); color: var(--on-accent); }
  button:hover { text-decoration: underline; }
  [inert] { opacity: 0.6; }
  [part='panel-text'], [part^='result-t'], [part='note'] { margin-block-start: 0.5em; }
  [part='actions'] { display: flex; flex-wrap: wrap; gap: 0.75em 1.25em; align-items: center; margin-block-start: 1em; }
  [part='reference-label'] { margin-block-start: 1em; }
  [part='reference'] { font-size: 1.5em; font-weight: 700; -webkit-user-select: all; user-select: all; }

  [part='help'] { display: grid; gap: 1.25em; }
  [part='help-heading'] { font-size: 1em; }
  [part='help'] a, [part='calendars'] a { display: inline-block; padding-block: 0.25em; margin-inline-end: 1em; }

  i { display: block; block-size: 1em; border-radius: 4px; background: var(--border); opacity: 0.6; margin-block-start: 1.5em; }
  i:nth-child(odd) { inline-size: 50%; }
  i:nth-child(even) { block-size: 44px; margin-block-start: 0.5em; }

  @container (min-width: 544px) {
    [part~='root'] { padding: 1.75em 2em; }
    [part='fact'] { display: grid; grid-template-columns: 11em 1fr; gap: 1em; }
    [part='help'] { grid-template-columns: 1fr 1fr; }
    [part~='submit'] { inline-size: auto; min-inline-size: 14em; }
  }
  @media (prefers-reduced-motion: no-preference) {
    i { animation: pulse 1.6s ease-in-out infinite alternate; }
    @keyframes pulse { to { opacity: 0.25; } }
  }
  @media (forced-colors: active) {
    i { border: 1px solid; }
    [part~='submit'] { border-color: ButtonText; }
  }
`

/** In this order, in which a later rule wins. */
export const styles = commonStyles + chooseStyles + groupStyles + codeStyles
