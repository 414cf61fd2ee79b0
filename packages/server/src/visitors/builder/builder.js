// Makes the builder live: choices show right away. Without this script, a button does the same.
const pauseMs = 250
const copiedMs = 2000
const form = document.querySelector('#choices')
const news = document.querySelector('#news')
const trouble = document.querySelector('#trouble')
const preview = document.querySelector('iframe.preview')
document.documentElement.classList.add('live')

const addressOf = () => `${form.action}?${new URLSearchParams(new FormData(form))}`

/**
 * Fetches the page as the server renders it for another choice; null on failure. Parsed, never run.
 */
function ask(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('GET', address)
    request.responseType = 'document'
    request.onloadend = () => resolve(request.status === 200 ? request.response : null)
    request.send()
  })
}

let turn = 0
let previewed = preview?.getAttribute('src')

async function renew() {
  turn += 1
  const mine = turn
  const address = addressOf()
  const page = await ask(address)
  if (mine !== turn) return
  trouble.hidden = page !== null
  if (!page) return
  history.replaceState(null, '', address)
  document.querySelectorAll('[data-live]').forEach((part) => replacePart(part, page.getElementById(part.id)))
  for (const field of form.querySelectorAll('input[data-color]')) {
    field.placeholder = page.getElementById(field.id).placeholder
    showColor(field)
  }
  const wanted = page.querySelector('iframe.preview')?.getAttribute('src')
  if (!wanted || wanted === previewed) return
  previewed = wanted
  // Not by `src`, which would leave an entry in the history for every choice.
  preview.contentWindow.location.replace(wanted)
}

function replacePart(part, fresh) {
  // Unchanged parts are not announced again.
  if (!fresh || part.innerHTML === fresh.innerHTML) return
  for (const details of part.querySelectorAll('details')) {
    const next = fresh.querySelector(`#${details.id}`)
    if (next) next.open = details.open
  }
  const { id } = document.activeElement
  part.replaceChildren(...fresh.childNodes)
  if (id && document.activeElement.id !== id) document.getElementById(id)?.focus()
}

let waiting
function renewSoon() {
  clearTimeout(waiting)
  waiting = setTimeout(renew, pauseMs)
}

form?.addEventListener('input', renewSoon)
form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void renew()
})

// Suggestions change the field that they are about. Without a script, their URL does the same.
form?.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-change]')
  if (!link) return
  event.preventDefault()
  for (const [name, value] of Object.entries(JSON.parse(link.dataset.change))) {
    const field = form.elements[name]
    if (field.type === 'checkbox') field.checked = value !== ''
    else field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.focus()
  }
})

function showColor(field) {
  const color = /^#[\da-f]{6}$/i.exec(field.value.trim())?.[0] ?? field.placeholder
  if (color) field.nextElementSibling.value = color
}

for (const field of form?.querySelectorAll('input[data-color]') ?? []) {
  const picker = document.createElement('input')
  picker.type = 'color'
  picker.setAttribute('aria-label', news.dataset.pick.replace('{label}', field.labels[0].textContent))
  picker.addEventListener('input', () => {
    field.value = picker.value
  })
  field.after(picker)
  showColor(field)
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]')
  if (!button) return
  const text = document.getElementById(button.dataset.copy)
  const isCopied = await copy(text)
  news.textContent = ''
  const { copied, selected } = news.dataset
  news.textContent = isCopied ? copied : selected
  if (!isCopied || button.textContent === copied) return
  const usual = button.textContent
  button.textContent = copied
  setTimeout(() => (button.textContent = usual), copiedMs)
})

async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent)
    return true
  } catch {
    // No clipboard on pages without TLS, or the visitor forbids it.
    getSelection().selectAllChildren(element)
    return document.execCommand('copy')
  }
}
