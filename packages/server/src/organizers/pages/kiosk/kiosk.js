// The kiosk: it sends what someone typed, says what came of it, and forgets it after five seconds. What the
// door kept in this browser goes first.
import { openCamera } from './door-camera.js'
import { forgetDoors } from './door-forget.js'

const shownMs = 5000
/** A server that has not answered by then is not there. */
const patienceMs = 8000
/** What someone typed and left standing goes, too. */
const idleMs = 30_000
/** A code that the camera goes on to see is read once. */
const sameMs = 10_000

const kiosk = document.querySelector('[data-kiosk]')
const facts = JSON.parse(kiosk.dataset.kiosk)
const place = kiosk.querySelector('[data-said]')
const offline = kiosk.querySelector('[data-offline]')
const bands = kiosk.querySelector('[data-bands]').content
const clock = kiosk.querySelector('[data-clock]')
// As the server writes it: elsewhere, Spanish has 24 hours.
const format = new Intl.DateTimeFormat(`${facts.lang}-US`, {
  hour: 'numeric',
  minute: '2-digit',
  timeZone: facts.timeZone,
})
let emptying
let idling
let isSending = false

/** Other pages of this browser that show people are loaded again: without an account, they show none. */
const channel = new BroadcastChannel('training-signup-kiosk')
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
channel.postMessage('begun')

function empty() {
  clearTimeout(emptying)
  clearTimeout(idling)
  place.replaceChildren()
  for (const form of kiosk.querySelectorAll('form')) form.reset()
  if (facts.lang !== facts.own) location.replace(facts.home)
}

function tell({ said, title, text }) {
  const band = bands.querySelector(`[data-band=${said === 'ask' ? 'ask' : 'in'}]`).cloneNode(true)
  band.querySelector('h2').textContent = title
  band.querySelector('p').textContent = text
  place.replaceChildren(band)
  clearTimeout(emptying)
  emptying = setTimeout(empty, shownMs)
}

/** Returns what the kiosk answers; undefined without a connection. */
async function ask(action, body) {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const headers = { accept: 'application/json' }
    const response = await fetch(action, { method: 'POST', headers, body, signal, redirect: 'manual' })
    if (response.ok) return await response.json()
    // The kiosk is over, or was ended: its page says so.
    if (response.type === 'opaqueredirect' || response.status < 500) location.reload()
    return undefined
  } catch {
    return undefined
  }
}

async function send(form, what) {
  if (isSending) return
  isSending = true
  clearTimeout(idling)
  place.replaceChildren()
  const body = new URLSearchParams(new FormData(form))
  body.set('do', what)
  form.reset()
  const answer = await ask(form.action, body)
  isSending = false
  offline.hidden = answer !== undefined
  if (answer) tell(answer)
  form.querySelector('input').focus({ preventScroll: true })
  // On a phone, the form that was sent may be far below the answer.
  scrollTo(0, 0)
}

for (const form of kiosk.querySelectorAll('form'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(form, event.submitter?.value ?? 'in')
  })
kiosk.addEventListener('input', () => {
  clearTimeout(idling)
  idling = setTimeout(empty, idleMs)
})
/** Reads the codes that people hold up, where there is a camera and someone allows it. */
function watch(form) {
  const picture = form.querySelector('[data-camera]')
  const [typing, showing] = form.querySelectorAll('h2')
  let seen = { text: '', until: 0 }
  const turn = (isOn) => {
    picture.hidden = !isOn
    typing.hidden = isOn
    showing.hidden = !isOn
  }
  const onCode = (text) => {
    const isSame = text === seen.text && Date.now() < seen.until
    seen = { text, until: Date.now() + sameMs }
    if (isSame || isSending) return
    form.elements.code.value = text.slice(0, 20)
    void send(form, 'next')
  }
  picture.firstElementChild.addEventListener('playing', () => turn(true))
  openCamera(picture.firstElementChild, { onCode, onEnd: () => turn(false) }, 'user')
}

addEventListener('pageshow', ({ persisted }) => persisted && empty())
if (facts.lang !== facts.own) idling = setTimeout(empty, idleMs)
addEventListener('online', () => {
  offline.hidden = true
})
addEventListener('offline', () => {
  offline.hidden = false
})
const half = kiosk.querySelector('[data-half]')
setInterval(() => {
  const now = new Date(Date.now()).toISOString()
  const { label } = facts.halves.find(({ until }) => now < until) ?? facts.halves.at(-1)
  if (half.textContent !== label) half.textContent = label
  const time = format.format(Date.now()).replace(/([ap])\.m\./, '$1.\u00A0m.')
  if (clock.textContent !== time) clock.textContent = time
}, 1000)
if (place.firstElementChild) emptying = setTimeout(empty, shownMs)
void forgetDoors()
if (navigator.mediaDevices) watch(kiosk.querySelector('[data-by-code]'))
