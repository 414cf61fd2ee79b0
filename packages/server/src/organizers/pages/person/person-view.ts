import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formatMonthDay } from '../../../core/trainings/local-time.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { type PersonView, readPerson } from '../../api/people/person.ts'
import { adminPath } from '../frame.ts'
import type { Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { type BesideList, besideListOf, namedList, personAt } from '../roster/beside-list.ts'

/** What the pages about one person share. */
export interface PersonPage extends PersonView {
  app: App
  lang: Language
  caller: Caller
  /** Where the registration's pages are. */
  path: string
  /** The list next to which the person was opened. */
  list: BesideList | undefined
  /** Where the person is shown, after `/admin`. */
  own: string
  /** Returns the address of one of the registration's pages, which leads back to where the person is shown. */
  to: (page: string) => string
}

/**
 * Returns a person's page with everything around it.
 * @param near Someone who stands next to them on the list
 */
export async function personPage(
  app: App,
  { c, caller, lang }: Pick<Visit, 'c' | 'caller' | 'lang'>,
  near?: string,
): Promise<PersonPage> {
  const id = c.req.param('id') ?? ''
  const beside = besideListOf(c)
  const list = beside && { ...beside, near: beside.near ?? near }
  const path = adminPath(app.config, `/registrations/${id}`)
  return {
    ...(await readPerson(app, caller, id)),
    app,
    lang,
    caller,
    path,
    list,
    own: personAt(list, id),
    to: (page) => withQuery(`${path}/${page}`, { list: list && namedList(list) }),
  }
}

export const crumbsOf = ({ training: { row, input } }: Pick<PersonView, 'training'>, lang: Language) => [
  { title: say(lang, 'admin.home.title'), path: '' },
  {
    title: `${pickText(input.title, lang)}, ${formatMonthDay(row.starts_at, row.time_zone, lang)}`,
    path: `/trainings/${row.slug}`,
  },
]

/** The way to a page about one person, who stands last in it. */
export const personCrumbs = (view: PersonPage) => [
  ...crumbsOf(view, view.lang),
  { title: personName(view), path: view.own },
]

export const personName = ({ registration: { givenName, familyName } }: Pick<PersonView, 'registration'>) =>
  fullName(givenName, familyName)

const failures = [
  'wrong-status',
  'no-seat-free',
  'training-cancelled',
  'registration-closed',
  'already-registered',
  'training-full',
] as const

/** Says why an action changed nothing. */
export const failureNote = (lang: Language, failed: string): Html | '' => {
  if (failed === 'late') return errorNote(say(lang, 'admin.bulk.failed.late'))
  const name = failures.find((one) => one === failed)
  return name === undefined
    ? ''
    : errorNote(html`<b>${say(lang, 'admin.person.failed')}</b> ${say(lang, `admin.person.failed.${name}`)}`)
}
