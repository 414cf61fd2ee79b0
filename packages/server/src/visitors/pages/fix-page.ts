import type { ResultStatus } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html, Page } from '../../platform/html/layout.ts'
import { controlNames } from '../../platform/html/sent-form.ts'
import { say, sayIfKnown } from '../../words/index.ts'
import type { HostedForm } from './hosted-form.ts'
import { type FormAgain, formPage, type TrainingView, unseenControls, whyAgain } from './training/training-page.ts'

/** Renders that the address alone is asked again, and after which answer. */
export const fixControl = (status: ResultStatus): Html =>
  html`<input type="hidden" name="${controlNames.fix}" value="${status}">`

/**
 * Renders a form again: the address alone where that is to be fixed and nothing else has a fault.
 * Everything else stays as it was sent.
 */
export function pageAgain(view: TrainingView, form: HostedForm, shown: FormAgain): Page {
  const { fix, addressPointer, addressField, carried, input } = form
  if (!fix || shown.faults.some(({ pointer }) => pointer !== addressPointer)) return form.again(shown)
  const { lang, action } = view
  const key = `fix.${fix}` as const
  const heading = (input.coordinator && sayIfKnown(lang, `people.${key}`)) ?? say(lang, key)
  const again = { replaces: input.replaces, ...shown }
  // The field comes before the answers that are carried along, among which is the address before.
  const section = html`<section>${whyAgain(lang, again)}<h2 id="form-heading">${heading}</h2>
<form method="post" action="${action}" novalidate accept-charset="utf-8">
${unseenControls(lang, again)}${fixControl(fix)}
${addressField(shown.faults)}${carried}
<button>${say(lang, 'fix.submit')}</button>
</form></section>`
  return { ...formPage(view, again, () => section), languages: [] }
}
