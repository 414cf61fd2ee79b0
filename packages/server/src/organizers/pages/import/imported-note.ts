import type { Language } from '@training-signup/contract'
import { say } from '../../../words/admin.ts'

/** Says how many people a list has added, as an address says it; undefined if it says nothing. */
export function importedNote(
  lang: Language,
  added: string | undefined,
  waiting: string | undefined,
): string | undefined {
  const [people, waitlisted] = [added, waiting].map((text) => Number(text ?? ''))
  if (!Number.isSafeInteger(people) || !people || people < 1) return undefined
  const done = say(lang, 'admin.import.done', { count: people })
  return waitlisted && waitlisted > 0
    ? `${done}. ${say(lang, 'admin.import.done.waitlisted', { count: waitlisted })}`
    : done
}
