import { type Language, MailState, type Message, type MessageReport } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { listMessages, readMessage, reportOnMessage } from '../../../core/messages/messages.ts'
import { may } from '../../../platform/access/caller.ts'
import { isWithinReach } from '../../../platform/access/reach.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { icon } from '../../../platform/html/icon.ts'
import { pageHeaders } from '../../../platform/html/layout.ts'
import { tagOf } from '../../../platform/http/api/if-match.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { previewMessage } from '../../api/messages/preview-message.ts'
import { ownMailbox } from '../../api/messages/test-message.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Visit } from '../pages.ts'
import { mailRows, mailsDone, readSurroundings } from '../person/mail-rows.ts'
import { readNames } from '../person/person-names.ts'
import { readQuery } from '../read-query.ts'
import { readNamedView } from '../roster/named-view.ts'
import type { Edits } from '../sent-forms/merge-edits.ts'
import { readChoices } from '../trainings/training-choice.ts'
import { draftEdits } from './messages-edits.ts'
import { readFacts } from './messages-facts.ts'
import { type Draft, formView } from './messages-form.ts'
import { newMessage, type TypedMessage, typedFrom, typedOf } from './messages-input.ts'
import { scheduledView } from './messages-later.ts'
import { listView } from './messages-list.ts'
import { draftText, progressView, reportView } from './messages-report.ts'
import { readSharedMails } from './shared-mails.ts'
import { templateLinks, withTemplate } from './template-pages.ts'

const perPage = 50
/** A page that follows the delivery gives up when something waits for longer. */
const liveMs = 15 * 60_000
const reloadSeconds = 10

/** @throws {ProblemError} `not-found` for what is no id */
export function idOf({ c }: Pick<Visit, 'c'>): string {
  const id = z.uuid().safeParse(c.req.param('id'))
  if (!id.success) throw new ProblemError('not-found')
  return id.data
}

/** @throws {ProblemError} `not-found` */
export async function requireReach(app: App, { caller }: Visit, slug: string): Promise<void> {
  if (!(await isWithinReach(app.db.reader, caller.scope, 'training', { slug }))) throw new ProblemError('not-found')
}

/** Returns the elements of the head that load these pages' own style and script. */
export const messagesHead = ({ config }: App) =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.messageStyle)}"><script type="module" src="${pathOf(
    config,
    adminAssets.messageScript,
  )}"></script>`

/** Shows the messages so far. */
export async function showList(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const { training, cursor, done } = readQuery(c, {
    training: z.string(),
    cursor: z.uuid(),
    done: z.literal('deleted'),
  })
  const { scope } = caller
  const list = await listMessages(app, { scope, training, limit: perPage, cursor })
  const named = [...list.messages.map((message) => message.training), ...(training === undefined ? [] : [training])]
  return {
    title: say(lang, 'admin.nav.messages'),
    section: 'messages',
    done: done && say(lang, 'admin.messages.done.deleted'),
    head: messagesHead(app),
    body: listView({
      config: app.config,
      caller,
      lang,
      list,
      choices: (await readChoices(app, scope, lang, { chosen: named })).choices,
      training,
      isLaterPage: cursor !== undefined,
    }),
  }
}

/** What was typed, if it could not be stored, and why. */
export interface UnsavedMessage {
  typed?: TypedMessage
  faults?: Faults
  note?: PageWordKey
}

