import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { type Edits, mergeControls } from './merge-edits.ts'

/** How the fields of a form are called, and how their values read. */
export interface FieldWords {
  labelOf: (name: string) => string
  /** Omitted: as they are stored. */
  textOf?: (name: string, value: unknown) => string
}

/**
 * Renders what each form that saves carries: what it was filled in from, and what two people
 * changed. Stands within the form, before its fields.
 */
export const bothView = (lang: Language, { base, both }: Edits<object>, words: FieldWords): Html =>
  html`<input type="hidden" name="${mergeControls.base}" value="${base}">${
    both.length === 0
      ? ''
      : html`<div class="note wait both">${icon('alert')}<div class="stack"><p role="alert"><b>${say(lang, 'admin.both')}</b> ${say(lang, 'admin.both.text')}</p>${both.map(
          ({ name, mine, theirs }) =>
            choiceView(lang, name, words.labelOf(name), {
              mine: shown(lang, name, mine, words),
              theirs: shown(lang, name, theirs, words),
            }),
        )}</div></div>`
  }`

/** Renders the choice between two values of a field. */
export const choiceView = (
  lang: Language,
  name: string,
  label: string | Html,
  values: Record<'mine' | 'theirs', string>,
): Html =>
  html`<fieldset><legend>${label}</legend><input type="hidden" name="${mergeControls.both}" value="${name}"><div class="ticks">${(
    ['mine', 'theirs'] as const
  ).map(
    (whose) =>
      html`<label class="tick"><input type="radio" name="${mergeControls.choice}.${name}" value="${whose}"><span>${say(lang, `admin.both.${whose}`)} <b>${values[whose]}</b></span></label>`,
  )}</div></fieldset>`

function shown(lang: Language, name: string, value: unknown, { textOf = plain }: FieldWords): string {
  return textOf(name, value) || say(lang, 'admin.both.blank')
}

const plain = (_: string, value: unknown): string => (typeof value === 'string' ? value : '')
