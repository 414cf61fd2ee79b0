import type { RegistrationStatus, TrainingState } from '@training-signup/contract'
import { html } from 'hono/html'
import { type IconName, icon } from './icon.ts'
import type { Html } from './layout.ts'
import { unbroken } from './lines.ts'

/** What color and sign say about an answer: good, waiting, ended, or one more step. */
export interface Mood {
  tone: 'ok' | 'wait' | 'wait asked' | 'stop' | 'step' | ''
  mark: IconName
}

const moods = {
  good: { tone: 'ok', mark: 'check' },
  waiting: { tone: 'wait', mark: 'clock' },
  approval: { tone: 'wait asked', mark: 'person' },
  ended: { tone: 'stop', mark: 'stop' },
  asked: { tone: 'step', mark: 'person' },
  code: { tone: 'step', mark: 'mail' },
  full: { tone: '', mark: 'seat' },
  closed: { tone: '', mark: 'lock' },
  later: { tone: '', mark: 'clock' },
} as const satisfies Record<string, Mood>

const { good, waiting, approval, ended, asked, code, full, closed, later } = moods

export const moodOfState: Record<TrainingState | 'withdrawn', Mood> = {
  upcoming: later,
  open: good,
  few: { tone: 'wait', mark: 'seat' },
  waitlist: full,
  full,
  closed,
  cancelled: ended,
  past: closed,
  withdrawn: closed,
}

export const moodOfStatus: Record<RegistrationStatus | 'pending_verification' | 'divided', Mood> = {
  confirmed: good,
  waitlisted: waiting,
  pending_approval: approval,
  pending_verification: code,
  offered: asked,
  divided: waiting,
  cancelled: ended,
  declined: ended,
  expired: ended,
}

export { moods }

export interface Moment {
  mood: Mood
  /** The person it is about, or how many of a group have a seat. */
  word?: string
  title: string
  text: string | Html
  /** What else belongs to the answer, like its one button. */
  more?: Html | ''
}

/**
 * Renders the answer that a page is about, as a band in its color, and below it what belongs to it.
 */
export const momentView = (
  { mood: { tone, mark }, word = '', title, text, more = '' }: Moment,
  below: Html | '' = '',
): Html =>
  html`<article class="card flush"><div class="band ${tone}" role="status"><span class="mark">${icon(mark)}</span><div>
${word && html`<p class="word">${unbroken(word)}</p>`}<h1>${unbroken(title)}</h1><p>${typeof text === 'string' ? unbroken(text) : text}</p>${more}</div></div>
${below && html`<div class="inset">${below}</div>`}</article>`
