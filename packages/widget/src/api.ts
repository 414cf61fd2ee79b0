import type { Problem, RegistrationResult, TrainingAnswer, TrainingsAnswer } from '@training-signup/contract'

/**
 * Why no usable answer came. `offline` and `busy` are certain not to have been stored; of
 * `network`, `timeout` and `garbage` that is unknown.
 */
export type FailureReason = 'offline' | 'network' | 'timeout' | 'busy' | 'garbage'

/** What came of a request. Refusals and failures are outcomes too: nothing here throws. */
export type Outcome<T> =
  /** `date`: when the server answered, by its own clock. `now` in a cached body may be older. */
  | { kind: 'ok'; value: T; date: string | null }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'failed'; reason: FailureReason; headers?: Headers }

export interface Wanted {
  partner: string | undefined
  lang: string
}

/** Trainings to choose from: those of a series, or those named. */
export interface Several {
  series?: string
  /** Comma-separated. */
  slug?: string
}

const patienceMs = 20_000

/**
 * Returns the API's base if the page does not name it: next to the `/embed/` folder of the script.
 */
export const baseOfScript = (scriptUrl: string) => /^(https?:.*?)\/embed\//.exec(scriptUrl)?.[1]

/** Returns the absolute URL of a base on this page; empty if it is not a URL. */
export const absolute = (base: string | undefined) =>
  base !== undefined && URL.canParse(base, document.baseURI) ? new URL(base, document.baseURI).href : ''

const queryOf = (values: object) => new URLSearchParams(Object.entries(values).filter(([, value]) => value))

const common: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' }

export interface TrainingOptions {
  /** With the words of the form for several people. */
  isForGroup?: boolean
  /** A cached answer is not enough. */
  bypassCache?: boolean
}

/** What is counted: that the form was shown, and that a visitor began to fill it in. */
export type Impression = 'view' | 'start'

/** A POST to a training's registrations, or to `path` below them. */
export interface Message {
  training: string
  path?: string
  body: string
  /** Two sends with the same key are one request. */
  key?: string
}

const isResult = ({ reference, status }: RegistrationResult): unknown => reference && status

export function createApi(base: string, fetch = globalThis.fetch, patience = patienceMs) {
  const root = `${base.replace(/(?<!\/)\/+$/, '')}/api/v1/trainings`
  const urlOf = (slug: string) => `${root}/${encodeURIComponent(slug)}`
  const call = createCall(fetch, patience)
  const post = <T>({ training, path = '', body, key }: Message, isUsable: (value: T) => unknown) =>
    call(`${urlOf(training)}/registrations${path}`, isUsable, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key }) },
      body,
    })

  return {
    training: (slug: string, wanted: Wanted, { isForGroup, bypassCache }: TrainingOptions = {}) =>
      call<TrainingAnswer>(
        `${urlOf(slug)}?${queryOf({ ...wanted, for: isForGroup && 'several' })}`,
        ({ training, form, words, group }) =>
          training.details && form.fields && Array.isArray(form.requires) && words && (!isForGroup || group),
        { cache: bypassCache ? 'no-cache' : 'default' },
      ),
    trainings: (several: Several, wanted: Wanted) =>
      call<TrainingsAnswer>(
        `${root}?${queryOf({ ...several, ...wanted })}`,
        ({ trainings, words }) => trainings.every(({ slug }) => slug) && words,
      ),
    post,
    /** Signs up, or completes a sign-up at the `path` for its code. */
    register: (message: Message) => post(message, isResult),
    /** Counts a view or a start, with nothing about the visitor. A failure does not matter. */
    async countImpression(slug: string, kind: Impression, partner: string | undefined) {
      try {
        // Plain text needs no preflight request.
        const body = JSON.stringify({ kind, partner })
        await fetch(`${urlOf(slug)}/seen`, { ...common, method: 'POST', body, keepalive: true })
      } catch {
        // A page's own fetch may throw, too.
      }
    },
  }
}
export type Api = ReturnType<typeof createApi>

const createCall =
  (fetch: typeof globalThis.fetch, patience: number) =>
  async <T>(url: string, isUsable: (value: T) => unknown, init: RequestInit = {}): Promise<Outcome<T>> => {
    const wasOffline = !navigator.onLine
    try {
      const response = await fetch(url, { ...common, signal: AbortSignal.timeout(patience), ...init })
      return understand(response, await response.text(), isUsable)
    } catch (error) {
      const isTimeout = /Timeout|Abort/.test((error as Error).name)
      return { kind: 'failed', reason: wasOffline ? 'offline' : isTimeout ? 'timeout' : 'network' }
    }
  }

function understand<T>({ ok, status, headers }: Response, text: string, isUsable: (value: T) => unknown): Outcome<T> {
  try {
    const value = JSON.parse(text)
    if (ok && isUsable(value)) return { kind: 'ok', value, date: headers.get('date') }
    // With `in-flight`, the first request with this key is still at work: whether it is stored is
    // unknown.
    const isRefusal = !ok && status < 500 && status !== 429 && nameOf(value) !== 'in-flight'
    if (isRefusal) return { kind: 'refused', problem: value }
  } catch {
    // A proxy's page, a captive portal, half an answer.
  }
  return { kind: 'failed', reason: [429, 503].includes(status) ? 'busy' : 'garbage', headers }
}

/** Returns why an outcome is not ok, as `ProblemEvent` names it. */
export const problemOf = (outcome: Exclude<Outcome<unknown>, { kind: 'ok' }>) =>
  outcome.kind === 'failed' ? outcome.reason : outcome.problem.type

/** Returns the name of a refusal; empty if an outcome is none. */
export const refusalOf = (outcome: Outcome<unknown>) => (outcome.kind === 'refused' ? nameOf(outcome.problem) : '')

/** `registration-closed` of `/problems/registration-closed`. */
export const nameOf = ({ type }: Problem) => type.slice(type.lastIndexOf('/') + 1)
