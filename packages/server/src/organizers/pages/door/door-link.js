// Talks with the server: it tells why something does not arrive, and what its clock says.

/** Whether an account has ended is asked once in a while. */
const againMs = 60_000
/** A connection that has not answered by then is none: what waits is tried again. */
const patienceMs = 10_000

/**
 * @param {{ facts: object, store: object, onEnded: () => Promise<void> }} door
 */
export async function createLink({ facts, store, onEnded }) {
  /** How far the server's clock is ahead of this one. */
  let ahead = (await store.readFact('ahead')) ?? 0
  let askedAgain = 0
  let hasEnded = false
  const now = () => Date.now() + ahead
  const nowText = () => new Date(now()).toISOString()
  /** Whether the account cannot check in any more. Then the list goes, and what was tapped stays. */
  async function isEnded() {
    if (now() < askedAgain) return hasEnded
    askedAgain = now() + againMs
    try {
      const { status } = await ask(`${facts.base}/admin/sign-in/door/${facts.account}`)
      hasEnded = status === 404
      if (hasEnded) await onEnded()
    } catch {
      askedAgain = 0
    }
    return hasEnded
  }

  /** Asks the server. Returns its answer, or why there is none. */
  async function request(path, options) {
    const begun = Date.now()
    try {
      const response = await ask(`${facts.base}/api/v1/admin/trainings/${path}`, options)
      const { status } = response
      if (status === 401 || status === 403) return { why: (await isEnded()) ? 'ended' : 'signed-out' }
      if (status >= 400) return { why: reasons[status] ?? 'later' }
      const body = await response.json()
      if (body.now) ahead = Date.parse(body.now) - (begun + Date.now()) / 2
      void store.keepFact('ahead', ahead)
      return { body }
    } catch {
      return { why: 'offline' }
    }
  }

  return { request, now, nowText }
}

const reasons = { 400: 'wrong', 413: 'wrong', 422: 'wrong', 404: 'gone', 410: 'gone' }

const ask = (address, options) => fetch(address, { ...options, signal: AbortSignal.timeout(patienceMs) })

/** Pages without a secure connection have no other way to a random id. */
export function newId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))]
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
