import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { type DecisionAhead, findDecisionsAhead } from '../../api/bulk/decisions-ahead.ts'
import type { NextRequest } from '../../api/people/next-request.ts'
import { adminPath } from '../frame.ts'
import { personAt } from '../roster/beside-list.ts'
import type { PersonPage } from './person-view.ts'

/** Says what will be decided about the person, and undoes it, or leads to where it can be undone. */
export function aheadNote(view: PersonPage, { id, action, at, people }: DecisionAhead, of = view.registration): Html {
  const { app, lang, caller, training } = view
  const { slug, time_zone } = training.row
  const will = say(lang, `admin.bulk.will.${action}`, { time: formatTimeOf(at, time_zone, lang) })
  const name = of.id === view.registration.id ? '' : html`${fullName(of.givenName, of.familyName)}: `
  const isUndoneHere = people === 1 && may(caller, 'change-people')
  return waitingNote(
    { app, lang, slug },
    { id, text: html`${name}${will}`, back: isUndoneHere ? { back: of.id } : undefined },
  )
}

/** Says what waits, and undoes it with a button that leads back here, or leads to the list, where it can be undone. */
export const waitingNote = (
  { app, lang, slug }: { app: App; lang: Language; slug: string },
  { id, text, back }: { id: string; text: Html | string; back: Record<string, string> | undefined },
): Html =>
  html`<div class="note step">${icon('clock')}<div class="row"><b>${text}</b>${
    back
      ? html`<form method="post" action="${adminPath(app.config, `/bulk-actions/${id}/undo`)}">
${hiddenFields(back)}<button class="button">${say(lang, 'admin.bulk.undo')}</button></form>`
      : html`<a href="${adminPath(app.config, `/trainings/${slug}`)}">${say(lang, 'admin.bulk.onList')}</a>`
  }</div></div>`

/** Someone who was just decided on, on the page of the next one. */
interface Decided {
  name: string
  note: Html | ''
}

/** Returns who an address says was just decided on, as far as the reader reaches them. */
export async function readDecided(
  app: App,
  view: PersonPage,
  { caller, id }: { caller: Caller; id: string | undefined },
): Promise<Decided | undefined> {
  const one = await app.db.reader
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name'])
    .where('id', '=', id ?? '')
    .where(peopleWithin(caller.scope))
    .executeTakeFirst()
  if (!one) return undefined
  const { given_name: givenName, family_name: familyName } = one
  const ahead = (await findDecisionsAhead(app.db.reader, [one.id])).get(one.id)
  const of = { ...view.registration, id: one.id, givenName, familyName }
  return { name: fullName(givenName, familyName), note: ahead ? aheadNote(view, ahead, of) : '' }
}

/** Leads to the next person who needs approval, with the number of those who are left. */
export const nextLink = ({ app, lang, list }: PersonPage, next: NextRequest | undefined): Html | '' =>
  next
    ? html`<a class="button quiet" data-next href="${adminPath(app.config, personAt(list, next.id))}${list ? `#p-${next.id}` : ''}">${say(
        lang,
        'admin.person.next',
        { count: next.left },
      )}${icon('onward')}</a>`
    : ''

/** Says how many others still need approval. */
export const leftText = (lang: Language, left: number): string =>
  left === 0 ? say(lang, 'admin.person.left.none') : say(lang, 'admin.person.left', { count: left })
