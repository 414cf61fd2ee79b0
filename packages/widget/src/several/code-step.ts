import { html, nothing } from 'lit/html.js'
import { nameOf, type Outcome } from '../api.ts'
import type { CodeStepClass, Unverified } from '../code-step.ts'
import { errorSummary } from '../views/registration-form.ts'
import type { View } from '../views/view.ts'
import { codeIn } from './code-in.ts'
import { createCodeRequests } from './code-requests.ts'

type Signup = ConstructorParameters<CodeStepClass>[0]

/** What the words call the refusals that another code mends. */
const mendable: Record<string, string> = { 'wrong-code': 'wrong', 'code-used-up': 'used-up' }
const final = ['verification-over', 'not-found']
// A longer wait is not spoken of as a minute.
const longestMinuteSeconds = 90

/** The step in which the code from the mail is typed. It is in here alone, and goes with it. */
export class CodeStep {
  readonly #signup: Signup
  readonly #sent: Unverified
  readonly #requests: ReturnType<typeof createCodeRequests>
  #typed = ''
  #busy: 'checking' | 'asking' | undefined
  /** What the words call what is wrong with the code. */
  #fault: string | undefined
  /** What the words call what came of asking for another code. */
  #news: string | undefined
  #hasFailed = false
  /** Nothing waits for a code any more. */
  #isOver = false

  constructor(signup: Signup, sent: Unverified) {
    this.#signup = signup
    this.#sent = sent
    this.#requests = createCodeRequests(sent)
  }

