// Makes the door quicker: it searches as one types, and checks in without loading the page again.
// While there is no connection, check-ins wait in this open page, and nowhere else.

const retryMs = 10_000

const door = document.querySelector('[data-door]')
const words = JSON.parse(door.dataset.words)
const rows = [...door.querySelectorAll('[data-search-text]')]
const search = door.querySelector('input[type=search]')
const line = door.querySelector('[data-offline]')

/** Whether each person is here, by their id, where the server does not know yet. */
const waiting = new Map()
let isSending = false
let retry
/** Whether the line says that check-ins wait. */
let isOffline = false

door.addEventListener('submit', (event) => {
  const row = event.target.closest('[data-id]')
  if (!row) return
  event.preventDefault()
  const isHere = !row.classList.contains('here')
  show(row, isHere)
  waiting.set(row.dataset.id, isHere)
  void send()
})
addEventListener('online', send)
addEventListener('beforeunload', (event) => {
  if (waiting.size > 0) event.preventDefault()
})

/** Sends what waits. Whatever does not arrive is tried again. */
async function send() {
  if (isSending) return
  isSending = true
  for (const [id, isHere] of waiting) {
    const status = await ask(id, isHere)
    if (status === undefined) break
    // Another tap may have come in the meantime.
    if (waiting.get(id) === isHere) waiting.delete(id)
    if (status >= 400) refuse(id, isHere)
  }
  isSending = false
  tell()
  clearTimeout(retry)
  if (waiting.size > 0) retry = setTimeout(send, retryMs)
}

/** Returns the status of the answer; undefined if there is none yet. */
async function ask(id, isHere) {
  try {
    const { status } = await fetch(`${door.dataset.api}${id}/check-in`, { method: isHere ? 'PUT' : 'DELETE' })
    return status >= 500 || status === 429 ? undefined : status
  } catch {
    return undefined
  }
}

function refuse(id, isHere) {
  const row = rows.find(({ dataset }) => dataset.id === id)
  show(row, !isHere)
  isOffline = false
  note(words.refused.replace('{name}', row.querySelector('b').textContent))
}

/** Shows a person as here, or not. */
function show(row, isHere) {
  row.classList.toggle('here', isHere)
  row.classList.toggle('ok', isHere)
  const since = row.querySelector('[data-since]')
  since.hidden = !isHere
  since.querySelector('.state').textContent = words.here.replace('{time}', timeNow())
  row.querySelector('button').classList.toggle('primary', !isHere)
  row.querySelector('[data-label]').textContent = isHere ? words.undo : words.checkIn
  // The page may show only a part of the people.
  const count = door.querySelector('[data-here]')
  const here = Number(count.textContent) + (isHere ? 1 : -1)
  count.textContent = String(here)
  door.querySelector('[data-bar]').setAttribute('width', String(here))
}

function timeNow() {
  const { lang, timeZone } = door.dataset
  return new Intl.DateTimeFormat(lang, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date())
}

function tell() {
  const count = waiting.size
  if (count > 0) note((count === 1 ? words.offline.one : words.offline.other).replace('{count}', String(count)))
  else if (isOffline) note('')
  isOffline = count > 0
}

function note(text) {
  line.querySelector('[data-offline-text]').textContent = text
  line.hidden = text === ''
}

/** The spelling under which names match, as near as the server's. */
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/['’‘ʼ`´\p{M}]/gu, '')
    .replace(/\p{Pd}/gu, ' ')
    .replace(/\p{P}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()

function find() {
  const wanted = fold(search.value)
  for (const row of rows) row.hidden = !row.dataset.searchText.includes(wanted)
  door.querySelector('[data-none]').hidden = rows.some(({ hidden }) => !hidden)
}

// A page that was searched on the server has only some of the people.
if (search.value === '') {
  door.querySelector('[data-search]').hidden = true
  search.form.addEventListener('submit', (event) => event.preventDefault())
  search.addEventListener('input', find)
}
