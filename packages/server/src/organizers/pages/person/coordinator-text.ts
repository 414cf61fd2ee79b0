import type { Language } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { findAgencyCoordinators } from '../../../core/outbox/agency-coordinators.ts'
import { say } from '../../../words/admin.ts'
import { sayList } from '../../../words/index.ts'

/**
 * Says how many emails an organizer's change to one person sends, where the coordinator who
 * registered them hears of it, too. Returns undefined where no one else does.
 */
export async function coordinatorText(
  app: App,
  lang: Language,
  { id, email }: { id: string; email: string | null },
): Promise<string | undefined> {
  const names = await coordinatorsOf(app, lang, id)
  if (names === undefined) return undefined
  return say(lang, 'admin.person.coordinator.told', { count: email === null ? 1 : 2, names })
}

/** Says that the coordinator who registered someone hears that a colleague comes instead. */
export async function replacedText(app: App, lang: Language, id: string): Promise<string | undefined> {
  const names = await coordinatorsOf(app, lang, id)
  return names === undefined ? undefined : say(lang, 'admin.person.coordinator.also', { names })
}

async function coordinatorsOf(app: App, lang: Language, id: string): Promise<string | undefined> {
  const coordinators = app.sendMail ? await findAgencyCoordinators(app, app.db.reader, [id]) : []
  return coordinators.length === 0
    ? undefined
    : sayList(
        lang,
        coordinators.map(({ name }) => name),
      )
}
