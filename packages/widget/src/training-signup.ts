import { LitElement, type PropertyValues } from 'lit'
import { type Api, absolute, baseOfScript, createApi } from './api.ts'
import { stylesEverywhere } from './document-styles.ts'
import { followWithFocus } from './focus.ts'
import { waitForView } from './in-view.ts'
import { keepKeys } from './keys.ts'
import { nextTask } from './next-task.ts'
import { PageLanguage } from './page-language.ts'
import type { Prefill } from './prefill.ts'
import { followPresses } from './presses.ts'
import { slugPattern, text } from './properties.ts'
import { rootView } from './root-view.ts'
import { followPage } from './signup/page-life.ts'
import { SignupController } from './signup/signup-controller.ts'
import { styles } from './styles/styles.ts'
import { unwrapTexts } from './translators.ts'
import { cover } from './views/exit.ts'

/**
 * A registration form for a free training. What stands inside it, best a link to the hosted
 * registration page, is shown until the form is ready, and stays if the form can't load. Color
 * defaults below are for a light page; a dark page has its own.
 *
 * @summary Registration form for a free training.
 *
 * @attr {string} training - The training's slug, or several to choose from, separated by commas.
 * @attr {string} series - Instead of `training`: the slug of a series to choose from.
 * @attr {string} partner - The slug of the partner whose page this is.
 * @attr {string} lang - Language. Default: the page's, also when it changes, or else the browser's.
 * @attr {'auto' | 'light' | 'dark'} theme - `auto` follows the page's `color-scheme`.
 * @attr {'full' | 'brief' | 'none'} details - Shows all, or title, time, and place, or nothing.
 * @attr {string} exit-url - Adds a button "Leave this page" to this address. Few pages need it.
 * @attr {string} success-url - After registering, a link to this address, like your own page.
 * @attr {string} api - The server, like `https://signup.example.org`. Default: where the script is.
 *
 * @slot - The link that visitors see until the form is ready.
 *
 * @fires {ReadyEvent} training-signup-ready - The training is shown.
 * @fires {StartEvent} training-signup-start - The visitor began to fill in the form.
 * @fires {RegisteredEvent} training-signup-registered - The visitor registered and, where a code is
 * asked for, entered it. `status` says how certain the seat is.
 * @fires {ProblemEvent} training-signup-error - Loading or sending failed, or was refused.
 * `problem` says why.
 *
 * @csspart root - The whole widget, without the button that leaves the page.
 * @csspart skeleton - The `root` while a training loads.
 * @csspart unavailable - The notice that nothing could be loaded.
 * @csspart quiet - A button that looks like a link, like the one that loads again.
 * @csspart toolbar - The row at the top: the way back to a choice, seats left, and other languages.
 * @csspart exit - The button that leaves the page.
 * @csspart language - The button that changes the language.
 * @csspart card - The training's details.
 * @csspart title - The training's title.
 * @csspart tile - The date as a leaf of a calendar, and the pin of a place.
 * @csspart rest - All further details. On a narrow page they unfold.
 * @csspart free - The paragraph that says that the training is free.
 * @csspart about - The same paragraph, with the training's summary.
 * @csspart state - Whether seats are left.
 * @csspart facts - The list of details.
 * @csspart fact - One detail, like the date or the place.
 * @csspart term - The name of a detail.
 * @csspart detail - The text of a detail.
 * @csspart people - Presenter, organizer, and sponsors.
 * @csspart logo - The logo of one of them.
 * @csspart stage - The column next to the details: form, result, or refusal.
 * @csspart form - The form.
 * @csspart form-heading - The form's heading.
 * @csspart summary - The error summary.
 * @csspart summary-heading - The error summary's heading.
 * @csspart questions - All questions. Inert while the answers are being sent.
 * @csspart field - One question with its answer.
 * @csspart group - The `field` of a question with several choices.
 * @csspart info - Text between the questions.
 * @csspart label - The question itself.
 * @csspart hint - Help with the answer.
 * @csspart error - What to correct in the answer.
 * @csspart input - The box to type in or to choose from.
 * @csspart textarea - The `input` of a long answer.
 * @csspart select - The `input` of a list to choose from.
 * @csspart choices - The box around all choices of a question.
 * @csspart choice - One choice: a `tick` and its text.
 * @csspart tick - The checkbox or radio button.
 * @csspart privacy - How the answers are used.
 * @csspart button - Every button with a border.
 * @csspart submit - The `button` that sends.
 * @csspart panel - A notice above the form or in its place.
 * @csspart panel-title - The notice's title.
 * @csspart panel-text - The notice's text.
 * @csspart actions - What can be done next, below a panel or result.
 * @csspart result - The result of the registration.
 * @csspart result-title - The result's title.
 * @csspart result-text - What the result means.
 * @csspart reference-label - The words before the reference number.
 * @csspart reference - The reference number.
 * @csspart calendars - The ways to a calendar, the place, and colleagues, below a result.
 * @csspart trainings - The trainings to choose from, or another date, alone.
 * @csspart training - One training to choose.
 * @csspart training-title - That training's title.
 * @csspart audiences - The question for which audience the trainings are.
 * @csspart open - The button that opens a training, as large as its row.
 * @csspart people-heading - The heading of each part of the group form.
 * @csspart coordinator - The questions about the person who registers a group.
 * @csspart people-list - The people in the group, and how to add to them.
 * @csspart paste - The box to paste a list of people into.
 * @csspart people-notice - What the last change to the list did.
 * @csspart person - One person in the group.
 * @csspart person-name - That person's name.
 * @csspart look - The mark "Check this" on a person.
 * @csspart person-summary - A person's answers in short.
 * @csspart person-fields - The questions about a person.
 * @csspart mark - A doubt about an answer, below it.
 * @csspart more - Further questions about a person.
 * @csspart removed - The line in place of a person who was removed.
 * @csspart shared - The questions that are asked once for the whole group.
 * @csspart sent - The line with the reference number of a group.
 * @csspart outcomes - The results of the whole group.
 * @csspart outcome - One person's result.
 * @csspart code-text - The text that says where the code was sent.
 * @csspart code - The `input` for the code.
 * @csspart code-news - The answer to asking for another code.
 * @csspart note - Small print of the form, panels, and results.
 * @csspart help - Contact and helplines, below everything.
 * @csspart help-heading - The name of a section of `help`.
 * @csspart help-section - One section of `help`, like the contact or the helplines.
 * @csspart link - Every link.
 *
 * @cssprop [--training-signup-accent=#0b57d0] - Background of the main button.
 * @cssprop [--training-signup-on-accent=#fff] - Text on the main button.
 * @cssprop [--training-signup-surface=#fff] - Background of the widget.
 * @cssprop [--training-signup-on-surface=#1b1f24] - Text on the widget. `currentcolor` with a
 * `transparent` surface: the page’s.
 * @cssprop [--training-signup-tint=#f3f7fd] - Background of the details.
 * @cssprop [--training-signup-muted=#56595d] - Hints and small print.
 * @cssprop [--training-signup-link=#0b57d0] - Links. Where only the accent is set: the accent, as
 * dark or as light as text has to be.
 * @cssprop [--training-signup-border=#dbdbdc] - Lines.
 * @cssprop [--training-signup-field-border=#7b7d80] - Borders of inputs and buttons.
 * @cssprop [--training-signup-error=#b3261e] - Errors.
 * @cssprop [--training-signup-radius=12px] - Corners.
 * @cssprop [--training-signup-reserve=auto] - Least height while it loads: nothing jumps.
 */
