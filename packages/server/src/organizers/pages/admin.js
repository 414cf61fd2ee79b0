// What makes the organizers' pages quicker to use. Every page works without it.

/** A server that has not answered by then may never do so: buttons come back. */
const patienceMs = 20_000

// A second press while a form is on its way would send it again. What opens elsewhere leaves this page
// as it is. A form that only asks may lead to a file, after which the page is still there.
document.addEventListener('submit', ({ target, submitter, defaultPrevented }) => {
  if (defaultPrevented || !(target instanceof HTMLFormElement) || target.method !== 'post') return
  if ((submitter?.getAttribute('formtarget') ?? target.target) !== '') return
  typedIn.delete(target)
  queueMicrotask(() => setSending(target, true))
  setTimeout(() => setSending(target, false), patienceMs)
})
// Going back shows the page as it was left.
addEventListener('pageshow', () => {
  for (const form of document.forms) setSending(form, false)
})

/** @type {(form: HTMLFormElement, isSending: boolean) => void} */
function setSending(form, isSending) {
  for (const button of form.querySelectorAll('button')) button.inert = isSending
}

/**
 * Forms into which someone has typed something that is not sent yet. Leaving the page asks.
 * @type {Set<HTMLFormElement>}
 */
const typedIn = new Set()
document.addEventListener('input', ({ target }) => {
  const form = target instanceof Element ? target.closest('form') : null
  // Selecting people on a list is not typing.
  if (form?.method === 'post' && !form.hasAttribute('data-bulk')) typedIn.add(form)
})
document.addEventListener('stored', ({ target }) => {
  if (target instanceof HTMLFormElement) typedIn.delete(target)
})
addEventListener('beforeunload', (event) => {
  if (typedIn.size > 0) event.preventDefault()
})

// A slash finds anyone, unless someone is typing.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return
  const field = document.querySelector('[data-find]')
  if (!(field instanceof HTMLInputElement) || field.offsetParent === null) return
  event.preventDefault()
  field.select()
})

// What was done is said once. Without it, the address can be loaded again, and kept.
const here = new URL(location.href)
for (const name of ['done', 'failed', 'undone', 'count', 'who', 'people', 'edit', 'deleted'])
  here.searchParams.delete(name)
if (here.href !== location.href) history.replaceState(history.state, '', here)

// What is wrong with a form is read first.
const faults = document.querySelector('#faults')
if (faults instanceof HTMLElement) {
  faults.scrollIntoView()
  faults.focus()
}

// A menu of the bar closes where someone presses elsewhere, or Escape.
/** @type {(isLeft: (menu: Element) => boolean) => void} */
function closeMenus(isLeft) {
  for (const menu of document.querySelectorAll('.bar-menu[open]')) if (isLeft(menu)) menu.removeAttribute('open')
}
document.addEventListener('click', ({ target }) =>
  closeMenus((menu) => !(target instanceof Node && menu.contains(target))),
)
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return
  const within = document.activeElement?.closest('.bar-menu[open]')?.querySelector('summary')
  closeMenus(() => true)
  within?.focus()
})
