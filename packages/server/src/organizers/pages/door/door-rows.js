// Draws people at the door. What they are called comes from others, so it is only ever set as text.
import { lookOf, nameOf, stateIn, twinsAmong } from './door-model.js'

/** A phone lays out only the groups that it shows. */
const groupSize = 25

export const say = (word, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), word)

export const numbered = (word, count) => say(count === 1 ? word.one : word.other, { count })

/** Makes an element with a class, a text, and children. */
export function element(tag, className = '', content = []) {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...[content].flat())
  return made
}

/**
 * Draws the list of people who were found.
 * @param {{ facts: object, words: object, timeOf: (at: string) => string, isUnsent: (id: string) => boolean,
 *   paper: Element }} view with the place of numbers that paper has instead of names
 */
export function createRows(list, given) {
  const rows = new Map()
  const view = { ...given, twins: new Set() }
  return {
    /** Draws those who were found among everyone. Returns whether there are any. */
    draw(people, now, everyone) {
      rows.clear()
      view.twins = twinsAmong(everyone)
      for (const person of people) {
        const row = personRow(view, person, now)
        if (row) rows.set(person.id, row)
      }
      list.replaceChildren(...groupsOf([...rows.values()]))
      view.paper.replaceChildren(paperLines(people.filter(({ id, number }) => number !== null && rows.has(id))))
      return rows.size > 0
    },
    labelOf: (person) => labelOf(view, person),
    /** Draws someone again, and leaves the focus where it is. */
    update(person, now) {
      const before = rows.get(person.id)
      const row = before && personRow(view, person, now)
      if (!row) return
      const isFocused = before.contains(document.activeElement)
      before.replaceWith(row)
      rows.set(person.id, row)
      if (isFocused) row.querySelector('button')?.focus()
    },
  }
}

/** Returns the end of a reference, where another row looks the same. */
const twinOf = ({ words, twins }, person) =>
  person.reference && twins?.has(lookOf(person)) ? say(words.twin, { end: person.reference.slice(-4) }) : undefined

/** Returns what someone is called where their row does not stand around it. */
function labelOf(view, person) {
  const agency = view.twins?.has(nameOf(person).toLowerCase()) ? person.agency : null
  return [nameOf(person), agency ?? [], twinOf(view, person) ?? []].flat().join(', ')
}

const groupsOf = (rows) =>
  Array.from({ length: Math.ceil(rows.length / groupSize) }, (_, index) => {
    const some = rows.slice(index * groupSize, (index + 1) * groupSize)
    const group = element('div', 'group rows', some)
    group.style.setProperty('--rows', some.length)
    return group
  })

function personRow(view, person, { session, way }) {
  if (person.status !== 'confirmed') return way === 'in' ? waitingRow(view, person) : undefined
  const { first, last } = stateIn(person, session)
  // Who has not come cannot leave.
  if (way === 'out' && !last) return undefined
  const isSeen = last?.kind === way
  const isUnsent = [first, last].some((mark) => mark && view.isUnsent(mark.id))
  const row = rowOf(view, person, stateOf(view, { first, last, way, isUnsent, isSeatOpen: person.isSeatOpen }))
  if (isSeen) row.classList.add(isUnsent ? 'wait' : 'ok', 'here')
  row.dataset.id = person.id
  row.append(tapButton(view.words, isSeen ? 'undo' : way, labelOf(view, person)))
  return row
}

// Hundreds of rows are copies of these: to make each element anew takes three times as long.
const emptyRow = element('div', 'line', element('span', '', element('b')))
const emptyButton = element('button', 'button', ['', element('span', 'unseen')])
emptyButton.type = 'button'
const labels = { in: 'checkIn', out: 'checkOut', undo: 'undo' }

function tapButton(words, tap, name) {
  const button = emptyButton.cloneNode(true)
  if (tap !== 'undo') button.classList.add('primary')
  button.dataset.tap = tap
  button.firstChild.data = words[labels[tap]]
  button.lastChild.textContent = `: ${name}`
  return button
}

function stateOf({ words, timeOf, isUnsent: isWaiting, facts }, { first, last, way, isUnsent, isSeatOpen }) {
  if (!last) return isSeatOpen ? element('span', 'state wait', words.late) : []
  if (last.kind === 'out') {
    const text = say(isWaiting(last.id) ? words.outUnsent : words.outAt, { time: timeOf(last.at) })
    return element('span', `state${way === 'out' ? (isUnsent ? ' wait' : ' ok') : ''}`, text)
  }
  const { at, by, byName } = first ?? last
  const time = timeOf(at)
  if (way === 'out') return element('small', '', say(words.since, { time }))
  if (isUnsent) return element('span', 'state wait', say(words.unsent, { time }))
  const isOthers = byName && by !== facts.account
  return element('span', 'state ok', say(isOthers ? words.already : words.here, { time, name: byName ?? '' }))
}

function waitingRow(view, person) {
  const { words } = view
  const { status, place } = person
  const text =
    status === 'pending_approval' ? words.pending : place === null ? words.offered : say(words.waiting, { place })
  const row = rowOf(view, person, element('span', 'state wait', text))
  row.classList.add('wait')
  const link = seatLink(view, person)
  if (link) row.append(link)
  return row
}

/** Returns the way to a seat for someone who waits, for those who may give one. */
export function seatLink(view, person) {
  const { words, facts } = view
  const isPending = person.status === 'pending_approval'
  if (!(isPending ? facts.mayDecide : facts.maySeat)) return undefined
  const link = element('a', 'button', isPending ? words.decide : words.give)
  const path = isPending ? `registrations/${person.id}` : `door/${facts.slug}/${person.id}/seat`
  link.href = `${facts.base}/admin/${path}`
  link.dataset.online = ''
  link.append(element('span', 'unseen', `: ${labelOf(view, person)}`))
  return link
}

/** A name, what stands below it, and where the person is. */
function rowOf(view, person, state) {
  const { words } = view
  const { agency, number } = person
  const row = emptyRow.cloneNode(true)
  const lines = row.firstChild
  lines.firstChild.textContent = nameOf(person)
  if (agency !== null) addLine(lines, element('small', '', agency))
  const twin = number === null && twinOf(view, person)
  if (twin) addLine(lines, element('small', '', twin))
  if (number !== null) {
    row.classList.add('unnamed')
    addLine(lines, element('small', '', say(words.number, { number: number.replace('-', '\u2011') })))
  }
  for (const one of [state].flat()) addLine(lines, one)
  return row
}

/** Draws the numbers of people without a name on paper, by number, as the server does. */
function paperLines(people) {
  const numbers = people.map(({ number }) => number).toSorted()
  const list = element(
    'ul',
    'paper-lines',
    numbers.map((number) => element('li', '', number)),
  )
  list.setAttribute('aria-hidden', 'true')
  return list
}

const addLine = (lines, line) => lines.append(document.createElement('br'), line)
