import type { ProblemFault, Unverified } from '@training-signup/contract'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
import type { Html, Page } from './layout.ts'
import { controlNames, type SentForm } from './sent-form.ts'
import { helpView, trainingRecap } from './training-details.ts'
import { errorSummary, frameOf, type TrainingView, unverifiedControls } from './training-page.ts'

/** A sign-up whose code is asked for, with all that was answered: the page carries it, so that it can be corrected. */
export interface UnverifiedForm extends Unverified {
  sent: Pick<SentForm, 'person' | 'consents'>
}

export interface Asking {
  /** What is wrong with the code, and the code as it was typed. */
  fault?: string
  typed?: string
  /** What became of asking for another code. */
  news?: string
}

/** Where the code is typed that was sent to the visitor's address. */
export function verifyPage(view: TrainingView, form: UnverifiedForm, { fault, typed = '', news }: Asking = {}): Page {
  const { training, lang } = view
  const title = say(lang, 'verify.title')
  const faults: ProblemFault[] = fault === undefined ? [] : [{ pointer: '/people/0/code', code: '', message: fault }]
  return {
    ...frameOf(view),
    languages: [],
    title: fault === undefined ? title : say(lang, 'page.error', { title }),
    body: html`<main>${fault === undefined ? '' : errorSummary(lang, faults)}
<h1>${title}</h1>
${news === undefined ? '' : html`<p class="done" role="status">${news}</p>`}
<p>${say(lang, 'verify.text', { address: addressOf(form) })}</p>
<form method="post" action="${actionOf(view)}" novalidate accept-charset="utf-8">
${carried(form)}
${codeField(view, fault, typed)}
${stepButton('verify', say(lang, 'verify.button'))}
<p>${say(lang, 'verify.link')} ${say(lang, 'verify.junk')}</p>
<div class="deeds">${stepButton('again', say(lang, 'verify.again'), 'second')}${stepButton('change', say(lang, 'verify.change'), 'second')}</div>
</form>
<h2>${training.title}</h2>
${trainingRecap(training)}</main>
${helpView(training)}`,
  }
}

/** When nothing waits for a code any more: the answers lead back into the form. */
export function overPage(view: TrainingView, form: UnverifiedForm): Page {
  const { training, lang } = view
  const title = say(lang, 'verify.over')
  return {
    ...frameOf(view),
    languages: [],
    title,
    body: html`<main><div class="panel" role="status"><h1>${title}</h1><p>${say(lang, 'verify.over.text')}</p>
<form method="post" action="${actionOf(view)}" accept-charset="utf-8">${carried(form)}${stepButton('change', say(lang, 'verify.over.again'))}</form></div>
<h2>${training.title}</h2>
${trainingRecap(training)}</main>
${helpView(training)}`,
  }
}

/** Below the training's own address, with its language and partner. */
const actionOf = ({ action }: TrainingView) => action.replace('?', '/verify?')

const addressOf = ({ sent: { person } }: UnverifiedForm) =>
  typeof person['email'] === 'string' ? person['email'].trim() : ''

const stepButton = (step: 'verify' | 'again' | 'change', label: string, kind: '' | 'second' = ''): Html =>
  html`<button class="${kind}" name="${controlNames.step}" value="${step}">${label}</button>`

function codeField({ lang }: TrainingView, fault: string | undefined, typed: string): Html {
  const described = fault === undefined ? 'hint-code' : 'hint-code error-code'
  return html`<div class="field ${fault === undefined ? '' : 'wrong'}"><label class="label" for="field-code">${say(lang, 'verify.label')}</label>
<p class="hint" id="hint-code">${say(lang, 'verify.hint')}</p>${
    fault === undefined ? '' : html`<p class="error" id="error-code">${fault}</p>`
  }
<input type="text" id="field-code" name="${controlNames.code}" value="${typed}" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" aria-describedby="${described}"${fault === undefined ? '' : html` aria-invalid="true"`}></div>`
}

function carried({ reference, secret, sent: { person, consents } }: UnverifiedForm): Html {
  const answers = Object.entries(person).flatMap(([id, answer]) =>
    (Array.isArray(answer) ? answer : [String(answer)]).map((value) => [id, value] as const),
  )
  const controls = [...answers, ...consents.map((id) => [controlNames.consent, id] as const)]
  return html`${unverifiedControls({ reference, secret })}${controls.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}`
}
