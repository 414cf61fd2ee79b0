import type { Language } from '@training-signup/contract'
import { suggestAddress } from '@training-signup/contract/suggest-address'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
import { icon } from './icon.ts'
import type { Html } from './layout.ts'

/** Asks whether another address was meant, where this one has a slip. It never keeps anything back. */
export function doubtView(lang: Language, typed: string, id = 'doubt'): Html | '' {
  const address = suggestAddress(typed.trim())
  return address === undefined
    ? ''
    : html`<p class="doubt wait" id="${id}">${icon('alert')}<span>${say(lang, 'field.email.suggest', { address })}</span></p>`
}
