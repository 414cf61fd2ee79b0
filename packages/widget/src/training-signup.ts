import { html } from 'lit/html.js'
import { fillForm, malformedIn, readForm } from './answers.ts'
import { type Api, absolute, baseOfScript, createApi } from './api.ts'
import { languageAround } from './language.ts'
import { loadSeveral } from './load-several.ts'
import type { Prefill } from './prefill.ts'
import type { Chooser } from './several/chooser.ts'
import { SignupController } from './signup-controller.ts'
import { type Changed, SmallElement } from './small-element.ts'
import { styles } from './training-signup.styles.ts'
import { createLinkTo, safeHref } from './views/link.ts'
import { skeleton, unavailable } from './views/skeleton.ts'
import { stageView } from './views/stage.ts'
import { cover, toolbar } from './views/toolbar.ts'
import { createSay, emergencyWords } from './words.ts'

// The server takes no other, and a slip in a page's snippet must not cost a registration.
const slugPattern = /^[a-z\d][a-z\d-]{0,62}$/

/**
 * A registration form for a free training. What stands inside it, best a link to the hosted registration page, is shown
 * until the form is ready, and stays if the form can't load. Color defaults below are for a light page; a dark page has
 * its own.
 *
 * @summary Registration form for a free training.
 *
 * @attr {string} training - The training's slug, or several to choose from, separated by commas.
 * @attr {string} series - Instead of `training`: a series' slug. Visitors choose from its trainings.
 * @attr {string} partner - The slug of the partner whose page this is.
 * @attr {string} lang - Language of the form. Default: that of the page around it, then the browser's.
 * @attr {'auto' | 'light' | 'dark'} theme - `auto` follows the page's `color-scheme`.
 * @attr {string} exit-url - Adds a button "Leave this page" that opens this address. Few pages need it.
 * @attr {string} success-url - Adds a link to this address after registering, like your own thank-you page.
 * @attr {string} api - The server's address, like `https://signup.example.org`. Default: where the script came from.
 *
 * @slot - The link that visitors see until the form is ready.
 *
 * @fires {ReadyEvent} training-signup-ready - The training is shown.
 * @fires {StartEvent} training-signup-start - The visitor began to fill in the form.
 * @fires {RegisteredEvent} training-signup-registered - The visitor registered and, where a code is asked for, entered it. `status` says how certain the seat is.
 * @fires {ProblemEvent} training-signup-error - Loading or sending failed, or was refused. `problem` says why.
 *
 * @csspart root - The whole widget.
 * @csspart skeleton - The `root` while a training loads.
 * @csspart unavailable - The notice that nothing could be loaded.
 * @csspart quiet - A button that looks like a link, like the one that loads again.
 * @csspart toolbar - The row at the top: ways back, away, and to another language.
 * @csspart exit - The button that leaves the page.
 * @csspart language - The button that changes the language.
 * @csspart card - The training's details.
 * @csspart title - The training's title.
 * @csspart free - The line that says that the training is free.
 * @csspart about - The training's summary.
 * @csspart state - Whether seats are left.
 * @csspart facts - The list of details.
 * @csspart fact - One detail.
 * @csspart term - The name of a detail.
 * @csspart detail - The text of a detail.
 * @csspart people - Presenter, organizer, and sponsors.
 * @csspart form - The form.
 * @csspart form-heading - The form's heading.
 * @csspart summary - The error summary.
 * @csspart summary-heading - The error summary's heading.
 * @csspart questions - All questions. Inert while the answers are being sent.
 * @csspart field - One question with its answer.
 * @csspart group - The `field` of a question with several choices.
 * @csspart info - A text among the questions that asks nothing.
 * @csspart label - The question itself.
 * @csspart hint - Help with the answer.
 * @csspart error - What to correct in the answer.
 * @csspart input - The box to type in or to choose from.
 * @csspart textarea - The `input` of a long answer.
 * @csspart select - The `input` of a list to choose from.
 * @csspart choice - One choice: a `tick` and its text.
 * @csspart tick - The checkbox or radio button.
 * @csspart privacy - How the answers are used.
 * @csspart button - Every button with a border.
 * @csspart submit - The `button` that sends.
 * @csspart panel - A notice above the form or instead of it.
 * @csspart panel-title - The notice's title.
 * @csspart panel-text - The notice's text.
 * @csspart actions - What can be done next, below a panel or result.
 * @csspart result - The result of the registration.
 * @csspart result-title - The result's title.
 * @csspart result-text - What the result means.
 * @csspart reference-label - The line above the reference number.
 * @csspart reference - The reference number.
 * @csspart calendars - Links that add the training to a calendar.
 * @csspart trainings - The trainings to choose from.
 * @csspart training - One training to choose.
 * @csspart training-title - That training's title.
 * @csspart audiences - The question for which audience the trainings are.
 * @csspart open - The `button` that opens the form of a training.
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
 * @csspart mark - A pasted answer that needs checking.
 * @csspart more - Further questions about a person.
 * @csspart removed - The line in place of a person who was removed.
 * @csspart shared - The questions that are asked once for the whole group.
 * @csspart sent - Who in the group has been sent already.
 * @csspart outcomes - The results of the whole group.
 * @csspart outcome - One person's result.
 * @csspart code-text - The text that says where the code was sent.
 * @csspart code - The `input` for the code.
 * @csspart code-news - The answer to asking for another code.
 * @csspart note - Small print of the form, panels, and results.
 * @csspart help - Contact and helplines, below everything.
 * @csspart help-heading - The heading of each half of `help`.
 * @csspart help-section - One half of `help`: the contact, or the helplines.
 * @csspart link - Every link.
 *
 * @cssprop [--training-signup-accent=#0b57d0] - Background of the main button.
 * @cssprop [--training-signup-on-accent=#fff] - Text on the main button.
 * @cssprop [--training-signup-surface=#fff] - Background of the widget.
 * @cssprop [--training-signup-on-surface=#1b1f24] - Text on the widget. `currentcolor` with a `transparent` surface: the page’s.
 * @cssprop [--training-signup-tint=#f3f6fb] - Background of panels, results, and the state.
 * @cssprop [--training-signup-muted=#545b64] - Hints and small print.
 * @cssprop [--training-signup-link=#0b57d0] - Links.
 * @cssprop [--training-signup-border=#d5d9df] - Lines.
 * @cssprop [--training-signup-field-border=#747b85] - Borders of inputs.
 * @cssprop [--training-signup-error=#b3261e] - Errors.
 * @cssprop [--training-signup-radius=10px] - Corners.
 * @cssprop [--training-signup-reserve=min(100vh, 60rem)] - Height kept free while loading, so the page doesn’t jump.
 */