/** Shows the form of a new message. Its address can choose who gets it. */
export async function showNew(app: App, visit: Visit, unsaved: UnsavedMessage = {}): Promise<AdminPage | Response> {
  const { c, caller, lang } = visit
  const query = new URL(c.req.url).searchParams
  const typed = unsaved.typed ?? (await typedLike(app, visit))
  const { faults = noFaults, note } = unsaved
  const asked = typed?.training || query.get('training') || undefined
  const { choices } = await readChoices(app, caller.scope, lang, { chosen: asked === undefined ? [] : [asked] })
  const slug = asked ?? choices[0]?.slug
  if (slug === undefined) return c.redirect(adminPath(app.config, '/messages'), 303)
  await requireReach(app, visit, slug)
  const named = typed?.registrations
  const base = typed ?? typedFrom(query, slug)
  const begun =
    c.req.method === 'GET' && faults.size === 0 ? await withTemplate(app, base, query.get('template')) : base
  const title = say(lang, 'admin.messages.new')
  return {
    title,
    section: 'messages',
    crumbs: [{ title: say(lang, 'admin.nav.messages'), path: '/messages' }],
    head: messagesHead(app),
    faults,
    body: html`<h1>${title}</h1>${faultSummary(lang, faults)}${noteView(lang, note)}${await templateLinks(app, visit)}${formView(
      {
        config: app.config,
        lang,
        typed: begun,
        faults,
        facts: await readFacts(app, slug, visit, named),
        named: named && (await readNamedView(app, caller.scope, { training: slug, ids: named })),
        // An older training may not be among the choices.
        ...(!named && choices.some((choice) => choice.slug === slug) ? { choices } : {}),
        canSend: app.sendMail !== undefined,
      },
    )}`,
  }
}

/** Returns a new form to the people that another message names, if the address asks for it. */
async function typedLike(app: App, { c, caller }: Visit): Promise<TypedMessage | undefined> {
  const { like: id } = readQuery(c, { like: z.uuid() })
  if (id === undefined) return undefined
  if (!(await isWithinReach(app.db.reader, caller.scope, 'message', { id }))) throw new ProblemError('not-found')
  const message = await readMessage(app.db.reader, id)
  if (message.registrations?.length === 0) throw new ProblemError('not-found')
  const { training, status, role, agency, partner } = typedOf(message)
  const { registrations } = message
  return newMessage({ training, status, role, agency, partner, ...(registrations ? { registrations } : {}) })
}

const noteView = (lang: Language, note: PageWordKey | undefined) =>
  note && html`<p class="note wait" role="alert">${icon('warn')}<span>${say(lang, note)}</span></p>`

/** Shows a draft with its form, or how far a message is that was sent. */
export async function showMessage(app: App, visit: Visit): Promise<AdminPage> {
  const { c, caller, lang } = visit
  const { state, cursor } = readQuery(c, { state: MailState, cursor: z.uuid() })
  const report = await reportOnMessage(app, idOf(visit), { state, cursor, limit: perPage })
  const { message, mails } = report
  const canWrite = may(caller, 'send-messages')
  if (message.state === 'scheduled') return messagePage(app, visit, message, await scheduledView(app, visit, message))
  if (message.state === 'draft')
    return canWrite ? showDraft(app, visit) : messagePage(app, visit, message, draftText(lang, report))
  const isLive = cursor === undefined && isGoingOn(app, report)
  const back = `/messages/${message.id}${state ? `?state=${state}` : ''}`
  const rows = mailRows(
    { config: app.config, caller, lang, now: app.now(), canSend: app.sendMail !== undefined, back, namesCause: false },
    mails,
    { ...(await readSurroundings(app, mails, lang)), also: await readSharedMails(app, message.id, mails, lang) },
  )
  const facts = await readFacts(app, message.training, visit)
  const isLaterPage = cursor !== undefined
  const view = { config: app.config, lang, report, facts, state, isLaterPage, rows, isLive, canWrite }
  const page = messagePage(app, visit, message, reportView(view))
  return isLive
    ? { ...page, head: html`${page.head}<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>` }
    : page
}

/** Returns whether the numbers of a delivery are about to change. */
const isGoingOn = ({ now }: App, { message, totals, remaining }: MessageReport): boolean =>
  totals.waiting + remaining > 0 && now().getTime() - Date.parse(message.startedAt ?? '') < liveMs

