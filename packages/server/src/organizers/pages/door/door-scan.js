// Checks in by the codes that people show. A code is a reference, which the door looks up in its own list.
import { openCamera } from './door-camera.js'
import { findByReference, nameOf, stateIn } from './door-model.js'
import { element, say, seatLink } from './door-rows.js'

/** A code that the camera goes on to see is read once. */
const sameMs = 3000

/**
 * @param {{ facts: object, words: object, timeOf: Function, model: object, placeNow: Function, tap: Function }} door
 */
export function createScan(page, door) {
  const view = page.querySelector('[data-scan]')
  const opener = page.querySelector('[data-open-scan]')
  const form = view.querySelector('[data-reference]')
  const answer = view.querySelector('[data-read]')
  const read = (text) => answer.replaceChildren(...answerView(view, door, answerTo(door, text)))
  const camera = createCamera(view, door.words, read)
  const tellPlace = () => view.querySelector('[data-place]').replaceChildren(...placeView(page, door))

  opener.hidden = false
  opener.addEventListener('click', () => {
    // So that the button that goes back leads to the names.
    history.pushState(history.state, '')
    page.classList.add('scanning')
    view.hidden = false
    answer.replaceChildren()
    tellPlace()
    view.querySelector('h1').focus()
    void camera.open()
  })
  addEventListener('popstate', () => {
    if (view.hidden) return
    camera.close()
    view.hidden = true
    page.classList.remove('scanning')
    opener.focus()
  })
  view.addEventListener('click', ({ target }) => {
    const { closeScan, tap } = target.closest('button')?.dataset ?? {}
    if (closeScan !== undefined) history.back()
    else if (tap === 'undo') answer.replaceChildren()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    read(form.elements.reference.value)
  })
  /** Says what is recorded. The camera stays on over noon. */
  return { tellPlace }
}

/** The camera with its light; without one, a field for what people read out. */
function createCamera(view, words, read) {
  const at = (name) => view.querySelector(`[data-${name}]`)
  const [picture, note, form, light] = ['camera', 'no-camera', 'reference', 'light'].map(at)
  let camera
  let turn
  let seen
  const onCode = (text) => {
    const isSame = text === seen.text && Date.now() < seen.until
    seen = { text, until: Date.now() + sameMs }
    if (!isSame) read(text)
  }
  const onEnd = (why) => {
    for (const one of [picture, light]) one.hidden = true
    for (const one of [note, form]) one.hidden = false
    note.querySelector('span').textContent = words[`scan.${why}`]
    form.querySelector('input').focus()
  }
  light.addEventListener('click', async () => {
    const isOn = light.getAttribute('aria-pressed') !== 'true'
    await turn(isOn)
    light.setAttribute('aria-pressed', String(isOn))
  })
  return {
    async open() {
      picture.hidden = false
      for (const one of [note, form, light]) one.hidden = true
      seen = { text: '', until: 0 }
      const opened = openCamera(picture.querySelector('video'), { onCode, onEnd })
      camera = opened
      const found = await opened.light()
      if (camera !== opened) return
      turn = found
      light.hidden = turn === undefined
      light.setAttribute('aria-pressed', 'false')
    },
    close: () => camera.close(),
  }
}

/** What is recorded, as the switch of the list has it. */
function placeView(page, { words, placeNow }) {
  const half = page.querySelector('.switch select')?.selectedOptions[0]?.textContent
  return [...(half ? [element('b', '', half), ' · '] : []), words[placeNow().way]]
}

/** Notes who shows a code, if they may come or leave. Returns what to say. */
function answerTo({ words, timeOf, model, placeNow, tap }, text) {
  const { person, isCancelled } = findByReference(model, text)
  const { session, way } = placeNow()
  if (!person) return strangerAnswer(words, isCancelled, text)
  const title = nameOf(person)
  if (person.status !== 'confirmed')
    return { tone: 'wait', word: words['scan.noSeat'], title, text: waitingText(words, person), next: 'seat', person }
  const { first, last } = stateIn(person, session)
  if (way === 'out' && !last)
    return { tone: 'wait', word: words['scan.notIn'], title, text: words['scan.notIn.text'], next: 'names' }
  if (last?.kind === way) return seenAnswer({ words, timeOf }, title, way === 'in' ? (first ?? last) : last)
  void tap(person.id, way)
  const time = timeOf(stateIn(person, session).last.at)
  return { tone: 'ok', word: say(words[`scan.${way}`], { time }), title, text: person.agency, next: 'undo', person }
}

const strangerAnswer = (words, isCancelled, typed) =>
  isCancelled
    ? { word: words['scan.cancelled'], title: typed.toUpperCase(), text: words['scan.cancelled.text'] }
    : { word: words['scan.unknown'], title: words['scan.unknown.title'], text: words['scan.unknown.text'] }

function waitingText(words, { status, place }) {
  if (status === 'pending_approval') return words.pending
  return place === null ? words.offered : say(words['scan.noSeat.text'], { place })
}

function seenAnswer({ words, timeOf }, title, { kind, at, byName }) {
  const time = timeOf(at)
  const answer = { tone: 'ok', title, next: 'other' }
  if (kind === 'out') return { ...answer, word: say(words.outAt, { time }) }
  const key = byName ? 'scan.already.text' : 'scan.already.noName'
  return { ...answer, word: words['scan.already'], text: say(words[key], { time, name: byName ?? '' }) }
}

/** Draws an answer: a color, a sign, and words that say the same; and what to do next. */
function answerView(view, { words, facts }, { tone = 'stop', word, title, text, next = 'names', person }) {
  const marks = view.querySelector('[data-marks]').content
  const lines = element('div', '', [element('p', 'word', word), element('h2', '', title)])
  if (text) lines.append(element('p', '', text))
  const band = element('div', `band ${tone}`, [marks.querySelector(`.${tone}`).cloneNode(true), lines])
  const row = element('p', 'row', [])
  const button = nextView(words, facts, next, person)
  if (!button) return [band]
  if (person) row.dataset.id = person.id
  row.append(button)
  return [band, row]
}

const nextWords = { undo: 'undo', names: 'scan.names', other: 'scan.other' }

function nextView(words, facts, next, person) {
  if (next === 'seat') return seatLink({ words, facts }, person)
  const button = element('button', 'button', words[nextWords[next]])
  button.type = 'button'
  if (next === 'undo') button.dataset.tap = 'undo'
  else button.dataset.closeScan = ''
  if (person) button.append(element('span', 'unseen', `: ${nameOf(person)}`))
  return button
}
