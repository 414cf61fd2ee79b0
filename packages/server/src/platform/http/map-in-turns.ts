import { setImmediate as pause } from 'node:timers/promises'

/** The client of a request has hung up, so no one waits for what it asked for. */
export class HungUpError extends Error {
  override readonly name = 'HungUpError'
}

/** Few enough that they take some milliseconds. */
const atOnce = 10

/**
 * Maps a list, some entries at a time, so that other requests go on in between.
 * @param signal of the request
 * @throws {HungUpError}
 */
export async function mapInTurns<In, Out>(
  list: readonly In[],
  map: (one: In) => Out | Promise<Out>,
  signal?: AbortSignal,
): Promise<Out[]> {
  const mapped: Out[] = []
  for (const one of list) {
    if (mapped.length > 0 && mapped.length % atOnce === 0) {
      await pause()
      if (signal?.aborted) throw new HungUpError()
    }
    mapped.push(await map(one))
  }
  return mapped
}
