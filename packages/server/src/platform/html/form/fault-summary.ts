import type { Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { say } from '../../../words/admin.ts'
import { icon } from '../icon.ts'
import type { Html } from '../layout.ts'
import type { Faults } from './faults.ts'

/** The id of the control with a name. */
export const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** Renders what went wrong, if anything did. */
export const errorNote = (text: string | Html | undefined): Html | '' =>
  text === undefined ? '' : html`<p class="note stop" role="alert">${icon('warn')}<span>${text}</span></p>`

interface FaultNames {
  /** Names a field, where sentences do not. Undefined for one that the page does not show. */
  labelOf?: (name: string) => string | undefined
  anchorOf?: (name: string) => string
}

/** Renders what is wrong with a form, with links to where it is. The pages' script puts the focus there. */
export function faultSummary(lang: Language, faults: Faults, { labelOf, anchorOf = idOf }: FaultNames = {}): Html | '' {
  if (faults.size === 0) return ''
  const [only] = faults.size === 1 ? [faults.get('')] : []
  if (only !== undefined) return errorNote(only)
  const line = ([name, sentence]: readonly [string, string]) => {
    const label = labelOf ? labelOf(name) : name && sentence
    if (!label) return html`<li>${sentence}</li>`
    return html`<li><a href="#${anchorOf(name)}">${label}</a>${labelOf ? `: ${sentence}` : ''}</li>`
  }
  return html`<div class="note stop" role="alert" tabindex="-1" id="faults">${icon('warn')}<div>
<p>${say(lang, 'admin.form.faults', { count: faults.size })}</p>
<ul>${[...faults].map(line)}</ul></div></div>`
}

/** Renders what a script shows when it fails, by an attribute that it looks for. */
export const hiddenFault = (attribute: `data-${string}`, text: string): Html =>
  html`<p class="fault" role="alert" ${raw(attribute)} hidden>${text}</p>`
