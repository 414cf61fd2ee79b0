import type { Mail } from '../platform/outgoing-mail.ts'

/**
 * Returns every address on this server in a mail: in its text, its HTML and its unsubscribe header.
 */
export function addressesIn({ text, html, unsubscribe }: Mail): string[] {
  const ours = (url: string) => /^https?:\/\/(signup\.example|127\.0\.0\.1)\b/.test(url)
  const inText = text.match(/https?:\/\/\S+/g) ?? []
  const inHtml = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return [...inText, ...inHtml, ...(unsubscribe === undefined ? [] : [unsubscribe])].filter(ours)
}
