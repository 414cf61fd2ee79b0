import { html, nothing } from 'lit/html.js'
import { type Answers, fillForm, malformedIn, questionsOf, readForm } from './answers.ts'
import { type Api, absolute, baseOfScript, createApi } from './api.ts'
import { directionOf, languageAround, ownName } from './language.ts'
import { type Loaded, SignupController, type SignupHost } from './signup-controller.ts'
import { type Changed, SmallElement } from './small-element.ts'
import { styles } from './training-signup.styles.ts'
import { detailsCard } from './views/details-card.ts'
import { helpBlock } from './views/helpline.ts'
import { createLinkTo } from './views/link.ts'
import { failurePanel, refusalPanel } from './views/notice.ts'
import { registrationForm } from './views/registration-form.ts'
import { resultView, titleOf } from './views/result.ts'
import { skeleton, unavailable } from './views/skeleton.ts'
import type { View } from './views/view.ts'
import { createSay, emergencyWords } from './words.ts'

// The server takes no other, and a slip in a page's snippet must not cost a registration.
const slugPattern = /^[a-z\d][a-z\d-]{0,62}$/

/**
 * A sign-up for a free training. What stands inside it, best a link to the hosted registration page, is shown until the
 * form is there, and stays if the form cannot be had. Of colours the defaults for a light page are given below; each has
 * another one for a dark page.
 *
 * @summary Sign-up for a free training.
 *
 * @attr {string} training - The training's slug.
 * @attr {string} partner - The slug of the partner on whose page this is.
 * @attr {string} lang - Language of the form; else that of the page around it, else the browser's.
 * @attr {'auto' | 'light' | 'dark'} theme - `auto` follows the page's `color-scheme`.
 * @attr {string} api - Where the server is, such as `https://signup.example.org`; else where the script came from.
 *
 * @slot - The link that stands in until the form is there.
 *
 * @fires {ReadyEvent} training-signup-ready - The training is shown.
 * @fires {StartEvent} training-signup-start - The visitor began to fill in the form.
 * @fires {RegisteredEvent} training-signup-registered - The server stored the registration; `status` says how certain the seat is.
 * @fires {ProblemEvent} training-signup-error - Loading or sending failed or was refused; `problem` says why.
 *
 * @csspart root - The whole widget.
 * @csspart skeleton - The `root` while it holds the place of a training that is loading.
 * @csspart unavailable - What stands there when nothing could be loaded.
 * @csspart quiet - The button that tries to load again.
 * @csspart language - The button that changes the language.
 * @csspart card - The training's details.
 * @csspart title - The training's title.
 * @csspart free - The line that says that the training is free.
 * @csspart about - The training's summary.
 * @csspart state - Whether seats are left.
 * @csspart facts - The list of details.
 * @csspart fact - One of them.
 * @csspart term - What it is about.
 * @csspart detail - What it says.
 * @csspart people - Presenter, organizer and sponsors.
 * @csspart form - The form.
 * @csspart form-heading - Its heading.
 * @csspart summary - The error summary.
 * @csspart summary-heading - Its heading.
 * @csspart questions - All questions. Inert while the answers are being sent.
 * @csspart field - One question with its answer.
 * @csspart group - The `field` of a question with several choices.
 * @csspart info - A text among the questions that asks nothing.
 * @csspart label - What is asked.
 * @csspart hint - Help with the answer.
 * @csspart error - What is wrong with the answer.
 * @csspart input - The box that the answer is typed into or chosen from.
 * @csspart textarea - The `input` of a long answer.
 * @csspart select - The `input` of a list to choose from.
 * @csspart choice - One choice: a `tick` and its text.
 * @csspart tick - The box or circle to tick.
 * @csspart privacy - How the answers are used.
 * @csspart button - Every button with a border.
 * @csspart submit - The `button` that sends.
 * @csspart panel - A notice instead of or above the form.
 * @csspart panel-title - Its title.
 * @csspart panel-text - What it says.
 * @csspart actions - What can be done next, below a panel or result.
 * @csspart result - What became of the registration.
 * @csspart result-title - Its title.
 * @csspart result-text - What it means.
 * @csspart reference-label - The line above the reference.
 * @csspart reference - The registration's reference.
 * @csspart note - Small print of the form, panels and results.
 * @csspart help - What is below everything.
 * @csspart help-heading - The heading of each half of it.
 * @csspart contact - Whom to ask.
 * @csspart helpline - Where to get help.
 * @csspart link - Every link.
 *
 * @cssprop [--training-signup-accent=#0b57d0] - Background of the main button.
 * @cssprop [--training-signup-on-accent=#fff] - Text on it.
 * @cssprop [--training-signup-surface=#fff] - Background of the widget.
 * @cssprop [--training-signup-on-surface=#1b1f24] - Text on it. `inherit` takes the page's; then set `surface` to `transparent`.
 * @cssprop [--training-signup-tint=#f3f6fb] - Background of panels, results and the state.
 * @cssprop [--training-signup-muted=#545b64] - Hints and small print.
 * @cssprop [--training-signup-link=#0b57d0] - Links.
 * @cssprop [--training-signup-border=#d5d9df] - Lines.
 * @cssprop [--training-signup-field-border=#747b85] - Borders of inputs.
 * @cssprop [--training-signup-error=#b3261e] - Errors.
 * @cssprop [--training-signup-radius=10px] - Corners.
 * @cssprop [--training-signup-reserve=34rem] - Height kept free while loading, so that the page does not jump.
 */
