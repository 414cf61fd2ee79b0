import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { originsOf } from '../../core/partners/partners.ts'
import { availabilityOf, nextChange, stateOf } from '../../core/trainings/availability.ts'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import { keptByProxies } from '../../platform/http/kept-by-proxies.ts'
import { type SharedBody, sendShared, shareBody } from '../../platform/http/shared-response.ts'
import type { System } from '../../platform/system.ts'
import type { WordsFor } from '../../words/index.ts'

/** A response that is the same for everyone until `until`. */
export interface SharedAnswer extends SharedBody {
  /** In milliseconds of `system.now()`. */
  until: number
  /** Until when a proxy may keep it. Undefined for a partner that anyone may have invented. */
  proxiesUntil: number | undefined
  lang: Language
}

export interface Visitor {
  lang: Language
  /**
   * The partner on whose page the visitor is, according to the request. Anyone can send any value.
   */
  partner: string | undefined
  /** `several` adds the words for signing up several people. */
  use?: Exclude<WordsFor, 'list'>
}

export interface Making {
  /** Called if the answer is made, and not kept from an earlier request. */
  shown?: (() => void) | undefined
}

const freshSeconds = 10
const mostKeptBytes = 16 * 1024 * 1024

/** Creates a place for answers: none stays for long after it is over, and the oldest go where there are too many. */
function createPlace() {
  // In the order in which they were made, which is about the one in which they end.
  const kept = new Map<string, SharedAnswer>()
  let bytes = 0
  const forget = (name: string) => {
    bytes -= kept.get(name)?.bytes.length ?? 0
    kept.delete(name)
  }
  return {
    get: (name: string) => kept.get(name),
    set(name: string, made: SharedAnswer, now: number): SharedAnswer {
      forget(name)
      for (const [oldest, { until }] of kept) {
        if (until > now && bytes + made.bytes.length <= mostKeptBytes) break
        forget(oldest)
      }
      bytes += made.bytes.length
      kept.set(name, made)
      return made
    },
  }
}

/** Creates what makes each answer once per name, and keeps it while nothing can have changed. */
export function createKeeper(system: System) {
  const kept = createPlace()
  return async (
    kind: (string | undefined)[],
    trainings: StoredTraining[],
    make: (now: Date) => object | Promise<object>,
    { shown, visitor: { lang, partner }, ...quality }: Making & { visitor: Visitor; brotliQuality?: number },
  ): Promise<SharedAnswer> => {
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
    return kept.set(
      name,
      { ...shared, until, proxiesUntil: isInvented ? undefined : proxiesUntil, lang },
      now.getTime(),
    )
  }
}

/** Names the state of a training that its answer depends on, apart from visitor and time. */
function stateName({ row, input }: StoredTraining, now: Date) {
  const seats = input.seats.showExact ? row.seats_taken : stateOf(availabilityOf(row, input), now)
  return `${row.id} ${row.revision} ${seats} ${row.credit_years}`
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

export function sendAnswer(system: System, c: Context, answer: SharedAnswer): Promise<Response> {
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
function cacheControlOf({ until, proxiesUntil }: SharedAnswer, now: Date, isNamed: boolean): string {
  const secondsTo = (end: number) => Math.max(0, Math.floor((end - now.getTime()) / 1000))
  const browsers = `max-age=${secondsTo(until)}`
  if (proxiesUntil === undefined) return `private, ${browsers}`
  return isNamed ? `public, ${browsers}, ${keptByProxies(secondsTo(proxiesUntil))}` : `public, ${browsers}`
}
