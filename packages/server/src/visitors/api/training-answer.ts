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
import { originsOf } from '../../core/partners/partners.ts'
import { contactLine } from '../../core/people/contact-line.ts'
import { groupList } from '../../core/people/list-words.ts'
import { availabilityOf, nextChange, stateOf, takesSignUps } from '../../core/trainings/availability.ts'
import { moreLabel } from '../../core/trainings/details.ts'
import { formOf, headingKey, privacyText, submitKey } from '../../core/trainings/form.ts'
import type { TrainingPage } from '../../core/trainings/list-trainings.ts'
import { formatWeekday } from '../../core/trainings/local-time.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { type StoredTraining, withUnsavedInput } from '../../core/trainings/trainings.ts'
import type { TrainingTable } from '../../platform/db/tables/training.ts'
import { keptByProxies } from '../../platform/http/kept-by-proxies.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import { type SharedBody, sendShared, shareBody } from '../../platform/http/shared-response.ts'
import type { System } from '../../platform/system.ts'
import {
  catalogue,
  languagesOf,
  say,
  sayIfKnown,
  verifyWords,
  type WordsFor,
  withMail,
  wordOf,
} from '../../words/index.ts'

/** A response that is the same for everyone until `until`. */
interface KeptAnswer extends SharedBody {
  /** In milliseconds of `system.now()`. */
  until: number
  /** Until when a proxy may keep it. Undefined for a partner that anyone may have invented. */
  proxiesUntil: number | undefined
  lang: Language
}

interface Visitor {
  lang: Language
  /**
   * The partner on whose page the visitor is, according to the request. Anyone can send any value.
   */
  partner: string | undefined
  /** `several` adds the words for signing up several people. */
  use?: Exclude<WordsFor, 'list'>
}

interface Making {
  /** Called if the answer is made, and not kept from an earlier request. */
  shown?: (() => void) | undefined
}

const freshSeconds = 10
const mostKeptBytes = 16 * 1024 * 1024
const quickQuality = 5

/**
 * Creates the public answers. Each is made once per state, language, and partner, and kept while
 * nothing can have changed.
 */
