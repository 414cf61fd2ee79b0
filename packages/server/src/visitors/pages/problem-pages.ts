import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { basePath } from '../../platform/config.ts'
import { answerPage, type Html } from '../../platform/html/layout.ts'
import { requestLanguage } from '../../platform/http/request-language.ts'
import { ProblemError, type ProblemName, problems } from '../../platform/problem.ts'
import { say } from '../../words/index.ts'

/** Creates the pages that the `type` of a problem leads to: for developers who use the API. */
export function createProblemPages({ config }: Pick<App, 'config'>) {
  const base = `${basePath(config)}/problems`
  const answer = (c: Context, path: string, title: string, body: (lang: Language) => Html) => {
    const lang = requestLanguage(c)
    const languages = language.options.map((one) => ({ lang: one, href: `${base}${path}?lang=${one}` }))
    const content = html`<main><div class="card">${body(lang)}</div></main>`
    return answerPage(c, config, { lang, title, languages, backToList: false, body: content })
  }
  return {
    all: (c: Context) =>
      answer(
        c,
        '',
        say(requestLanguage(c), 'problems.heading'),
        (lang) =>
          html`<h1>${say(lang, 'problems.heading')}</h1><p>${say(lang, 'problems.intro')}</p><ul>${names.map(
            (name) =>
              html`<li><a href="${base}/${name}?lang=${lang}">${name}</a> – ${say(lang, `problem.${name}`)}</li>`,
          )}</ul>`,
      ),
    one(c: Context) {
      const name = c.req.param('name') ?? ''
      if (!isName(name)) throw new ProblemError('not-found')
      return answer(
        c,
        `/${name}`,
        say(requestLanguage(c), `problem.${name}`),
        (lang) =>
          html`<h1>${say(lang, `problem.${name}`)}</h1><p>${say(lang, `problem.${name}.text`)}</p><p>${say(
            lang,
            'problems.status',
            { status: problems[name] },
          )}</p><p><a href="${base}?lang=${lang}">${say(lang, 'problems.all')}</a></p>`,
      )
    },
  }
}

const isName = (name: string): name is ProblemName => Object.hasOwn(problems, name)
const names = Object.keys(problems).filter(isName)