export class TrainingSignupElement extends SmallElement {
  static override styles = styles
  static override attributes = ['training', 'series', 'partner', 'lang', 'theme', 'exit-url', 'success-url', 'api']
  static override properties = ['prefill', 'fetch']
  declare training: string | undefined
  declare series: string | undefined
  declare partner: string | undefined
  declare lang: string
  declare theme: 'auto' | 'light' | 'dark' | undefined
  declare api: string | undefined
  /** Answers that the page already knows, by field id. */
  declare prefill: Prefill | undefined
  /** Replaces `fetch` for the requests to the server. */
  declare fetch: typeof globalThis.fetch | undefined

  readonly #signup = new SignupController(this)
  #server: Api | undefined
  #base = ''
  #chosenLang: string | undefined
  /** Where the page names several trainings. */
  #chooser: Chooser | undefined
  /** Whether the training's details have been shown. The form comes after them, in a task of its own. */
  #isBegun = false
  #listening: AbortController | undefined

  static define(tag = 'training-signup', registry = customElements) {
    registry.define(tag, this)
    return this
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    this.#signup.wake()
    addEventListener('online', this.#resume, { signal })
    // A page that slept, or was kept for the Back button, has missed its timers.
    addEventListener('pageshow', () => this.#signup.wake(), { signal })
    document.addEventListener('visibilitychange', () => this.#signup.wake(), { signal })
  }

  disconnectedCallback() {
    this.#listening?.abort()
    this.#signup.sleep()
  }

  override willUpdate(changed: Changed) {
    if (changed.has('lang')) this.#chosenLang = undefined
    if (!this.hasUpdated || ['training', 'series', 'api', 'fetch'].some((name) => changed.has(name))) this.#begin()
    else if (changed.has('partner') || changed.has('lang')) void this.#load()
  }

  override updated() {
    const { state, answers } = this.#signup
    if ('data' in state && !this.#isBegun) this.requestUpdate((this.#isBegun = true))
    const form = this.#formElement
    if (form) fillForm(form, answers)
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)
    // What cannot be changed now cannot hold the focus either.
    if (this.renderRoot.activeElement?.closest('[inert]')) find('[part~=submit]')?.focus()
    const { wantsFocus } = this.#signup
    if (!wantsFocus || state.step === 'sending' || find('[part~=skeleton]')) return
    this.#signup.wantsFocus = false
    const heading = find(wantsFocus === 'top' ? '[part=title]' : '[tabindex="-1"]:not([part=title])')
    ;(find('[part=summary]') ?? heading)?.focus()
  }

  override failed(error: unknown) {
    console.warn(error)
    this.giveUp()
  }

  override render() {
    const { state } = this.#signup
    const linkTo = createLinkTo(this.#base)
    const chooser = this.#chooser?.slug ? undefined : this.#chooser
    const answer = chooser ? chooser.answer : 'data' in state ? state.data : undefined
    if (!answer) {
      const words = emergencyWords(this.wanted.lang)
      if (state.step === 'loading') return skeleton(words, this.#hasLink)
      return unavailable(words, this.#hasLink, this.#server && this.#begin)
    }
    const say = createSay(answer.words, answer.lang, this.#signup.group && 'people.')
    const bar = toolbar({
      say,
      others: answer.languages.filter((lang) => lang !== answer.lang),
      onSpeak: this.#speak,
      exitUrl: this.#linked('exit-url'),
      onLeave: this.#leave,
      back: state.step === 'sending' ? undefined : this.#chooser?.back(),
    })
    if (chooser || !('data' in state)) return chooser?.render(linkTo, bar)
    const stage = stageView({
      data: state.data,
      say,
      linkTo,
      state,
      signup: this.#signup,
      isBegun: this.#isBegun,
      successUrl: this.#linked('success-url'),
      onInput: this.#type,
      onSubmit: this.#submit,
      onSeveral: this.#regroup,
      onRetry: this.#send,
      onCheck: this.#checkAgain,
      onAnother: this.#registerAnother,
    })
    return html`<div part="root" lang=${answer.lang} dir=${say('direction')}>${bar} ${stage}</div>`
  }

  /** @internal */
  get server() {
    return this.#server
  }

  /** @internal */
  get wanted() {
    return {
      training: this.#chooser?.slug ?? this.training?.trim() ?? '',
      partner: slugPattern.exec(this.partner ?? '')?.[0],
      lang: this.#chosenLang ?? languageAround(this),
    }
  }

  get #formElement() {
    return this.renderRoot.querySelector('form')
  }

  /** Whether the page gave us a link to fall back on, also through the slot of an upgraded div. */
  get #hasLink() {
    return [...this.children].some((child: Partial<HTMLSlotElement>) => child.assignedElements?.().length !== 0)
  }

  readonly #begin = () => {
    this.#base = absolute(this.api ?? baseOfScript(import.meta.url))
    this.#server = this.#base ? createApi(this.#base, this.fetch) : undefined
    if (!this.#server) console.warn('<training-signup> needs its server: api="https://…"')
    this.#chooser = undefined
    this.#signup.begin(this.#isOne)
    if (!this.#isOne) void this.#offerChoice(this.#server)
  }

  get #isOne() {
    return !this.series && !this.training?.includes(',')
  }

  async #offerChoice(server: Api | undefined) {
    const loaded = await this.loadSeveral()
    // Meanwhile the page may have changed what is to be offered.
    if (server !== this.#server) return
    if (!loaded) return this.giveUp()
    this.#chooser = new loaded.Chooser(this)
    void this.#chooser.load()
  }

  /**
   * What cannot be had is not there.
   *
   * @internal
   */
  async loadSeveral() {
    const loaded = await loadSeveral().catch(() => undefined)
    if (loaded && !this.renderRoot.adoptedStyleSheets[1]) this.adoptStyles(loaded.styles)
    return loaded
  }

  /** @internal */
  turnTo(slug: string | undefined, isAsked: boolean) {
    this.#signup.begin(slug !== undefined)
    this.#signup.wantsFocus = isAsked && 'top'
  }

  /** @internal */
  giveUp(problem?: string) {
    this.#chooser = undefined
    this.#signup.giveUp(problem)
  }

  readonly #speak = async (lang: string) => {
    const before = this.#chosenLang
    this.#chosenLang = lang
    if ((await this.#load()) === false) this.#chosenLang = before
  }

  /** Where one of the page's own links leads. */
  #linked(attribute: string) {
    const url = this.getAttribute(attribute)
    return url ? safeHref(url, document.baseURI, ['https:']) : undefined
  }

  // The page is covered before anything else, and nothing of what was typed is there to come back to.
  readonly #leave = (event: Event) => {
    event.preventDefault()
    cover(this.renderRoot)
    this.#signup.forget()
    this.#begin()
    location.replace((event.currentTarget as HTMLAnchorElement).href)
  }

  readonly #regroup = async () => {
    const { group } = this.#signup
    const loaded = await this.loadSeveral()
    if (loaded) await loaded.regroup(this.#signup, !group)
    else this.#signup.complain()
  }

  #read(form: HTMLFormElement) {
    const { questions, answers } = this.#signup
    this.#signup.type(readForm(form, questions, answers))
  }

  readonly #type = (event: Event) => this.#read(event.currentTarget as HTMLFormElement)

  readonly #submit = (event: Event) => {
    event.preventDefault()
    this.#send()
  }

  readonly #send = () => {
    const form = this.#formElement
    if (!form) return
    this.#read(form)
    void this.#signup.submit(malformedIn(form))
  }

  // Of several trainings nothing can be loaded before there is something to choose them with.
  readonly #load = () => (this.#isOne || this.#chooser?.slug ? this.#signup : this.#chooser)?.load()
  readonly #resume = () => (this.#signup.state.step === 'unavailable' ? this.#begin() : this.#signup.resume())
  readonly #checkAgain = () => this.#signup.checkAgain()
  readonly #registerAnother = () => this.#signup.registerAnother()
}

export type * from './events.ts'

declare global {
  interface HTMLElementTagNameMap {
    'training-signup': TrainingSignupElement
  }
}
