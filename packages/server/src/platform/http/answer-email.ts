import type { Context } from 'hono'

// An email runs no script, sends no form, and loads nothing. Its links open in a tab of their own,
// outside the sandbox, as from any email program.
const emailPolicy = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Responds with a part of an email. Nothing in it can reach the page around it. */
export const answerFile = (c: Context, content: string, type: string) =>
  c.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'no-store', 'Content-Security-Policy': emailPolicy })

/** Responds with an email for a frame of a page. */
export const answerEmail = (c: Context, html: string) =>
  answerFile(c, withLinksOutside(html), 'text/html; charset=utf-8')

/**
 * Has links open in a tab of their own. Inside the frame, their pages would be in the sandbox too.
 */
const withLinksOutside = (html: string) => html.replace(/<head[^>]*>/, '$&<base target="_blank">')
