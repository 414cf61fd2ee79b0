// What the soak adds to the server: at a signal it throws away all that nothing holds, and says how much is left.
import { memoryUsage } from 'node:process'

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  process.stdout.write(`${JSON.stringify({ msg: 'live', megabytes: memoryUsage().heapUsed / 2 ** 20 })}\n`)
})
