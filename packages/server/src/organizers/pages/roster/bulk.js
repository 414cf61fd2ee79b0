// Shows the bar for those selected once someone is, with their number, counts down to decisions, and
// shows what came of them.

const tickMs = 10_000
const minuteMs = 60_000
/** The server carries a decision out within seconds. A page that waits for longer gives up. */
const patienceMs = 5 * minuteMs

const listOf = () => document.querySelector('form[data-bulk]')
const first = listOf()
if (first instanceof HTMLFormElement) follow(first)

/** Whether something was decided that the list does not show yet. */
let isOld = false
if (document.querySelector('[data-decided]')) setInterval(tick, tickMs)

/** @type {(form: HTMLFormElement) => void} */
function follow(list) {
  const boxes = [...list.querySelectorAll('input[name=id]')].filter((one) => one instanceof HTMLInputElement)
  const all = list.querySelector('input[data-all]')
  const everyone = list.querySelector('input[name=everyone]')
  const bar = list.querySelector('.bulk')
  const number = list.querySelector('[data-picked]')
  const words = /** @type {Record<string, string>} */ (number instanceof HTMLElement ? number.dataset : {})
  const show = () => {
    const count = boxes.filter(({ checked }) => checked).length
    const isEveryone = everyone instanceof HTMLInputElement && everyone.checked
    if (all instanceof HTMLInputElement) {
      all.checked = count === boxes.length
      all.indeterminate = count > 0 && !all.checked
    }
    if (bar instanceof HTMLElement) bar.hidden = count === 0 && !isEveryone
    if (number) number.textContent = (words[count === 1 ? 'one' : 'other'] ?? '').replace('{count}', String(count))
    if (number instanceof HTMLElement) number.hidden = isEveryone
  }
  if (all instanceof HTMLInputElement) {
    all.hidden = false
    all.addEventListener('change', () => {
      for (const box of boxes) box.checked = all.checked
    })
  }
  // With Shift, everyone from the last box that was pressed to this one gets what this one has.
  let last = -1
  list.addEventListener('click', ({ target, shiftKey }) => {
    const at = boxes.findIndex((one) => one === target)
    if (at < 0) return
    const checked = boxes[at]?.checked ?? false
    if (shiftKey && last >= 0)
      for (const box of boxes.slice(Math.min(last, at), Math.max(last, at) + 1)) box.checked = checked
    last = at
  })
  list.addEventListener('change', show)
  // Going back shows who was selected.
  addEventListener('pageshow', show)
  show()
}

async function tick() {
  for (const place of document.querySelectorAll('[data-due]')) countDown(place)
  if (document.hidden || !(isDue() || (isOld && isUndisturbing()))) return
  const response = await fetch(location.href).catch(() => undefined)
  // Someone who was signed out is led to another page, which says nothing about decisions.
  if (!response?.ok || response.redirected) return
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  isOld = showDecisions(page) || isOld
  if (!isOld || !isUndisturbing()) return
  isOld = false
  for (const id of ['seats', 'people']) {
    const newer = page.getElementById(id)
    if (newer) document.getElementById(id)?.replaceWith(newer)
  }
  const list = listOf()
  if (list instanceof HTMLFormElement) follow(list)
}

const isDue = () =>
  [...document.querySelectorAll('[data-decided]')].some((one) => {
    const ago = Date.now() - Date.parse((one instanceof HTMLElement && one.dataset['decided']) || '')
    return ago > 0 && ago < patienceMs
  })

/** Returns whether the list can be replaced: no one is selected, and no one is in it with the keyboard. */
function isUndisturbing() {
  const people = document.getElementById('people')
  return people !== null && !people.querySelector('input:checked') && !people.contains(document.activeElement)
}

/**
 * Shows what has changed about the decisions. Screen readers say it when they have finished their
 * sentence.
 * @param {Document} page
 * @returns whether something was carried out
 */
function showDecisions(page) {
  const place = document.getElementById('decisions')
  const newer = page.getElementById('decisions')
  if (!place || saidIn(place) === saidIn(newer)) return false
  const hadFocus = place.contains(document.activeElement)
  const isOpen = place.querySelector('details[open]') !== null
  place.replaceChildren(...(newer?.childNodes ?? []))
  const details = place.querySelector('details')
  if (details) details.open = isOpen
  const said = place.querySelector('summary') ?? place.firstElementChild
  if (said instanceof HTMLElement && hadFocus) {
    if (!details) said.tabIndex = -1
    said.focus()
  }
  return true
}

/**
 * Returns what is said about decisions, except in how many minutes they are carried out.
 * @type {(place: HTMLElement | null) => string}
 */
function saidIn(place) {
  const said = place?.cloneNode(true)
  if (!(said instanceof HTMLElement)) return ''
  for (const one of said.querySelectorAll('[data-due]')) one.remove()
  return said.textContent
}

/** @type {(place: Element) => void} */
function countDown(place) {
  if (!(place instanceof HTMLElement)) return
  const minutes = Math.ceil((Date.parse(place.dataset['due'] ?? '') - Date.now()) / minuteMs)
  place.textContent =
    minutes > 0
      ? new Intl.RelativeTimeFormat(document.documentElement.lang).format(minutes, 'minute')
      : (place.dataset['soon'] ?? '')
}