export class TrainingSignupElement extends LitElement {
  static override properties = {
    training: text,
    series: text,
    partner: text,
    lang: text,
    theme: text,
    details: text,
    'exit-url': text,
    'success-url': text,
    api: text,
    prefill: { attribute: false },
    fetch: { attribute: false },
  }
  declare training: string | undefined
  declare series: string | undefined
  declare partner: string | undefined
  declare lang: string
  declare theme: 'auto' | 'light' | 'dark' | undefined
  declare details: 'full' | 'brief' | 'none' | undefined
  declare api: string | undefined
  /** Answers that the page already knows, by field id. */
  declare prefill: Prefill | undefined
  /** Replaces `fetch` for the requests to the server. */
  declare fetch: typeof globalThis.fetch | undefined
  declare private 'exit-url': string | undefined
  declare private 'success-url': string | undefined
  declare readonly renderRoot: ShadowRoot

  readonly #signup = new SignupController(this)
  readonly #language = new PageLanguage(this)
  /** @internal */
  readonly whenSeen = waitForView(this)
  /** @internal */
  server: Api | undefined
  /** @internal Where the page keeps space while it loads. Given back unseen, or with a press. */
  box: HTMLElement = this
  #base = ''
  #hasBegun = false
  /** How much is drawn: the details’ beginning, the form, and the rest of both columns. */
  #drawn = 0
  #isPressed = () => false
  #wholeDrawn: Promise<void> | undefined
  #measured: Promise<void> | undefined

