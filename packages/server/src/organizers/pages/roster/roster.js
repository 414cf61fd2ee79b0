// Shows a person next to the list without loading the list again, so that nothing in it moves. Without
// it, the same addresses are whole pages.

const isWide = matchMedia('(min-width: 75rem)')
const sides = document.querySelector('.sides')

document.addEventListener('click', (event) => {
  if (!isWide.matches || event.defaultPrevented || event.button !== 0) return
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.matches('.roster td.name a, .opened [data-close], .opened a[data-next]')) return
  event.preventDefault()
  void openPerson(link.href, link.matches('[data-close]'))
})
// Each person has an address: Back leads to the one before, or to the list alone.
addEventListener('popstate', async () => {
  if ((await showPerson(location.href)) === false) location.reload()
})

// On a narrow page, the field has no room for everything that can be looked for.
const search = document.querySelector('input[data-short]')
const isNarrow = matchMedia('(max-width: 78rem)')
if (search instanceof HTMLInputElement) {
  const whole = search.placeholder
  const fit = () => (search.placeholder = (isNarrow.matches && search.dataset.short) || whole)
  isNarrow.addEventListener('change', fit)
  fit()
}

/** @type {(href: string, isClosed: boolean) => Promise<void>} */
async function openPerson(href, isClosed) {
  const before = document.querySelector('.roster [aria-current]')
  const isShown = await showPerson(href)
  if (isShown === undefined) return
  if (!isShown) return location.assign(href)
  history.pushState(null, '', href)
  const shown = document.getElementById('person')
  if (shown) shown.focus({ preventScroll: true })
  else if (isClosed && before instanceof HTMLElement) before.focus({ preventScroll: true })
}

/** How often someone was asked for: only the last one shows. */
let turns = 0
/** After that the page itself is opened, and the browser says what is wrong. */
const patienceMs = 8000

/** @type {(href: string) => Promise<boolean | undefined>} Undefined if someone else was asked for since */
async function showPerson(href) {
  const turn = (turns += 1)
  const response = await fetch(href, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined)
  const text = await response?.text().catch(() => undefined)
  if (turn !== turns) return undefined
  if (!response?.ok || response.redirected || text === undefined) return false
  const page = new DOMParser().parseFromString(text, 'text/html')
  if (!page.querySelector('.sides')) return false
  document.getElementById('person')?.remove()
  const person = page.getElementById('person')
  if (person) sides?.append(person)
  document.title = page.title
  for (const link of document.querySelectorAll('.roster [aria-current]')) link.removeAttribute('aria-current')
  const current = page.querySelector('.roster [aria-current]')?.closest('tr')?.id
  if (current) document.getElementById(current)?.querySelector('td.name a')?.setAttribute('aria-current', 'true')
  // Someone who reads is there: their session goes on as if they had loaded a page.
  document.dispatchEvent(new Event('input'))
  return true
}
