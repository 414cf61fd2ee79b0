import type { Context } from 'hono'
import { html } from 'hono/html'
import { createUnsubscribing, unsubscribe, unsubscribePath } from '../../../core/messages/unsubscribing.ts'
import { basePath } from '../../../platform/config.ts'
import { answerPage, messagePage } from '../../../platform/html/layout.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'

/**
 * Creates handlers for unsubscribing. Opening the link only asks. Its button posts, or a mail
 * program does so by itself (RFC 8058). Mails about a seat continue.
 */
export function createUnsubscribePages(system: System) {
  const { read } = createUnsubscribing(system)
  const readRequest = (c: Context) => {
    const token = c.req.param('token') ?? ''
    const recipient = read(token)
    if (recipient === undefined) throw new ProblemError('not-found')
    return { token, recipient, lang: languageOf(c) }
  }

  return {
    ask(c: Context) {
      const { token, lang } = readRequest(c)
      const action = `${basePath(system.config)}${unsubscribePath(token, lang)}`
      const form = html`<form method="post" action="${action}"><button>${say(lang, 'page.unsubscribe.button')}</button></form>`
      const [title, text] = [say(lang, 'page.unsubscribe'), say(lang, 'page.unsubscribe.text')]
      return answerPage(c, system.config, messagePage(lang, title, text, form))
    },
    async take(c: Context) {
      const { recipient, lang } = readRequest(c)
      await unsubscribe(system, recipient)
      const [title, text] = [say(lang, 'page.unsubscribed'), say(lang, 'page.unsubscribed.text')]
      return answerPage(c, system.config, messagePage(lang, title, text))
    },
  }
}
