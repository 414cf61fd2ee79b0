import { type Language, language, type MissingTraining } from '@training-signup/contract'
import type { System } from '../../platform/system.ts'
import { languagesOf, say } from '../../words/index.ts'
import { findLaterDate } from './next-date.ts'
import { nextNotice } from './other-date.ts'
import { wayToAll } from './page-links.ts'
import { presentTraining } from './present.ts'
import { findTraining, type StoredTraining } from './trainings.ts'

interface Visitor {
  /** Returns the visitor's language among these. */
  languageAmong(offered: Language[]): Language
  partner: string | undefined
}

/**
 * Returns what to show where a training was withdrawn, or where there is none: the next date of its
 * series, and the way to all trainings. A draft is as unknown as one that never was.
 */
export async function insteadOf(system: System, slug: string, visitor: Visitor): Promise<MissingTraining> {
  const found = await findTraining(system, slug)
  const stored = found?.row.status === 'withdrawn' ? found : undefined
  const languages = stored ? languagesOf(stored.input) : language.options
  const lang = visitor.languageAmong(languages)
  const view = { lang, partner: visitor.partner, publicUrl: system.config.publicUrl, now: system.now() }
  const state = stored ? 'withdrawn' : 'unknown'
  const { more = [], ...shown } = stored ? await nextStepsOf(system, stored, view) : {}
  return {
    training: {
      state,
      help: [],
      audience: { roles: [], self: '' },
      ...shown,
      notice: {
        title: say(lang, `state.${state}`),
        text: [say(lang, `state.${state}.text`), ...more].join(' '),
      },
      notify: wayToAll(view),
    },
    form: { fields: [], consents: [], requires: [] },
    words: {
      direction: say(lang, 'direction'),
      ...Object.fromEntries(
        ([`state.${state}.word`, `state.${state}`, `state.${state}.text`] as const).map((key) => [key, say(lang, key)]),
      ),
    },
    lang,
    languages,
  }
}

async function nextStepsOf(
  system: System,
  stored: StoredTraining,
  view: { lang: Language; partner: string | undefined; publicUrl: string; now: Date },
): Promise<Partial<MissingTraining['training']> & { more?: string[] }> {
  const { row, input } = stored
  const later = await findLaterDate(system, stored)
  const { next, help, helplines } = presentTraining(row, input, { ...view, partners: [], next: later })
  return {
    help: helplines.length > 0 ? help.slice(0, 1) : [],
    ...(later && next && { next, more: nextNotice(input, later, view) }),
  }
}
