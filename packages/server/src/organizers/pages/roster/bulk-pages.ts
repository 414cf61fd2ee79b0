import {
  type BulkActionInput,
  type BulkActionName,
  type BulkActionPreview,
  bulkActionNames,
} from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { readReference } from '../../../core/people/reference.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { createBulkAction, givesSeats, readBulkAction, undoBulkAction } from '../../api/bulk/bulk-actions.ts'
import { runBulkAction } from '../../api/bulk/carry-out.ts'
import { describeBulkAction } from '../../api/bulk/describe-bulk-action.ts'
import { previewBulkAction } from '../../api/bulk/preview-bulk-action.ts'
import { hasGroupsWaiting } from '../../api/people/group.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type SentFields } from '../pages.ts'
import { letterView } from '../person/letter.ts'
import { crumbsOf } from '../person/person-view.ts'
import { listOfButton, withQuery } from './beside-list.ts'
import { pickedAgain } from './picked.ts'
import {
  leadToAsking,
  listOf,
  orBackToList,
  queryOf,
  readAsking,
  readSelection,
  type Sent,
  slugOf,
} from './selection.ts'

/** Loads what lists need on which one can select people. */
export const bulkHead = ({ config }: Pick<App, 'config'>): Html =>
  html`<link rel="stylesheet" href="${pathOf(config, adminAssets.bulkStyle)}"><script type="module" src="${pathOf(config, adminAssets.bulkScript)}"></script>`

const ofTraining = { needs: 'change-people', of: 'training' } as const
const ofBulkAction = { needs: 'change-people', of: 'bulk-action' } as const

/** Decisions about several people: the page that asks, and the buttons while they wait. */
export function bulkPages(app: App): Pages {
  const pages = createPages(app)
  for (const action of bulkActionNames) {
    const path = `/trainings/:slug/bulk/${action}`
    const ask = (sent: Sent) => askPage(app, sent, inputOf(sent, action))
    pages.page(path, ofTraining, (visit) => {
      const sent = readAsking(visit, (to) => visit.c.redirect(adminPath(app.config, to), 303))
      return orBackToList(sent, () => ask(sent))
    })
    pages.action(`${path}/preview`, ofTraining, (sent) =>
      orBackToList(sent, async () => leadToAsking(sent, path.replace(':slug', slugOf(sent))) ?? ask(sent)),
    )
    pages.action(path, ofTraining, (sent) => orBackToList(sent, () => create(app, sent, inputOf(sent, action))))
  }
  pages.action('/bulk-actions/:id/run', ofBulkAction, async ({ c, leadTo }) => {
    const { training } = await runBulkAction(app, c.req.param('id') ?? '')
    return leadTo(withQuery(`/trainings/${training}`, listOfButton(c, training)))
  })
  pages.action('/bulk-actions/:id/undo', ofBulkAction, (sent) => undo(app, sent))
  return pages
}

/** Undoes a decision, and leads to where the button was: to a person, a group, or the list as it was. */
async function undo(app: App, { c, caller, leadTo, form }: Sent): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const action = await readBulkAction(app.db.reader, id)
  const own = ownPage(form)
  const list = listOfButton(c, action.training)
  const back = `/trainings/${action.training}`
  try {
    const ids = await undoBulkAction(app, id)
    return own === undefined
      ? leadTo(withQuery(back, await pickedAgain(app, c, { caller, action, ids, list })))
      : leadTo(`${own}?undone=1`)
  } catch (error) {
    if (!isProblem(error, 'wrong-status')) throw error
    list.set('failed', 'late')
    return leadTo(own === undefined ? withQuery(back, list) : `${own}?failed=late`)
  }
}

/** Returns the page of the person or group whose page has the button. */
function ownPage(form: SentFields): string | undefined {
  const person = z.uuid().safeParse(form.get('back')).data
  if (person !== undefined) return `/registrations/${person}`
  const group = readReference(form.get('group'))
  return group === undefined ? undefined : `/groups/${group}`
}

const inputOf = (sent: Sent, action: BulkActionName): BulkActionInput => {
  const tag = sent.form.get('tag')
  return { action, training: slugOf(sent), ...(tag === '' ? {} : { tag }), ...readSelection(sent) }
}

/** Stores the decision, if it is about the people that the page has named. */
async function create(app: App, sent: Sent, input: BulkActionInput): Promise<AdminPage | Response> {
  const id = app.newId()
  await describeBulkAction(sent.c, id, input)
  try {
    await createBulkAction(app, sent.caller, input, { id })
  } catch (error) {
    if (!isProblem(error, 'precondition-failed') && !isProblem(error, 'wrong-status')) throw error
    return { ...(await askPage(app, sent, input, true)), status: 409 }
  }
  return sent.leadTo(listOf(sent))
}

async function askPage(app: App, sent: Sent, input: BulkActionInput, isChanged = false): Promise<AdminPage> {
  const { lang, caller } = sent
  const preview = await previewBulkAction(app, caller.scope, input)
  const training = await readTraining(app, input.training)
  const { people: count } = preview
  const title = say(lang, count === 0 ? 'admin.bulk.title.none' : `admin.bulk.title.${input.action}`, { count })
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: crumbsOf({ training }, lang),
    head: bulkHead(app),
    body: html`<h1>${title}</h1>
${isChanged ? html`<p class="note wait" role="alert">${icon('warn')}<span>${say(lang, 'admin.bulk.changed')}</span></p>` : ''}
${count === 0 ? nobodyView(app, sent, preview) : formView(app, sent, input, training, preview, await togetherView(app, sent, input, training))}`,
  }
}

