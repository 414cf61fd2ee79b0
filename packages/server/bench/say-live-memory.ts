// What the soak adds to the server. Every minute it says where its memory is. At a signal it throws away all that
// nothing holds, and says how much is left.
import { memoryUsage } from 'node:process'

const minuteMs = 60_000
const megabytes = (bytes: number) => Math.round((bytes / 2 ** 20) * 10) / 10
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

setInterval(() => {
  const { rss, heapTotal, heapUsed, external } = memoryUsage()
  say({
    msg: 'memory',
    all: megabytes(rss),
    heap: megabytes(heapTotal),
    used: megabytes(heapUsed),
    external: megabytes(external),
  })
}, minuteMs).unref()

process.on('SIGUSR2', () => {
  globalThis.gc?.()
  say({ msg: 'live', megabytes: memoryUsage().heapUsed / 2 ** 20 })
})
