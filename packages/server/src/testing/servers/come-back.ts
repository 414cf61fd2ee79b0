import { setTimeout as delay } from 'node:timers/promises'

const pauseMs = 50

/** Whether a server of ours says that it is short of time, and when to come back: its proxy says no such thing. */
export const asksToComeBack = (response: Response): boolean =>
  response.status === 503 && response.headers.has('retry-after')

/**
 * Sends a request again while a server asks for that, as visitors do: on a busy machine a statement can take longer than
 * the seconds it has. What is lost, and any other answer, ends it.
 */
export async function comeBack(send: () => Promise<Response>): Promise<{ response: Response; isRepeated: boolean }> {
  for (let tries = 1; ; tries++) {
    const response = await send()
    if (!asksToComeBack(response)) return { response, isRepeated: tries > 1 }
    await response.body?.cancel()
    await delay(pauseMs)
  }
}
