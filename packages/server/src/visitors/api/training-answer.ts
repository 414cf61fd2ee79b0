import {
  type Form,
  type Language,
  language,
  type Training,
  type TrainingAnswer,
  type TrainingInput,
  type TrainingsAnswer,
  type Words,
} from '@training-signup/contract'
import type { Context } from 'hono'
import { contactLine } from '../../core/people/contact-line.ts'
import { groupList } from '../../core/people/list-words.ts'
import { takesSignUps } from '../../core/trainings/availability.ts'
import { freeSentence, moreLabel } from '../../core/trainings/details.ts'
import { formOf, groupKeysOf, headingKey, privacyText, submitKey } from '../../core/trainings/form.ts'
import { groupFormOf } from '../../core/trainings/group-fields.ts'
import type { TrainingPage } from '../../core/trainings/list-trainings.ts'
import { formatWeekday } from '../../core/trainings/local-time.ts'
import { wayToAll } from '../../core/trainings/page-links.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { sharedHelp } from '../../core/trainings/shared-help.ts'
import { type StoredTraining, withUnsavedInput } from '../../core/trainings/trainings.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import type { System } from '../../platform/system.ts'
import {
  catalogue,
  languagesOf,
  mailedKey,
  say,
  sayIfKnown,
  verifyWords,
  type WordsFor,
  withMail,
  wordOf,
} from '../../words/index.ts'
import { createKeeper, type Making, type SharedAnswer, sendAnswer, type Visitor } from './kept-answers.ts'

const quickQuality = 5

interface Others {
  /** The date that it names where it takes no sign-ups itself. */
  next?: StoredTraining | undefined
  /** The one with seats, for people on its waiting list. */
  otherDate?: StoredTraining | undefined
}

/**
 * Creates the public answers. Each is made once per state, language, and partner, and kept while
 * nothing can have changed.
 */
export function createTrainingAnswers(system: System) {
  const keep = createKeeper(system)
  return {
    one: (training: StoredTraining, visitor: Visitor, { next, otherDate, shown }: Making & Others = {}) =>
      keep(
        [visitor.use ?? 'one', visitor.lang, visitor.partner],
        [training, next, otherDate].filter((one) => one !== undefined),
        (now) => answerOf(system, training, { ...visitor, next, otherDate }, now),
        { shown, visitor, ...(isOneOfFew(training, visitor) ? {} : { brotliQuality: quickQuality }) },
      ),
    list: (
      { trainings, nextCursor }: TrainingPage,
      visitor: Visitor,
      { signal, shown }: Making & { signal?: AbortSignal | undefined } = {},
    ) =>
      keep(
        ['list', visitor.lang, visitor.partner, nextCursor ?? ''],
        trainings,
        async (now) => ({ ...(await listOf(system, trainings, visitor, now, signal)), nextCursor }),
        { shown, visitor, brotliQuality: quickQuality },
      ),
    send: (c: Context, answer: SharedAnswer) => sendAnswer(system, c, answer),
  }
}

// The best compression takes 10 ms, ten times as long as the rest of a request. So it is only for
// responses that most visitors get and that stay valid for a while. Anyone can invent partners and
// lists, and every sign-up changes an exact count.
const isOneOfFew = ({ input, partners }: StoredTraining, { partner }: Visitor) =>
  !input.seats.showExact && (partner === undefined || partners.some(({ slug }) => slug === partner))

function answerOf(
  system: System,
  { row, input, partners }: StoredTraining,
  { lang, partner, use, next, otherDate }: Visitor & Others,
  now: Date,
): Omit<TrainingAnswer, 'now'> {
  const sendsMail = system.config.mail !== undefined
  const form = formOf(input, lang, { sendsMail })
  const all = catalogue(lang, use)
  const { publicUrl } = system.config
  const view = { lang, partners, partner, publicUrl, now, sendsMail }
  const presented = presentTraining(row, input, { ...view, next, otherDate })
  const training = isDeadEnd(presented) ? { ...presented, notify: wayToAll(view) } : presented
  return {
    training,
    form,
    words: {
      ...wordsOf(training, input, form, sendsMail ? withMail(all, lang) : all, lang),
      ...momentWords(row, lang),
      ...stateWords(training, all, lang, sendsMail),
      ...(sendsMail && sentToWords(lang, use)),
      ...(sendsMail && asksForCode(input, use) ? verifyWords(lang) : {}),
    },
    lang,
    languages: languagesOf(input),
    ...(use === 'several' && {
      group: groupFormOf(form, lang, input),
      list: groupList(form.fields.find(({ id }) => id === 'role')?.options ?? []),
    }),
  }
}

/** Sponsors' pages show a training for years after it is over. */
const isDeadEnd = ({ state, next, notify }: Training) =>
  (state === 'past' || state === 'cancelled') && next === undefined && notify === undefined

/**
 * Returns what visitors would get with an input that is not saved.
 * @throws {ProblemError} `not-found`
 */
