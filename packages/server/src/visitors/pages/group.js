// The element takes the place of the rows once it shows its form for a group. Until then, and for
// a visitor who has begun to fill them in, the rows stay.
const rows = document.querySelector('#rows')
const live = document.querySelector('#live')
const element = live.querySelector('training-signup')

const hasBegun = () =>
  rows.matches(':focus-within') ||
  [...rows.querySelectorAll('input, select, textarea')].some(
    ({ value, defaultValue = '', checked, defaultChecked }) => value !== defaultValue || checked !== defaultChecked,
  )

function takePlace(_, observer) {
  if (!element.shadowRoot.querySelector('[part=people-list]')) return
  observer.disconnect()
  if (hasBegun()) return live.remove()
  rows.remove()
  live.hidden = false
}

addEventListener(
  'training-signup-ready',
  async () => {
    await element.updateComplete
    new MutationObserver(takePlace).observe(element.shadowRoot, { childList: true, subtree: true })
    // The button for several people: the element begins with the form for one.
    element.shadowRoot.querySelector('[part=form] .row [part=quiet]')?.click()
  },
  { once: true },
)