export function createTrainingAnswers(system: System) {
  const keep = createKeeper(system)
  return {
    /** `next`: the date that it names where it takes no sign-ups itself. */
    one: (
      training: StoredTraining,
      visitor: Visitor,
      { next, shown }: Making & { next?: StoredTraining | undefined } = {},
    ) =>
      keep(
        [visitor.use ?? 'one', visitor.lang, visitor.partner],
        next ? [training, next] : [training],
        (now) => answerOf(system, training, { ...visitor, next }, now),
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
    send: (c: Context, answer: KeptAnswer) => sendAnswer(system, c, answer),
  }
}

// The best compression takes 10 ms, ten times as long as the rest of a request. So it is only for
// responses that most visitors get and that stay valid for a while. Anyone can invent partners and
// lists, and every sign-up changes an exact count.
const isOneOfFew = ({ input, partners }: StoredTraining, { partner }: Visitor) =>
  !input.seats.showExact && (partner === undefined || partners.some(({ slug }) => slug === partner))

function createKeeper(system: System) {
  const kept = new Map<string, KeptAnswer>()
  let bytes = 0
  const keep = (name: string, made: KeptAnswer): KeptAnswer => {
    bytes += made.bytes.length - (kept.get(name)?.bytes.length ?? 0)
    if (bytes > mostKeptBytes) {
      kept.clear()
      bytes = made.bytes.length
    }
    kept.set(name, made)
    return made
  }
  return async (
    kind: (string | undefined)[],
    trainings: StoredTraining[],
    make: (now: Date) => object | Promise<object>,
    { shown, visitor: { lang, partner }, ...quality }: Making & { visitor: Visitor; brotliQuality?: number },
  ): Promise<KeptAnswer> => {
    const now = system.now()
    const name = JSON.stringify([...kind, ...trainings.map((training) => stateName(training, now))])
    const cached = kept.get(name)
    if (cached && cached.until > now.getTime()) return cached
    shown?.()
    const content = await make(now)
    // The tag leaves out the time, so that it stays the same later on and in other processes.
    const shared = shareBody(JSON.stringify({ ...content, now: now.toISOString() }), {
      tagOf: JSON.stringify(content),
      ...quality,
    })
    const after = (seconds: number) => now.getTime() + seconds * 1000
    const until = after(Math.min(freshSeconds, ...trainings.map((training) => secondsFresh(training, now))))
    const proxiesUntil = after(Math.min(...trainings.map((training) => secondsForProxies(training, now))))
    const isInvented = partner !== undefined && !(await isPartner(system, partner, trainings))
    return keep(name, { ...shared, until, proxiesUntil: isInvented ? undefined : proxiesUntil, lang })
  }
}

/** Names the state of a training that its answer depends on, apart from visitor and time. */
function stateName({ row, input }: StoredTraining, now: Date) {
  const seats = input.seats.showExact ? row.seats_taken : stateOf(availabilityOf(row, input), now)
  return `${row.id} ${row.revision} ${seats}`
}

const secondsFresh = ({ row, input }: StoredTraining, now: Date) =>
  Math.max(0, nextChange(availabilityOf(row, input), now))

/** Someone who waits for a form to open goes by the time of the answer: it may not be old. */
function secondsForProxies(training: StoredTraining, now: Date): number {
  const isUpcoming = stateOf(availabilityOf(training.row, training.input), now) === 'upcoming'
  return Math.min(secondsFresh(training, now), isUpcoming ? freshSeconds : Infinity)
}

const isPartner = async (system: System, slug: string, trainings: StoredTraining[]) =>
  trainings.some(({ partners }) => partners.some((partner) => partner.slug === slug)) ||
  (await originsOf(system, slug)) !== undefined

function answerOf(
  system: System,
  { row, input, partners }: StoredTraining,
  { lang, partner, use, next }: Visitor & { next: StoredTraining | undefined },
  now: Date,
): Omit<TrainingAnswer, 'now'> {
  const sendsMail = system.config.mail !== undefined
  const form = formOf(input, lang, { sendsMail })
  const all = catalogue(lang, use)
  const { publicUrl } = system.config
  const training = presentTraining(row, input, { lang, partners, partner, publicUrl, now, sendsMail, next })
  return {
    training,
    form,
    words: {
      ...wordsOf(training, input, form, sendsMail ? withMail(all, lang) : all, lang),
      ...momentWords(row, training, lang),
      ...(sendsMail && sentToWords(lang, use)),
      ...(sendsMail && asksForCode(input, use) ? verifyWords(lang) : {}),
    },
    lang,
    languages: languagesOf(input),
    ...(use === 'several' && {
      list: groupList(form.fields.flatMap(({ options = [] }) => options.map(({ value }) => value))),
    }),
  }
}

/**
 * Returns what visitors would get with an input that is not saved.
 * @throws {ProblemError} `not-found`
 */
export async function previewAnswer(system: System, input: TrainingInput, lang: Language): Promise<TrainingAnswer> {
  const now = system.now()
  const training = await withUnsavedInput(system, input)
  const visitor = { lang, partner: undefined, use: 'several', next: undefined } as const
  return { ...answerOf(system, training, visitor, now), now: now.toISOString() }
}

/** Returns whether a form can lead to the step that asks for the code. */
const asksForCode = ({ audience: { verify } }: TrainingInput, use: WordsFor | undefined) =>
  verify === 'everyone' || (verify === 'groups' && use === 'several')

// The same buttons on the form for several people.
const peopleSubmit = {
  'form.submit': 'people.submit',
  'form.submit.waitlist': 'people.submit.waitlist',
  'form.submit.approval': 'people.submit.approval',
} as const

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
  const submit = submitKey(training, input)
  return {
    ...Object.fromEntries(Object.entries(all).filter(isNeeded)),
    'form.heading': say(lang, headingKey(training, input)),
    'form.submit': say(lang, submit),
    ...('people.submit' in all && { 'people.submit': wordOf(lang, peopleSubmit[submit]) }),
    ...(training.contact && {
      'result.question': `${say(lang, 'result.question')}: ${contactLine(training.contact)}`,
    }),
    'card.more': moreLabel(training, lang),
    'form.privacy.text': privacyText('form.privacy.text', training, form, lang),
  }
}

/** Returns the words for what becomes of a sign-up that depend on the training. */
function momentWords({ starts_at, time_zone }: TrainingTable, { state }: Training, lang: Language) {
  const word = sayIfKnown(lang, `state.${state}.word`)
  return {
    // The script fills in the name, which stays with the visitor.
    'result.confirmed.named': say(lang, 'result.confirmed.named', { date: formatWeekday(starts_at, time_zone, lang) }),
    'result.pending_approval.named': say(lang, 'result.pending_approval.named'),
    ...(word && { [`state.${state}.word`]: word }),
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
  return {
    // Those to register for come first: of a long list, visitors read no further.
    trainings: shown.toSorted((one, other) => Number(takesSignUps(other)) - Number(takesSignUps(one))),
    words: catalogue(lang, 'list'),
    lang,
    languages: language.options,
  }
}

function sendAnswer(system: System, c: Context, answer: KeptAnswer): Promise<Response> {
  const now = system.now()
  // Otherwise it was chosen from the browser's list of languages.
  const isNamed = c.req.query('lang') === answer.lang
  return sendShared(c, answer, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': cacheControlOf(answer, now, isNamed),
    Vary: isNamed ? 'Accept-Encoding' : 'Accept-Encoding, Accept-Language',
    // With a 304, the browser's body holds an older `now`, so this header gives the current time.
    Date: now.toUTCString(),
  })
}

/** Without a language in its address, a proxy would keep an answer for each list of languages. */
function cacheControlOf({ until, proxiesUntil }: KeptAnswer, now: Date, isNamed: boolean): string {
  const secondsTo = (end: number) => Math.max(0, Math.floor((end - now.getTime()) / 1000))
  const browsers = `max-age=${secondsTo(until)}`
  if (proxiesUntil === undefined) return `private, ${browsers}`
  return isNamed ? `public, ${browsers}, ${keptByProxies(secondsTo(proxiesUntil))}` : `public, ${browsers}`
}
