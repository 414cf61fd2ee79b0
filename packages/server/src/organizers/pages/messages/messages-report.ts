import type { Language, MailState, MailTotals, Message, MessageReport } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatMoment } from '../../../core/trainings/local-time.ts'
import type { Config } from '../../../platform/config.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { olderLink, withQuery } from '../paging.ts'
import { stateChips } from '../roster/state-chips.ts'
import type { TrainingFacts } from './messages-facts.ts'
import { newMessagePath } from './messages-input.ts'

export interface ReportView {
  config: Config
  lang: Language
  report: MessageReport
  facts: TrainingFacts
  /** Which recipients are shown. */
  state: MailState | undefined
  /** Whether an earlier page led here. */
  isLaterPage: boolean
  /** The recipients as rows. */
  rows: Html
  /** Whether the page follows what happens. */
  isLive: boolean
  canWrite: boolean
}

/** Renders a message that is being sent or was: how far it is, each recipient, and what it says. */
export function reportView(view: ReportView): Html {
  const { config, lang, report, facts, canWrite } = view
  const { message } = report
  const statuses = message.filter.status.map((status) => say(lang, `admin.messages.status.${status}`))
  const limits = [message.filter.role, message.filter.agency, message.filter.partner].filter((one) => one !== undefined)
  const { registrations } = message
  const named = registrations ? [say(lang, 'admin.messages.named', { count: registrations.length })] : []
  const facing = [facts.title, ...named, ...statuses, ...limits].join(' · ')
  const sentAt = message.startedAt === null ? '' : formatMoment(message.startedAt, facts.timeZone, lang)
  const again =
    canWrite && registrations?.length !== 0
      ? html`<p><a class="button" href="${adminPath(config, newMessagePath(message))}">${say(lang, 'admin.messages.again')}</a></p>`
      : ''
  return html`<h1>${message.subject.en}</h1><p>${unbroken(facing)}<br><small>${unbroken(sentAt)}</small></p>
<div class="split"><div class="stack" id="delivery">${progressView(view)}${recipientsView(view)}</div>
<aside class="card" aria-labelledby="written-title">${writtenTexts(lang, message)}${again}</aside></div>`
}

/** Renders what a message says in each language. */
export const writtenTexts = (lang: Language, { subject, text }: Pick<Message, 'subject' | 'text'>): Html =>
  html`<h2 id="written-title">${say(lang, 'admin.messages.written')}</h2>${writtenView(subject.en, text.en, 'en')}${
    text.es === undefined ? '' : html`<hr>${writtenView(subject.es ?? subject.en, text.es, 'es')}`
  }`

/** Renders what an organizer wrote, with its line breaks. */
const writtenView = (subject: string, text: string, lang: Language): Html =>
  html`<div lang="${lang}" class="stack"><p><b>${subject}</b></p><p class="written">${text}</p></div>`

const sum = ({ waiting, sent, failed, dropped }: MailTotals) => waiting + sent + failed + dropped

/** Renders how far the delivery is. It names no one, so that it can be asked for often. */
export function progressView({
  config,
  lang,
  report,
  isLive,
}: Pick<ReportView, 'config' | 'lang' | 'report' | 'isLive'>): Html {
  const { totals, remaining, message } = report
  const count = sum(totals) + remaining
  // A bar of nothing still has a length.
  const length = Math.max(count, 1)
  const here = adminPath(config, `/messages/${message.id}`)
  const reload = isLive
    ? html`<p data-without-script><a href="${here}">${say(lang, 'admin.messages.progress.reload')}</a></p>`
    : ''
  return html`<section class="card" id="progress" aria-labelledby="delivery-title"${
    isLive ? html` data-live="${here}/progress?lang=${lang}"` : ''
  }><h2 id="delivery-title">${say(lang, 'admin.messages.delivery')}</h2>
<p role="status"><b>${say(lang, 'admin.messages.progress', { sent: totals.sent, count })}</b></p>
<svg class="bar" viewBox="0 0 ${length} 12" preserveAspectRatio="none" aria-hidden="true">
<rect class="track" width="${length}" height="12"/><rect class="sure" width="${totals.sent}" height="12"/></svg>
<p class="legend">${sumsOf(lang, { ...totals, sent: 0, waiting: totals.waiting + remaining }).map((one) => html`<span>${one}</span>`)}</p>${reload}</section>`
}

/** Says how many emails are in each state, without the states that none is in. */
export const sumsOf = (lang: Language, totals: MailTotals): string[] =>
  (['sent', 'waiting', 'failed', 'dropped'] as const)
    .filter((state) => totals[state] > 0)
    .map((state) => say(lang, `admin.messages.sum.${state}`, { count: totals[state] }))

function recipientsView({ config, lang, report, state, rows, isLaterPage, isLive }: ReportView): Html {
  const { message, mails, nextCursor } = report
  // While it goes on, only the numbers above are kept up to date.
  const totals = isLive ? undefined : report.totals
  const path = (query: { state?: string | undefined; cursor?: string }) =>
    adminPath(config, withQuery(`/messages/${message.id}`, query))
  const none = say(
    lang,
    state === undefined && !isLaterPage ? 'admin.messages.recipients.later' : 'admin.messages.recipients.none',
  )
  return html`<h2>${say(lang, 'admin.messages.recipients')}</h2>
${stateChips({ lang, label: say(lang, 'admin.messages.recipients.filter'), state, totals, at: (one) => path({ state: one }) })}
${mails.length === 0 ? html`<p class="hint">${none}</p>` : rows}
${olderLink({ lang, newest: isLaterPage ? path({ state }) : undefined, older: nextCursor === null ? undefined : path({ state, cursor: nextCursor }) })}`
}

/** What a message that someone may only read looks like before it is sent. */
export const draftText = (lang: Language, { message }: Pick<MessageReport, 'message'>): Html =>
  html`<h1>${message.subject.en}</h1><p class="state">${icon('mail')}${say(lang, 'admin.messages.state.draft')}</p>
<div class="card">${writtenView(message.subject.en, message.text.en, 'en')}</div>`
