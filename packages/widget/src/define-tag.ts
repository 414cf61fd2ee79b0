import { render } from 'lit'
import { TrainingSignupElement } from './training-signup.ts'
import { watchDivs } from './upgrade-divs.ts'
import { skeletonCard } from './views/skeleton.ts'

/**
 * Returns whether the form can be drawn here: a Trusted Types policy may forbid it, browsers before
 * 2023 cannot share style sheets, and XML documents cannot read templates. If not, the page's own
 * link stays.
 */
export function canRender(draw: () => unknown = () => render(skeletonCard, document.createElement('div'))): boolean {
  try {
    draw()
    return 'adoptedStyleSheets' in document
  } catch {
    return false
  }
}

/** Defines the tag, and upgrades what stands for it on the page. */
export function defineTag() {
  // Another version of the script may have run before.
  if (customElements.get('training-signup')) return console.warn('<training-signup> is already defined.')
  if (!canRender()) return console.warn('<training-signup> cannot be drawn here.')
  TrainingSignupElement.define()
  watchDivs()
}
