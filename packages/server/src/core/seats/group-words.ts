import type { Language, PersonStatus, ResultStatus } from '@training-signup/contract'
import { say, sayIfKnown } from '../../words/index.ts'

/** More is a list, which stands below. */
const mostNames = 4

interface Outcome {
  status: ResultStatus
  people: readonly PersonStatus[]
  sendsMail: boolean
}

/**
 * Returns what says a part of a group's outcome. The words count those who have a seat, and name
 * the others.
 */
export function groupSpeaker(lang: Language, { status, people, sendsMail }: Outcome, named: string) {
  const key = `people.outcome.${status}`
  const home = people.filter((one) => one !== 'confirmed').length
  const seats = people.length - home
  const names = home > mostNames ? say(lang, 'people.count', { count: home }) : named
  return (part = ''): string | undefined => {
    const values = { names, seats, all: people.length, count: part ? seats : home }
    const mailed = sendsMail ? sayIfKnown(lang, `mailed.${key}${part}`, values) : undefined
    return mailed ?? sayIfKnown(lang, key + part, values)
  }
}

const parts = ['', '.word', '.text', '.sentTo']

/** Returns what a script says of a group. It names the people itself: their names are not kept with a response. */
export const groupWords = (outcome: Outcome): Record<Language, Record<string, string>> => {
  const wordsIn = (lang: Language) => {
    const sayPart = groupSpeaker(lang, outcome, '{names}')
    return Object.fromEntries(
      parts.flatMap((part) => [[`outcome${part}`, sayPart(part) ?? '']].filter(([, text]) => text)),
    )
  }
  return { en: wordsIn('en'), es: wordsIn('es') }
}
