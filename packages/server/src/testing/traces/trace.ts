import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const source = new URL('../../', import.meta.url).href

/** A function of the server's source, and where it begins; lines and columns count from 0. */
export interface Begin {
  file: string
  line: number
  column: number
}

/**
 * Returns the server's files whose functions something enters, in the order in which each is
 * entered first.
 * @param prepare - Returns what to run. It is called and run three times: once so that what is done
 * only at first use does not count, once for the functions, and once for their order
 */
export async function filesEntered(prepare: () => Promise<() => Promise<unknown>>): Promise<string[]> {
  await (await prepare())()
  const begins = await functionsEntered(await prepare())
  return [...new Set(await orderOf(begins, await prepare()))]
}

/** Returns where the functions that a run enters begin. */
async function functionsEntered(run: () => Promise<unknown>): Promise<Begin[]> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  await session.post('Profiler.takePreciseCoverage')
  await run()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  session.disconnect()
  return result
    .filter(({ url }) => url.startsWith(source) && !url.includes('/testing/') && !url.endsWith('.test.ts'))
    .flatMap(({ url, functions }) => {
      // Node takes the types away without moving what is left.
      const text = readFileSync(fileURLToPath(url), 'utf8')
      return functions
        .filter(({ functionName, ranges: [range] }) => functionName !== '' || (range?.startOffset ?? 0) > 0)
        .filter(({ ranges: [range] }) => (range?.count ?? 0) > 0)
        .map(({ ranges: [range] }) => ({ file: url.slice(source.length), ...placeOf(text, range?.startOffset ?? 0) }))
    })
}

function placeOf(text: string, offset: number) {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length - 1, column: offset - start }
}

/**
 * Returns the files of these functions in the order in which a run enters them, as often as it
 * does.
 */
async function orderOf(begins: Begin[], run: () => Promise<unknown>): Promise<string[]> {
  // A thread that is stopped cannot say where, so another one watches.
  const watcher = new Worker(new URL('trace-watcher.ts', import.meta.url), { workerData: { source, begins } })
  const answer = () =>
    new Promise<string[]>((resolve, reject) => watcher.once('message', resolve).once('error', reject))
  try {
    await answer()
    await run()
    const files = answer()
    watcher.postMessage('end')
    return await files
  } finally {
    await watcher.terminate()
  }
}
