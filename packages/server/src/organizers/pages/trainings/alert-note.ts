import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

/** Renders what went wrong, if anything did. */
export const alertNote = (text: string | Html | undefined): Html | '' =>
  text === undefined ? '' : html`<p class="note stop" role="alert">${icon('alert')}<span>${text}</span></p>`

/** Renders the line above a form in which some fields are marked. */
export const unsavedNote = (lang: Language, faults: object): Html | '' =>
  alertNote(Object.keys(faults).length > 0 ? say(lang, 'admin.unsaved') : undefined)

/** Renders what is wrong with a field, next to it. */
export const fieldFault = (name: string, text: string | undefined): Html | '' =>
  text === undefined ? '' : html`<p class="fault" id="${name}-fault">${icon('alert')}<span>${text}</span></p>`

/**
 * Renders the attributes of a field that lead to what is wrong with it, and to its hint if it has
 * one.
 */
export function faultMarks(name: string, text: string | undefined, hint?: string): Html {
  const about = [...(text === undefined ? [] : [`${name}-fault`]), ...(hint === undefined ? [] : [hint])].join(' ')
  return html`${text === undefined ? '' : html` aria-invalid="true"`}${about && html` aria-describedby="${about}"`}`
}
