import { type Language, type MailState, type MailTotals, mailStates } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

interface StateChips {
  lang: Language
  /** What is chosen with them. */
  label: string
  state: MailState | undefined
  /** Undefined where counting takes too long. */
  totals: MailTotals | undefined
  /** What they count to, if not all: what is beyond has a plus sign. */
  most?: number | undefined
  /** The address that shows only emails in this state, or all of them. */
  at: (state: MailState | undefined) => string
}

/** Renders links that show only the emails in one state, each with its number. */
export function stateChips({ lang, label, state, totals, most = Infinity, at }: StateChips): Html {
  const all = totals && mailStates.reduce((sum, one) => sum + totals[one], 0)
  const isMore = totals !== undefined && mailStates.some((one) => totals[one] > most)
  const chip = (one: MailState | undefined, count: number | undefined) =>
    html`<a class="chip" href="${at(one)}"${one === state ? html` aria-current="true"` : ''}>${say(lang, `admin.emails.state.${one ?? 'all'}`)}${
      count === undefined
        ? ''
        : html` <span class="num">${count > most || (one === undefined && isMore) ? `${most}+` : count}</span>`
    }</a>`
  return html`<nav class="chips" aria-label="${label}">${chip(undefined, all)}${mailStates.map((one) => chip(one, totals?.[one]))}</nav>`
}
