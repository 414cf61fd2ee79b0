import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Language, TrainingAnswer, TrainingInput, TrainingsAnswer, Words } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { catalogue, languagesOf, say } from '../words/index.ts'
import { availabilityOf, nextChange, stateOf } from './availability.ts'
import { formOf } from './form.ts'
import { presentTraining } from './present.ts'
import type { StoredTraining } from './trainings.ts'

/** An answer as it is sent, the same for everybody until `until`. */
export interface SharedAnswer {
  body: string
  etag: string
  /** In milliseconds of `deps.now()`. */
  until: number
  brotli?: Promise<Uint8Array>
  gzip?: Promise<Uint8Array>
}

const freshSeconds = 10
const keptAnswers = 1000

/** Makes each training's answer once per state, language and partner, and keeps it while nothing can have changed. */
export function createTrainingAnswers(deps: Deps) {
  const kept = new Map<string, SharedAnswer>()
  return (training: StoredTraining, lang: Language, partner: string | undefined): SharedAnswer => {
    const now = deps.now()
    const { row, input } = training
    const seats = input.seats.showExact ? row.seats_taken : stateOf(availabilityOf(row, input), now)
    const name = [row.slug, row.revision, seats, lang, partner].join(' ')
    const known = kept.get(name)
    if (known && known.until > now.getTime()) return known
    if (kept.size >= keptAnswers) kept.clear()
    const made = share(answerOf(deps, training, lang, partner, now), now, secondsFresh(training, now))
    kept.set(name, made)
    return made
  }
}

const secondsFresh = ({ row, input }: StoredTraining, now: Date) =>
  Math.max(0, Math.min(freshSeconds, nextChange(availabilityOf(row, input), now)))

function answerOf(
  deps: Deps,
  { row, input, partners }: StoredTraining,
  lang: Language,
  partner: string | undefined,
  now: Date,
): TrainingAnswer {
  return {
    training: presentTraining(row, input, { lang, partners, partner, publicUrl: deps.config.publicUrl, now }),
    form: formOf(input, lang),
    words: wordsOf(input, lang),
    lang,
    languages: languagesOf(input),
    now: now.toISOString(),
  }
}

/** Where the organizer decides, the button does not promise a registration. */
const wordsOf = ({ audience }: TrainingInput, lang: Language): Words =>
  audience.access === 'approval'
    ? { ...catalogue(lang), 'form.submit': say(lang, 'form.submit.approval') }
    : catalogue(lang)

/** Several trainings, each in the asked-for language where it has it. */
export function listAnswer(
  deps: Deps,
  trainings: StoredTraining[],
  lang: Language,
  partner: string | undefined,
): SharedAnswer {
  const now = deps.now()
  const body: TrainingsAnswer = {
    trainings: trainings.map(({ row, input, partners }) => {
      const spoken = languagesOf(input).includes(lang) ? lang : 'en'
      return presentTraining(row, input, { lang: spoken, partners, partner, publicUrl: deps.config.publicUrl, now })
    }),
    words: catalogue(lang),
    lang,
    languages: ['en', 'es'],
    now: now.toISOString(),
  }
  return share(body, now, Math.min(freshSeconds, ...trainings.map((training) => secondsFresh(training, now))))
}

function share(answer: object, now: Date, seconds: number): SharedAnswer {
  const body = JSON.stringify(answer)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { body, etag, until: now.getTime() + seconds * 1000 }
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Sends a shared answer: compressed once for all, or 304 to whoever has it. */
export async function sendShared(
  deps: Deps,
  answer: SharedAnswer,
  request: { ifNoneMatch: string | undefined; acceptEncoding: string | undefined },
): Promise<Response> {
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': `public, max-age=${Math.max(0, Math.floor((answer.until - deps.now().getTime()) / 1000))}`,
    ETag: answer.etag,
    Vary: 'Accept-Encoding, Accept-Language',
  })
  if (request.ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === answer.etag))
    return new Response(null, { status: 304, headers })
  const accepts = (encoding: string) =>
    new RegExp(`(^|[\\s,])${encoding}(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(,|$))`).test(request.acceptEncoding ?? '')
  if (accepts('br')) {
    answer.brotli ??= brotli(answer.body, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } })
    headers.set('Content-Encoding', 'br')
    return new Response((await answer.brotli) as Uint8Array<ArrayBuffer>, { headers })
  }
  if (accepts('gzip')) {
    answer.gzip ??= gzipped(answer.body)
    headers.set('Content-Encoding', 'gzip')
    return new Response((await answer.gzip) as Uint8Array<ArrayBuffer>, { headers })
  }
  return new Response(answer.body, { headers })
}
