import type { EvaluationInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { hasEvaluated } from '../../../core/evaluation/box.ts'
import { findEvaluation } from '../../../core/evaluation/evaluations.ts'
import { hasPassedTest } from '../../../core/evaluation/post-test.ts'
import { checkAnswers } from '../../../core/evaluation/questions.ts'
import { type NotAsked, submitEvaluation, whyNotAsked } from '../../../core/evaluation/submit.ts'
import { answerPage, type Html, messagePage, type Page } from '../../../platform/html/layout.ts'
import { readAnswers, readControls } from '../../../platform/html/sent-form.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { seeOther } from '../answers.ts'
import { askedOf, askingForm, faultsView, lockNote, nothingSent, type SentAnswers } from '../asked-view.ts'
import type { RegistrationOwner } from '../link-owner.ts'
import { frame } from '../views.ts'

const laterName = '_later'

/** What someone is asked after a training, or why they are not. */
interface Asking {
  input: EvaluationInput
  why: NotAsked | undefined
}

/** @throws {ProblemError} `not-found` if the training asks nothing */
export async function readAsking(system: System, { stored, registration }: RegistrationOwner): Promise<Asking> {
  const found = await findEvaluation(system.db.reader, stored.row.id)
  if (!found) throw new ProblemError('not-found')
  return { input: found.input, why: await whyNotAsked(system, stored.row, registration.id, found) }
}

/** Returns what someone can still do about what the training asks. */
export async function stillAsked(
  system: System,
  { stored, registration }: RegistrationOwner,
): Promise<'evaluation' | 'test' | undefined> {
  const { reader } = system.db
  const found = await findEvaluation(reader, stored.row.id)
  if (!found || (await whyNotAsked(system, stored.row, registration.id, found))) return undefined
  if (!(await hasEvaluated(system, reader, registration.id))) return 'evaluation'
  return found.input.test && !(await hasPassedTest(reader, registration.id)) ? 'test' : undefined
}

/** Creates the page where someone says how a training was. */
export function createAsking(system: System) {
  const { config, db } = system
  const pageFor = async (owner: RegistrationOwner, sent: SentAnswers): Promise<Page> => {
    const { input, why } = await readAsking(system, owner)
    if (await hasEvaluated(system, db.reader, owner.registration.id)) return answeredPage(system, owner, input)
    if (why !== undefined) return notAskedPage(owner, why)
    // Without a mail server, no one could be asked later, and no address would ever be deleted.
    const followUp = input.followUp && config.mail !== undefined
    return askingPage(owner, { ...input, followUp }, sent)
  }
  return {
    show: async (c: Context, owner: RegistrationOwner): Promise<Response> =>
      answerPage(c, config, await pageFor(owner, nothingSent)),
    async send(c: Context, owner: RegistrationOwner): Promise<Response> {
      const { input, why } = await readAsking(system, owner)
      if (why !== undefined) return seeOther(config, owner.at('/evaluation'))
      const controls = await readControls(c)
      const fields = askedOf(input.questions, owner.lang).map(({ field }) => field)
      const person = readAnswers(controls, fields)
      const { answers, faults } = checkAnswers(fields, person)
      const later = controls.has(laterName)
      if (faults.length > 0) {
        const typed = { person: later ? { ...person, [laterName]: true } : person, faults }
        return answerPage(c, config, await pageFor(owner, typed), 422)
      }
      // A second tab had its questions open: only the first answers count, so it must not read as thanks for these.
      const isFirst = await submitEvaluation(system, owner.registration.id, { answers, later })
      return seeOther(config, owner.at('/evaluation', isFirst ? 'evaluated' : ''))
    },
  }
}

function askingPage(owner: RegistrationOwner, input: EvaluationInput, sent: SentAnswers): Page {
  const { lang, languages, at } = owner
  const title = say(lang, 'evaluation.title')
  const note = say(lang, input.anonymous ? 'evaluation.anonymous' : 'evaluation.named')
  return {
    ...frame(owner),
    languages,
    title: sent.faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main>${faultsView(lang, sent)}<h1>${title}</h1>
<p>${say(lang, 'evaluation.lead', { count: input.questions.length })}</p>${lockNote(note)}
${askingForm({
  lang,
  action: at('/evaluation'),
  asked: askedOf(input.questions, lang),
  sent,
  button: say(lang, 'evaluation.send'),
  below: laterView(owner, input, sent),
})}
<p class="hint">${say(lang, 'evaluation.open')}</p></main>`,
  }
}

/** Renders the empty box of those who want the questions after 90 days. */
const laterView = ({ lang, registration }: RegistrationOwner, { followUp }: EvaluationInput, sent: SentAnswers) =>
  followUp && registration.email !== null
    ? html`<div class="card ask"><div class="option"><input type="checkbox" id="later" name="${laterName}" value="1"${
        sent.person[laterName] === true ? ' checked' : ''
      } aria-describedby="later-hint"><label for="later">${say(lang, 'evaluation.later')}</label>
<p class="hint" id="later-hint">${say(lang, 'evaluation.later.hint')}</p></div></div>`
    : ''

async function answeredPage(system: System, owner: RegistrationOwner, input: EvaluationInput): Promise<Page> {
  const { lang, at, done, registration } = owner
  const isNew = done === 'evaluated'
  const key = isNew ? 'evaluation.thanks' : 'evaluation.once'
  const text = isNew || input.anonymous ? say(lang, `${key}.text`) : say(lang, 'evaluation.once.named')
  const needsTest = input.test !== null && !(await hasPassedTest(system.db.reader, registration.id))
  const test = needsTest
    ? html`<p>${say(lang, 'evaluation.thanks.test')}</p><p><a class="button" href="${at('/test')}">${say(lang, 'manage.test.go')}</a></p>`
    : ''
  return sayingPage(owner, say(lang, key), text, test)
}

export const notAskedPage = (owner: RegistrationOwner, why: NotAsked): Page =>
  sayingPage(owner, say(owner.lang, `evaluation.${why}`), say(owner.lang, `evaluation.${why}.text`))

export const sayingPage = (owner: RegistrationOwner, title: string, text: string, more: Html | '' = ''): Page => ({
  ...messagePage(owner.lang, title, text, html`${more}${ownPageView(owner)}`),
  ...frame(owner),
  languages: owner.languages,
})

/** Leads to where the certificate will be, or what is still missing for it. The email led past that page. */
export const ownPageView = ({ lang, at, onlyErases }: RegistrationOwner): Html | '' =>
  onlyErases ? '' : html`<p><a href="${at()}">${say(lang, 'mail.your-link.see')}</a></p>`
