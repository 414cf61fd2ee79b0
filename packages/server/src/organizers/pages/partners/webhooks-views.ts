import {
  deliveryOutcomes,
  type Language,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryList,
  webhookEvents,
} from '@training-signup/contract'
import { html } from 'hono/html'
import type { Config } from '../../../platform/config.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import { boxList, groupView, inputField, saying } from '../../../platform/html/form/field.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { type PageWordKey, say, sayIfKnown } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { olderLink, withQuery } from '../paging.ts'
import { emptyState } from '../roster/empty-state.ts'
import { bothView, type FieldWords } from '../sent-forms/both-view.ts'
import type { Edits } from '../sent-forms/merge-edits.ts'

interface WebhookPage {
  config: Config
  lang: Language
}

/** The fields of the form, as they were typed. */
export interface TypedWebhook {
  url: string
  events: string[]
}

const tones = { on: 'ok', off: '', gone: 'stop' } as const
const signs = { on: 'check', off: 'stop', gone: 'warn' } as const

/** Renders the webhooks and the form for a new one. */
export const webhooksView = (view: WebhookPage, webhooks: Webhook[], typed: TypedWebhook, faults: Faults): Html => {
  const { config, lang } = view
  const list =
    webhooks.length === 0
      ? emptyState({
          icon: 'onward',
          title: say(lang, 'admin.webhooks.none'),
          text: say(lang, 'admin.webhooks.none.text'),
        })
      : html`<div class="card flush rows">${webhooks.map((webhook) => webhookRow(view, webhook))}</div>`
  return html`<h1>${say(lang, 'admin.webhooks.title')}</h1><p>${say(lang, 'admin.webhooks.lead')}</p>${faultSummary(lang, faults)}${list}
<form class="card" method="post" action="${adminPath(config, '/webhooks')}" novalidate><h2>${say(lang, 'admin.webhooks.add')}</h2>
${fieldsView(lang, typed, faults)}<p><button class="button primary">${say(lang, 'admin.webhooks.add')}</button></p></form>`
}

function webhookRow({ config, lang }: WebhookPage, { id, url, events, state, waiting, failed }: Webhook): Html {
  const facts = [
    ...events.map((event) => say(lang, `admin.webhooks.event.${event}`)),
    ...(waiting > 0 ? [say(lang, 'admin.webhooks.waiting', { count: waiting })] : []),
    ...(failed > 0 ? [say(lang, 'admin.webhooks.failed', { count: failed })] : []),
  ]
  return html`<a class="line ${tones[state]}" href="${adminPath(config, `/webhooks/${id}`)}">${icon(signs[state])}
<span><b>${url}</b><br><small>${unbroken(facts.join(' · '))}</small></span>
<span class="state ${tones[state]}">${say(lang, `admin.webhooks.state.${state}`)}</span>${icon('onward')}</a>`
}

function fieldsView(lang: Language, { url, events }: TypedWebhook, faults: Faults): Html {
  const label = (event: string) => say(lang, `admin.webhooks.event.${event}` as PageWordKey)
  const values = ['*', ...webhookEvents]
  const boxes = boxList({ look: 'pick-one', name: 'events', values, chosen: events, label })
  const said = saying({ lang, words: 'admin.webhooks.', faults })('url')
  return html`${inputField({ ...said, value: url, attributes: { type: 'url', autocomplete: 'off', spellcheck: 'false' } })}
${groupView({ legend: say(lang, 'admin.webhooks.events'), name: 'events', faults }, html`<div class="picks">${boxes}</div>`)}`
}

const fieldWords = (lang: Language): FieldWords => ({
  labelOf: (name) => say(lang, name === 'url' ? 'admin.webhooks.url' : 'admin.webhooks.events'),
  textOf: (name, value) =>
    name === 'url'
      ? String(value)
      : (value as string[]).map((event) => sayIfKnown(lang, `admin.webhooks.event.${event}`) ?? event).join(', '),
})

