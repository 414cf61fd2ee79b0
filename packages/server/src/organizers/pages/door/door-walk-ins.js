// People who come without a seat while there is no connection: they are added here, kept until the server has them,
// and asked about where it cannot simply add them.
import { newId } from './door-link.js'
import { addWalkIn, byTime, nameOf, rename } from './door-model.js'
import { element, say } from './door-rows.js'

/**
 * @param {{ facts: object, words: object, store: object, model: object, timeOf: Function, nowText: Function,
 *   request: Function, placeNow: () => object, changed: () => void, sent: { count: number }, undo: (mark: object) => void }} door
 */
export function createWalkIns(page, door) {
  const { facts, store, model } = door
  /** Whose button to drop them was pressed once. */
  const pressed = new Set()
  for (const { id, person } of store.walkIns.values()) model.names.set(id, nameOf(person))
  const all = () => [...store.walkIns.values()].toSorted(byTime)
  const own = () => all().filter(({ training }) => training === facts.slug)
  const form = createForm(page, (person) => keepNew(door, person))
  return {
    open: form.open,
    drop: (id) => forget(door, id),
    /** Drops someone who could not be added, with the second press. */
    press(id) {
      if (pressed.has(id) || isErased(store.walkIns.get(id))) return forget(door, id)
      pressed.add(id)
      return door.changed()
    },
    /** Those of this door who are shown as here. */
    own: () => own().filter(isWaiting),
    rows: () =>
      own()
        .filter((one) => !isWaiting(one))
        .map((one) => askRow(door, one, pressed.has(one.id))),
    ...createSending(door, () => all().filter(isWaiting)),
    /** Someone was added on a page of their own, or is not added any more. */
    async added(id, registration) {
      if (registration === null) return forget(door, id)
      await takeMarks(store, id, registration)
      await store.remove('walkIns', id)
    },
  }
}

const isWaiting = ({ why }) => why === undefined
/** They had been added, and an organizer has deleted them since. */
const isErased = (walkIn) => walkIn?.why === 'used-id'

async function keepNew({ facts, store, model, nowText, placeNow, changed }, person) {
  const { account, slug: training } = facts
  const walkIn = { id: newId(), training, account, at: nowText(), session: placeNow().session, person }
  const kept = store.putWalkIn(walkIn)
  addWalkIn(model, walkIn)
  changed()
  await kept
}

async function forget({ store, model, changed }, id) {
  model.people.delete(id)
  await store.remove('walkIns', id)
  for (const mark of marksOf(store, id)) await store.remove('marks', mark.id)
  changed()
}

function createSending(door, waiting) {
  return {
    /** Sends who waits, of every door of this browser. Returns why it stopped, if it did. */
    async send() {
      for (const walkIn of waiting()) {
        const failed = await sendOne(door, walkIn)
        if (failed) return failed
        door.sent.count += 1
      }
      return undefined
    },
  }
}

async function sendOne(door, walkIn) {
  const { training, account, ...sent } = walkIn
  const body = JSON.stringify({ ...sent, tappedBy: account, lang: door.facts.lang })
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const { body: answer, why } = await door.request(`${training}/walk-ins`, options)
  if (why && why !== 'wrong' && why !== 'gone') return why
  await settle(door, walkIn, answer ?? { outcome: 'refused', why })
  return undefined
}

/** The server has them, or someone must decide. */
async function settle({ store, model, changed, undo }, walkIn, { outcome, why, registration }) {
  const { id } = walkIn
  const isTakenBack = !store.walkIns.has(id)
  if (outcome === 'added' && isTakenBack) undo({ id, registration, session: walkIn.session })
  else if (outcome === 'added') {
    await takeMarks(store, id, registration)
    rename(model, id, registration)
    await store.remove('walkIns', id)
  } else if (!isTakenBack) {
    model.people.delete(id)
    await store.putWalkIn({ ...walkIn, why })
  }
  changed()
}

