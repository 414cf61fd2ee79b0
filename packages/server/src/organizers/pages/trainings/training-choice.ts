import type { Language, LocalText } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatWeekday } from '../../../core/trainings/local-time.ts'
import { matchesText } from '../../../core/trainings/match-text.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import { trainingsWithin, wholeTrainingsWithin } from '../../../platform/access/within.ts'
import { type FieldOption, searchField, selectField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'

/** A training that a page can be about. */
export interface TrainingChoice {
  slug: string
  title: string
  /** Its title and day, in the language of the page. */
  name: string
  startsAt: string
  timeZone: string
}

export interface Choices {
  choices: TrainingChoice[]
  /** Whether there are more, which can be found by their titles. */
  hasMore: boolean
}

interface Wanted {
  /** The slugs of those that must be among them. */
  chosen?: readonly string[] | undefined
  /** What someone typed to find others. */
  find?: string | undefined
  withoutDrafts?: boolean
}

/** A longer list helps no one to find a training: of each kind, so many. */
const most = { coming: 25, begun: 25, found: 25 }

/**
 * Returns trainings that someone reaches with everyone in them: those that are chosen, and what was
 * found or else the next and the latest ones. Those to come are first, the next one on top.
 */
export const readChoices = (system: Reading, scope: Scope, lang: Language, wanted: Wanted = {}): Promise<Choices> =>
  read(system, wholeTrainingsWithin(scope, 'training.id'), lang, wanted)

/** The same of every training within a scope. */
export const readAllChoices = (system: Reading, scope: Scope, lang: Language, wanted: Wanted = {}): Promise<Choices> =>
  read(system, trainingsWithin(scope), lang, wanted)

type Reading = Pick<System, 'db' | 'now'>

async function read(
  { db, now }: Reading,
  isWithin: ReturnType<typeof trainingsWithin>,
  lang: Language,
  { chosen = [], find = '', withoutDrafts = false }: Wanted,
): Promise<Choices> {
  const at = now().toISOString()
  const within = db.reader
    .selectFrom('training')
    .select(['slug', 'input', 'starts_at', 'ends_at', 'time_zone'])
    .where(isWithin)
    .$if(withoutDrafts, (query) => query.where('status', '!=', 'draft'))
  const latest = within.orderBy('starts_at', 'desc').orderBy('slug', 'desc')
  const coming = await within
    .where('starts_at', '>', at)
    .orderBy('starts_at')
    .orderBy('slug')
    .limit(most.coming + 1)
    .execute()
  const begun = await latest
    .where('starts_at', '<=', at)
    .limit(most.begun + 1)
    .execute()
  const found = find === '' ? [] : await latest.where(matchesText(find)).limit(most.found).execute()
  const named = chosen.length === 0 ? [] : await within.where('slug', 'in', chosen).execute()
  // What was found would be lost among the others.
  const near = found.length > 0 ? [] : [...coming.slice(0, most.coming), ...begun.slice(0, most.begun)]
  const shown = [...near, ...found, ...named]
  return {
    choices: inOrder(shown, at).map((row) => choiceOf(row, lang)),
    hasMore: find !== '' || coming.length > most.coming || begun.length > most.begun,
  }
}

interface Row {
  slug: string
  input: string
  starts_at: string
  ends_at: string
  time_zone: string
}

/** Each once: those to come first, and those that are over after them, the latest first. */
function inOrder(shown: readonly Row[], now: string): Row[] {
  const rows = [...new Map(shown.map((row) => [row.slug, row])).values()].toSorted((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : 1,
  )
  const isOver = ({ ends_at }: Row) => ends_at <= now
  return [...rows.filter((row) => !isOver(row)), ...rows.filter(isOver).toReversed()]
}

function choiceOf({ slug, input, starts_at, time_zone }: Row, lang: Language): TrainingChoice {
  const title = pickText((JSON.parse(input) as { title: LocalText }).title, lang)
  const name = `${title}, ${formatWeekday(starts_at, time_zone, lang)}`
  return { slug, title, name, startsAt: starts_at, timeZone: time_zone }
}

const keyOf = ({ starts_at, slug }: { starts_at: string; slug: string }) => `${starts_at} ${slug}`

/** Returns trainings as a list offers them. */
export const trainingOptions = (choices: readonly TrainingChoice[]): FieldOption[] =>
  choices.map(({ slug, name }) => ({ value: slug, label: name }))

/** Renders the field that finds trainings by their titles, with its button. */
export const findField = (lang: Language, find: string): Html =>
  html`<div class="row filter">${searchField({
    name: 'find',
    label: say(lang, 'admin.find'),
    hint: say(lang, 'admin.find.hint'),
    value: find,
    attributes: { maxlength: 100 },
  })}
<button class="button" name="do" value="find" formnovalidate>${say(lang, 'admin.find.go')}</button></div>`

/** Renders the field that narrows a list to one training. A script sends it when something is chosen. */
export const trainingFilter = (lang: Language, choices: readonly TrainingChoice[], chosen: string | undefined): Html =>
  selectField({
    name: 'training',
    look: 'grow',
    label: say(lang, 'admin.messages.training'),
    options: [{ value: '', label: say(lang, 'admin.messages.training.all') }, ...trainingOptions(choices)],
    chosen,
    attributes: { 'data-submit': true },
  })
