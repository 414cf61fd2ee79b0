import { html, render } from 'lit'
import { TrainingSignupElement } from './training-signup.ts'
import { watchDivs } from './upgrade-divs.ts'

export { TrainingSignupElement } from './training-signup.ts'

/**
 * Under a Trusted Types policy list that does not name ours nothing can be rendered, and browsers before 2023 cannot
 * share style sheets. In a document that is XML no template can be read. Then the page's own link has to do.
 */
export function canRender(draw: () => unknown = () => render(html`<br>`, document.createElement('div'))): boolean {
  try {
    draw()
    return 'adoptedStyleSheets' in document
  } catch {
    return false
  }
}

// Another version of the script may have been here before.
if (!customElements.get('training-signup') && canRender()) {
  TrainingSignupElement.define()
  watchDivs()
}
