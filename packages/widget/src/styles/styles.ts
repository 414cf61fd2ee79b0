import { colors } from './colors.ts'
import { form } from './form.ts'
import { frame } from './frame.ts'
import { lists } from './lists.ts'
import { moments } from './moments.ts'

/** What a wider widget changes, and what the visitor's settings do. */
const settings = /* css */ `
  i { display: block; border: 1px solid transparent; block-size: 0.75em; inline-size: 70%; border-radius: 4px; background: var(--line); margin-block-start: 1.125em; }
  i + i { block-size: 46px; inline-size: 100%; margin-block-start: 0.5em; }
  .tall { block-size: 17em; }

  @container (width >= 416px) {
    .half:has(+ .half), .half + .half { grid-column: auto; }
    [part='choices'] { grid-template-columns: 1fr 1fr; }
    [part='choices'] > :last-child:nth-child(odd) { grid-column: 1 / -1; }
    .tall { block-size: 8.5em; }
  }
  @container (width >= 736px) and (width >= 46em) {
    [part~='root'] { --pad: 1.75em; }
    [part~='root']:has([part='card']) { display: grid; grid-template: 1fr auto / minmax(18em, 4fr) 7fr; }
    /* The ground of the side, behind its two cells. */
    [part~='root']:has([part='card'])::before { content: ''; grid-area: 1 / 1 / 3; background: var(--tint); border-inline-end: 1px solid var(--line); }
    [part='card'] { grid-area: 1 / 1; padding-block: 1.125em 0; background: none; }
    .pinned { position: sticky; inset-block-start: 1.25em; }
    .pinned, [part='facts'] { gap: 0.875em; }
    .where { display: grid; }
    .where [part='tile'], .folded { display: revert; }
    [part='card'] ~ [part='stage'] { grid-area: 1 / 2 / 3; }
    [part='card'] ~ [part='help'] { grid-area: 2 / 1; padding-block: 1em 1.5em; border: 0; }
    [aria-expanded] { display: none; }
    [part~='form'], .whole { padding-block: 1.25em 1.5em; }
    .moment { padding-inline: 2.25em; }
  }
  @media (prefers-reduced-motion: no-preference) {
    .moment > * { animation: rise 0.25s; }
    @keyframes rise { from { translate: 0 0.5em; } }
    i { animation: breathe 1.6s infinite alternate; }
    @keyframes breathe { to { opacity: 0.4; } }
  }
`

/** In this order, in which a later rule wins. */
export const styles = colors + frame + form + moments + lists + settings