/** What was tapped about someone in the meantime names them from here on as the server does. */
async function takeMarks(store, id, registration) {
  for (const mark of marksOf(store, id)) await store.put('marks', { ...mark, registration })
}

const marksOf = (store, id) => [...store.marks.values()].filter((mark) => mark.registration === id)

/** The form stands where the list was, as the camera does. */
function createForm(page, add) {
  const view = page.querySelector('[data-add]')
  const form = view?.querySelector('form')
  const fault = view?.querySelector('[data-fault]')
  let isClosing = false
  /** Going back comes later: a second press would leave the door. */
  const close = () => {
    if (view.hidden || isClosing) return
    isClosing = true
    history.back()
  }
  view?.querySelector('[data-close-add]').addEventListener('click', close)
  addEventListener('popstate', () => {
    isClosing = false
    if (!view || view.hidden) return
    view.hidden = true
    page.classList.remove('adding')
    form.reset()
    page.querySelector('[data-walk-in]').focus()
  })
  form?.addEventListener('submit', async (event) => {
    event.preventDefault()
    const wrong = findWrong(form.elements)
    tellFault(form, fault, wrong)
    if (wrong) return
    const person = answersIn(form)
    // A second press finds nothing.
    form.reset()
    await add(person)
    close()
  })
  return {
    open() {
      tellFault(form, fault)
      showForm(page, view)
    },
  }
}

function showForm(page, view) {
  history.pushState(history.state, '')
  page.classList.add('adding')
  view.hidden = false
  view.querySelector('h1').focus()
}

const answersIn = (form) => Object.fromEntries([...new FormData(form)].filter(([, answer]) => answer.trim() !== ''))

function findWrong({ givenName, email }) {
  if (givenName.value.trim() === '') return givenName
  return email?.validity.typeMismatch ? email : undefined
}

function tellFault(form, fault, wrong) {
  for (const one of form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid')
  fault.hidden = wrong === undefined
  if (!wrong) return
  fault.querySelector('span').textContent = fault.dataset[wrong.name]
  wrong.setAttribute('aria-invalid', 'true')
  wrong.focus()
}

/** Says who could not be added, and leads to the page of walk-ins with what was typed. */
function askRow({ facts, words, timeOf }, walkIn, isPressed) {
  const { person, at, why } = walkIn
  const came = say(words['asks.walkIn'], { time: timeOf(at) })
  const reason = words[`asks.walkIn.${why}`] ?? ''
  if (isErased(walkIn)) return lineOf(walkIn, reason, [dropper(walkIn, words['asks.seen'])])
  const form = formOf(facts, walkIn)
  const open = element('button', 'button', words['asks.walkIn.open'])
  open.setAttribute('form', form.id)
  open.dataset.online = ''
  open.append(element('span', 'unseen', `: ${nameOf(person)}`))
  const drop = isPressed
    ? dropper(walkIn, words['asks.walkIn.drop.sure'], 'button danger')
    : dropper(walkIn, words['asks.walkIn.drop'])
  return lineOf(walkIn, `${came} ${reason}`.trim(), [open, drop, form])
}

const lineOf = ({ person }, text, controls) =>
  element('div', 'line ask', [
    element('span', '', [element('b', '', nameOf(person)), element('br'), text]),
    ...controls,
  ])

function dropper({ id, person }, word, kind = 'button') {
  const button = element('button', kind, [word, element('span', 'unseen', `: ${nameOf(person)}`)])
  button.type = 'button'
  button.dataset.dropWalkIn = id
  return button
}

/** By a form, so that no address has a name. */
function formOf({ base, slug }, { id, person, at, session, account }) {
  const form = element('form')
  Object.assign(form, { id: `add-${id}`, method: 'post', action: `${base}/admin/door/${slug}/walk-in`, hidden: true })
  const fields = { ...person, _open: '1', _id: id, _at: at, _session: session, _tappedBy: account }
  for (const [name, value] of Object.entries(fields)) {
    const field = element('input')
    Object.assign(field, { type: 'hidden', name })
    field.setAttribute('value', value)
    form.append(field)
  }
  return form
}