export async function previewAnswer(system: System, input: TrainingInput, lang: Language): Promise<TrainingAnswer> {
  const now = system.now()
  const training = await withUnsavedInput(system, input)
  const visitor = { lang, partner: undefined, use: 'several' } as const
  return { ...answerOf(system, training, visitor, now), now: now.toISOString() }
}

/** Returns whether a form can lead to the step that asks for the code. */
const asksForCode = ({ audience: { verify } }: TrainingInput, use: WordsFor | undefined) =>
  verify === 'everyone' || (verify === 'groups' && use === 'several')

/**
 * Returns the words that fit this training as it is now, without those for fields and contacts that
 * it lacks.
 */
function wordsOf(training: Training, input: TrainingInput, form: Form, all: Words, lang: Language): Words {
  const asked = new Set(form.fields.map(({ id }) => id))
  const isNeeded = ([key]: [string, unknown]) => {
    const field = /^error\.([a-zA-Z]+)\./.exec(key)?.[1]
    return (field === undefined || asked.has(field)) && (key !== 'result.question' || training.contact !== undefined)
  }
  const group = groupKeysOf(training, input)
  return {
    ...Object.fromEntries(Object.entries(all).filter(isNeeded)),
    'form.heading': say(lang, headingKey(training, input)),
    'form.submit': say(lang, submitKey(training, input)),
    ...('people.submit' in all && {
      'people.heading': say(lang, group.heading),
      'people.one': say(lang, group.one),
      'people.submit': wordOf(lang, group.submit),
    }),
    ...(training.contact && {
      'result.question': `${say(lang, 'result.question')}: ${contactLine(training.contact)}`,
    }),
    'card.more': moreLabel(training, lang),
    'card.free': freeSentence(training, lang),
    ...('people.together.hint' in all && input.seats.waitlist && { 'people.together.hint': '' }),
    'form.privacy.text': privacyText('form.privacy.text', training, form, lang),
  }
}

/** Returns the words for what becomes of a sign-up that depend on the training. */
function momentWords({ starts_at, time_zone }: TrainingTable, lang: Language) {
  return {
    // The script fills in the name, which stays with the visitor.
    'result.confirmed.named': say(lang, 'result.confirmed.named', { date: formatWeekday(starts_at, time_zone, lang) }),
    'result.pending_approval.named': say(lang, 'result.pending_approval.named'),
  }
}

/**
 * Returns why a training takes no sign-ups, without its next date, which stands below. A group has
 * words of its own in `all` for what its size is the reason of: here that is the training's state.
 */
function stateWords({ state, notice }: Training, all: Words, lang: Language, sendsMail: boolean): Words {
  if (takesSignUps({ state })) return {}
  const ofGroup = `people.state.${state}`
  const text = say(lang, mailedKey(`state.${state}.text`, sendsMail))
  return {
    [`state.${state}.word`]: sayIfKnown(lang, `state.${state}.word`) ?? '',
    [`state.${state}`]: notice.title,
    [`state.${state}.text`]: text,
    ...(ofGroup in all && { [ofGroup]: notice.title, [`${ofGroup}.text`]: text }),
  }
}

const sentToKeys = {
  one: ['result.sentTo', 'result.confirmed.sentTo', 'result.waitlisted.sentTo', 'result.pending_approval.sentTo'],
  several: [
    'people.outcome.confirmed.sentTo',
    'people.outcome.waitlisted.sentTo',
    'people.outcome.pending_approval.sentTo',
  ],
} as const

/** Returns the words that say to which address the email about a result goes. */
function sentToWords(lang: Language, use: WordsFor | undefined): Words {
  const keys = [...sentToKeys.one, ...(use === 'several' ? sentToKeys.several : [])]
  return Object.fromEntries(keys.map((key) => [key, say(lang, `mailed.${key}`)]))
}

/** Returns where a training stands in a list: with seats first, then with a waiting list. */
function reachOf({ state }: Training): number {
  if (state === 'waitlist') return 1
  return takesSignUps({ state }) ? 0 : 2
}

/** Returns several trainings, each in the requested language if it has that. */
async function listOf(
  { config: { publicUrl, mail } }: System,
  trainings: StoredTraining[],
  { lang, partner }: Visitor,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<Omit<TrainingsAnswer, 'now' | 'nextCursor'>> {
  const shared = { partner, publicUrl, now, sendsMail: mail !== undefined, isListed: trainings.length > 1 }
  const shown = await mapInTurns(
    trainings,
    ({ row, input, partners }) => {
      const spoken = languagesOf(input).includes(lang) ? lang : 'en'
      return presentTraining(row, input, { ...shared, lang: spoken, partners })
    },
    signal,
  )
  const help = sharedHelp(shown)
  const areOver = shown.every(({ state }) => state === 'past')
  return {
    ...(areOver && { all: wayToAll({ publicUrl, lang, partner }) }),
    // Of a long list, visitors read no further than what they can have.
    trainings: shown
      .map((one) => (shared.isListed ? { ...one, help } : one))
      .toSorted((one, other) => reachOf(one) - reachOf(other)),
    words: catalogue(lang, 'list'),
    lang,
    languages: language.options,
  }
}
