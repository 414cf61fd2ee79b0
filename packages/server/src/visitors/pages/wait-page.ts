import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { messagePage, type Page } from '../../platform/html/layout.ts'
import type { ProblemError } from '../../platform/problem.ts'
import { say } from '../../words/index.ts'

/**
 * Returns the page for a visitor who exceeds a limit. It keeps what they sent, and one button sends
 * it again.
 */
export async function waitPage(c: Context, lang: Language, { retryAfterSeconds = 1 }: ProblemError): Promise<Page> {
  const text = say(lang, 'page.wait.text', { count: retryAfterSeconds })
  return messagePage(lang, say(lang, 'page.wait'), text, c.req.method === 'POST' ? await formAgain(c, lang) : '')
}

// Without an action, a form posts to the URL of its page.
async function formAgain(c: Context, lang: Language) {
  const sent = [...new URLSearchParams(await c.req.text().catch(() => ''))]
  return html`<form method="post" accept-charset="utf-8">${sent.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${say(lang, 'failed.retry')}</button></form>`
}
