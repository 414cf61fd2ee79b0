import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { boxList, groupView, hiddenFields } from '../../../platform/html/form/field.ts'
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
export function bothView(lang: Language, { base, both }: Edits<object>, words: FieldWords): Html {
  const carried = hiddenFields({ [mergeControls.base]: base })
  if (both.length === 0) return carried
  const choices = both.map(({ name, mine, theirs }) =>
    choiceView(lang, name, words.labelOf(name), {
      mine: shown(lang, name, mine, words),
      theirs: shown(lang, name, theirs, words),
    }),
  )
  return html`${carried}<div class="note wait both">${icon('warn')}<div class="stack">
<p role="alert"><b>${say(lang, 'admin.both')}</b> ${say(lang, 'admin.both.text')}</p>${choices}</div></div>`
}

/** Renders the choice between two values of a field. */
export function choiceView(
  lang: Language,
  name: string,
  legend: string | Html,
  values: Record<'mine' | 'theirs', string>,
): Html {
  const boxes = boxList({
    type: 'radio',
    look: 'tick',
    name: `${mergeControls.choice}.${name}`,
    values: ['mine', 'theirs'] as const,
    label: (whose) => html`${say(lang, `admin.both.${whose}`)} <b>${values[whose]}</b>`,
  })
  return groupView({ legend }, html`${hiddenFields({ [mergeControls.both]: name })}<div class="ticks">${boxes}</div>`)
}

function shown(lang: Language, name: string, value: unknown, { textOf = plain }: FieldWords): string {
  return textOf(name, value) || say(lang, 'admin.both.blank')
}

const plain = (_: string, value: unknown): string => (typeof value === 'string' ? value : '')
