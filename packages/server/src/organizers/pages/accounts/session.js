// Warns before the session ends, and keeps it while someone types. Asking how long it lasts does not
// keep it.

/** For how long before its end a session is warned of. */
const warningMs = 120_000
/** How often someone who types is said to be there. */
const typingMs = 5 * 60_000
const retryMs = 30_000
/** A connection that has not answered by then is none. */
const patienceMs = 8000

const note = /** @type {HTMLElement} */ (document.querySelector('[data-session]'))
const text = /** @type {HTMLElement} */ (note.querySelector('[data-session-text]'))
const stay = /** @type {HTMLElement} */ (note.querySelector('[data-session-stay]'))
const { session = '', idle = '', words = '{}' } = note.dataset
const said = JSON.parse(words)

let usedAt = Date.now()
let isOver = false
let timer = setTimeout(look, Number(idle) * 1000 - warningMs)

document.addEventListener('input', () => {
  if (!isOver && (!note.hidden || Date.now() - usedAt > typingMs)) void keep()
})
stay.addEventListener('click', () => void keep())

async function keep() {
  usedAt = Date.now()
  tell(await ask('POST'))
}

async function look() {
  tell(await ask('GET'))
}

/** @typedef {{ idle: number, whole: number } | 'over' | undefined} Left Seconds; undefined if no one knows */

/** @type {(method: string) => Promise<Left>} */
async function ask(method) {
  try {
    const response = await fetch(session, { method, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    if (response.ok) return await response.json()
    return response.status >= 500 || response.status === 429 ? undefined : 'over'
  } catch {
    return undefined
  }
}

/** @type {(left: Left) => void} */
function tell(left) {
  clearTimeout(timer)
  isOver = left === 'over'
  if (left === undefined) timer = setTimeout(look, retryMs)
  else if (left === 'over') show(said.ended, false)
  else {
    const ms = Math.min(left.idle, left.whole) * 1000
    if (ms > warningMs) note.hidden = true
    else {
      const word = left.whole <= left.idle ? said.whole : said.idle
      const count = Math.max(1, Math.round(ms / 60_000))
      show((count === 1 ? word.one : word.other).replace('{count}', String(count)), left.whole > left.idle)
    }
    timer = setTimeout(look, ms > warningMs ? ms - warningMs : ms + 1000)
  }
}

/** @type {(sentence: string, canStay: boolean) => void} */
function show(sentence, canStay) {
  stay.hidden = !canStay
  note.hidden = false
  text.textContent = sentence
}
