// Stops the main thread at the beginning of each function that it is told, notes its file, and lets
// it go on.
import { Session } from 'node:inspector/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { Begin } from './trace.ts'

const { source, begins } = workerData as { source: string; begins: Begin[] }
const ids = new Map<string, string>()
const files: string[] = []
const session = new Session()
session.connectToMainThread()
session.on('Debugger.scriptParsed', ({ params: { url, scriptId } }) => ids.set(url, scriptId))
session.on('Debugger.paused', ({ params: { callFrames } }) => {
  const id = callFrames[0]?.location.scriptId
  files.push(
    ...begins
      .map(({ file }) => file)
      .filter((file) => ids.get(source + file) === id)
      .slice(0, 1),
  )
  void session.post('Debugger.resume')
})
// Listens from the beginning: a session alone would not keep this thread alive.
parentPort?.once('message', () => parentPort?.postMessage(files))
await session.post('Debugger.enable')
for (const { file, line, column } of begins) {
  const scriptId = ids.get(source + file)
  if (scriptId === undefined) throw new Error(`${file} is not loaded any more`)
  const start = { scriptId, lineNumber: line, columnNumber: column }
  // Where the first statement begins, which is where a thread can stop.
  const { locations } = await session.post('Debugger.getPossibleBreakpoints', { start, restrictToFunction: true })
  if (locations[0]) await session.post('Debugger.setBreakpoint', { location: locations[0] })
}
parentPort?.postMessage([])
