import { html, nothing } from 'lit'
import { type ChooserView, chooser } from './choose/chooser.ts'
import { type Control, idOf, keyOf, malformedIn, meantAddress, type Question, readForm } from './form/answers.ts'
import { ownName } from './language.ts'
import { nextTask } from './next-task.ts'
import type { SignupController } from './signup/signup-controller.ts'
import type { Visit } from './signup/visit.ts'
import { isAsking, type StepView, stepView } from './step-view.ts'
import type { ChooseStep, EarlyStep, TrainingStep } from './steps.ts'
import { button } from './views/button.ts'
import { exitLink } from './views/exit.ts'
import { createLinkTo, safeHref } from './views/link.ts'
import { placeholder, skeletonCard } from './views/skeleton.ts'
import { stateView } from './views/state.ts'
import { createSay, emergencyWords } from './words.ts'

export interface RootView {
  signup: SignupController
  root: ShadowRoot
  /** The base of the server's own links. */
  base: string
  /** The wanted language, for when nothing can be loaded. */
  lang: string
  /** Whether the page gave us a link to fall back on. */
  hasLink: boolean
  /** How much is drawn: where and when, which come first, then the form, then the rest. */
  drawn: number
  /** How much of the training the page wants to show: `full`, `brief`, or `none`. */
  details: string | undefined
  exitUrl: string | undefined
  successUrl: string | undefined
  onSpeak(lang: string): void
  onLeave(event: Event): void
}

/** Draws the whole element at the visitor's step. */
export function rootView(view: RootView) {
  const { signup } = view
  const { step } = signup.visit
  if (step.name === 'loading' || step.name === 'unavailable') return earlyView(view, step)
  const answer = step.name === 'choose' ? step.list : step.data
  const { lang } = answer
  const { words } = answer
  const said = 'result' in step && step.result.words?.[lang]
  const say = createSay({ ...words, ...said }, lang, 'group' in step && step.group ? 'people.' : '')
  const bar = toolbarOf(view, answer)
  const linkTo = createLinkTo(view.base)
  const parts =
    step.name === 'choose'
      ? { stage: chooserOf(signup, { step, say, bar, linkTo }) }
      : stepOf(view, { step, say, bar, linkTo })
  const exit = exitLink(say, lang, safeLink(view.exitUrl), view.onLeave)
  return frame({ exit, lang, dir: say('direction'), ...parts })
}

interface Frame {
  /** While there is no training: whether one is on its way. */
  isLoading?: boolean
  exit?: unknown
  lang?: string
  dir?: string
  /** The training's details. */
  card?: unknown
  stage: unknown
}

/** One template for every step, so that what both have is not drawn again. */
const frame = ({ isLoading, exit, lang, dir, card, stage }: Frame) => html`${exit}
  <div part=${isLoading === undefined ? 'root' : isLoading ? 'root skeleton' : 'unavailable'} lang=${lang ?? nothing} dir=${dir ?? nothing}>${card}${stage}</div>`

function earlyView({ signup, lang, base, hasLink, details }: RootView, step: EarlyStep) {
  const words = emergencyWords(lang)
  const isLoading = step.name === 'loading'
  const text = isLoading ? (step.isSlow || !hasLink ? words.loading : '') : words.failed
  const canRetry = base && (!isLoading || step.isSlow || step.isRetry)
  const onRetry = canRetry ? () => signup.begin(true) : undefined
  return frame({
    isLoading,
    card: isLoading && details !== 'none' ? skeletonCard : nothing,
    stage: placeholder({ text, isLoading, retry: words.retry, onRetry }),
  })
}

/** The row above everything: the way back, the state, and other languages. */
function toolbarOf({ signup, onSpeak }: RootView, { languages, lang }: ChooseStep['list'] | TrainingStep['data']) {
  const { step } = signup.visit
  const back = step.name === 'sending' ? undefined : signup.loading.choice
  const others = languages.filter((one) => one !== lang)
  const asking = 'data' in step && isAsking(step) ? step : undefined
  return html`<div part="toolbar" class="row">
    ${back && button(createSay(back.list.words, lang)('choose.back'), () => signup.chooseAgain())}
    ${asking && stateView(asking.data.training)}
    ${others.map(
      (one) =>
        html`<button part="quiet language" type="button" lang=${one} @click=${() => onSpeak(one)}>${ownName(one)}</button>`,
    )}
    ${asking && !asking.replaces?.status ? html`<p part="note">${asking.data.training.notice.text}</p>` : nothing}
  </div>`
}

const chooserOf = (signup: SignupController, view: Pick<ChooserView, 'step' | 'say' | 'bar' | 'linkTo'>) =>
  chooser({
    ...view,
    onNarrow: (audienceOf) => signup.narrow(audienceOf),
    onChoose: (slug) => signup.loading.choose(slug, true),
  })

function stepOf(
  { signup, root, drawn, details, successUrl }: RootView,
  view: Pick<StepView, 'step' | 'say' | 'bar' | 'linkTo'>,
) {
  const { answers, questions, typing } = signup.visit
  return stepView({
    ...view,
    data: view.step.data,
    details,
    answers,
    typing,
    questions,
    drawn,
    successUrl: safeLink(successUrl),
    onInput: follow(signup.visit),
    onAnswer: (changed) => signup.visit.type(changed),
    onSubmit: (event) => {
      event.preventDefault()
      sendForm(signup, root)
    },
    onSeveral: () => void signup.changeForm(),
    onCheck: () => signup.loading.checkAgain(),
    onChoose: (slug) => signup.loading.choose(slug, true),
    onAnother: () => signup.registerAnother(),
    onFix: (result) => signup.sending.correct(result),
  })
}

/** Takes what is typed, and doubts it only once the field was left. */
const follow =
  (visit: Visit) =>
  async ({ type, currentTarget, target }: Event) => {
    typeInto(visit, currentTarget as HTMLFormElement, keyOf(target as Control))
    if (type !== 'change') return
    const { typing } = visit
    // A button that moves while it is pressed would be missed.
    do await nextTask(50)
    while (document.querySelector(':active'))
    // By now, they may be typing into another field.
    if (visit.typing === typing) visit.type({})
  }

function sendForm(signup: SignupController, root: ShadowRoot) {
  const form = root.querySelector('form')
  if (!form) return
  typeInto(signup.visit, form)
  // It is drawn once the field was left, among the people of a group where they were opened.
  const isUnseen = (question: Question) =>
    meantAddress(signup.visit.answers, question) && !root.getElementById(`${idOf(question.key)}-doubt`)
  void signup.sending.submit(malformedIn(form), isUnseen)
}

const typeInto = (visit: Visit, form: HTMLFormElement, typing?: string) =>
  visit.type(readForm(form, visit.questions, visit.answers), typing)

/** Returns the address of one of the page's own links, if it is safe. */
const safeLink = (url: string | undefined) => safeHref(url, document.baseURI, ['https:'])
