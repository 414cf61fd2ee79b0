import { Session } from 'node:inspector/promises'

const source = new URL('../', import.meta.url).href

/**
 * Runs something and returns the server's files whose functions it entered, in the order in which each was first loaded.
 * Run it once before, so that what is done only at first use does not count.
 */
export async function filesEntered(run: () => Promise<unknown>): Promise<string[]> {
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
    .filter(({ functions }) =>
      functions.some(({ functionName, ranges }) =>
        functionName !== '' || (ranges[0]?.startOffset ?? 0) > 0 ? (ranges[0]?.count ?? 0) > 0 : false,
      ),
    )
    .map(({ url }) => url.slice(source.length))
}
