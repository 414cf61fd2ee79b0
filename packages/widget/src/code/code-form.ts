import { html, nothing } from 'lit'
import { field } from '../form/field.ts'
import { addressed } from '../views/addressed.ts'
import { button, submitButton } from '../views/button.ts'
import { box, mark, moment } from '../views/moment.ts'
import type { View } from '../views/view.ts'
import { codeIn } from './code-in.ts'
import type { CodeStep } from './code-step.ts'

/** Draws the step in which the visitor types the code from the email. */
export function codeForm(code: CodeStep, view: View) {
  if (code.isOver) return endPanel(code, view)
  const { say } = view
  const isChecking = code.busy === 'checking'
  const error = code.fault && say(`verify.${code.fault}`)
  // Listens for the click, which Enter fires too: a sandbox without `allow-forms` never submits a
  // form.
  return html`
    <form part="form" class="moment step" novalidate @submit=${check(code)}>
      ${mark('mail', say('result.pending_verification.word'))}
      <h3 part="form-heading" tabindex="-1">${say('verify.title')}</h3>
      ${code.hasFailed ? box('stop', say('errors.heading'), say('verify.failed'), nothing) : nothing}
      <p part="code-text">${addressed(say('verify.text'), code.sentTo)}</p>
      <div part="questions" ?inert=${isChecking} @input=${typeInto(code)}>${codeField(code, view, error)}</div>
      ${submitButton(say(isChecking ? 'verify.sending' : 'verify.button'), check(code), code.busy)}
      <p class="aside" role="status">${isChecking ? say('verify.sending') : nothing}</p>
      <p part="note">${say('verify.link')} ${say('verify.junk')}</p>
      <p part="actions">
        ${wayOut(code, say('verify.again'), () => code.askAgain())} ${wayOut(code, say('verify.change'), () => code.correct())}
      </p>
      <p part="code-news" role="status">${code.news && say(`verify.${code.news}`)}</p>
    </form>
  `
}

const check = (code: CodeStep) => (event: Event) => {
  event.preventDefault()
  void code.check()
}

function codeField(code: CodeStep, view: View, error: string | undefined) {
  const [label, hint] = [view.say('verify.label'), view.say('verify.digits', { count: code.digits ?? '' })]
  const question = { id: 'code', key: 'code', type: 'code', label, hint, required: true, autocomplete: 'one-time-code' }
  return field({ question, answer: code.typed, error }, view)
}

const typeInto = (code: CodeStep) => (event: Event) => {
  const input = event.target as HTMLInputElement
  // Keeps only the code of a pasted sentence.
  if (/\p{L}/u.test(input.value)) input.value = codeIn(input.value) ?? input.value
  code.type(input.value)
}

const wayOut = (code: CodeStep, text: string, act: () => unknown) => button(text, act, 'quiet', code.busy)

const endPanel = (code: CodeStep, { say }: View) =>
  moment({
    part: 'panel',
    look: ['clock'],
    word: say('verify.over.word'),
    title: say('verify.over'),
    text: say('verify.over.text'),
    more: html`<p part="actions">
      ${button(say('verify.over.again'), () => code.correct(), 'button')}
    </p>`,
  })
