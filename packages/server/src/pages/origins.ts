// Hosts may hold characters, such as a semicolon, that mean something else in a policy.
const plainOrigin = /^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i

/** Whether it can stand in a Content-Security-Policy and says one web origin there. */
export const isPlainOrigin = (text: string) =>
  plainOrigin.test(text) && URL.canParse(text) && new URL(text).origin === text

/** The origin of an address as people write it: `example.org` and `https://example.org/page` too. */
export function readOrigin(text: string): string | undefined {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address)) return undefined
  const { origin } = new URL(address)
  return isPlainOrigin(origin) ? origin : undefined
}
