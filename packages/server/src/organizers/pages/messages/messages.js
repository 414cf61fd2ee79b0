// What makes writing to people quicker. Everything works without it.

const form = document.querySelector('form#message')
const pauseMs = 1200
const pollMs = 3000
/** A connection that has not answered by then is none. */
const patienceMs = 8000

for (const button of document.querySelectorAll('[data-without-script]'))
  if (button instanceof HTMLElement) button.hidden = true
for (const select of document.querySelectorAll('select[data-submit]'))
  if (select instanceof HTMLSelectElement) select.addEventListener('change', () => select.form?.requestSubmit())

if (form instanceof HTMLFormElement) {
  const choose = form.querySelector('select[data-choose]')
  const byChoice = form.querySelector('button[value=choose]')
  if (byChoice instanceof HTMLButtonElement) choose?.addEventListener('change', () => form.requestSubmit(byChoice))
  if ('draft' in form.dataset) keepSaved(form)
}
if (document.querySelector('[data-live]')) follow()

/**
 * Stores a draft while it is written, so that the preview and the number of people are of what the
 * form says.
 * @param {HTMLFormElement} draft
 */
function keepSaved(draft) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let saving = Promise.resolve()
  let isLeaving = false
  const save = async () => {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(draft)) if (typeof value === 'string') fields.append(name, value)
    fields.append('do', 'keep')
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(draft.action, { method: 'POST', body: fields, signal }).catch(() => undefined)
    if (isLeaving) return
    // When a field is empty, the session has ended, or there is no connection.
    const isStored = response?.ok === true
    const note = document.querySelector('[data-unstored]')
    if (note instanceof HTMLElement) note.hidden = isStored
    if (!isStored) return
    draft.dispatchEvent(new Event('stored', { bubbles: true }))
    replace(await response.text(), ['base', 'counts', 'look', 'send'])
  }
  draft.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      saving = saving.then(save).catch(() => {})
    }, pauseMs)
  })
  draft.addEventListener('submit', () => {
    clearTimeout(timer)
    isLeaving = true
  })
  // Going back shows the page as it was left.
  addEventListener('pageshow', () => {
    isLeaving = false
  })
}

/** Shows how far the delivery is, as long as the page says that something happens. */
function follow() {
  const look = async () => {
    const live = document.querySelector('[data-live]')
    if (!(live instanceof HTMLElement)) return
    if (!document.hidden) {
      await load(live.dataset['live'] ?? '', [live.id])
      // At the end the list next to it is of interest. Someone inside would lose their place.
      const list = document.getElementById('delivery')
      if (!document.querySelector('[data-live]') && list && !list.contains(document.activeElement))
        await load(location.href, [list.id])
    }
    setTimeout(look, pollMs)
  }
  setTimeout(look, pollMs)
}

/**
 * Asks for a newer version of the page, and takes parts from it.
 * @param {string} address
 * @param {string[]} ids
 */
async function load(address, ids) {
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined)
  if (response?.ok) replace(await response.text(), ids)
}

/**
 * Takes parts of the page from a newer version of it.
 * @param {string} text
 * @param {string[]} ids
 */
function replace(text, ids) {
  const page = new DOMParser().parseFromString(text, 'text/html')
  for (const id of ids) {
    const [here, newer] = [document.getElementById(id), page.getElementById(id)]
    if (!here || !newer || here.outerHTML === newer.outerHTML) continue
    const focused = here.contains(document.activeElement) ? document.activeElement?.getAttribute('value') : undefined
    here.replaceWith(newer)
    for (const button of newer.querySelectorAll('[data-without-script]'))
      if (button instanceof HTMLElement) button.hidden = true
    if (focused) for (const button of newer.querySelectorAll('button')) if (button.value === focused) button.focus()
  }
}
