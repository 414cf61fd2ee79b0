export type Fetch = (request: Request, env: object) => Response | Promise<Response>

/**
 * Answers requests that have arrived together one right after the other, once all of them are read, instead of each
 * between two of the network's own. Under load that costs less for each, as the benchmark shows beside the plain way; a
 * request that comes alone waits for one turn of the event loop.
 */
export function batchRequests(fetch: Fetch): Fetch {
  let gathering: Promise<void> | undefined
  // After everything that is there to be read now, and before anything is waited for.
  const gather = () =>
    new Promise<void>((resolve) =>
      setImmediate(() => {
        gathering = undefined
        resolve()
      }),
    )
  return async (request, env) => {
    gathering ??= gather()
    await gathering
    return fetch(request, env)
  }
}
