import type { Context } from 'hono'
import { html } from 'hono/html'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { answerAsSupervisor } from '../../core/registrations/supervisor-answer.ts'
import { answerTime, describePerson, partsOf } from '../../core/seats/asked-person.ts'
import type { SupervisorRequest } from '../../core/seats/supervisors.ts'
import { faultsAt, formFields } from '../../platform/html/form-fields.ts'
import { answerPage, type Html, messagePage, type Page } from '../../platform/html/layout.ts'
import { moods } from '../../platform/html/moment.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { trainingMessage, trainingRecap } from '../pages/training/training-details.ts'
import { seeOther } from './answers.ts'
import { type LinkOwner, linkOwnerOf, trainingOf } from './link-owner.ts'
import { readReason, reasonField } from './supervisor-reason.ts'
import { buttonView, type Filling, frame } from './views.ts'

/** A supervisor who was asked. Only their mailbox has the link to this page. */
type Supervisor = LinkOwner & { request: SupervisorRequest; now: Date }

/** A reason as it was sent, and what is wrong with it. */
type Sent = Pick<Filling, 'person' | 'faults'>
const nothingSent: Sent = { person: {}, faults: [] }

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
      const supervisor = await find(c)
      const { request, at } = supervisor
      const answer = c.req.param('answer')
      if (answer !== 'yes' && answer !== 'no') throw new ProblemError('not-found')
      const sent = answer === 'no' ? await readReason(c, supervisor.lang) : { reason: null }
      if ('faults' in sent) return answerPage(c, system.config, pageFor(supervisor, undefined, sent), 422)
      await answerAsSupervisor(system, request.id, answer, sent.reason)
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
    return { ...owner, request: found, now: system.now() }
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

function pageFor(supervisor: Supervisor, done: string | undefined, sent = nothingSent): Page {
  const { request, isBeforeStart } = supervisor
  if (request.answer !== null) return sayingPage(supervisor, done === 'answered' ? 'done' : 'again')
  return isBeforeStart ? questionPage(supervisor, sent) : sayingPage(supervisor, 'over')
}

function questionPage(supervisor: Supervisor, sent: Sent): Page {
  const { lang, languages, training, stored, request, now } = supervisor
  const parts = partsOf(request, stored, lang)
  const title = say(lang, 'manage.confirm', { name: parts.name })
  const text = say(lang, 'manage.confirm.text', {
    name: describePerson(parts),
    time: answerTime(request, stored, lang, now),
  })
  return {
    ...frame(supervisor),
    languages,
    title: sent.faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: trainingMessage(
      training,
      lang,
      { mood: moods.asked, title, text },
      html`${trainingRecap(training, lang)}
${answersView(supervisor, sent)}
<p class="hint">${say(lang, 'manage.confirm.note')}</p>`,
    ),
  }
}

/** Renders the yes, and apart from it the no with its reason. */
const answersView = ({ lang, at }: Supervisor, { person, faults }: Sent): Html =>
  html`<div class="actions">${buttonView(at('/yes'), say(lang, 'manage.confirm.yes'))}</div>
<form method="post" action="${at('/no')}" novalidate accept-charset="utf-8">${pressed}
${formFields({ lang, fields: [reasonField(lang)], person, faults: faultsAt(faults) })}
<div class="actions"><button class="second">${say(lang, 'manage.confirm.no')}</button></div></form>`

const sayingPage = (supervisor: Supervisor, what: 'done' | 'again' | 'over'): Page => ({
  ...messagePage(
    supervisor.lang,
    say(supervisor.lang, `manage.confirm.${what}`),
    say(supervisor.lang, `manage.confirm.${what}.text`),
  ),
  ...frame(supervisor),
  languages: supervisor.languages,
})
