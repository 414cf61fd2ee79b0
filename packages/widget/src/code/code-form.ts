import { html, nothing } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'
import { errorSummary } from '../form/registration-form.ts'
import type { View } from '../views/view.ts'
import { codeIn } from './code-in.ts'
import type { CodeStep } from './code-step.ts'

/** Draws the step in which the visitor types the code from the email. */
export function codeForm(code: CodeStep, view: View) {
  if (code.isOver) return endPanel(code, view)
  const { say } = view
  const isChecking = code.busy === 'checking'
  const error = code.fault && say(`verify.${code.fault}`)
  // Listens for the click, which Enter fires too: a sandbox without `allow-forms` never submits a form.
  return html`
    <form part="form" class="moment step" novalidate @submit=${check(code)}>
      <h3 part="form-heading" tabindex="-1">${say('verify.title')}</h3>
      ${code.hasFailed ? failure(view) : nothing}
      ${error ? summary(view, error) : nothing}
      <p part="code-text">${say('verify.text', { address: code.sentTo })}</p>
      <div part="questions" ?inert=${isChecking}>${codeField(code, view, error)}</div>
      <button part="button submit" type="submit" @click=${check(code)} aria-disabled=${ifDefined(code.busy && 'true')}>
        ${say(isChecking ? 'verify.sending' : 'verify.button')}
      </button>
      <p class="aside" role="status">${isChecking ? say('verify.sending') : nothing}</p>
      <p part="note">${say('verify.link')} ${say('verify.junk')}</p>
      <p part="actions">
        ${wayOut(code, say('verify.again'), () => code.askAgain())} ${wayOut(code, say('verify.change'), () => code.correct())}
      </p>
      <p part="code-news" role="status">${code.news ? say(`verify.${code.news}`) : nothing}</p>
    </form>
  `
}

const check = (code: CodeStep) => (event: Event) => {
  event.preventDefault()
  void code.check()
}

// Has no name: named controls are answers of the form.
function codeField(code: CodeStep, { say }: View, error: string | undefined) {
  return html`<div part="field">
    <label part="label" for="q-code">${say('verify.label')}</label>
    <small part="hint" id="code-hint">${say('verify.hint')}</small>
    ${error ? html`<p part="error" class="stop" id="code-error">${error}</p>` : nothing}
    <input
      part="input code"
      id="q-code"
      type="text"
      dir="ltr"
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck="false"
      aria-describedby=${error ? 'code-hint code-error' : 'code-hint'}
      aria-invalid=${ifDefined(error && 'true')}
      .value=${live(code.typed)}
      @input=${typeInto(code)}
    />
  </div>`
}

const typeInto = (code: CodeStep) => (event: Event) => {
  const input = event.currentTarget as HTMLInputElement
  // Keeps only the code of a pasted sentence.
  if (/\p{L}/u.test(input.value)) input.value = codeIn(input.value) ?? input.value
  code.type(input.value)
}

const wayOut = (code: CodeStep, text: string, act: () => unknown) =>
  html`<button part="quiet" type="button" @click=${act} aria-disabled=${ifDefined(code.busy && 'true')}>${text}</button>`

const endPanel = (code: CodeStep, { say }: View) => html`<section part="panel" class="moment">
  <h3 part="panel-title" tabindex="-1">${say('verify.over')}</h3>
  <p part="panel-text">${say('verify.over.text')}</p>
  <p part="actions">
    <button part="button" type="button" @click=${() => code.correct()}>${say('verify.over.again')}</button>
  </p>
</section>`

const summary = (view: View, message: string) =>
  errorSummary({
    ...view,
    faults: [{ key: 'code', code: 'code', message }],
    questions: [{ id: 'code', key: 'code', type: 'text', label: '', required: true }],
    changed: false,
  })

const failure = ({ say }: View) => html`<section part="panel" class="box stop">
  <h3 part="panel-title" tabindex="-1">${say('errors.heading')}</h3>
  <p part="panel-text">${say('verify.failed')}</p>
</section>`
