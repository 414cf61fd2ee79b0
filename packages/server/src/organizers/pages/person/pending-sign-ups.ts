import type { AdminPendingSignUp } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { vouchFor } from '../../../core/pending-sign-ups/complete.ts'
import { endPending } from '../../../core/pending-sign-ups/end.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formOf } from '../../../core/trainings/form.ts'
import { formatBriefly } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { listPendingSignUps, openPendingSignUp } from '../../api/people/pending-sign-ups.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { nextLink } from '../paging.ts'
import { emptyState } from '../roster/empty-state.ts'
import { type Asking, addAsked } from '../sent-forms/asking.ts'
import { orBack } from './person-actions.ts'
import { crumbsOf, failureNote } from './person-view.ts'

const pageSize = 50

/** Sign-ups that wait for their code: apart, because no one has proven them. */
export function pendingSignUpPages(app: App): Pages {
  const pages = createPages(app)
  const one = { needs: 'change-people', of: 'request' } as const
  pages.page('/trainings/:slug/requests', { needs: 'change-people', of: 'training' }, (visit) => listPage(app, visit))
  pages.page('/trainings/:slug/requests/:id', one, (visit) => onePage(app, visit))
  addAsked(app, pages, '/trainings/:slug/requests/:id/vouch', one, {
    ask: (visit) => asking(app, visit, 'vouch'),
    act: ({ c, leadTo }) => {
      const [list, id] = placeIn(c)
      return orBack(leadTo, `${list}/${id}`, async () => {
        const [first, ...others] = await vouchFor(app, id)
        return first !== undefined && others.length === 0 ? `/registrations/${first}?done=add` : `${list}?done=vouch`
      })
    },
  })
  addAsked(app, pages, '/trainings/:slug/requests/:id/end', one, {
    ask: (visit) => asking(app, visit, 'end'),
    act: ({ c, leadTo }) => {
      const [list, id] = placeIn(c)
      return orBack(leadTo, list, async () => {
        await endPending(app, id)
        return `${list}?done=end`
      })
    },
  })
  return pages
}

/** Returns where the list is, and which request of it the address names. */
const placeIn = (c: Visit['c']): [string, string] => [
  `/trainings/${c.req.param('slug') ?? ''}/requests`,
  c.req.param('id') ?? '',
]

async function asking(app: App, { c, lang }: Visit, what: 'vouch' | 'end'): Promise<Asking> {
  const [list, id] = placeIn(c)
  const request = await openPendingSignUp(app, id)
  const training = await readTraining(app, request.training)
  return {
    title: say(lang, `admin.pendingSignUps.${what}.title`, { name: nameOf(request) }),
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.pendingSignUps.title'), path: list }],
    text: [
      say(lang, `admin.pendingSignUps.${what}.text`),
      what === 'vouch' ? say(lang, 'admin.pendingSignUps.vouch.hint') : say(lang, 'admin.lasting'),
    ],
    button: say(lang, `admin.pendingSignUps.${what}`),
    isEnd: what === 'end',
    back: `${list}/${id}`,
  }
}

const doneNames = ['vouch', 'end'] as const

async function listPage(app: App, { c, lang, caller }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const { slug } = training.row
  const cursor = z.uuid().safeParse(c.req.query('cursor')).data
  const { requests, nextCursor } = await listPendingSignUps(app, {
    scope: caller.scope,
    training: slug,
    limit: pageSize,
    cursor,
  })
  const path = adminPath(app.config, `/trainings/${slug}/requests`)
  const title = say(lang, 'admin.pendingSignUps.title')
  const done = doneNames.find((one) => one === c.req.query('done'))
  return {
    title,
    section: 'trainings',
    crumbs: crumbsOf({ training }, lang),
    done: done && say(lang, `admin.pendingSignUps.done.${done}`),
    body: html`<h1>${title}</h1>
${requests.length === 0 ? noPendingSignUps(lang) : html`${rowsView(requests, training, path, lang)}${nextLink(lang, path, nextCursor)}`}`,
  }
}

