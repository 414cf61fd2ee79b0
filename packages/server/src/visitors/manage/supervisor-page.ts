import type { Context } from 'hono'
import { html } from 'hono/html'
import { fullName } from '../../core/people/person-columns.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { answerAsSupervisor } from '../../core/registrations/supervisor-answer.ts'
import type { SupervisorRequest } from '../../core/seats/supervisors.ts'
import { answerPage, messagePage, type Page } from '../../platform/html/layout.ts'
import { moods } from '../../platform/html/moment.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { trainingMessage, trainingRecap } from '../pages/training-details.ts'
import { seeOther } from './answers.ts'
import { type LinkOwner, linkOwnerOf, trainingOf } from './link-owner.ts'
import { buttonView, frame } from './views.ts'

/** A supervisor who was asked. Only their mailbox has the link to this page. */
type Supervisor = LinkOwner & { request: SupervisorRequest }

// A question ends with its row, so its token needs no version.
const version = 1

/**
 * Creates the page that asks a supervisor. It shows only what was entered at the sign-up and what
 * is public, so it looks the same whatever happened to the request, and whether or not it was a
 * duplicate.
 */
export function createSupervising(system: System) {
  const find = createFinder(system)
  return {
    async show(c: Context): Promise<Response> {
      const supervisor = await find(c)
      return answerPage(c, system.config, pageFor(supervisor, supervisor.done))
    },
    /** Redirects to the question when the link of a button is opened without pressing it. */
    showQuestion: async (c: Context): Promise<Response> => seeOther(system.config, (await find(c)).at()),
    async answer(c: Context): Promise<Response> {
      const { request, at } = await find(c)
      const answer = c.req.param('answer')
      if (answer !== 'yes' && answer !== 'no') throw new ProblemError('not-found')
      await answerAsSupervisor(system, request.id, answer)
      return seeOther(system.config, at('', request.answer === null ? 'answered' : ''))
    },
  }
}

function createFinder(system: System) {
  const tokens = createManageTokens(system)
  return async (c: Context): Promise<Supervisor> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const found = named?.kind === 'supervisor' ? await readRequest(system, named.id) : undefined
    if (!found || !named?.isGenuine(version)) throw new ProblemError('not-found')
    const stored = await trainingOf(system, found.training_id)
    const owner = linkOwnerOf(system, c, stored, { path: `/r/confirm/${token}`, preferredLang: found.lang })
    return { ...owner, request: found }
  }
}

const readRequest = ({ db: { reader } }: System, id: string) =>
  reader
    .selectFrom('supervisor_request')
    .innerJoin('registration', 'registration.id', 'supervisor_request.registration_id')
    .selectAll('supervisor_request')
    .select('registration.training_id')
    .where('supervisor_request.id', '=', id)
    .executeTakeFirst()

function pageFor(supervisor: Supervisor, done: string | undefined): Page {
  const { request, isBeforeStart } = supervisor
  if (request.answer !== null) return sayingPage(supervisor, done === 'answered' ? 'done' : 'again')
  return isBeforeStart ? questionPage(supervisor) : sayingPage(supervisor, 'over')
}

function questionPage(supervisor: Supervisor): Page {
  const { lang, languages, training, request, at } = supervisor
  const name = fullName(request.given_name, request.family_name)
  const title = say(lang, 'manage.confirm', { name })
  return {
    ...frame(supervisor),
    languages,
    title,
    body: trainingMessage(
      training,
      lang,
      { mood: moods.asked, title, text: say(lang, 'manage.confirm.text', { name }) },
      html`${trainingRecap(training, lang)}
<div class="actions">${buttonView(at('/yes'), say(lang, 'manage.confirm.yes'))}${buttonView(at('/no'), say(lang, 'manage.confirm.no'), 'second')}</div>
<p class="hint">${say(lang, 'manage.confirm.note')}</p>`,
    ),
  }
}

const sayingPage = (supervisor: Supervisor, what: 'done' | 'again' | 'over'): Page => ({
  ...messagePage(
    supervisor.lang,
    say(supervisor.lang, `manage.confirm.${what}`),
    say(supervisor.lang, `manage.confirm.${what}.text`),
  ),
  ...frame(supervisor),
  languages: supervisor.languages,
})
