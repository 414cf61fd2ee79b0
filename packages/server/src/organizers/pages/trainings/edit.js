// Shows what visitors will see, what is set, and what saving leads to, while one types. Without this
// script, a button opens the preview, and saving says first what it leads to.

const pauseMs = 400
const form = /** @type {HTMLFormElement} */ (document.querySelector('#edit'))
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe.preview'))
const language = /** @type {HTMLButtonElement} */ (document.querySelector('[data-lang]'))
/** @type {(selector: string) => HTMLElement} */
const find = (selector) => /** @type {HTMLElement} */ (form.querySelector(selector))

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting
let turn = 0

form.addEventListener('input', () => {
  // What was saved is no longer all there is.
  form.querySelector('[data-done]')?.remove()
  clearTimeout(waiting)
  waiting = setTimeout(() => void renew(), pauseMs)
})

async function renew() {
  turn += 1
  const mine = turn
  const body = new FormData(form)
  // A picture waits for the button.
  body.delete('organizer.logo.file')
  const response = await fetch(form.dataset['preview'] ?? '', {
    method: 'POST',
    body,
    headers: { Accept: 'application/json' },
  }).catch(() => undefined)
  if (mine !== turn || !response?.ok) return
  const { data, words, parts } = await response.json()
  for (const { id, text, look } of parts) {
    const part = find(`[data-part="${id}"]`)
    part.className = look
    if (part.textContent !== text) part.textContent = text
  }
  if (!data) return
  frame.contentWindow?.postMessage(data, location.origin)
  language.hidden = !data.answers.es
  say('[data-news]', words.note)
  say('[data-others]', words.others)
  find('[data-save]').textContent = words.save
  find('[data-silently]').hidden = !words.isSilenceable
  const told = /** @type {HTMLInputElement} */ (find('[name="told"]'))
  told.value = words.told
}

/** @type {(selector: string, text: string) => void} */
function say(selector, text) {
  const note = find(selector)
  note.hidden = text === ''
  const said = note.querySelector('span')
  if (said && said.textContent !== text) said.textContent = text
}

language.addEventListener('click', () => {
  const { lang, back } = language.dataset
  frame.contentWindow?.postMessage({ lang }, location.origin)
  language.dataset['lang'] = lang === 'es' ? 'en' : 'es'
  language.dataset['back'] = language.textContent ?? ''
  language.textContent = back ?? ''
})

// Choosing a question shows its answers.
for (const button of form.querySelectorAll('[data-answers]'))
  if (button instanceof HTMLButtonElement) {
    button.hidden = true
    button.parentElement?.querySelector('select')?.addEventListener('change', () => button.click())
  }

// A form that comes back has the same parts unfolded.
form.addEventListener('formdata', ({ formData }) => {
  for (const part of form.querySelectorAll('details[open][data-fold]'))
    if (part instanceof HTMLElement) formData.append('open', part.dataset['fold'] ?? '')
})

/** Unfolds what the address leads to, in browsers that don't. */
function unfold() {
  const target = document.getElementById(location.hash.slice(1))
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true
  if (target) target.scrollIntoView()
}
addEventListener('hashchange', unfold)
if (location.hash.startsWith('#f-')) unfold()
