import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { moveToTraining } from '../../../core/registrations/move-to-training.ts'
import { promote } from '../../../core/seats/approval.ts'
import { cancel } from '../../../core/seats/cancel.ts'
import { findSlugs } from '../../../core/trainings/list-trainings.ts'
import { searchedText } from '../../../core/trainings/match-text.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { boxView, groupView, hiddenFields } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { ProblemError, type ProblemName } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { readGroup } from '../../api/people/group.ts'
import { openTrainings, type TrainingRow } from '../../api/trainings/training-lists.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type LeadTo, type Pages, type Visit } from '../pages.ts'
import { besideListOf, namedList } from '../roster/beside-list.ts'
import { type Asking, addAsked, enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { findField } from '../trainings/training-choice.ts'
import { formatHours, titleOf } from '../trainings/training-row.ts'
import { coordinatorText } from './coordinator-text.ts'
import { failureNote, type PersonPage, personCrumbs, personName, personPage } from './person-view.ts'

const guard = { needs: 'change-people', of: 'registration' } as const
const verbs = { promote, cancel } as const

/** What organizers do to a registration, and the pages that ask before what cannot be undone. */
export function personActions(app: App): Pages {
  const pages = createPages(app)
  const view = (visit: Visit) => personPage(app, visit)
  for (const [name, verb] of Object.entries(verbs))
    addAsked(app, pages, `/registrations/:id/${name}`, guard, {
      ask: async (visit) => asking(await view(visit), name as keyof typeof verbs),
      act: ({ c, caller, leadTo }) => {
        const id = c.req.param('id') ?? ''
        return orBack(leadTo, `/registrations/${id}`, async () => {
          await verb(actingAs(app, caller), id)
          return `/registrations/${id}?done=${name}`
        })
      },
    })
  pages.page('/registrations/:id/move', guard, async (visit) =>
    movePage(await view(visit), await targetsOf(app, visit), { failed: visit.c.req.query('failed') }),
  )
  pages.action('/registrations/:id/move', guard, async (visit) => {
    if (visit.form.has(enterName))
      return movePage(await view(visit), await targetsOf(app, visit), { chosen: visit.form.get('training') })
    const id = visit.c.req.param('id') ?? ''
    return orBack(visit.leadTo, `/registrations/${id}/move`, async () => {
      const slug = visit.form.get('training')
      if (!(await isTarget(app, visit, slug))) throw new ProblemError('invalid-input')
      const moved = await moveToTraining(actingAs(app, visit.caller), id, slug)
      // Next to a list, it is where they were.
      return `/registrations/${besideListOf(visit.c) ? id : moved}?done=move`
    })
  })
  return pages
}

/**
 * Leads on, or back to a page that says why nothing changed.
 * @param others Refusals that are not said there
 */
export async function orBack(
  leadTo: LeadTo,
  back: string,
  act: () => Promise<string>,
  others: readonly ProblemName[] = [],
): Promise<Response> {
  try {
    return leadTo(await act())
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 409 || others.includes(error.problemName))
      throw error
    return leadTo(`${back}?failed=${error.problemName}`)
  }
}

/** Trainings that someone can be moved to: those to come that the organizer reaches. */
interface Targets {
  trainings: TrainingRow[]
  /** Whether there are more, and what was typed to find them. */
  hasMore: boolean
  find: string
}

const mostTargets = 25

async function targetsOf(app: App, { c, caller: { scope } }: Visit): Promise<Targets> {
  const find = searchedText(c.req.query('find'))
  const { rows, nextCursor } = await openTrainings(app, scope, { limit: mostTargets })
  const slugs = find === '' ? [] : await findSlugs(app, find, mostTargets, scope)
  const found = slugs.length === 0 ? [] : (await openTrainings(app, scope, { limit: mostTargets, slugs })).rows
  return { trainings: found.length > 0 ? found : rows, hasMore: find !== '' || nextCursor !== null, find }
}

const isTarget = async (app: App, { caller }: Visit, slug: string): Promise<boolean> =>
  (await openTrainings(app, caller.scope, { limit: 1, slugs: [slug] })).rows.length > 0

