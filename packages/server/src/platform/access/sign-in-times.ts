const minute = 60
const hour = 60 * minute

/** How long each part of signing in works, in seconds. */
export const signInTimes = {
  /** A session without a request. */
  idleSeconds: 30 * minute,
  /** A session, however much it is used. */
  sessionSeconds: 12 * hour,
  codeSeconds: 10 * minute,
  /** A link that a command printed. */
  linkSeconds: 24 * hour,
  /** What a passkey is asked to sign. */
  challengeSeconds: 5 * minute,
} as const
