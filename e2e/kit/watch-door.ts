import type { Profile } from './page.ts'
import { until } from './until.ts'

/** Waits for what the page of a door shows, in a browser that may be killed and started again. */
export function watchDoor(profileNow: () => Profile) {
  /** Asks the page, which may be leaving. */
  const sees = <Args extends unknown[]>(ask: (...args: Args) => boolean, ...args: Args) =>
    profileNow()
      .read(ask, ...args)
      .catch(() => false)
  return {
    sees,
    says: (text: string) =>
      until(text, () =>
        sees((wanted) => {
          const main = document.querySelector('main')
          return main instanceof HTMLElement && main.innerText.replaceAll(/\s+/g, ' ').includes(wanted)
        }, text),
      ),
    /** So many people are here. */
    here: (wanted: number) =>
      until(`${wanted} here`, () =>
        sees((number) => document.querySelector('[data-here]')?.textContent === String(number), wanted),
      ),
  }
}
