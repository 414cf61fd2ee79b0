import type { Training } from '@training-signup/contract'

// setTimeout takes 31 bits and fires immediately beyond them.
const longestTimeoutMs = 2 ** 31 - 1
// A cached answer may still say "upcoming" for a moment after the hour.
const shortestTimeoutMs = 1000

/** Waits for a training's registration to open, by the server's clock. */
export class Opening {
  readonly #onOpen: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #serverAheadMs = 0

  constructor(onOpen: () => void) {
    this.#onOpen = onOpen
  }

  setClock(now: string) {
    this.#serverAheadMs = Date.parse(now) - Date.now() || 0
  }

  /** Loads the training again when it should have opened, and keeps watching until it has. */
  watch({ state, opensAt }: Pick<Training, 'state' | 'opensAt'>) {
    this.cancel()
    if (state !== 'upcoming' || !opensAt) return
    const missingMs = Date.parse(opensAt) - Date.now() - this.#serverAheadMs
    this.#timer = setTimeout(this.#onOpen, Math.min(Math.max(missingMs, shortestTimeoutMs), longestTimeoutMs))
  }

  cancel() {
    clearTimeout(this.#timer)
  }
}
