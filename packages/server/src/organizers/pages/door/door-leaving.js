// Checks out everyone who is still there, all at one time.
import { stateIn } from './door-model.js'
import { numbered } from './door-rows.js'

/**
 * @param {{ words: object, nowText: () => string, tap: Function }} view
 */
export function createLeaving(door, { words, nowText, tap }) {
  const all = door.querySelector('[data-all]')
  return {
    tell(here, way) {
      all.hidden = way === 'in' || here === 0
      all.classList.remove('primary')
      all.textContent = all.hidden ? '' : numbered({ one: words.all, other: words.all }, here)
      door.querySelector('[data-all-hint]').hidden = all.hidden
      for (const one of door.querySelectorAll('[data-arriving]')) one.hidden = way === 'out'
      door.querySelector('[data-early]').hidden = way === 'in'
    },
    /** The first press says how many, the second does it. */
    press(people, session) {
      const still = [...people.values()].filter((one) => stateIn(one, session).last?.kind === 'in')
      if (!all.classList.contains('primary')) {
        all.classList.add('primary')
        all.textContent = words['all.sure'].replace('{count}', String(still.length))
        return
      }
      const at = nowText()
      for (const { id } of still) void tap(id, 'out', { at, reason: 'together' })
    },
  }
}
