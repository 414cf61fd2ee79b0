// Loaded into a server that is measured (`--import`): says on a port of its own what the process
// has computed, and the longest piece of work that its only thread did without a pause.
import { createServer } from 'node:http'

const port = Number(process.env['WATCH_PORT'])

let isWatching = false
let longestMicroseconds = 0
let begun = 0

/** What this thread has computed. Another program that takes the processor does not count. */
const threadMicroseconds = () => {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

/** Runs once in every turn of the event loop. */
function watchTurn() {
  const now = threadMicroseconds()
  longestMicroseconds = Math.max(longestMicroseconds, now - begun)
  begun = now
  if (isWatching) setImmediate(watchTurn)
}

createServer((request, response) => {
  const { user, system } = process.cpuUsage()
  response.end(
    JSON.stringify({
      cpuMs: (user + system) / 1000,
      longestMs: longestMicroseconds / 1000,
      megabytes: process.memoryUsage.rss() / 1e6,
    }),
  )
  const shouldWatch = request.url === '/watch'
  longestMicroseconds = 0
  begun = threadMicroseconds()
  if (shouldWatch && !isWatching) setImmediate(watchTurn)
  isWatching = shouldWatch
})
  .listen(port, '127.0.0.1')
  .unref()