  form(view: View) {
    if (this.#isOver) return this.#end(view)
    const { say } = view
    const isChecking = this.#busy === 'checking'
    const error = this.#fault && say(`verify.${this.#fault}`)
    // Sent at the click, which Enter makes too: in a sandbox without `allow-forms` no form is ever submitted.
    return html`
      ${this.#hasFailed ? failure(view) : nothing}
      <form part="form" novalidate @submit=${this.#check}>
        <h3 part="form-heading" tabindex="-1">${say('verify.title')}</h3>
        ${error ? summary(view, error) : nothing}
        <p part="code-text">${say('verify.text', { address: this.#sent.result.verification?.sentTo ?? '' })}</p>
        <div part="questions" ?inert=${isChecking}>${this.#field(view, error)}</div>
        <button part="button submit" type="submit" @click=${this.#check} aria-disabled=${this.#busy ? 'true' : nothing}>
          ${say(isChecking ? 'verify.sending' : 'verify.button')}
        </button>
        <p class="aside" role="status">${isChecking ? say('verify.sending') : nothing}</p>
        <p part="note">${say('verify.link')} ${say('verify.junk')}</p>
        <p part="actions">
          ${this.#way(say('verify.again'), this.#askAgain)} ${this.#way(say('verify.change'), this.#correct)}
        </p>
        <p part="code-news" role="status">${this.#news ? say(`verify.${this.#news}`) : nothing}</p>
      </form>
    `
  }

  // Without a name: whatever has one is an answer of the form, and is written anew whenever something is shown.
  #field({ say }: View, error: string | undefined) {
    return html`<div part="field" class=${error ? 'wrong' : ''}>
      <label part="label" for="q-code">${say('verify.label')}</label>
      <p part="hint" id="code-hint">${say('verify.hint')}</p>
      ${error ? html`<p part="error" id="code-error">${error}</p>` : nothing}
      <input
        part="input code"
        id="q-code"
        type="text"
        dir="ltr"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck="false"
        aria-describedby=${error ? 'code-hint code-error' : 'code-hint'}
        aria-invalid=${error ? 'true' : nothing}
        .value=${this.#typed}
        @input=${this.#type}
      />
    </div>`
  }

  #way(text: string, act: () => void) {
    return html`<button part="quiet" type="button" @click=${act} aria-disabled=${this.#busy ? 'true' : nothing}>${text}</button>`
  }

  #end({ say }: View) {
    return html`<section part="panel">
      <h3 part="panel-title" tabindex="-1">${say('verify.over')}</h3>
      <p part="panel-text">${say('verify.over.text')}</p>
      <p part="actions">
        <button part="button" type="button" @click=${this.#correct}>${say('verify.over.again')}</button>
      </p>
    </section>`
  }

  readonly #type = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    // Of a pasted sentence only its code stays.
    if (/\p{L}/u.test(input.value)) input.value = codeIn(input.value) ?? input.value
    this.#typed = input.value
  }

  readonly #check = async (event: Event) => {
    event.preventDefault()
    if (this.#busy) return
    const code = codeIn(this.#typed)
    this.#fault = code ? undefined : this.#typed.trim() ? 'shape' : 'missing'
    this.#hasFailed = false
    if (!code) return this.#show()
    const outcome = await this.#ask('checking', () => this.#requests.verify(code))
    if (isCancelled(outcome)) return this.#leave()
    if (outcome.kind === 'refused') this.#fault = mendable[nameOf(outcome.problem)]
    this.#hasFailed = outcome.kind !== 'ok' && !this.#fault
    this.#show()
    if (outcome.kind === 'ok') this.#signup.finish(this.#sent, outcome.value)
  }

  readonly #askAgain = async () => {
    if (this.#busy) return
    this.#hasFailed = false
    const outcome = await this.#ask('asking', this.#requests.sendCode)
    if (isCancelled(outcome)) return this.#leave()
    if (outcome.kind === 'ok') {
      // Nothing that is typed so far is of use any more.
      this.#typed = ''
      this.#fault = undefined
    }
    this.#news = newsOf(outcome)
    this.#show(this.#isOver)
  }

  async #ask<T>(busy: 'checking' | 'asking', request: () => Promise<Outcome<T>>) {
    this.#busy = busy
    this.#news = undefined
    this.#show(false)
    const outcome = await request()
    this.#busy = undefined
    this.#isOver = outcome.kind === 'refused' && final.includes(nameOf(outcome.problem))
    this.#signup.tellMiss(outcome)
    return outcome
  }

  readonly #correct = () => {
    const { reference, verification } = this.#sent.result
    const { data } = this.#signup
    if (this.#busy || !data || !verification) return
    this.#signup.replaces = { reference, secret: verification.secret }
    this.#signup.wantsFocus = true
    this.#signup.enterForm(data)
  }

  /** To what the training says of itself now. */
  async #leave() {
    await this.#signup.load()
    if (!this.#sent.isStale()) this.#signup.checkAgain()
  }

  /** Renders anew, with the focus on what came of it. */
  #show(isAnswer = true) {
    if (this.#sent.isStale()) return
    if (isAnswer) this.#signup.wantsFocus = true
    this.#signup.requestUpdate()
  }
}

const isCancelled = (outcome: Outcome<unknown>) =>
  outcome.kind === 'refused' && nameOf(outcome.problem) === 'training-cancelled'

const summary = (view: View, message: string) =>
  errorSummary({
    ...view,
    faults: [{ key: 'code', code: 'code', message }],
    questions: [{ id: 'code', key: 'code', type: 'text', label: '', required: true }],
    changed: false,
  })

const failure = ({ say }: View) => html`<section part="panel">
  <h3 part="panel-title" tabindex="-1">${say('errors.heading')}</h3>
  <p part="panel-text">${say('verify.failed')}</p>
</section>`

/** What the words call what came of asking for another code. */
function newsOf(outcome: Outcome<unknown>) {
  if (outcome.kind === 'ok') return 'again.sent'
  const waitSeconds = Number(outcome.kind === 'failed' && outcome.headers?.get('retry-after'))
  return waitSeconds > longestMinuteSeconds ? 'again.often' : waitSeconds > 0 ? 'again.wait' : 'failed'
}
