// Makes the door quicker: it searches as one types, and checks in without loading the page again.
// While there is no connection or no session, check-ins wait in this open page, and nowhere else.

const retryMs = 10_000

const door = document.querySelector('[data-door]')
const words = JSON.parse(door.dataset.words)
const rows = [...door.querySelectorAll('[data-search-text]')]
const search = door.querySelector('input[type=search]')
const line = door.querySelector('[data-offline]')
const signIn = door.querySelector('[data-sign-in]')
const refusals = door.querySelector('[data-refused]')

/** Whether each person is here, by their id, where the server does not know yet. */
const waiting = new Map()
/** The names of those who cannot be checked in, in the order in which the server said so. */
const refused = new Set()
let isSending = false
let retry

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
// Someone comes back from the tab where they signed in.
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && waiting.size > 0) void send()
})
addEventListener('beforeunload', (event) => {
  if (waiting.size > 0) event.preventDefault()
})

/**
 * Sends what waits. What does not arrive is tried again, whatever the reason: only an answer that
 * someone cannot be checked in ends it.
 */
async function send() {
  if (isSending) return
  isSending = true
  let why = 'later'
  for (const [id, isHere] of waiting) {
    const answer = await ask(id, isHere)
    if (answer === 'offline' || answer === 'signed-out' || answer === 'busy') {
      why = answer
      break
    }
    if (answer === 'failed') continue
    const latest = waiting.get(id)
    waiting.delete(id)
    // Another tap has come in the meantime: it is sent after the others.
    if (latest !== isHere) waiting.set(id, latest)
    else if (answer === 'refused') refuse(id, isHere)
  }
  isSending = false
  tell(why)
  clearTimeout(retry)
  if (waiting.size > 0) retry = setTimeout(send, retryMs)
}

/**
 * Returns what came of a check-in. A failure of the server can be about one person, so that others
 * are still sent; without a connection or a session nothing arrives.
 */
async function ask(id, isHere) {
  try {
    const { status } = await fetch(`${door.dataset.api}${id}/check-in`, { method: isHere ? 'PUT' : 'DELETE' })
    if (status < 400) return 'done'
    if (status === 401 || status === 403) return 'signed-out'
    if (status === 429) return 'busy'
    // The person is gone, or has no seat.
    return status === 404 || status === 409 || status === 410 ? 'refused' : 'failed'
  } catch {
    return 'offline'
  }
}

function refuse(id, isHere) {
  const row = rows.find(({ dataset }) => dataset.id === id)
  show(row, !isHere)
  refused.add((row.querySelector('.off-paper') ?? row.querySelector('b')).textContent)
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

/** Says what waits and why, and who cannot be checked in. */
function tell(reason) {
  const count = waiting.size
  const isSignedOut = count > 0 && reason === 'signed-out'
  const why = isSignedOut ? words.signedOut : reason === 'offline' ? words.offline : words.later
  set(line, '[data-offline-text]', count === 0 ? '' : numbered(why, count))
  signIn.hidden = !isSignedOut
  signIn.querySelector('a').textContent = numbered(words.signIn, count)
  set(
    refusals,
    '[data-refused-text]',
    refused.size === 0 ? '' : words.refused.replace('{names}', [...refused].join(' · ')),
  )
}

const numbered = (word, count) => (count === 1 ? word.one : word.other).replace('{count}', String(count))

/** A text that stays is not set again: screen readers would say it every ten seconds. */
function set(note, place, text) {
  const here = note.querySelector(place)
  if (here.textContent !== text) here.textContent = text
  note.hidden = text === ''
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

const titles = new Set(door.dataset.titles.split(' '))

/** The words that were typed, without titles unless there is nothing else. */
function typedWords() {
  const parts = search.value.split(/[\s,;]+/).flatMap((part) => fold(part).split(' '))
  const typed = parts.filter((word) => word !== '')
  const named = typed.filter((word) => !titles.has(word))
  return named.length > 0 ? named : typed.slice(-1)
}

function find() {
  const typed = typedWords()
  for (const row of rows) row.hidden = !typed.every((word) => row.dataset.searchText.includes(` ${word}`))
  door.querySelector('[data-none]').hidden = rows.some(({ hidden }) => !hidden)
}

// A page that was searched on the server has only some of the people.
if (search.value === '') {
  door.querySelector('[data-search]').hidden = true
  search.form.addEventListener('submit', (event) => event.preventDefault())
  search.addEventListener('input', find)
}
