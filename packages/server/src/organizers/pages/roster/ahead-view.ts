import type { BulkAction, BulkCounts, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { inOrder } from './bulk-view.ts'
import type { RosterView } from './roster-view.ts'

const minuteMs = 60_000
/** How long the list says what came of a decision. */
const newsMs = 60 * minuteMs
/** One line has the names of as many. */
const mostNamed = 3

/** What the list says about decisions about its people. */
interface Ahead {
  /** Latest first. */
  decisions: readonly BulkAction[]
  /** The names of the first people that each is about, by its id. */
  names: ReadonlyMap<string, string[]>
}

/**
 * Renders the decisions that wait, and what came of those that were just carried out: in one line,
 * however many they are, which unfolds. One that waits alone is undone without unfolding.
 */
export function aheadView(view: RosterView, { decisions, names }: Ahead): Html | '' {
  const now = view.app.now().getTime()
  const done = decisions.filter(
    ({ state, finishedAt }) => state === 'done' && finishedAt !== null && now - Date.parse(finishedAt) < newsMs,
  )
  const open = decisions.filter(({ state }) => state !== 'done').toReversed()
  const all = [...open, ...done]
  if (all.length === 0) return ''
  if (open.length === 0 && done.length === 1)
    return regionOf('ok', html`${icon('check')}<span>${done.map((one) => outcomeOf(view, one))}</span>`)
  const waiting = open.filter(({ state }) => state === 'waiting')
  const alone = waiting.length === 1 ? waiting[0] : undefined
  const row = (one: BulkAction) =>
    one.state === 'done'
      ? html`<li>${outcomeOf(view, one)}</li>`
      : openView(view, one, { names: names.get(one.id) ?? [], isAlone: one === alone })
  const several = waiting.length > 1 ? html`<span class="each">${say(view.lang, 'admin.bulk.ahead.each')}</span>` : ''
  const said = [
    ...sumsOf(view, waiting, { names, alone }),
    ...open.filter(({ state }) => state === 'running').map((one) => runningOf(view.lang, one)),
    ...done.map((one) => outcomeOf(view, one)),
  ].join(' ')
  const buttons =
    alone && may(view.caller, 'change-people')
      ? html`${button(view, alone, 'undo')}<span class="now">${button(view, alone, 'run', ' quiet')}</span>`
      : ''
  return regionOf(
    open.length > 0 ? 'step' : 'ok',
    html`<details><summary>${icon(open.length > 0 ? 'clock' : 'check')}<span class="said">${said}</span>${several}</summary>
<ul>${all.map(row)}</ul></details>${buttons}`,
  )
}

/** Screen readers say what came of a decision when the script of the page shows it. */
const regionOf = (tone: 'step' | 'ok', said: Html): Html =>
  html`<div class="ahead" id="decisions" aria-live="polite"><div class="note ${tone}">${said}</div></div>`

/** Says what waits: each decision that waits alone with its time, or else how many people of each kind. */
function sumsOf(
  view: RosterView,
  waiting: readonly BulkAction[],
  { names, alone }: Pick<Ahead, 'names'> & { alone: BulkAction | undefined },
): string[] {
  if (alone) return [aheadOf(view, alone, names.get(alone.id) ?? [])]
  return inOrder.flatMap((action) => {
    const some = waiting.filter((one) => one.action === action)
    if (some.length === 0) return []
    const count = some.reduce((sum, { counts }) => sum + counts.waiting, 0)
    const named = some.flatMap(({ id }) => names.get(id) ?? [])
    return [withNames(view.lang, say(view.lang, `admin.bulk.allAhead.${action}`, { count }), { named, count })]
  })
}

/** Says what will be decided about which people, and when. */
const aheadOf = ({ lang, roster }: RosterView, { action, counts, dueAt }: BulkAction, named: readonly string[]) => {
  const time = formatTimeOf(dueAt, roster.training.row.time_zone, lang)
  const count = counts.waiting
  return withNames(lang, say(lang, `admin.bulk.ahead.${action}`, { count, time }), { named, count })
}

function withNames(lang: Language, said: string, { named, count }: { named: readonly string[]; count: number }) {
  if (named.length === 0) return `${said}.`
  const first = named.slice(0, mostNamed)
  const more = count - first.length
  const all = more > 0 ? [...first, say(lang, 'admin.bulk.ahead.more', { count: more })] : first
  return `${said}: ${new Intl.ListFormat(lang).format(all)}.`
}

/** Renders a decision that waits, or is being carried out. */
function openView(view: RosterView, one: BulkAction, { names, isAlone }: { names: string[]; isAlone: boolean }): Html {
  const { app, lang, caller } = view
  const { id, counts, state, dueAt } = one
  const decided = html`id="decision-${id}" data-decided="${dueAt}"`
  if (state === 'running') return html`<li ${decided}>${runningOf(lang, one)}</li>`
  const emails = app.sendMail === undefined ? '' : say(lang, 'admin.bulk.ahead.emails', { count: counts.waiting })
  const buttons = html`<span class="row end">${button(view, one, 'undo')}${button(view, one, 'run', ' quiet')}</span>`
  // Where it waits alone, the line above says the rest, and has its buttons where there is room.
  return html`<li class="row${isAlone ? ' alone' : ''}" ${decided}><span class="grow">${isAlone ? '' : aheadOf(view, one, names)} ${emails}
<small data-due="${dueAt}" data-soon="${say(lang, 'admin.bulk.soon')}">${howSoon(lang, dueAt, app.now())}</small></span>${
    may(caller, 'change-people') ? buttons : ''
  }</li>`
}

const runningOf = (lang: Language, { counts }: BulkAction): string =>
  say(lang, 'admin.bulk.running', { count: counts.waiting })

const button = ({ app, lang }: RosterView, { id }: BulkAction, name: 'undo' | 'run', kind = ''): Html =>
  html`<form method="post" action="${adminPath(app.config, `/bulk-actions/${id}/${name}`)}"><button class="button${kind}">${say(
    lang,
    name === 'undo' ? 'admin.bulk.undo' : 'admin.bulk.now',
  )}</button></form>`

/** Says in how many minutes something happens, like “in 9 minutes”. */
function howSoon(lang: Language, at: string, now: Date): string {
  const minutes = Math.ceil((Date.parse(at) - now.getTime()) / minuteMs)
  return minutes > 0 ? new Intl.RelativeTimeFormat(lang).format(minutes, 'minute') : say(lang, 'admin.bulk.soon')
}

/** Says what came of a decision. */
function outcomeOf({ lang, roster }: RosterView, { action, counts, finishedAt }: BulkAction): string {
  const time = formatTimeOf(finishedAt ?? '', roster.training.row.time_zone, lang)
  const others = leftOutNames.filter((name) => counts[name] > 0)
  const what = [
    ...(counts.done > 0 || others.length === 0 ? [say(lang, `admin.bulk.came.${action}`, { count: counts.done })] : []),
    ...others.map((name) => say(lang, `admin.bulk.came.${name}`, { count: counts[name] })),
  ].join(', ')
  return say(lang, 'admin.bulk.finished', { time, what })
}

const leftOutNames = [
  'waitlisted',
  'canceled',
  'changed',
  'no-seat',
  'called-off',
  'deleted',
] as const satisfies (keyof BulkCounts)[]
