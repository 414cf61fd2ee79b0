import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/**
 * Milliseconds that changes of the machine's clock do not affect. Only differences have a meaning.
 */
export interface SteadyClock {
  now: () => number
  /** Resolves at that moment, with hardly any delay. */
  until: (moment: number) => Promise<void>
}

// A timer counts whole milliseconds from when it was set, and a response on the grid must not show
// when that was. So the last millisecond is spent turn by turn of the event loop.
const timerMs = 1
const timerErrorMs = 0.1

export const steadyClock: SteadyClock = {
  now: () => performance.now(),
  async until(moment) {
    for (;;) {
      const left = moment - performance.now()
      if (left <= 0) return
      await (left > timerMs + timerErrorMs ? sleep(left - timerErrorMs) : nextTurn())
    }
  },
}
