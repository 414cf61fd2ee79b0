import type { AdminRegistration, Answer, Duplicate, Language, LikelyPair, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { namePartners } from '../../../core/partners/partner-choices.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formOf } from '../../../core/trainings/form.ts'
import { formatBriefly } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { keepOne, listLikelyPairs, readLikelyPair, tellApart } from '../../api/people/likely-pairs.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { nextLink } from '../paging.ts'
import { coordinatorText } from '../person/coordinator-text.ts'
import { orBack } from '../person/person-actions.ts'
import { inWords } from '../person/person-answers.ts'
import { crumbsOf, failureNote } from '../person/person-view.ts'
import { type Asking, addAsked } from '../sent-forms/asking.ts'
import { emptyState } from './empty-state.ts'
import { toneOf } from './roster-table.ts'

const pageSize = 20
/** Registrations of a training that may be of the same person, side by side. */
export function likelyPairPages(app: App): Pages {
  const pages = createPages(app)
  const ofLikelyPair = { needs: 'change-people', of: 'pair' } as const
  pages.page('/trainings/:slug/duplicates', { needs: 'change-people', of: 'training' }, (visit) => listPage(app, visit))
  addAsked(app, pages, '/trainings/:slug/duplicates/:id/keep', ofLikelyPair, {
    ask: (visit) => askToKeep(app, visit),
    act: ({ c, caller, form, leadTo }) => {
      const [list, id] = placeIn(c)
      return orBack(leadTo, list, async () => {
        await keepOne(actingAs(app, caller), id, form.get('registration'))
        return `${list}?done=keep`
      })
    },
  })
  pages.action('/trainings/:slug/duplicates/:id/apart', ofLikelyPair, async ({ c, leadTo }) => {
    const [list, id] = placeIn(c)
    await tellApart(app, id)
    return leadTo(`${list}?done=apart`)
  })
  return pages
}

/** Returns where the list is, and which likely pair of it the address names. */
const placeIn = (c: Visit['c']): [string, string] => [
  `/trainings/${c.req.param('slug') ?? ''}/duplicates`,
  c.req.param('id') ?? '',
]

async function askToKeep(app: App, { c, lang }: Visit): Promise<Asking | Response> {
  const [list, id] = placeIn(c)
  const kept = c.req.query('registration') ?? ''
  const { registrations } = await readLikelyPair(app, id)
  const [one, other] = registrations.toSorted((a, b) => Number(b.id === kept) - Number(a.id === kept))
  if (one?.id !== kept || !other) return c.redirect(adminPath(app.config, list), 303)
  const training = await readTraining(app, one.training)
  return {
    title: say(lang, 'admin.likelyPairs.keep.title', { name: fullName(one.givenName, one.familyName) }),
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.likelyPairs.title'), path: list }],
    text: [told(lang, other), await coordinatorText(app, lang, other), say(lang, 'admin.lasting')],
    button: say(lang, 'admin.likelyPairs.keep'),
    fields: { registration: [kept] },
    back: list,
  }
}

const doneNames = ['keep', 'apart'] as const

interface View {
  app: App
  lang: Language
  training: StoredTraining
  partners: ReadonlyMap<string, string>
  path: string
}

async function listPage(app: App, { c, lang, caller }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const { slug } = training.row
  const cursor = z.uuid().safeParse(c.req.query('cursor')).data
  const { pairs, nextCursor } = await listLikelyPairs(app, {
    training: slug,
    scope: caller.scope,
    limit: pageSize,
    cursor,
  })
  const path = adminPath(app.config, `/trainings/${slug}/duplicates`)
  const named = pairs.flatMap(({ registrations }) => registrations.map(({ partner }) => partner))
  const view: View = { app, lang, training, partners: await namePartners(app, caller.scope, named), path }
  const title = say(lang, 'admin.likelyPairs.title')
  const done = doneNames.find((one) => one === c.req.query('done'))
  const failed = c.req.query('failed')
  return {
    title,
    section: 'trainings',
    crumbs: crumbsOf({ training }, lang),
    done: done && say(lang, `admin.likelyPairs.done.${done}`),
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.likelyPairStyle)}">`,
    body: html`${failed === undefined ? '' : failureNote(lang, failed)}<h1>${title}</h1>${
      pairs.length === 0
        ? emptyState({
            icon: 'check',
            title: say(lang, 'admin.likelyPairs.none'),
            text: say(lang, 'admin.likelyPairs.none.text'),
          })
        : html`${pairs.map((likelyPair) => likelyPairView(view, likelyPair))}${nextLink(lang, path, nextCursor)}`
    }`,
  }
}

/** What stands on one side. */
interface Side {
  heading: string
  href?: string
  made: string
  status?: AdminRegistration['status']
  answers: Person
  actions: Html | ''
}