/** Responds with only the numbers of a delivery. */
export async function showProgress(app: App, visit: Visit): Promise<Response> {
  const { c, lang } = visit
  const report = await reportOnMessage(app, idOf(visit), { limit: 1 })
  const numbers = progressView({ config: app.config, lang, report, isLive: isGoingOn(app, report) })
  return c.html(numbers, 200, pageHeaders(app.config))
}

/**
 * Shows a draft: its form, how it looks to one recipient, and the number of people on the button. A
 * page that keeps it while someone writes shows the number of up to a minute ago; the button has a
 * tag of those who were counted.
 */
export async function showDraft(
  app: App,
  visit: Visit,
  {
    edits,
    faults = noFaults,
    note,
    isKept,
    at,
    templateName,
  }: Omit<UnsavedMessage, 'typed'> & {
    edits?: Edits<TypedMessage>
    isKept?: boolean
    at?: string
    templateName?: string
  } = {},
): Promise<AdminPage> {
  const { lang } = visit
  const message = await readMessage(app.db.reader, idOf(visit))
  const named = message.registrations ?? undefined
  const facts = await readFacts(app, message.training, visit, named)
  const own = await ownMailbox(app, visit.caller)
  const test = { to: own?.to ?? facts.contact, isOwn: own !== undefined }
  const body = html`<h1>${message.subject.en}</h1>${faultSummary(lang, faults)}${noteView(lang, note)}${formView({
    config: app.config,
    lang,
    typed: (edits ?? draftEdits(typedOf(message))).typed,
    edits: edits ?? draftEdits(typedOf(message)),
    faults,
    facts,
    named: named && (await readNamedView(app, visit.caller.scope, { training: message.training, ids: named })),
    draft: await readDraft(app, visit, message, { test, isKept: isKept === true }),
    at,
    templateName,
    canSend: app.sendMail !== undefined,
  })}`
  return { ...messagePage(app, visit, message, body), faults, edits, policy: { 'frame-src': "'self'" } }
}

/** Reads whose email an address wants to see, and in which language. */
export const readWanted = (c: Visit['c']) => readQuery(c, { person: z.uuid(), in: z.enum(['en', 'es']) })

async function readDraft(
  app: App,
  { c }: Visit,
  message: Message,
  { test, isKept }: { test: Draft['test']; isKept: boolean },
): Promise<Draft> {
  const wanted = readWanted(c)
  const lang = wanted.in
  const read = (registration?: string) => previewMessage(app, message.id, { registration, lang }, { recently: isKept })
  const preview = await read(wanted.person).catch((error) => {
    // They have left, or the filter has changed: show the first one instead.
    if (error instanceof ProblemError && wanted.person) return read()
    throw error
  })
  const id = preview.shown?.registration ?? ''
  return {
    id: message.id,
    tag: tagOf(message),
    preview,
    name: (await readNames(app.db.reader, [id])).get(id) ?? '',
    lang: lang ?? preview.shown?.lang ?? 'en',
    wanted,
    test,
  }
}

const doneWords = ['saved', 'tested', 'sending', 'scheduled', 'unscheduled', 'template'] as const

const doneText = (lang: Language, done: (typeof doneWords)[number] | (typeof mailsDone)[number]): string => {
  const ofMail = mailsDone.find((one) => one === done)
  return ofMail
    ? say(lang, `admin.emails.${ofMail}`)
    : say(lang, `admin.messages.done.${done as (typeof doneWords)[number]}`)
}

/** Returns the page of one message, with what was just done. */
export function messagePage(app: App, { c, lang }: Visit, { subject }: Message, body: AdminPage['body']): AdminPage {
  const { done } = readQuery(c, { done: z.enum([...doneWords, ...mailsDone]) })
  return {
    title: subject.en,
    section: 'messages',
    crumbs: [{ title: say(lang, 'admin.nav.messages'), path: '/messages' }],
    done: done && doneText(lang, done),
    head: messagesHead(app),
    body,
  }
}
