// Loaded before a server that a test starts: its jobs run ten times as often, so that no test waits
// for them.
const { setInterval: realInterval } = globalThis
globalThis.setInterval = Object.assign(
  (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => realInterval(run, ms / 10, ...args),
  realInterval,
)
