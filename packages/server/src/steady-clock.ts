import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds that no step of the machine's clock touches. Only differences mean anything. */
export interface SteadyClock {
  now: () => number
  /** Resolves at that moment, and hardly later. */
  until: (moment: number) => Promise<void>
}

// A timer counts whole milliseconds from when it was set, so the last one is waited for turn by turn: when a timer was set
// is what an answer on the grid must not show.
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
