import type { Training } from '@training-signup/contract'

// setTimeout takes 31 bits and fires at once beyond them.
const longestTimeoutMs = 2 ** 31 - 1
// A cached answer may still say "upcoming" for a moment after the hour.
const againMs = 1000

/** Waits for a training's registration to open, by the server's clock. */
export class Opening {
  readonly #onOpen: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #serverAheadMs = 0
  #lastAsked = ''

  constructor(onOpen: () => void) {
    this.#onOpen = onOpen
  }

  setClock(now: string) {
    this.#serverAheadMs = Date.parse(now) - Date.now() || 0
  }

  watch(training: Pick<Training, 'state' | 'opensAt'>) {
    const { state, opensAt } = training
    this.cancel()
    if (state !== 'upcoming' || !opensAt) return
    const missingMs = Date.parse(opensAt) - Date.now() - this.#serverAheadMs
    const isDue = missingMs <= longestTimeoutMs
    const act = () => (isDue ? this.#ask(opensAt) : this.watch(training))
    this.#timer = setTimeout(
      act,
      isDue ? Math.max(missingMs, this.#lastAsked === opensAt ? againMs : 0) : longestTimeoutMs,
    )
  }

  #ask(opensAt: string) {
    this.#lastAsked = opensAt
    this.#onOpen()
  }

  cancel() {
    clearTimeout(this.#timer)
  }
}
