// Checks out everyone who is still there, all at one time.
import { stateIn } from './door-model.js'
import { say } from './door-rows.js'

/**
 * @param {{ words: object, nowText: () => string, tap: Function }} view
 */
export function createLeaving(door, { words, nowText, tap }) {
  const all = door.querySelector('[data-all]')
  /** How many the first press asked about. Another number is asked about again. */
  let asked
  function draw(here) {
    if (asked !== here) asked = undefined
    all.classList.toggle('primary', asked !== undefined)
    all.textContent = say(asked === undefined ? words.all : words['all.sure'], { count: here })
  }
  return {
    tell(here, way) {
      all.hidden = way === 'in' || here === 0
      draw(all.hidden ? 0 : here)
      door.querySelector('[data-all-hint]').hidden = all.hidden
      for (const one of door.querySelectorAll('[data-arriving]')) one.hidden = way === 'out'
      door.querySelector('[data-early]').hidden = way === 'in'
    },
    /** The first press says how many, the second does it. */
    press(people, session) {
      const isStill = (one) => one.status === 'confirmed' && stateIn(one, session).last?.kind === 'in'
      const still = [...people.values()].filter(isStill)
      if (asked !== still.length) {
        asked = still.length
        draw(asked)
        return
      }
      const at = nowText()
      for (const { id } of still) void tap(id, 'out', { at, reason: 'together' })
    },
  }
}
