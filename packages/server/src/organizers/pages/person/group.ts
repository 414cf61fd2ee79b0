import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { actOnGroup, type GroupAction, groupActions } from '../../../core/registrations/act-on-group.ts'
import { can } from '../../../core/seats/transitions.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { actingAs, may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { createBulkAction } from '../../api/bulk/bulk-actions.ts'
import { type DecisionAhead, findDecisionsAhead } from '../../api/bulk/decisions-ahead.ts'
import { type GroupView, readGroup } from '../../api/people/group.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { toneOf } from '../roster/roster-table.ts'
import { type Asking, addAsked } from '../sent-forms/asking.ts'
import { orBack } from './person-actions.ts'
import { waitingNote } from './person-ahead.ts'
import { crumbsOf, failureNote } from './person-view.ts'

/** A group as a whole: its people in line, and what can be decided for all of them. */
export function groupPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/groups/:reference', { needs: 'read-people', of: 'group' }, (visit) => groupPage(app, visit))
  for (const action of groupActions)
    addAsked(
      app,
      pages,
      `/groups/:reference/${action}`,
      { needs: 'change-people', of: 'group' },
      {
        ask: (visit) => asking(app, visit, action),
        act: (visit) => {
          const back = `/groups/${referenceIn(visit)}`
          return orBack(visit.leadTo, back, async () => {
            await (action === 'decline'
              ? declineLater(app, visit)
              : actOnGroup(actingAs(app, visit.caller), referenceIn(visit), action))
            return `${back}?done=${action}`
          })
        },
      },
    )
  return pages
}

/** Has everyone who can be declined in ten minutes declined then, so that it can be undone until then. */
async function declineLater(app: App, { caller, c }: Visit): Promise<void> {
  const { members, training } = await readGroup(app, referenceIn({ c }))
  const registrations = members.filter(({ status }) => can(status, 'decline')).map(({ id }) => id)
  if (registrations.length === 0) throw new ProblemError('wrong-status')
  await createBulkAction(app, caller, { action: 'decline', training: training.row.slug, registrations })
}

const referenceIn = ({ c }: Pick<Visit, 'c'>) => c.req.param('reference') ?? ''

async function groupPage(app: App, visit: Visit): Promise<AdminPage> {
  const { c, lang } = visit
  const group = await readWithAhead(app, visit)
  const title = say(lang, 'admin.group.title', { reference: group.reference })
  const { failed, undone } = c.req.query()
  const done = groupActions.find((one) => one === c.req.query('done'))
  return {
    title,
    section: 'trainings',
    crumbs: crumbsOf(group, lang),
    done: undone === undefined ? done && say(lang, `admin.group.done.${done}`) : say(lang, 'admin.bulk.undone'),
    body: html`${failed === undefined ? '' : failureNote(lang, failed)}<h1>${unbroken(title)}</h1>
${aheadNotes(app, visit, group)}<div class="split"><div class="stack">${membersView(app, visit, group)}</div>${coordinatorView(visit, group)}</div>
${may(visit.caller, 'change-people') ? decisions(app, visit, group) : ''}`,
  }
}

/** A group, and what will be decided about its people, by their ids. */
type GroupAhead = GroupView & { ahead: ReadonlyMap<string, DecisionAhead> }

async function readWithAhead(app: App, visit: Visit): Promise<GroupAhead> {
  const group = await readGroup(app, referenceIn(visit))
  const ids = group.members.map(({ id }) => id)
  return { ...group, ahead: await findDecisionsAhead(app.db.reader, ids) }
}

/** Says what waits. What is about this group alone is undone here. */
function aheadNotes(app: App, { lang, caller }: Visit, { ahead, reference, training: { row } }: GroupAhead): Html[] {
  const waiting = Map.groupBy(ahead.values(), ({ id }) => id)
  return [...waiting.values()].map(([one, ...others]) => {
    const { id, action, at, people } = one!
    const count = others.length + 1
    const time = formatTimeOf(at, row.time_zone, lang)
    return waitingNote(
      { app, lang, slug: row.slug },
      {
        id,
        text: say(lang, `admin.bulk.ahead.${action}`, { count, time }),
        back: people === count && may(caller, 'change-people') ? { group: reference } : undefined,
      },
    )
  })
}

async function asking(app: App, visit: Visit, action: GroupAction): Promise<Asking | Response> {
  const { lang } = visit
  const group = await readWithAhead(app, visit)
  const { reference, training } = group
  const count = able(group, action)
  const missing = action === 'approve' ? group.missingSeats : 0
  if (missing > 0 && !training.input.seats.waitlist)
    return visit.c.redirect(adminPath(app.config, `/groups/${reference}?failed=no-seat-free`), 303)
  return {
    title: say(lang, `admin.group.${action}.title`, { reference }),
    section: 'trainings',
    crumbs: [
      ...crumbsOf(group, lang),
      { title: say(lang, 'admin.group.title', { reference }), path: `/groups/${reference}` },
    ],
    text: [
      say(lang, `admin.group.${action}.text`, { count }),
      missing > 0 ? html`<p class="note wait">${say(lang, 'admin.group.approve.waits', { count: missing })}</p>` : '',
      action === 'decline' ? say(lang, 'admin.bulk.waits') : undefined,
      action === 'cancel' ? undefined : say(lang, app.sendMail ? 'admin.group.told' : 'admin.edit.noMail'),
    ],
    button: action === 'cancel' ? say(lang, 'admin.group.cancel') : say(lang, `admin.group.${action}`, { count }),
    isEnd: action !== 'approve',
    back: `/groups/${reference}`,
  }
}

const able = ({ members, ahead }: GroupAhead, action: GroupAction): number =>
  members.filter(({ id, status }) => can(status, action) && !ahead.has(id)).length

const membersView = ({ config }: App, { lang }: Visit, { members }: GroupView): Html =>
  html`<div class="card flush rows">${members.map(
    (one) =>
      html`<div class="line">
<span class="grow"><b><a href="${adminPath(config, `/registrations/${one.id}`)}">${fullName(one.givenName, one.familyName)}</a></b>${
        one.email === null ? '' : html`<br><small>${one.email}</small>`
      }</span>
<span class="state ${toneOf[one.status]}">${say(lang, `admin.status.${one.status}`)}</span></div>`,
  )}</div>`

const coordinatorView = ({ lang }: Visit, { coordinator, isDivided }: GroupView): Html =>
  html`<section class="card"><h2>${say(lang, 'admin.group.coordinator')}</h2>${
    coordinator.email === ''
      ? html`<p>${say(lang, 'admin.group.noCoordinator')}</p>`
      : html`<p><b>${coordinator.name}</b>${
          coordinator.agency === undefined ? '' : html`<br>${coordinator.agency}`
        }<br><a href="mailto:${coordinator.email}">${coordinator.email}</a></p>`
  }<p class="hint">${say(lang, isDivided ? 'admin.group.divided' : 'admin.group.together')}</p></section>`

function decisions({ config }: App, { lang }: Visit, group: GroupAhead): Html | '' {
  const path = adminPath(config, `/groups/${group.reference}`)
  const button = (action: 'approve' | 'decline', kind: string) => {
    const count = able(group, action)
    return count === 0
      ? ''
      : html`<a class="button ${kind}" href="${path}/${action}">${say(lang, `admin.group.${action}`, { count })}</a>`
  }
  return html`<div class="row">${button('approve', 'primary')}${button('decline', 'danger')}${
    able(group, 'cancel') === 0
      ? ''
      : html`<a class="button danger" href="${path}/cancel">${say(lang, 'admin.group.cancel')}</a>`
  }</div>`
}