const noPendingSignUps = (lang: Visit['lang']) =>
  emptyState({
    icon: 'lock',
    title: say(lang, 'admin.pendingSignUps.none'),
    text: say(lang, 'admin.pendingSignUps.none.text'),
  })

const rowsView = (requests: AdminPendingSignUp[], { row }: StoredTraining, path: string, lang: Visit['lang']): Html =>
  html`<p>${say(lang, 'admin.pendingSignUps.text')}</p><div class="card flush rows">${requests.map(
    (one) =>
      html`<a class="line" href="${path}/${one.id}">
<span class="grow"><b>${nameOf(one)}</b><br><small>${one.address}\u00A0· ${unbroken(
        say(lang, 'admin.pendingSignUps.since', { time: formatBriefly(one.createdAt, row.time_zone, lang) }),
      )}</small></span>
${icon('onward')}</a>`,
  )}</div>`

const nameOf = ({ people, coordinator }: AdminPendingSignUp): string => {
  const names = people.map((one) => fullName(String(one['givenName'] ?? ''), String(one['familyName'] ?? '')))
  return coordinator ? `${coordinator.name}: ${names.join(', ')}` : names.join(', ')
}

async function onePage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const request = await openPendingSignUp(app, c.req.param('id') ?? '')
  const training = await readTraining(app, request.training)
  const { slug, time_zone } = training.row
  const path = adminPath(app.config, `/trainings/${slug}/requests`)
  const moment = (at: string) => formatBriefly(at, time_zone, lang)
  const failed = c.req.query('failed')
  return {
    title: nameOf(request),
    section: 'trainings',
    crumbs: [
      ...crumbsOf({ training }, lang),
      { title: say(lang, 'admin.pendingSignUps.title'), path: `/trainings/${slug}/requests` },
    ],
    body: html`${failed === undefined ? '' : failureNote(lang, failed)}<h1>${nameOf(request)}</h1>
<div class="split"><section class="card stack">
${request.people.map((person, index) => answersView(person, training, lang, index === 0 ? referenceView(lang, request.reference) : ''))}</section>
<section class="card">
<p>${unbroken(say(lang, 'admin.pendingSignUps.code', { address: request.address, time: moment(request.createdAt) }))}</p>
<p>${unbroken(say(lang, 'admin.pendingSignUps.ends', { time: moment(request.endsAt) }))}</p>${
      may(caller, 'change-people')
        ? html`<div class="row">
<a class="button primary" href="${path}/${request.id}/vouch">${say(lang, 'admin.pendingSignUps.vouch')}</a>
<a class="button danger" href="${path}/${request.id}/end">${say(lang, 'admin.pendingSignUps.end')}</a></div>
<p class="hint">${say(lang, 'admin.pendingSignUps.vouch.hint')}</p>`
        : ''
    }</section></div>`,
  }
}

const referenceView = (lang: Visit['lang'], reference: string): Html =>
  html`<dt>${say(lang, 'admin.column.reference')}</dt><dd class="num">${reference}</dd>`

function answersView(
  person: AdminPendingSignUp['people'][number],
  { input }: StoredTraining,
  lang: Visit['lang'],
  more: Html | '',
): Html {
  const fields = formOf(input, lang).fields.filter(({ id }) => person[id] !== undefined)
  return html`<dl class="pairs">${fields.map(({ id, label, options }) => {
    const answer = person[id]
    const text = (value: string) => options?.find((option) => option.value === value)?.label ?? value
    const said =
      typeof answer === 'boolean'
        ? say(lang, answer ? 'admin.person.yes' : 'admin.person.no')
        : [answer ?? []].flat().map(text).join(', ')
    return html`<dt>${label}</dt><dd>${said}</dd>`
  })}${more}</dl>`
}