/** Renders a new secret. It is nowhere else, and is not shown again. */
export const secretView = ({ config, lang }: WebhookPage, { id, url }: Webhook, secret: string): Html =>
  html`<h1>${say(lang, 'admin.webhooks.secret')}</h1><div class="card"><p>${url}</p>
<p class="snippet"><code>${secret}</code></p><p>${say(lang, 'admin.webhooks.secret.text')}</p>
<p><a class="button primary" href="${adminPath(config, `/webhooks/${id}`)}">${say(lang, 'admin.webhooks.secret.seen')}</a></p></div>`

export interface OneWebhook extends WebhookPage {
  webhook: Webhook
  edits: Edits<TypedWebhook>
  faults: Faults
  deliveries: WebhookDeliveryList
  status: WebhookDelivery['status'] | undefined
  isLaterPage: boolean
  /** The test whose result is shown. */
  test: WebhookDelivery | undefined
  moment: (instant: string) => string
}

/** Renders one webhook: its state, its deliveries, and everything that can be done with it. */
export function webhookView(view: OneWebhook): Html {
  const { config, lang, webhook, edits, faults } = view
  const { id, url, state, rotating } = webhook
  const post = (action: string, label: PageWordKey, look = '') =>
    html`<form method="post" action="${adminPath(config, `/webhooks/${id}/${action}`)}"><button class="button ${look}">${say(lang, label)}</button></form>`
  const gone =
    state === 'gone'
      ? html`<p class="note stop">${icon('warn')}<span>${say(lang, 'admin.webhooks.state.gone.text')}</span></p>`
      : ''
  return html`<div class="row"><h1>${new URL(url).host}</h1>
<span class="state ${tones[state]}">${say(lang, `admin.webhooks.state.${state}`)}</span></div><p>${url}</p>${gone}${faultSummary(lang, faults)}
<div class="row">${state === 'on' ? post('test', 'admin.webhooks.test', 'primary') : ''}
${state === 'on' ? post('off', 'admin.webhooks.turn.off') : post('on', 'admin.webhooks.turn.on', 'primary')}</div>
<div class="split"><div class="stack" id="deliveries"${isLive(view) ? html` data-live="${here(view)}"` : ''}>${testView(view)}${deliveriesView(view)}</div>
<div class="stack"><form class="card" method="post" action="${adminPath(config, `/webhooks/${id}`)}" novalidate><h2>${say(lang, 'admin.webhooks.settings')}</h2>
${bothView(
  lang,
  edits,
  fieldWords(lang),
)}${fieldsView(lang, edits.typed, faults)}<p><button class="button">${say(lang, 'admin.webhooks.save')}</button></p></form>
<section class="card" aria-labelledby="secret-title"><h2 id="secret-title">${say(lang, 'admin.webhooks.secret')}</h2>
<p>${say(lang, rotating ? 'admin.webhooks.rotating' : 'admin.webhooks.rotate.text')}</p>
${
  rotating
    ? html`<p><a class="button" href="${adminPath(config, `/webhooks/${id}/finish`)}">${say(lang, 'admin.webhooks.rotate.finish')}</a></p>`
    : post('rotate', 'admin.webhooks.rotate')
}</section>
<p><a class="button danger quiet" href="${adminPath(config, `/webhooks/${id}/delete`)}">${say(lang, 'admin.webhooks.delete')}</a></p></div></div>`
}

/** Whether what is shown changes in a moment: a test has an answer soon. */
export const isLive = ({ test }: Pick<OneWebhook, 'test'>): boolean =>
  test !== undefined && test.status === 'waiting' && test.attempts === 0

const pathOf = ({ config, webhook }: OneWebhook, query: Record<string, string | undefined>) =>
  adminPath(config, withQuery(`/webhooks/${webhook.id}`, query))

const here = (view: OneWebhook) => pathOf(view, { test: view.test?.id, lang: view.lang })

function testView({ lang, test, moment }: OneWebhook): Html | '' {
  if (!test) return ''
  const why = reasonOf(lang, test)
  const [tone, sign, sentence] = ((): [string, IconName, string] => {
    if (test.status === 'delivered')
      return ['ok', 'check', say(lang, 'admin.webhooks.test.delivered', { status: test.lastStatus ?? '' })]
    if (test.status === 'failed') return ['stop', 'warn', say(lang, 'admin.webhooks.test.failed', { why })]
    if (test.attempts === 0) return ['wait', 'clock', say(lang, 'admin.webhooks.test.waiting')]
    return ['stop', 'warn', say(lang, 'admin.webhooks.test.trying', { why, time: moment(test.dueAt ?? '') })]
  })()
  return html`<p class="note ${tone}" role="status">${icon(sign)}<span>${sentence}</span></p>`
}

