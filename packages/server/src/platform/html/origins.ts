// Hosts may contain characters, like a semicolon, that have another meaning in a policy.
const plainOrigin = /^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i

/** Returns whether the text is exactly one web origin, safe in a Content-Security-Policy. */
export const isPlainOrigin = (text: string) =>
  plainOrigin.test(text) && URL.canParse(text) && new URL(text).origin === text

/**
 * Returns the origin of a URL as people write it, including `example.org` and
 * `https://example.org/page`.
 */
export function readOrigin(text: string): string | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address)) return undefined
  const { origin } = new URL(address)
  return isPlainOrigin(origin) ? origin : undefined
}