  static define(tag = 'training-signup', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  constructor() {
    super()
    this.addController(stylesEverywhere(this, styles))
    this.addController(followWithFocus(this, this.#signup))
    this.addController(followPage(this.#signup))
  }

  /** @internal */
  get wanted() {
    return {
      training: this.training?.trim() ?? '',
      series: this.series,
      partner: slugPattern.exec(this.partner ?? '')?.[0],
      lang: this.#language.wanted,
    }
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot() as ShadowRoot
    keepKeys(root)
    // Space that a late answer left is given back with the next press.
    this.#isPressed = followPresses(root, () => this.#isAnswered && this.requestUpdate())
    return root
  }

  protected override willUpdate(changed: PropertyValues) {
    const has = (...names: string[]) => names.some((name) => changed.has(name))
    const isFirst = !this.#hasBegun
    this.#hasBegun = true
    unwrapTexts(this.renderRoot)
    const hasNewLang = this.#language.follow()
    if (isFirst || has('api', 'fetch')) this.#findServer()
    if (isFirst || has('training', 'series', 'api', 'fetch')) this.#signup.begin()
    else if (hasNewLang || has('partner')) void this.#signup.loading.load()
  }

  /** An update that throws must not reach the page's own error handlers. */
  protected override scheduleUpdate() {
    try {
      return super.scheduleUpdate()
    } catch (error) {
      console.warn(error)
      return this.#signup.loading.giveUp()
    }
  }

  protected override updated() {
    if (this.#drawn === 2) this.#measured = this.#giveSpaceBack()
    if ('data' in this.#signup.visit.step) this.#wholeDrawn ??= this.#drawWhole()
  }

  /** Gives back space once less is needed, in a task of its own: to lay out is half of the work. */
  async #giveSpaceBack() {
    await nextTask()
    // To measure what is not drawn yet would keep Chromium from ever drawing it.
    if (!this.checkVisibility({ contentVisibilityAuto: true })) return
    const drawn = this.renderRoot.querySelector('div')!.getBoundingClientRect()
    const { top, bottom } = this.box.getBoundingClientRect()
    const isAll = (this.#isAnswered && this.#isPressed()) || drawn.bottom > innerHeight
    // Else only what is below the window, where no one sees that anything moves.
    if (isAll || bottom > innerHeight) this.box.style.minHeight = `${isAll ? 0 : innerHeight - top}px`
  }

  get #isAnswered() {
    return /done|refused/.test(this.#signup.visit.step.name)
  }

  /** Draws the form in a later task than the first details, and the rest in another one: the page can respond. */
  async #drawWhole() {
    while (this.#drawn < 2) {
      await nextTask()
      this.#drawn++
      this.requestUpdate()
      await super.getUpdateComplete()
    }
  }

  protected override async getUpdateComplete() {
    await super.getUpdateComplete()
    await this.#wholeDrawn
    await this.#measured
    return super.getUpdateComplete()
  }

  protected override render() {
    return rootView({
      signup: this.#signup,
      root: this.renderRoot,
      base: this.#base,
      lang: this.#language.wanted,
      hasLink: this.#hasLink,
      drawn: this.#drawn,
      details: this.details,
      exitUrl: this['exit-url'],
      successUrl: this['success-url'],
      onSpeak: this.#speak,
      onLeave: this.#leave,
    })
  }

  /** Whether the page gave us a link to fall back on, also through the slot of an upgraded div. */
  get #hasLink() {
    return [...this.children].some((child: Partial<HTMLSlotElement>) => child.assignedElements?.().length !== 0)
  }

  #findServer() {
    this.#base = absolute(this.api ?? baseOfScript(import.meta.url))
    this.server = this.#base ? createApi(this.#base, this.fetch) : undefined
    if (!this.server) console.warn('<training-signup> needs api="https://…"')
  }

  readonly #speak = async (lang: string) => {
    const before = this.#language.chosen
    this.#language.chosen = lang
    if ((await this.#signup.loading.load()) === false) this.#language.chosen = before
  }

  // Covers the page first, and forgets what was typed before it leaves: going back shows nothing.
  readonly #leave = (event: Event) => {
    event.preventDefault()
    cover(this.renderRoot)
    this.#signup.forget()
    this.#signup.begin()
    location.replace((event.currentTarget as HTMLAnchorElement).href)
  }
}

export type * from './events.ts'

declare global {
  interface HTMLElementTagNameMap {
    'training-signup': TrainingSignupElement
  }
}
