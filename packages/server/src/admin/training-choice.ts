import type { Language, LocalText } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Scope } from '../access/caller.ts'
import { wholeTrainingsWithin } from '../access/within.ts'
import type { Html } from '../pages/layout.ts'
import type { System } from '../system.ts'
import { formatWeekday } from '../trainings/local-time.ts'
import { pickText } from '../words/index.ts'

/** A training that a page can be about. */
export interface TrainingChoice {
  slug: string
  /** Its title and day, in the language of the page. */
  name: string
  startsAt: string
  timeZone: string
}

// A longer list helps no one to find a training. Each training's own page leads on from it.
const mostChoices = 300

/**
 * Returns the trainings that someone reaches with everyone in them: those to come first, the next
 * one on top.
 */
export async function readChoices(
  { db, now }: Pick<System, 'db' | 'now'>,
  scope: Scope,
  lang: Language,
): Promise<TrainingChoice[]> {
  const rows = await db.reader
    .selectFrom('training')
    .select(['slug', 'input', 'starts_at', 'ends_at', 'time_zone'])
    .where(wholeTrainingsWithin(scope, 'id'))
    .orderBy('starts_at', 'desc')
    .limit(mostChoices)
    .execute()
  const isOver = ({ ends_at }: (typeof rows)[number]) => ends_at <= now().toISOString()
  const ordered = [...rows.filter((row) => !isOver(row)).toReversed(), ...rows.filter(isOver)]
  return ordered.map(({ slug, input, starts_at, time_zone }) => ({
    slug,
    name: `${pickText((JSON.parse(input) as { title: LocalText }).title, lang)}, ${formatWeekday(starts_at, time_zone, lang)}`,
    startsAt: starts_at,
    timeZone: time_zone,
  }))
}

/** Renders the options of a select, with the chosen one. */
export const choiceOptions = (choices: readonly TrainingChoice[], chosen: string | undefined): Html =>
  html`${choices.map(({ slug, name }) => html`<option value="${slug}"${slug === chosen ? html` selected` : ''}>${name}</option>`)}`
