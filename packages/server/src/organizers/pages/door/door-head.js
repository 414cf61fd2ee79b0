// Says above the list how many are here, and draws it.
import { countHere } from './door-model.js'

export function createHead(door, words) {
  const [here, of, bar] = ['here', 'of', 'bar'].map((name) => door.querySelector(`[data-${name}]`))
  return {
    /** Returns how many are here. */
    tell(people, { session, way }) {
      const { here: count, expected } = countHere(people, session, way)
      here.textContent = String(count)
      of.textContent = (way === 'in' ? words.of : words.stillHere).replace(/\{\w+\}/, String(expected))
      bar.parentElement.setAttribute('viewBox', `0 0 ${expected || 1} 12`)
      bar.previousElementSibling.setAttribute('width', String(expected || 1))
      bar.setAttribute('width', String(count))
      return count
    },
  }
}
