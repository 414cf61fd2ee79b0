import type { Language, ProblemFault, ResultStatus, Unverified } from '@training-signup/contract'
import { html } from 'hono/html'
import { addressed } from '../../platform/html/addressed.ts'
import { doubtView } from '../../platform/html/doubt.ts'
import { faultView } from '../../platform/html/form-fields.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { moods } from '../../platform/html/moment.ts'
import { controlNames } from '../../platform/html/sent-form.ts'
import { say, type WordKey } from '../../words/index.ts'
import { fixControl } from './fix-page.ts'
import { trainingMessage, trainingRecap } from './training/training-details.ts'
import { frameOf, type TrainingView, unverifiedControls, whyAgain } from './training/training-page.ts'

/**
 * A sign-up that can be corrected, with all answers: the page carries them. The page with the code
 * shows none of them, because anyone can send it any.
 */
export interface CarriedForm extends Unverified {
  carried: Html
}

/**
 * The same with the address of its emails. On the page with the code, it is the one that the code
 * really went to.
 */
export interface UnverifiedForm extends CarriedForm {
  address: string
  addressName: string
  /** With which the answers can be sent again, to another address. */
  token: string
}

/** The same, and how many digits its code has. */
export interface CodedForm extends UnverifiedForm {
  digits: number
}

export interface CodeNotices {
  /** What is wrong with the code, and the code as typed. */
  fault?: string
  typed?: string
  /** The outcome of asking for another code. */
  notice?: string
  /** The sentence for a request without an answer: the code may have been taken. */
  unknown?: WordKey
}

/** Renders the page for entering the code that was sent to the visitor's address. */
export const verifyPage = (view: TrainingView, form: CodedForm, notices?: CodeNotices): Page =>
  codePage(
    frameOf(view),
    {
      text: addressed(say(view.lang, 'verify.text'), form.address),
      doubt: doubtForm(view, form),
      action: actionOf(view),
      controls: html`${unverifiedControls(form)}${fixControl('pending_verification')}${form.carried}`,
      button: say(view.lang, 'verify.button'),
      change: say(view.lang, 'verify.change'),
      digits: form.digits,
    },
    notices,
  )

/** What a page with a code is about. */
interface CodeForm {
  text: string | Html
  /** Whether another address was meant. */
  doubt?: Html | ''
  action: string
  /** Hidden controls that name the request. */
  controls: Html
  button: string
  /** The label of the way to another address. */
  change: string
  /** How many the code has. */
  digits: number
  /** Whether the email has a link that proves the address without the code. */
  hasLink?: boolean
  /** Where the page leads back to. */
  back?: Html | ''
}

type Frame = Omit<Page, 'title' | 'body'> & Pick<TrainingView, 'lang' | 'training'>

/** Renders a page for entering a code, for whatever it proves an address. */
export function codePage(
  frame: Frame,
  { text, doubt = '', action, controls, button, change, digits, hasLink = true, back = '' }: CodeForm,
  { fault, typed = '', notice, unknown }: CodeNotices = {},
): Page {
  const { training, lang } = frame
  const title = say(lang, 'verify.title')
  const faults: ProblemFault[] = fault === undefined ? [] : [{ pointer: '/people/0/code', code: '', message: fault }]
  return {
    ...frame,
    languages: [],
    title: fault === undefined ? title : say(lang, 'page.error', { title }),
    body: html`<main>${whyAgain(lang, { faults, unknown })}
${notice === undefined ? '' : html`<p class="panel ok" role="status">${notice}</p>`}
<article class="card flush"><div class="band step"><span class="mark">${icon('mail')}</span><div><h1>${title}</h1>
<p>${text}</p>${doubt}</div></div>
<div class="inset"><form method="post" action="${action}" novalidate accept-charset="utf-8">
${controls}
${codeField(lang, digits, { fault, typed })}
${stepButton('verify', button)}
<p>${hasLink ? html`${say(lang, 'verify.link')} ` : ''}${say(lang, 'verify.junk')}</p>
<div class="actions">${stepButton('again', say(lang, 'verify.again'), 'second')}${stepButton('change', change, 'second')}${back}</div>
</form></div></article>
<section class="card"><h2>${training.title}</h2>
${trainingRecap(training, lang)}</section></main>`,
  }
}

/**
 * Renders the page for a sign-up that no longer waits for a code. Its answers lead back into the
 * form.
 */
export function overPage(view: TrainingView, form: CarriedForm): Page {
  const { lang } = view
  const title = say(lang, 'verify.over')
  return {
    ...frameOf(view),
    languages: [],
    title,
    body: trainingMessage(view.training, lang, {
      mood: moods.ended,
      title,
      text: say(lang, 'verify.over.text'),
      more: html`<form method="post" action="${actionOf(view)}" accept-charset="utf-8">${unverifiedControls(form)}${form.carried}${stepButton(
        'change',
        say(lang, 'verify.over.again'),
      )}</form>`,
    }),
  }
}

/** Renders the way to correct the address that emails about a sign-up go to. */
export const fixView = (view: TrainingView, form: UnverifiedForm & { status: ResultStatus }): Html =>
  html`${doubtForm(view, form)}
<form method="post" action="${actionOf(view)}" accept-charset="utf-8">${unverifiedControls(form)}${fixControl(form.status)}${form.carried}
<div class="actions">${stepButton('change', say(view.lang, 'result.fix'), 'second')}</div></form>`

/**
 * Asks whether another address was meant. One press sends the same answers with it, in the place of
 * these.
 */
const doubtForm = (view: TrainingView, { address: typed, addressName: name, ...form }: UnverifiedForm) => {
  const doubt = doubtView(view.lang, { typed, name, press: 'send' })
  return (
    doubt &&
    html`<form method="post" action="${view.action}" accept-charset="utf-8">
<input type="hidden" name="${controlNames.token}" value="${form.token}">${unverifiedControls(form)}${form.carried}${doubt}</form>`
  )
}

/** Returns a path below the training's own URL, with its language and partner. */
const actionOf = ({ action }: TrainingView) => action.replace('?', '/verify?')

const stepButton = (step: 'verify' | 'again' | 'change', label: string, kind: '' | 'second' = ''): Html =>
  html`<button class="${kind}" name="${controlNames.step}" value="${step}">${label}</button>`

/** Renders the field for a code, with what is wrong with the one that was typed. */
function codeField(
  lang: Language,
  count: number,
  { fault, typed }: { fault: string | undefined; typed: string },
): Html {
  const described = fault === undefined ? 'hint-code' : 'hint-code error-code'
  return html`<div class="questions">
<div class="field ${fault === undefined ? '' : 'wrong'}"><label class="label" for="field-code">${say(lang, 'verify.label')}</label>
<p class="hint" id="hint-code">${say(lang, 'verify.digits', { count })}</p>${faultView(lang, 'code', fault)}
<input type="text" id="field-code" name="${controlNames.code}" value="${typed}" inputmode="numeric"
 autocomplete="one-time-code" spellcheck="false" aria-describedby="${described}"${fault === undefined ? '' : html` aria-invalid="true"`}></div></div>`
}
