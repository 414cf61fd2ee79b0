import type { Language, ListedMessage, MessageList } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatBriefly, formatMonthDay } from '../../../core/trainings/local-time.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import type { Config } from '../../../platform/config.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { olderLink, withQuery } from '../paging.ts'
import { emptyState } from '../roster/empty-state.ts'
import { type TrainingChoice, trainingFilter } from '../trainings/training-choice.ts'
import { sumsOf } from './messages-report.ts'

interface ListView {
  config: Config
  caller: Caller
  lang: Language
  list: MessageList
  choices: TrainingChoice[]
  /** The slug of the only training whose messages are shown. */
  training: string | undefined
  isLaterPage: boolean
}

const looks = {
  draft: { tone: '', sign: 'mail' },
  scheduled: { tone: 'step', sign: 'clock' },
  sending: { tone: 'step', sign: 'clock' },
  sent: { tone: 'ok', sign: 'check' },
} as const satisfies Record<ListedMessage['state'], { tone: string; sign: IconName }>

/** Renders the messages so far, latest first, and the way to a new one. */
export function listView({ config, caller, lang, list, choices, training, isLaterPage }: ListView): Html {
  const path = (query: { cursor?: string }) => adminPath(config, withQuery('/messages', { training, ...query }))
  const write =
    may(caller, 'send-messages') && choices.length > 0
      ? html`<a class="button primary" href="${adminPath(config, withQuery('/messages/new', { training }))}">${say(lang, 'admin.messages.new')}</a>`
      : ''
  const templates = html`<a class="button" href="${adminPath(config, '/messages/templates')}">${say(lang, 'admin.templates.title')}</a>`
  const isEmpty = list.messages.length === 0 && !isLaterPage
  const head = html`<div class="row"><h1>${say(lang, 'admin.nav.messages')}</h1>${isEmpty ? '' : html`<span class="end row">${templates}${write}</span>`}</div>`
  const filter =
    choices.length < 2 || (isEmpty && training === undefined)
      ? ''
      : html`<form class="row filter" method="get" action="${adminPath(config, '/messages')}">
${trainingFilter(lang, choices, training)}
<button class="button" data-without-script>${say(lang, 'admin.messages.show')}</button></form>`
  if (isEmpty)
    return html`${head}${filter}${emptyState({
      icon: 'mail',
      title: say(lang, 'admin.messages.none'),
      text: say(lang, choices.length === 0 ? 'admin.messages.noTraining' : 'admin.messages.none.text'),
      actions: write,
    })}`
  const names = new Map(choices.map((choice) => [choice.slug, choice]))
  return html`${head}${filter}<div class="card flush rows">${list.messages.map((message) => row({ config, lang }, message, names.get(message.training)))}</div>
${olderLink({ lang, newest: isLaterPage ? path({}) : undefined, older: list.nextCursor === null ? undefined : path({ cursor: list.nextCursor }) })}`
}

function row(
  { config, lang }: Pick<ListView, 'config' | 'lang'>,
  { id, subject, state, totals, training, createdAt, startedAt, sendAt }: ListedMessage,
  choice: TrainingChoice | undefined,
): Html {
  const { tone, sign } = looks[state]
  const timeZone = choice?.timeZone ?? 'UTC'
  const day =
    state === 'scheduled' && sendAt !== null
      ? formatBriefly(sendAt, timeZone, lang)
      : formatMonthDay(startedAt ?? createdAt, timeZone, lang)
  const facts = [choice?.name ?? training, day, ...sumsOf(lang, totals)]
  return html`<a class="line ${tone}" href="${adminPath(config, `/messages/${id}`)}">${icon(sign)}
<span><b>${subject.en}</b><br><small>${unbroken(facts.join('\u00A0· '))}</small></span>
<span class="state ${tone}">${say(lang, `admin.messages.state.${state}`)}</span>${icon('onward')}</a>`
}
