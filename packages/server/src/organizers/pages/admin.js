// What makes the organizers' pages quicker to use. Every page works without it.

/** A server that has not answered by then may never do so: buttons come back. */
const patienceMs = 20_000
/** Most answers come sooner: until then, a pressed button keeps its words. */
const soonMs = 400

// A second press while a form is on its way would send it again. What opens elsewhere leaves this page
// as it is. A form that only asks may lead to a file, after which the page is still there.
document.addEventListener('submit', ({ target, submitter, defaultPrevented }) => {
  if (defaultPrevented || !(target instanceof HTMLFormElement) || target.method !== 'post') return
  if ((submitter?.getAttribute('formtarget') ?? target.target) !== '') return
  typedIn.delete(target)
  queueMicrotask(() => setSending(target, true))
  if (submitter) setTimeout(() => saySending(submitter), soonMs)
  setTimeout(() => setSending(target, false), patienceMs)
})
// A page that comes back from memory is loaded again: someone may have signed out since, or begun a kiosk. What was typed
// there was sent, or its writer was asked before they left it. The door looks at what it keeps instead.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  if (document.querySelector('[data-door]')) for (const form of document.forms) setSending(form, false)
  else {
    document.documentElement.replaceChildren()
    location.reload()
  }
})

/** @type {(form: HTMLFormElement, isSending: boolean) => void} */
function setSending(form, isSending) {
  for (const button of form.querySelectorAll('button')) {
    button.inert = isSending
    const words = wordsOf.get(button)
    if (isSending || !words) continue
    button.replaceChildren(...words)
    wordsOf.delete(button)
  }
}

/**
 * What pressed buttons say when nothing is on its way.
 * @type {Map<HTMLElement, ChildNode[]>}
 */
const wordsOf = new Map()

/** @type {(button: HTMLElement) => void} */
function saySending(button) {
  if (!button.inert) return
  wordsOf.set(button, [...button.childNodes])
  button.replaceChildren(document.body.dataset.sending ?? '')
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

// A kiosk begins in this browser: without an account, this page shows no one.
new BroadcastChannel('training-signup-kiosk').addEventListener('message', () => location.reload())

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
for (const name of ['done', 'failed', 'undone', 'count', 'who', 'people', 'edit', 'deleted', 'picked'])
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

// A curve is one stop of the Tab key; arrows go along it.
document.addEventListener('keydown', (event) => {
  const { key, target } = event
  const part = target instanceof Element ? target.closest('.parts li[tabindex]') : null
  const to = key === 'ArrowLeft' ? part?.previousElementSibling : key === 'ArrowRight' ? part?.nextElementSibling : null
  if (!(to instanceof HTMLElement) || !to.hasAttribute('tabindex')) return
  event.preventDefault()
  to.focus()
})

// A color can be chosen from a palette, too. The field itself can be left empty, which a palette can't.
for (const field of document.querySelectorAll('input[data-color]')) {
  if (!(field instanceof HTMLInputElement)) continue
  const palette = document.createElement('input')
  palette.type = 'color'
  palette.setAttribute('aria-label', field.dataset.color ?? '')
  // Without a color of its own, the form has this one; a palette would show black.
  const show = () => {
    palette.value = /^#[\da-f]{6}$/i.test(field.value) ? field.value : '#0b57d0'
  }
  palette.addEventListener('input', () => {
    field.value = palette.value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  field.addEventListener('input', show)
  field.after(palette)
  show()
}

for (const button of document.querySelectorAll('button[data-copy]'))
  if (button instanceof HTMLElement) button.hidden = false
document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-copy]') : null
  if (!(button instanceof HTMLElement)) return
  const text = document.getElementById(button.dataset.copy ?? '')
  if (!text || !(await copy(text))) return
  const news = document.querySelector('[data-news]')
  if (news) news.textContent = button.dataset.copied ?? ''
  button.classList.add('copied')
})

/** @type {(element: HTMLElement) => Promise<boolean>} */
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent ?? '')
    return true
  } catch {
    // No clipboard on pages without TLS, or the browser forbids it: then the text is marked.
    getSelection()?.selectAllChildren(element)
    return false
  }
}