function likelyPairView(view: View, likelyPair: LikelyPair): Html {
  const { lang, path } = view
  const [one, other] = likelyPair.registrations as [AdminRegistration, AdminRegistration?]
  const { attempt } = likelyPair
  const sides =
    attempt === null
      ? [sideOf(view, likelyPair, one, other), ...(other ? [sideOf(view, likelyPair, other, one)] : [])]
      : [sideOf(view, likelyPair, one, undefined), laterSide(view, attempt)]
  const reasons = attempt
    ? say(lang, 'admin.likelyPairs.again')
    : likelyPair.inCommon.map((trait) => say(lang, `admin.likelyPairs.same.${trait}`)).join('\u00A0· ')
  const ids = [...new Set(sides.flatMap(({ answers }) => Object.keys(answers)))].filter(
    (id) => !inHeading.has(id) && !given.has(id),
  )
  const apart = `${path}/${likelyPair.id}/apart`
  return html`<section class="card likely-pair"><h2>${reasons}</h2><div class="sides">${sides.map((side) => sideView(view, likelyPair, side, ids))}</div>${
    attempt
      ? html`<form class="row" method="post" action="${apart}"><a class="button" href="${registrationPath(view, one)}/correct">${say(
          lang,
          'admin.likelyPairs.correct',
        )}</a><button class="button">${say(lang, 'admin.likelyPairs.leave')}</button></form>`
      : html`<form class="row" method="post" action="${apart}"><button class="button">${say(lang, 'admin.likelyPairs.apart')}</button><small>${say(
          lang,
          'admin.likelyPairs.apart.hint',
        )}</small></form>`
  }</section>`
}

const inHeading = new Set(['givenName', 'familyName'])
/** Answers that are consents: everyone gave them. */
const given = new Set(['attestation', 'minimumAge'])
const columns = ['email', 'phone', 'role', 'agency'] as const
const isColumn = (id: string): id is (typeof columns)[number] => columns.some((one) => one === id)

const registrationPath = ({ app }: View, { id }: AdminRegistration) => adminPath(app.config, `/registrations/${id}`)

function sideOf(
  view: View,
  likelyPair: LikelyPair,
  one: AdminRegistration,
  other: AdminRegistration | undefined,
): Side {
  const { lang, training, path, partners } = view
  const time = formatBriefly(one.createdAt, training.row.time_zone, lang)
  const channel =
    one.partner === null ? say(lang, `admin.channel.${one.channel}`) : (partners.get(one.partner) ?? one.partner)
  const { givenName, familyName, email, phone, role, agency } = one
  const named = Object.entries({ givenName, familyName, email, phone, role, agency }).filter(([, value]) => value)
  return {
    heading: fullName(givenName, familyName),
    href: registrationPath(view, one),
    made: one.group
      ? say(lang, 'admin.likelyPairs.made.group', { time, group: one.group.reference })
      : say(lang, 'admin.likelyPairs.made', { time, channel }),
    status: one.status,
    answers: { ...Object.fromEntries(named), ...one.answers } as Person,
    actions: other
      ? html`<p class="hint">${told(lang, other)}</p>
<p><a class="button" href="${path}/${likelyPair.id}/keep?registration=${one.id}">${say(
          lang,
          'admin.likelyPairs.keep',
        )}<span class="unseen">: ${fullName(givenName, familyName)}, ${time}</span></a></p>`
      : '',
  }
}

/** Says who is told that the other registration was canceled. */
function told(lang: Language, { email, group }: AdminRegistration): string {
  if (email !== null) return say(lang, 'admin.likelyPairs.keep.email', { address: email })
  return say(lang, group ? 'admin.likelyPairs.keep.coordinator' : 'admin.likelyPairs.keep.silent')
}

const laterSide = ({ lang, training }: View, { said, createdAt }: Duplicate): Side => ({
  heading: fullName(String(said['givenName'] ?? ''), String(said['familyName'] ?? '')),
  made: say(lang, 'admin.likelyPairs.made.again', { time: formatBriefly(createdAt, training.row.time_zone, lang) }),
  answers: said,
  actions: '',
})

function sideView(view: View, { differs }: LikelyPair, side: Side, ids: string[]): Html {
  const { lang, training } = view
  const fields = new Map(formOf(training.input, lang).fields.map((field) => [field.id, field]))
  const different = html`<span class="state wait">${say(lang, 'admin.likelyPairs.different')}</span>`
  const labelOf = (id: string) => (isColumn(id) ? say(lang, `admin.column.${id}`) : (fields.get(id)?.label ?? id))
  const value = (id: string, answer: Answer | undefined) =>
    answer === undefined
      ? html`<small>${say(lang, 'admin.likelyPairs.missing')}</small>`
      : inWords(answer, fields.get(id), lang)
  const isNamed = differs.some((id) => inHeading.has(id))
  return html`<div><h3>${side.href ? html`<a href="${side.href}">${side.heading}</a>` : side.heading}${isNamed ? html` ${different}` : ''}</h3>${
    side.status
      ? html`<p><span class="state ${toneOf[side.status]}">${say(lang, `admin.status.${side.status}`)}</span></p>`
      : html`<p><span class="state">${say(lang, 'admin.likelyPairs.second')}</span></p>`
  }<p><small>${side.made}</small></p><dl class="pairs">${ids.map(
    (id) =>
      html`<dt>${labelOf(id)}</dt><dd>${value(id, side.answers[id])}${differs.includes(id) ? html` ${different}` : ''}</dd>`,
  )}</dl>${side.actions}</div>`
}
