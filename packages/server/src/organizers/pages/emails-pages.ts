import { type MailList, MailState } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../core/context.ts'
import { countSome, mostCounted } from '../../core/outbox/mail-list.ts'
import { mailKinds } from '../../delivery/kinds/kinds.ts'
import type { Scope } from '../../platform/access/caller.ts'
import { hiddenFields, searchField, selectField } from '../../platform/html/form/field.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { isProblem } from '../../platform/problem.ts'
import { say } from '../../words/admin.ts'
import { isSearchable } from '../api/people/lists/filters.ts'
import { listMails, markMailReturned, retryMail, unmarkMailReturned } from '../api/people/mail-list.ts'
import { type AdminPage, adminPath } from './frame.ts'
import { idOf, messagesHead, requireReach } from './messages/messages-show.ts'
import { createPages, type Pages, type Visit } from './pages.ts'
import { olderLink, withQuery } from './paging.ts'
import { mailRows, mailsDone, readSurroundings } from './person/mail-rows.ts'
import { readQuery } from './read-query.ts'
import { emptyState } from './roster/empty-state.ts'
import { stateChips } from './roster/state-chips.ts'
import { readChoices, type TrainingChoice, trainingFilter } from './trainings/training-choice.ts'

const perPage = 50

const searchedText = z.string().transform((q) => q.slice(0, 254).replaceAll('\0', '').trim())

/** What the buttons next to an email do, and what is said then. */
const revisions = {
  retry: { verb: retryMail, done: 'retried' },
  returned: { verb: markMailReturned, done: 'returned' },
  arrived: { verb: unmarkMailReturned, done: 'arrived' },
} as const

/** The pages about emails that were sent or wait. */
export function emailPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/emails', { needs: 'read-messages' }, (visit) => showEmails(app, visit))
  for (const [name, { verb, done }] of Object.entries(revisions))
    pages.action(`/emails/:id/${name}`, { needs: 'send-messages', of: 'mail' }, async ({ form, leadTo, ...visit }) => {
      await verb(app, idOf(visit)).catch((error) => {
        // Someone has pressed the button before.
        if (!isProblem(error, 'wrong-status')) throw error
      })
      return leadTo(withDone(form.get('back'), done))
    })
  return pages
}

/**
 * Returns the page to come back to. A form can name any, so only pages with a list of emails count.
 */
function withDone(back: string, done: string): string {
  const path = /^\/(?:emails|(?:messages|registrations)\/[\da-f-]{36})(?:\?[\w=&.%+-]*)?$/.test(back) ? back : '/emails'
  return `${path}${path.includes('?') ? '&' : '?'}done=${done}`
}

interface Chosen {
  training?: string | undefined
  kind?: string | undefined
  state?: MailState | undefined
  q?: string | undefined
  cursor?: string | undefined
}

async function showEmails(app: App, visit: Visit): Promise<AdminPage> {
  const { c, caller, lang } = visit
  const { training, kind, state, cursor, done, ...typed } = readQuery(c, {
    training: z.string(),
    kind: z.enum(mailKinds),
    state: MailState,
    q: searchedText,
    cursor: z.uuid(),
    done: z.enum(mailsDone),
  })
  if (training !== undefined) await requireReach(app, visit, training)
  const { scope } = caller
  const q = isSearchable(typed.q ?? '') ? typed.q : undefined
  const chosen: Chosen = { training, kind: training === undefined ? undefined : kind, state, q, cursor }
  const list = await listMails(app, { ...chosen, scope, limit: perPage })
  const totals = list.totals ?? (seesAll(scope) ? await countSome(app) : undefined)
  const back = pathTo(chosen)
  const at = (one: MailState | undefined) => adminPath(app.config, pathTo({ ...chosen, state: one, cursor: undefined }))
  const { choices } = await readChoices(app, scope, lang, { chosen: training === undefined ? [] : [training] })
  const canSend = app.sendMail !== undefined
  const rows = mailRows(
    { config: app.config, caller, lang, now: app.now(), canSend, back, namesCause: true },
    list.mails,
    await readSurroundings(app, list.mails, lang),
  )
  return {
    title: say(lang, 'admin.emails.title'),
    section: 'emails',
    done: done && say(lang, `admin.emails.${done}`),
    head: messagesHead(app),
    body: html`<h1>${say(lang, 'admin.emails.title')}</h1>
${filterView(app, visit, chosen, choices)}
${list.hasMore ? html`<p class="note wait">${icon('warn')}<span>${say(lang, 'admin.emails.search.many')}</span></p>` : ''}
${stateChips({ lang, label: say(lang, 'admin.emails.state'), state, totals, most: list.totals ? undefined : mostCounted, at })}
${canSend || list.mails.length === 0 ? '' : html`<p class="note wait">${icon('clock')}<span>${say(lang, 'admin.emails.noMail')}</span></p>`}
${list.mails.length === 0 ? emptyView(app, visit, chosen) : rows}
${pagesView(app, visit, chosen, list)}`,
  }
}

/** Counting what is in reach would read what is out of it. */
const seesAll = ({ trainings, agency, partner }: Scope) =>
  trainings === 'all' && agency === undefined && partner === undefined

/** Returns the address of this list. Starts after `/admin`. */
const pathTo = ({ training, kind, state, q, cursor }: Chosen) =>
  withQuery('/emails', { training, kind, state, q, cursor })

function filterView(
  { config }: App,
  { lang }: Visit,
  { training, kind, state, q }: Chosen,
  choices: TrainingChoice[],
): Html {
  const kinds = mailKinds.map((value) => ({ value, label: say(lang, `admin.emails.kind.${value}`) }))
  const kindField = selectField({
    name: 'kind',
    look: 'grow',
    label: say(lang, 'admin.emails.kind'),
    options: [{ value: '', label: say(lang, 'admin.emails.kind.all') }, ...kinds],
    chosen: kind,
    attributes: { 'data-submit': true },
  })
  const nameField = searchField({
    name: 'q',
    label: say(lang, 'admin.emails.search'),
    value: q ?? '',
    attributes: { maxlength: 254, autocapitalize: 'none' },
  })
  const path = adminPath(config, '/emails')
  return html`<form class="row filter" method="get" action="${path}" aria-label="${say(lang, 'admin.emails.filter')}">
${hiddenFields({ state })}${nameField}${trainingFilter(lang, choices, training)}${training === undefined ? '' : kindField}
<button class="button">${say(lang, 'admin.messages.show')}</button></form>`
}

function emptyView({ config }: App, { lang }: Visit, chosen: Chosen): Html {
  const isNarrowed = pathTo(chosen) !== '/emails'
  return emptyState({
    icon: 'mail',
    title: say(lang, 'admin.emails.none'),
    text: say(lang, isNarrowed ? 'admin.emails.none.narrowed' : 'admin.emails.none.text'),
    actions: isNarrowed
      ? html`<a class="button" href="${adminPath(config, '/emails')}">${say(lang, 'admin.emails.all')}</a>`
      : '',
  })
}

const pagesView = ({ config }: App, { lang }: Visit, chosen: Chosen, { nextCursor }: MailList) =>
  olderLink({
    lang,
    newest: chosen.cursor === undefined ? undefined : adminPath(config, pathTo({ ...chosen, cursor: undefined })),
    older: nextCursor === null ? undefined : adminPath(config, pathTo({ ...chosen, cursor: nextCursor })),
  })
