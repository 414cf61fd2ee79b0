// Says at the door what waits and why, and asks where only a person can decide.
import { element, numbered, say } from './door-rows.js'

/** A text that stays is not set again: screen readers would say it every few seconds. */
function set(place, text) {
  if (place.textContent !== text) place.textContent = text
}

/** What it says names people by what the door knows of them. */
export function createNotes(door, { words, timeOf, nameOf, accountOf }) {
  const at = (name) => door.querySelector(`[data-${name}]`)
  const nameIn = (id) => nameOf(id) ?? words['asks.stranger']
  return {
    /** Says why what was tapped is not sent, if it is not. */
    tell({ why, since, marks, trouble }) {
      const [offline, again] = [at('offline'), at('again')]
      const isSignedOut = why === 'signed-out' || why === 'ended'
      offline.hidden = why === undefined || isSignedOut
      again.hidden = !isSignedOut
      if (isSignedOut) tellSignedOut(again, { words, why, count: marks.length, trouble })
      else if (why !== undefined) {
        set(offline.querySelector('[data-title]'), say(words[why], { time: timeOf(since) }))
        const kept = trouble ? words.open : words.kept
        set(offline.querySelector('[data-text]'), marks.length === 0 ? words.goOn : numbered(kept, marks.length))
      }
      at('waiting').hidden = marks.length === 0
      const word = ({ kind }) => words[`offline.${kind === 'undo' ? 'undone' : kind}`]
      const lines = marks.map((one) => say(word(one), { time: timeOf(one.at), name: nameIn(one.registration) }))
      const names = at('names')
      if (names.textContent !== lines.join('')) names.replaceChildren(...lines.map((text) => element('li', '', text)))
      tellTrouble(at('memory'), words, trouble)
    },
    /** Says that everything was sent, until the next tap. */
    sent(count) {
      at('back').hidden = count === 0
      if (count > 0) set(at('back').querySelector('span'), numbered(words.back, count))
    },
    /** Says where someone must decide, or at least read; last about those who could not be added. */
    ask(asks, added) {
      const rows = asks.map((one) =>
        askRow(words, one, { name: nameIn(one.registration), account: accountOf(one.by), timeOf }),
      )
      tellAsks(at('asks'), words, { rows, added })
    },
  }
}

function tellAsks(section, words, { rows: asks, added }) {
  const rows = [...asks, ...added]
  section.hidden = rows.length === 0
  set(section.querySelector('h2'), rows.length === 0 ? '' : numbered(words.asks, rows.length))
  for (const one of section.querySelectorAll('[data-changed]')) one.hidden = asks.length === 0
  // Rows that stay are not drawn again: a finger or the focus may be on them.
  const [place, drawn] = [section.querySelector('.rows'), element('div', '', rows)]
  if (drawn.innerHTML !== place.innerHTML) place.replaceChildren(...drawn.childNodes)
}

function tellTrouble(note, words, trouble) {
  note.hidden = trouble === undefined
  if (trouble) set(note.querySelector('span'), words[trouble])
}

function tellSignedOut(note, { words, why, count, trouble }) {
  set(note.querySelector('[data-text]'), why === 'ended' ? words.ended : words[trouble ? 'again.open' : 'again.kept'])
  const link = note.querySelector('[data-title]')
  set(link, count === 0 ? words['again.none'] : numbered(words['again.title'], count))
  // Where nothing is kept, this page has to stay.
  link.target = trouble ? '_blank' : ''
}

const answers = {
  cancelled: ['keep', 'drop'],
  waiting: ['keep', 'drop'],
  undone: ['here', 'notHere'],
}

function askRow(words, ask, { name, account, timeOf }) {
  const times = { time: timeOf(ask.at), earlier: ask.earlier ? timeOf(ask.earlier) : '', name: account ?? '' }
  const word = ask.what === 'undone' && account === undefined ? 'other' : ask.what
  const row = element('div', 'line ask', [
    element('span', '', [element('b', '', name), element('br'), say(words[`asks.${word}`], times)]),
  ])
  for (const answer of answers[ask.what] ?? ['seen']) {
    const button = element('button', 'button', words[`asks.${answer}`])
    button.type = 'button'
    button.dataset.answer = answer
    button.dataset.ask = ask.id
    button.append(element('span', 'unseen', `: ${name}`))
    row.append(button)
  }
  return row
}
