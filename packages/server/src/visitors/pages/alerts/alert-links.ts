import type { Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { deleteAlert } from '../../../core/alerts/end-alert.ts'
import { proveAlertByLink } from '../../../core/alerts/prove-alert.ts'
import { type Alert, alerts } from '../../../core/alerts/request-alert.ts'
import { createVerificationTokens } from '../../../core/proof/token.ts'
import { presentTraining } from '../../../core/trainings/present.ts'
import { findTraining } from '../../../core/trainings/trainings.ts'
import { basePath } from '../../../platform/config.ts'
import { answerPage, messagePage } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { pressed } from '../../../platform/http/require-press.ts'
import { isProblem, ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { alertDonePage } from './alert-page.ts'

/**
 * Creates handlers for the links in the emails of alerts. Opening one only asks, because programs
 * open the links of emails. Its button posts; to stop, a mail program can do so by itself (RFC
 * 8058).
 */
export const createAlertLinks = (system: System) => ({ ...provingLinks(system), ...stoppingLinks(system) })

function provingLinks(system: System) {
  const done = async (c: Context, alert: Alert) => {
    const lang = languageOf(c)
    return answerPage(c, system.config, alertDonePage({ lang, training: await trainingOf(system, alert, lang) }, alert))
  }
  return {
    async ask(c: Context): Promise<Response> {
      const lang = languageOf(c)
      const alert = await findLinked(system, c)
      if (!alert) return answerOver(system, c)
      if (alert.verified_at !== null) return done(c, alert)
      const { title, when } = await trainingOf(system, alert, lang)
      const more = html`<p><strong>${title}</strong><br>${unbroken(when.text)}</p>
${buttonView(actionOf(system, c, '/r/notify'), say(lang, 'alert.code.button'))}`
      const page = messagePage(lang, say(lang, 'alert.prove'), say(lang, 'alert.prove.text'), more)
      return answerPage(c, system.config, page)
    },
    async prove(c: Context): Promise<Response> {
      const alert = await findLinked(system, c)
      if (!alert) return answerOver(system, c)
      try {
        return await done(c, await proveAlertByLink(system, alert.id))
      } catch (error) {
        if (isProblem(error, 'verification-over')) return answerOver(system, c)
        throw error
      }
    },
  }
}

function stoppingLinks(system: System) {
  const answerStopped = (c: Context) => {
    const lang = languageOf(c)
    const page = messagePage(lang, say(lang, 'alert.stopped'), say(lang, 'alert.stopped.text'))
    return answerPage(c, system.config, page)
  }
  return {
    async askToStop(c: Context): Promise<Response> {
      const lang = languageOf(c)
      if (!(await findLinked(system, c))) return answerStopped(c)
      const form = buttonView(actionOf(system, c, '/unsubscribe/notify'), say(lang, 'alert.stop'))
      const page = messagePage(lang, say(lang, 'alert.stop'), say(lang, 'alert.stop.text'), form)
      return answerPage(c, system.config, page)
    },
    async stop(c: Context): Promise<Response> {
      const alert = await findLinked(system, c)
      if (alert) await system.db.transaction((tx) => deleteAlert(system, tx, alert.id))
      return answerStopped(c)
    },
  }
}

/**
 * Returns the address that a link is about; undefined once it is deleted.
 * @throws {ProblemError} `not-found`
 */
async function findLinked(system: System, c: Context): Promise<Alert | undefined> {
  const token = createVerificationTokens(system).read(c.req.param('token') ?? '')
  if (!token) throw new ProblemError('not-found')
  const alert = await alerts(system.db.reader).where('proof.id', '=', token.id).executeTakeFirst()
  if (alert && !token.isLinkTo(alert.address)) throw new ProblemError('not-found')
  return alert
}

async function trainingOf(system: System, alert: Alert, lang: Alert['lang']): Promise<Training> {
  const { slug } = await system.db.reader
    .selectFrom('training')
    .select('slug')
    .where('id', '=', alert.training_id)
    .executeTakeFirstOrThrow()
  const stored = await findTraining(system, slug)
  if (!stored) throw new ProblemError('not-found')
  const { row, input, partners } = stored
  const { publicUrl } = system.config
  const partner = alert.partner ?? undefined
  return presentTraining(row, input, { lang, partners, partner, publicUrl, now: system.now() })
}

const actionOf = ({ config }: System, c: Context, path: string) =>
  `${basePath(config)}${path}/${c.req.param('token')}?lang=${languageOf(c)}`

const buttonView = (action: string, label: string) =>
  html`<form method="post" action="${action}">${pressed}<button>${label}</button></form>`

function answerOver({ config }: System, c: Context) {
  const lang = languageOf(c)
  return answerPage(c, config, messagePage(lang, say(lang, 'verify.over'), say(lang, 'alert.over.text')), 409)
}