async function asking(view: PersonPage, what: keyof typeof verbs): Promise<Asking> {
  const { lang, registration } = view
  const name = personName(view)
  const seats = what === 'promote' ? await seatsWith(view) : 1
  return {
    title: say(lang, what === 'cancel' ? 'admin.person.cancel.title' : 'admin.person.promote', { name }),
    section: 'trainings',
    crumbs: personCrumbs(view),
    text: [
      say(lang, `admin.person.${what}.text`),
      seats > 1 ? say(lang, 'admin.person.promote.together', { count: seats }) : undefined,
      registration.email === null ? undefined : toldText(view, `admin.person.${what}.told`),
      await coordinatorText(view.app, lang, registration),
    ],
    button: seats > 1 ? say(lang, 'admin.bulk.go.promote', { count: seats }) : say(lang, `admin.person.${what}.go`),
    isEnd: what === 'cancel',
    back: view.own,
  }
}

/** Returns how many seats are given with this one: those of the whole group, if it stays together. */
async function seatsWith({ app, registration: { group, status } }: PersonPage): Promise<number> {
  if (!group || status !== 'waitlisted') return 1
  const { isDivided, unseated } = await readGroup(app, group.reference)
  return isDivided ? 1 : unseated
}

interface Moving {
  failed?: string | undefined
  chosen?: string
}

async function movePage(view: PersonPage, targets: Targets, { failed, chosen }: Moving): Promise<AdminPage> {
  const { lang, path, registration } = view
  const { hasMore, find } = targets
  const others = targets.trainings.filter(({ slug }) => slug !== registration.training)
  const top = html`${failed === undefined ? '' : failureNote(lang, failed)}
<h1>${say(lang, 'admin.person.move.title', { name: personName(view) })}</h1>`
  const none = html`<div class="card"><p>${say(lang, 'admin.person.move.none')}</p><p>${back(view)}</p></div>`
  const finding = hasMore
    ? html`<form class="stack" action="${path}/move">${hiddenFields({
        list: view.list && namedList(view.list),
      })}${findField(lang, find)}</form>`
    : ''
  const body = others.length === 0 && !hasMore ? none : html`${finding}${await moveForm(view, others, chosen)}`
  return page(view, say(lang, 'admin.person.move'), html`${top}${body}`)
}

async function moveForm(view: PersonPage, others: readonly TrainingRow[], chosen: string | undefined): Promise<Html> {
  const { app, lang, path, registration } = view
  const freeIn = ({ capacity, seats_taken: taken }: TrainingRow) =>
    capacity === null
      ? say(lang, 'admin.person.unlimited')
      : say(lang, 'admin.person.free', { count: Math.max(0, capacity - taken), capacity })
  const choices = others.map((one) =>
    boxView({
      type: 'radio',
      look: 'line',
      name: 'training',
      value: one.slug,
      isChosen: one.slug === chosen,
      label: html`<b>${titleOf(one, lang)}</b>`,
      hint: html`${unbroken(`${formatHours(one, lang)}\u00A0·`)} <span class="unbroken">${freeIn(one)}</span>`,
      attributes: { required: true },
    }),
  )
  const legend = say(lang, 'admin.person.move.which')
  const told = registration.email === null ? '' : ` ${toldText(view, 'admin.person.move.told')}`
  const go = say(lang, 'admin.person.move.go')
  return html`<form method="post" action="${path}/move" class="stack">
${enterButton()}${chosen === undefined ? '' : enterNote(lang, go)}
${groupView({ legend, isUnseen: true, look: 'card flush rows choices' }, choices)}
<p>${say(lang, 'admin.person.move.text')}${told} ${await coordinatorText(app, lang, registration)}</p>
<p class="row"><button class="button primary">${go}</button>${back(view)}</p></form>`
}

/** Says that an email tells the person, if this server sends emails. */
const toldText = ({ app, lang }: PersonPage, told: `admin.person.${'cancel' | 'promote' | 'move'}.told`) =>
  say(lang, app.sendMail ? told : 'admin.edit.noMail')

const back = ({ app, own, lang }: PersonPage) =>
  html`<a class="button" href="${adminPath(app.config, own)}">${say(lang, 'manage.back')}</a>`

const page = (view: PersonPage, title: string, body: Html): AdminPage => ({
  title,
  section: 'trainings',
  isNarrow: true,
  crumbs: personCrumbs(view),
  body,
})