const backView = ({ config }: App, sent: Sent, kind = '') =>
  html`<a class="button ${kind}" href="${adminPath(config, listOf(sent))}">${say(sent.lang, 'manage.back')}</a>`

const nobodyView = (app: App, sent: Sent, preview: BulkActionPreview): Html =>
  html`<div class="card"><p>${say(sent.lang, 'admin.bulk.text.none')}</p>${leftOutView(sent, preview)}<p class="row">${backView(app, sent)}</p></div>`

/** Says that groups that stay together are not divided, if there are any. */
const togetherView = async (app: App, { lang }: Sent, { action }: BulkActionInput, { row }: StoredTraining) =>
  givesSeats(action) && (await hasGroupsWaiting(app, row.id)) ? html`<p>${say(lang, 'admin.bulk.together')}</p>` : ''

function formView(
  app: App,
  sent: Sent,
  { action, registrations }: BulkActionInput,
  training: StoredTraining,
  preview: BulkActionPreview,
  together: Html | '',
): Html {
  const { lang } = sent
  const isEnd = action === 'decline' || action === 'cancel'
  const to = adminPath(app.config, `/trainings/${training.row.slug}/bulk/${action}${queryOf(sent)}`)
  return html`<form class="card" method="post" action="${to}"><p>${say(lang, `admin.bulk.text.${action}`)}</p>${seatsView(sent, preview)}
${together}<p>${say(lang, 'admin.bulk.waits')}</p>
${emailsView(app, sent, preview, isEnd && training.input.seats.waitlist)}
${leftOutView(sent, preview)}
${
  registrations
    ? registrations.map((id) => html`<input type="hidden" name="id" value="${id}">`)
    : html`<input type="hidden" name="everyone" value="1">`
}<input type="hidden" name="tag" value="${preview.tag}">
<p class="row"><button class="button ${isEnd ? 'danger' : 'primary'}">${say(lang, `admin.bulk.go.${action}`, { count: preview.people })}</button>
${backView(app, sent, 'quiet')}</p></form>`
}

function emailsView(
  { config }: App,
  { lang }: Sent,
  { emails, unreachable, mail }: BulkActionPreview,
  freesSeats: boolean,
): Html {
  if (!config.mail) return html`<p class="note wait">${icon('warn')}<span>${say(lang, 'admin.edit.noMail')}</span></p>`
  const unheard = unreachable > 0 ? html`<p>${say(lang, 'admin.bulk.unreachable', { count: unreachable })}</p>` : ''
  return emails === 0
    ? html`<p class="hint">${say(lang, 'admin.bulk.noEmails')}</p>${unheard}`
    : html`<div class="note wait">${icon('mail')}<div><p><b>${say(lang, 'admin.bulk.emails', { count: emails })}</b></p>
${freesSeats ? html`<p>${say(lang, 'admin.bulk.others')}</p>` : ''}${unheard}${
  mail && html`<details><summary>${say(lang, 'admin.act.example')}</summary>${letterView(mail)}</details>`
}</div></div>`
}

/** Says before the press who will wait, or get no seat. */
function seatsView({ lang }: Sent, { seats, withoutSeat }: BulkActionPreview): Html | '' {
  if (!seats || withoutSeat.length === 0) return ''
  const count = seats.waitlisted + seats['no-seat']
  const text = say(lang, seats['no-seat'] > 0 ? 'admin.bulk.seats.stay' : 'admin.bulk.seats.wait', { count })
  const named = withoutSeat.slice(0, mostNamed)
  return html`<div class="note wait">${icon('warn')}<div><p><b>${say(lang, 'admin.bulk.seats.get', { count: seats.done })}.</b> ${text}</p>
<ul>${named.map((one) => html`<li>${fullName(one.givenName, one.familyName)}</li>`)}${
    count > named.length ? html`<li>${say(lang, 'admin.bulk.leftOut.more', { count: count - named.length })}</li>` : ''
  }</ul></div></div>`
}

const mostNamed = 20

/** Names who is left out, and why. */
function leftOutView({ lang }: Sent, { leftOut, leftOutPeople }: BulkActionPreview): Html | '' {
  const count = leftOut.status + leftOut.waiting
  if (count === 0) return ''
  const named = leftOutPeople.slice(0, mostNamed)
  const why = ({ reason, status }: (typeof named)[number]) =>
    say(lang, `admin.bulk.leftOut.${reason}`, { status: say(lang, `admin.status.${status}`) })
  return html`<div class="note wait">${icon('warn')}<div><p><b>${say(lang, 'admin.bulk.leftOut', { count })}</b></p><ul>${named.map(
    (one) => html`<li>${fullName(one.givenName, one.familyName)}: ${why(one)}</li>`,
  )}${count > named.length ? html`<li>${say(lang, 'admin.bulk.leftOut.more', { count: count - named.length })}</li>` : ''}</ul></div></div>`
}
