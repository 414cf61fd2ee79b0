import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ProblemError } from '../problem.ts'
import { say } from '../words/index.ts'
import { messagePage, type Page } from './layout.ts'

/** For whoever comes too often: what they sent stays in the page, and one button sends it again. */
export async function waitPage(c: Context, lang: Language, { retryAfterSeconds = 1 }: ProblemError): Promise<Page> {
  const text = say(lang, 'page.wait.text', { count: retryAfterSeconds })
  return messagePage(lang, say(lang, 'page.wait'), text, c.req.method === 'POST' ? await formAgain(c, lang) : '')
}

// Without an action a form is sent to the address of the page that it is in.
async function formAgain(c: Context, lang: Language) {
  const sent = [...new URLSearchParams(await c.req.text().catch(() => ''))]
  return html`<form method="post" accept-charset="utf-8">${sent.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button>${say(lang, 'failed.retry')}</button></form>`
}
