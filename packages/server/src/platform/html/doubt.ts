import type { Answer, Field, Language, Person, ProblemFault } from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { html } from 'hono/html'
import { say } from '../../words/index.ts'
import { icon } from './icon.ts'
import type { Html } from './layout.ts'
import { controlNames } from './sent-form.ts'

/**
 * An address, the name of its control, and what a press on the one that was meant does: show it in
 * the form, or send it.
 */
interface Doubted {
  typed: string
  name: string
  press: 'show' | 'send'
}

/**
 * Asks whether another address was meant, where this one has a slip. One press takes it. The form
 * brings along that it was asked, so that the next press on its button sends.
 */
export function doubtView(lang: Language, { typed, name, press }: Doubted): Html | '' {
  const address = suggestAddress(typed.trim())
  return address === undefined
    ? ''
    : html`<p class="doubt wait" id="doubt-${name}">${icon('warn')}
<input type="hidden" name="${controlNames.asked}" value="${typed.trim()}">
<button class="quiet" name="${controlNames[press]}" value="${name} ${address}">${say(lang, 'field.email.suggest', { address })}</button></p>`
}

/**
 * Returns a fault for each address with a slip about which no page has asked yet: it stops the
 * first press. What is sent goes to that address, which may be a stranger's.
 */
export const doubtsOf = (
  lang: Language,
  addresses: { pointer: string; typed: Answer | undefined }[],
  asked: string[],
): ProblemFault[] =>
  addresses
    .map(({ pointer, typed }) => ({ pointer, address: typeof typed === 'string' ? typed.trim() : '' }))
    .filter(({ address }) => suggestAddress(address) !== undefined && !asked.includes(address))
    .map(({ pointer }) => ({ pointer, code: 'doubt', message: say(lang, 'error.doubt') }))

/** Returns the doubts about a person's addresses: the own one, and a supervisor's. */
export const personDoubts = (
  lang: Language,
  { fields, person, at = 0 }: { fields: Field[]; person: Person; at?: number },
  asked: string[],
): ProblemFault[] =>
  doubtsOf(
    lang,
    fields
      .filter(({ type }) => type === 'email')
      .map(({ id }) => ({ pointer: `/people/${at}/${id}`, typed: person[id] })),
    asked,
  )
