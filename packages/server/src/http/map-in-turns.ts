import { setImmediate as pause } from 'node:timers/promises'

/** Few enough that they take some milliseconds. */
const atOnce = 10

/**
 * Maps a list, some entries at a time, so that other requests go on in between.
 * @param signal of the request: once its client has hung up, there is no one to work for
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
      signal?.throwIfAborted()
    }
    mapped.push(await map(one))
  }
  return mapped
}