export class TrainingSignupElement extends SmallElement implements SignupHost {
  static override styles = styles
  static override attributes = ['training', 'partner', 'lang', 'theme', 'api']
  static override properties = ['prefill', 'fetch']
  declare training: string | undefined
  declare partner: string | undefined
  declare lang: string
  declare theme: 'auto' | 'light' | 'dark' | undefined
  declare api: string | undefined
  /** Answers by field id that the page knows already. */
  declare prefill: Answers | undefined
  /** What requests are made with. */
  declare fetch: typeof globalThis.fetch | undefined

  readonly #signup = new SignupController(this)
  #server: Api | undefined
  #base = ''
  #chosenLang: string | undefined
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
    addEventListener('online', () => this.#signup.resume(), { signal })
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
    if (!this.hasUpdated || changed.has('training') || changed.has('api') || changed.has('fetch')) {
      this.#connect()
      this.#signup.begin()
    } else if (changed.has('partner') || changed.has('lang')) this.#load()
  }

  override updated() {
    const { state, answers } = this.#signup
    const form = this.#formElement
    if (form) fillForm(form, answers)
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)
    // What cannot be changed now cannot hold the focus either.
    if (this.renderRoot.activeElement?.closest('[inert]')) find('[part~=submit]')?.focus()
    if (!this.#signup.wantsFocus || state.step === 'sending' || state.step === 'loading') return
    this.#signup.wantsFocus = false
    ;(find('[part=summary]') ?? find('[tabindex="-1"]'))?.focus()
  }

  override failed(error: unknown) {
    console.warn(error)
    this.#signup.giveUp()
  }

  override render() {
    const { state } = this.#signup
    if (!('data' in state)) {
      const words = emergencyWords(this.wanted.lang)
      if (state.step === 'loading') return skeleton(words, this.#hasLink)
      return unavailable(words, this.#hasLink, this.#server && this.#load)
    }
    const { data } = state
    const view: View = { data, say: createSay(data.words, data.lang), linkTo: createLinkTo(this.#base) }
    return html`
      <div part="root" lang=${data.lang} dir=${directionOf(data.lang)}>
        ${this.#languageButtons(view)}
        ${detailsCard(view)}
        <p class="aside" role="status">${this.#status(view, state)}</p>
        ${this.#stage(view, state)}
        ${helpBlock(view)}
      </div>
    `
  }

  #stage(view: View, state: Loaded) {
    switch (state.step) {
      case 'form':
      case 'sending':
        return this.#form(view, state, nothing)
      case 'failed':
        return this.#form(view, state, failurePanel(view, state.reason, this.#send))
      case 'refused': {
        const panel = refusalPanel(view, state.reason, this.#checkAgain)
        // An answer may have been a slip.
        return state.reason === 'not-eligible' ? this.#form(view, state, panel) : panel
      }
      case 'done':
        return resultView(view, state.result, this.#registerAnother)
      case 'link':
        return html`<slot></slot>${this.#hasLink ? nothing : view.linkTo(view.data.training.links.page, view.say('form.page'))}`
    }
  }

  #form(view: View, state: Loaded, panel: unknown) {
    const { answers } = this.#signup
    const { faults = [], changed = false } = state.step === 'form' ? state : {}
    const isSending = state.step === 'sending'
    const form = { ...view, answers, faults, changed, isSending, onInput: this.#type, onSubmit: this.#submit }
    return html`${panel}${registrationForm(form)}`
  }

  #status(view: View, state: Loaded) {
    if (state.step === 'sending') return view.say('form.sending')
    return state.step === 'done' ? titleOf(view, state.result) : nothing
  }

  #languageButtons({ data }: View) {
    const others = data.languages.filter((lang) => lang !== data.lang)
    return others.map(
      (lang) =>
        html`<button part="language" type="button" lang=${lang} @click=${() => this.#speak(lang)}>
          ${ownName(lang)}
        </button>`,
    )
  }

  /** @internal */
  get server() {
    return this.#server
  }

  /** @internal */
  get wanted() {
    return {
      training: this.training?.trim() ?? '',
      partner: slugPattern.exec(this.partner ?? '')?.[0],
      lang: this.#chosenLang ?? languageAround(this),
    }
  }

  get #formElement() {
    return this.renderRoot.querySelector('form')
  }

  /** Whether the page gave us a link to fall back on, also through the slot of an upgraded div. */
  get #hasLink() {
    return [...this.children].some(
      (child) => !(child instanceof HTMLSlotElement) || child.assignedElements().length > 0,
    )
  }

  #connect() {
    this.#base = absolute(this.api ?? baseOfScript(import.meta.url))
    this.#server = this.#base ? createApi(this.#base, this.fetch) : undefined
    if (!this.#server) console.warn('<training-signup> does not know where its server is. Give it api="https://…".')
  }

  async #speak(lang: string) {
    const before = this.#chosenLang
    this.#chosenLang = lang
    if (!(await this.#signup.load())) this.#chosenLang = before
  }

  #read(form: HTMLFormElement) {
    const { data, answers } = this.#signup
    if (data) this.#signup.type(readForm(form, questionsOf(data.form), answers))
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

  readonly #load = () => void this.#signup.load()
  readonly #checkAgain = () => this.#signup.checkAgain()
  readonly #registerAnother = () => this.#signup.registerAnother()
}

declare global {
  interface HTMLElementTagNameMap {
    'training-signup': TrainingSignupElement
  }
}
