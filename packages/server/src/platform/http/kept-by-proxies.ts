/**
 * What a proxy or a CDN in front of the server may keep, in seconds: how long without asking, then
 * how long while it asks, and how long if no answer comes. A change shows within 70 seconds: 60 in
 * the proxy, and 10 in a browser.
 */
const sharedSeconds = 60
const staleSeconds = 60
const daySeconds = 24 * 60 * 60

/** If no answer comes, a form of yesterday is better than none. */
export const staleIfError = `stale-if-error=${daySeconds}`

/**
 * Returns the directives for proxies. `seconds`: until the answer changes without an edit.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5861}
 */
export function keptByProxies(seconds: number): string {
  const shared = Math.min(sharedSeconds, seconds)
  const stale = Math.min(staleSeconds, seconds - shared)
  return `s-maxage=${shared}, stale-while-revalidate=${stale}, ${staleIfError}`
}
