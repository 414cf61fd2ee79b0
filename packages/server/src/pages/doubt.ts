import type { Language } from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
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
 * Asks whether another address was meant, where this one has a slip. One press takes it. It never
 * keeps anything back.
 */
export function doubtView(lang: Language, { typed, name, press }: Doubted): Html | '' {
  const address = suggestAddress(typed.trim())
  return address === undefined
    ? ''
    : html`<p class="doubt wait" id="doubt-${name}">${icon('alert')}<button class="quiet" name="${controlNames[press]}" value="${name} ${address}">${say(lang, 'field.email.suggest', { address })}</button></p>`
}

/** Returns the name of the control for the address that the visitor took, and wants to see. */
export const takenIn = (sent: URLSearchParams): string | undefined => sent.get(controlNames.show)?.split(' ')[0]

/** Puts an address that was taken in the place of the one that was typed. */
export function takeAddress(sent: URLSearchParams): URLSearchParams {
  const [name, address] = (sent.get(controlNames.show) ?? sent.get(controlNames.send) ?? '').split(' ')
  if (name && address) sent.set(name, address)
  return sent
}
