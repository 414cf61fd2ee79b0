import type { Language } from '@training-signup/contract'
import { doubtsOf } from '../../../platform/html/doubt.ts'
import { formOf, type SentFields } from '../../../platform/html/form/sent-fields.ts'
import { controlNames, takeAddress } from '../../../platform/html/sent-form.ts'

/** Returns the addresses about which a form has asked whether another one was meant. */
export const askedIn = (form: SentFields): string[] => form.all(controlNames.asked)

/**
 * Returns a form with the address that its “Did you mean …?” names, to be shown again; undefined if
 * another button was pressed.
 */
export function correctedForm(form: SentFields): SentFields | undefined {
  if (!form.has(controlNames.show)) return undefined
  return formOf([...takeAddress(new URLSearchParams(form.entries))])
}

/** Returns what to say about an address with a slip that the form has not asked about yet. */
export const slipIn = (lang: Language, form: SentFields, typed: string): string | undefined =>
  doubtsOf(lang, [{ pointer: '', typed }], askedIn(form))[0]?.message
