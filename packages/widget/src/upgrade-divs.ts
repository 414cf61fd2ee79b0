import { TrainingSignupElement } from './training-signup.ts'

// For editors that strip unknown tags: a div with a mark does what the element does. The div stays,
// so that its page's styles and scripts still find it, and its content is slotted through.
const mark = 'data-training-signup'
const forwarded = TrainingSignupElement.observedAttributes

function upgrade(div: HTMLElement) {
  if (!div.shadowRoot) {
    const element = document.createElement('training-signup')
    element.append(document.createElement('slot'))
    element.box = div
    try {
      div.attachShadow({ mode: 'open' }).append(element)
    } catch {
      // The page has made a closed one there: its link stays, and the other divs have their turn.
    }
  }
  const element = div.shadowRoot?.querySelector('training-signup')
  for (const name of forwarded) {
    const value = div.getAttribute(`data-${name}`)
    if (value === null) element?.removeAttribute(name)
    else if (value !== element?.getAttribute(name)) element?.setAttribute(name, value)
  }
}

const upgradeAll = () => document.querySelectorAll<HTMLElement>(`div[${mark}]`).forEach(upgrade)

const mayHaveMore = ({ attributeName, addedNodes }: MutationRecord) =>
  attributeName || [...addedNodes].some((node) => node instanceof Element)

/**
 * Upgrades the divs that are there and those that come later. One observer for the whole document.
 */
export function watchDivs() {
  upgradeAll()
  new MutationObserver((records) => records.some(mayHaveMore) && upgradeAll()).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: [mark, ...forwarded.map((name) => `data-${name}`)],
  })
}
