import { reveal, rootOf } from './reveal.ts'

/**
 * Moves the focus to the first of these that exists, after the microtask that renders the change.
 */
export function focusSoon(event: Event, ...selectors: string[]) {
  const root = rootOf(event)
  const find = () => selectors.map((one) => root.querySelector<HTMLElement>(one)).find((one) => one !== null)
  setTimeout(() => reveal(find()))
}