const looks = {
  waiting: { tone: 'wait', sign: 'clock' },
  delivered: { tone: 'ok', sign: 'check' },
  failed: { tone: 'stop', sign: 'warn' },
} as const satisfies Record<WebhookDelivery['status'], { tone: string; sign: IconName }>

function deliveriesView(view: OneWebhook): Html {
  const { lang, deliveries, status, isLaterPage } = view
  const chips = html`<nav class="chips" aria-label="${say(lang, 'admin.webhooks.deliveries.filter')}">${[
    undefined,
    ...deliveryOutcomes,
  ].map(
    (one) =>
      html`<a class="chip" href="${pathOf(view, { status: one })}"${
        one === status ? html` aria-current="true"` : ''
      }>${say(lang, `admin.webhooks.status.${one ?? 'all'}`)}</a>`,
  )}</nav>`
  const isEmpty = deliveries.deliveries.length === 0
  const none = say(
    lang,
    status || isLaterPage ? 'admin.webhooks.deliveries.noneHere' : 'admin.webhooks.deliveries.none',
  )
  return html`<h2>${say(lang, 'admin.webhooks.deliveries')}</h2>${chips}${
    isEmpty
      ? html`<p class="hint">${none}</p>`
      : html`<ul class="card flush rows">${deliveries.deliveries.map((one) => deliveryRow(view, one))}</ul>`
  }${olderLink({
    lang,
    newest: isLaterPage ? pathOf(view, { status }) : undefined,
    older: deliveries.nextCursor === null ? undefined : pathOf(view, { status, cursor: deliveries.nextCursor }),
  })}`
}

function deliveryRow({ config, lang, webhook, moment }: OneWebhook, delivery: WebhookDelivery): Html {
  const { id, event, data, status, attempts, dueAt, createdAt } = delivery
  const { tone, sign } = looks[status]
  const name = sayIfKnown(lang, `admin.webhooks.event.${event}`) ?? event
  const time = moment(createdAt)
  const facts = [
    ...(data['training'] ? [data['training']] : []),
    time,
    ...(attempts === 0 ? [] : [reasonOf(lang, delivery), say(lang, 'admin.webhooks.tries', { count: attempts })]),
    ...(status === 'waiting' && attempts > 0 && dueAt
      ? [say(lang, 'admin.webhooks.due', { time: moment(dueAt) })]
      : []),
  ].filter((fact) => fact !== '')
  const replay =
    status === 'waiting' || webhook.state !== 'on'
      ? ''
      : html`<form method="post" action="${adminPath(config, `/webhooks/${webhook.id}/deliveries/${id}/replay`)}"><button class="button" aria-label="${say(
          lang,
          'admin.webhooks.replay.of',
          { event: name, time },
        )}">${say(lang, 'admin.webhooks.replay')}</button></form>`
  return html`<li class="line ${tone} mail">${icon(sign)}
<span><b>${name}</b><br><small>${unbroken(facts.join(' · '))}</small></span>
<span class="state ${tone}">${say(lang, `admin.webhooks.status.${status}`)}</span>${replay}</li>`
}

const reasons: { why: 'slow' | 'address'; codes: string[] }[] = [
  { why: 'slow', codes: ['timeout', 'no-answer', 'ETIMEDOUT'] },
  { why: 'address', codes: ['not-https', 'address-refused'] },
]

/** Says what the receiver answered, or why it did not. */
function reasonOf(lang: Language, { lastStatus, lastError }: WebhookDelivery): string {
  if (lastStatus !== null) return say(lang, 'admin.webhooks.answered', { status: lastStatus })
  if (lastError === null) return ''
  const why = reasons.find(({ codes }) => codes.includes(lastError))?.why ?? 'unreachable'
  return say(lang, `admin.webhooks.why.${why}`, { code: lastError })
}
