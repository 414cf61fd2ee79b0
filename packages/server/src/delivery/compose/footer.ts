import type { Line, Training } from '@training-signup/contract'
import { say } from '../../words/index.ts'
import type { About } from '../kinds/about.ts'
import type { Composed } from './composed.ts'
import { isolated } from './isolates.ts'
import type { FooterLine } from './mail-text.ts'

/** Returns the name on top of an email: who runs the training. */
export function senderOf({ organizer, presenter, contact }: Training): string | undefined {
  const name = organizer?.name ?? presenter?.name ?? contact?.name
  return name === undefined ? undefined : isolated(name)
}

/**
 * Returns what stands below each email: who runs the training, why its reader gets it, and where to
 * get help. The organizer's own report says only why.
 */
export function footerOf(about: About, { band, why }: Pick<Composed, 'band' | 'why'>): FooterLine[][] {
  if (band === 'report') return [why]
  return [runBy(about), why, help(about)].filter((parts) => parts.length > 0)
}

function runBy({ lang, training: { organizer, presenter, contact, help: sections } }: About): Line[] {
  const isReplied = contact?.email !== undefined
  const name = organizer && isolated(organizer.name)
  const sentences = [
    ...(name === undefined ? [] : [say(lang, isReplied ? 'mail.question.organizer' : 'mail.organizer', { name })]),
    ...(!organizer && presenter ? [say(lang, 'mail.presenter', { name: isolated(presenter.name) })] : []),
    ...(isReplied && !organizer ? [say(lang, 'mail.question')] : []),
  ]
  const ways = sections.find(({ heading }) => heading === say(lang, 'contact.organizer'))
  const names = (ways?.lines ?? []).filter(({ href }) => href === undefined).map(({ text }) => text)
  return [
    ...(sentences.length > 0 ? [{ text: sentences.join(' ') }] : []),
    ...(ways ? [{ text: [`${ways.heading}:`, ...names].join(' ') }] : []),
    ...(ways?.lines ?? []).filter(({ href }) => href !== undefined),
  ]
}

const help = ({ lang, training: { help: sections } }: About): FooterLine[] => {
  const found = sections.find(({ heading }) => heading === say(lang, 'help.heading'))
  return (found?.lines ?? [])
    .filter(({ muted }) => muted !== true)
    .map((line) => ({ ...line, breaks: line.sameRow !== true }))
}
