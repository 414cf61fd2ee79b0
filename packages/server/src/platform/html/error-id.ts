import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { say } from '../../words/index.ts'
import { currentRequest } from '../ops/current-request.ts'
import type { ProblemError } from '../problem.ts'
import type { Html } from './layout.ts'

/** Shows a fault of the server with the id under which its operator finds it in the log. */
export function errorIdLine({ problem }: Pick<ProblemError, 'problem'>, lang: Language): Html | '' {
  const request = currentRequest()
  if (problem.status < 500 || !request) return ''
  return html`<p><small>${say(lang, 'page.errorId', { id: request.id })}</small></p>`
}
