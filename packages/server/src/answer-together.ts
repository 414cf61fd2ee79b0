export type Fetch = (request: Request, env: object) => Response | Promise<Response>

/**
 * Answers requests that have arrived together one right after the other, once all of them are read. Answered as each is
 * read, every one would find the processor's caches full of the network's work, and cost more than twice as much.
 */
export function answerTogether(fetch: Fetch): Fetch {
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
