// Says at the door how many seats are unclaimed or open, as people come in.
import { numbered, say } from './door-rows.js'

/**
 * @param {{ words: object, timeOf: (at: string) => string, now: () => number }} view
 */
export function createSeats(door, { words, timeOf, now }) {
  const place = door.querySelector('[data-seats]')
  const over = door.querySelector('[data-over]')
  const left = door.querySelector('[data-free]')
  let seats = place && JSON.parse(place.dataset.seats)
  const show = (selector, text, isShown) => {
    const element = place.querySelector(selector)
    if (!element) return
    element.hidden = !isShown
    const label = element.querySelector('button') ?? element
    if (isShown && label.textContent !== text) label.textContent = text
  }
  return {
    /** Takes what the server says about the seats. */
    set(given) {
      if (place && given) seats = given
    },
    /** Tells it of those who are here now, and how many of them the server does not know yet. */
    tell(people, way, unsent) {
      if (!place) return
      const seated = [...people.values()].filter(({ status }) => status === 'confirmed')
      const absent = seated.filter(({ marks }) => marks.length === 0)
      const count = absent.filter(({ isSeatOpen }) => !isSeatOpen).length
      const opened = absent.length - count
      const free = Math.max(0, (seats.free ?? 0) + opened - seats.opened)
      if (left) tellFree(left, words, free - unsent)
      const isTime = new Date(now()).toISOString() >= seats.opensAt
      const mayOpen = place.querySelector('[data-open-seats]') !== null
      place.hidden = way === 'out'
      show('[data-opened]', numbered(words.opened, free), opened > 0)
      const text = isTime
        ? numbered(words.unclaimed, count)
        : say(numbered(words.released, count), { time: timeOf(seats.opensAt) })
      show('[data-unclaimed]', text, count > 0 && !(isTime && mayOpen))
      show('[data-open-seats]', numbered(words.openSeats, count), isTime && count > 0)
      tellMore(over, words, seated.length - absent.length - seats.capacity)
    },
  }
}

function tellMore(over, words, more) {
  over.hidden = more <= 0
  if (more > 0) over.querySelector('span').textContent = numbered(words.over, more)
}

function tellFree(left, words, free) {
  left.textContent = free > 0 ? numbered(words['walkIn.free'], free) : words['walkIn.full']
  left.classList.toggle('ok', free > 0)
}
