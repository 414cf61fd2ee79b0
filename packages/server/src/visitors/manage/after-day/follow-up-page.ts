import type { Context } from 'hono'
import { html } from 'hono/html'
import { findFollowUp, submitFollowUp } from '../../../core/evaluation/follow-up.ts'
import { checkAnswers } from '../../../core/evaluation/questions.ts'
import { followUpQuestions } from '../../../core/evaluation/usual.ts'
import { createManageTokens } from '../../../core/registrations/manage-token.ts'
import { formatDateOf } from '../../../core/trainings/local-time.ts'
import { findTraining } from '../../../core/trainings/trainings.ts'
import { answerPage, messagePage, type Page } from '../../../platform/html/layout.ts'
import { readAnswers, readControls } from '../../../platform/html/sent-form.ts'
import { pressed } from '../../../platform/http/require-press.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { seeOther } from '../answers.ts'
import { askedOf, askingForm, faultsView, lockNote, nothingSent, type SentAnswers } from '../asked-view.ts'
import { type LinkOwner, linkOwnerOf } from '../link-owner.ts'
import { frame } from '../views.ts'

type Asked = LinkOwner & { id: string; training_id: string; isAnswered: boolean }

const stopName = '_stop'

/** Creates the page with the three questions after 90 days. The link knows of no person. */
export function createFollowUp(system: System) {
  const tokens = createManageTokens(system)
  const find = async (c: Context): Promise<Asked> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const found = named?.kind === 'follow-up' && named.isGenuine(1) ? await findFollowUp(system, named.id) : undefined
    const slug =
      found &&
      (await system.db.reader
        .selectFrom('training')
        .select('slug')
        .where('id', '=', found.training_id)
        .executeTakeFirst())
    const stored = slug && (await findTraining(system, slug.slug))
    if (!found || !stored) throw new ProblemError('not-found')
    const owner = linkOwnerOf(system, c, stored, { path: `/r/later/${token}`, preferredLang: found.lang })
    return Object.assign(owner, { id: found.id, training_id: found.training_id, isAnswered: found.is_answered === 1 })
  }
  return {
    async show(c: Context): Promise<Response> {
      const asked = await find(c)
      return answerPage(c, system.config, asked.isAnswered ? answeredPage(asked) : askingPage(asked, nothingSent))
    },
    async send(c: Context): Promise<Response> {
      const asked = await find(c)
      const controls = await readControls(c)
      const fields = askedOf(followUpQuestions, asked.lang).map(({ field }) => field)
      const person = readAnswers(controls, fields)
      const { answers, faults } = checkAnswers(fields, person)
      if (faults.length > 0 && !controls.has(stopName))
        return answerPage(c, system.config, askingPage(asked, { person, faults }), 422)
      const isFirst = await submitFollowUp(system, asked, controls.has(stopName) ? undefined : answers)
      return seeOther(system.config, asked.at('', isFirst ? 'evaluated' : ''))
    },
  }
}

function askingPage(asked: Asked, sent: SentAnswers): Page {
  const { lang, languages, training, stored, at } = asked
  const title = say(lang, 'followUp.title')
  const day = formatDateOf(stored.row.starts_at, stored.row.time_zone, lang)
  return {
    ...frame(asked),
    languages,
    title: sent.faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main>${faultsView(lang, sent)}<h1>${title}</h1>
<p>${say(lang, 'followUp.lead', { training: training.title, day })}</p>${lockNote(say(lang, 'followUp.anonymous'))}
${askingForm({
  lang,
  action: at(),
  asked: askedOf(followUpQuestions, lang),
  sent,
  button: say(lang, 'followUp.send'),
})}
<form method="post" action="${at()}">${pressed}<button class="second" name="${stopName}" value="1">${say(lang, 'followUp.stop')}</button></form></main>`,
  }
}

const answeredPage = (asked: Asked): Page => ({
  ...messagePage(
    asked.lang,
    say(asked.lang, asked.done === 'evaluated' ? 'evaluation.thanks' : 'evaluation.once'),
    say(asked.lang, 'followUp.once.text'),
  ),
  ...frame(asked),
  languages: asked.languages,
})
