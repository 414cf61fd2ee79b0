import type { AdminTraining, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { overStatuses } from '../../../core/seats/transitions.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'

export interface Seats {
  /** null: no limit. */
  capacity: number | null
  counts: AdminTraining['seats']['counts']
  /** Seats held for sign-ups that wait for their code. */
  heldForCodes: number
}

const heightPx = 12
/** How far the waiting list stands from the seats, as a part of the bar. */
const gapPart = 1 / 60

/**
 * Renders the seats as a bar: filled is confirmed, outlined is not decided yet, and dashed behind a
 * gap is the waiting list. `seatsLegend` says the same in words.
 */
export function seatsBar({ capacity, counts, heldForCodes }: Seats): Html {
  const sure = counts.confirmed ?? 0
  const open = (counts.pending_approval ?? 0) + (counts.offered ?? 0) + heldForCodes
  const waiting = counts.waitlisted ?? 0
  const seats = Math.max(capacity ?? 0, sure + open, 1)
  const gap = waiting > 0 ? (seats + waiting) * gapPart : 0
  const box = (name: string, from: number, width: number) =>
    width > 0 ? html`<rect class="${name}" x="${round(from)}" width="${round(width)}" height="${heightPx}"/>` : ''
  return html`<svg class="bar" viewBox="0 0 ${round(
    seats + gap + waiting,
  )} ${heightPx}" preserveAspectRatio="none" aria-hidden="true">${box('track', 0, seats)}${box('sure', 0, sure)}${box('open', sure, open)}${
    waiting > 0
      ? html`<rect class="wait" x="${round(seats + gap)}" y="1" width="${round(waiting)}" height="${heightPx - 2}"/>`
      : ''
  }</svg>`
}

const round = (value: number) => Number(value.toFixed(2))

/** Says in words what the bar shows. `all` also counts the people who don't come. */
export function seatsLegend({ capacity, counts, heldForCodes }: Seats, lang: Language, { all = false } = {}): Html {
  const gone = overStatuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
  return html`<span class="legend">${[
    counted(lang, 'admin.seats.confirmed', counts.confirmed ?? 0),
    ...more(lang, 'admin.seats.pending', counts.pending_approval),
    ...more(lang, 'admin.seats.offered', counts.offered),
    ...more(lang, 'admin.seats.code', heldForCodes),
    ...more(lang, 'admin.seats.waiting', counts.waitlisted),
    ...(all ? more(lang, 'admin.seats.gone', gone, 'gone') : []),
    capacity === null
      ? html`<span>${say(lang, 'admin.seats.unlimited')}</span>`
      : counted(lang, 'admin.seats', capacity),
  ]}</span>`
}

const more = (lang: Language, key: PageWordKey, count = 0, name = '') =>
  count > 0 ? [counted(lang, key, count, name)] : []

/** Renders a sentence with its number in bold. `{n}` is where the number stands. */
export function counted(lang: Language, key: PageWordKey, count: number, name = ''): Html {
  const [before, after] = say(lang, key, { count, n: mark }).split(mark)
  return html`<span${name === '' ? '' : html` class="${name}"`}>${before}<b class="num">${count}</b>${after}</span>`
}

const mark = '\u0000'
