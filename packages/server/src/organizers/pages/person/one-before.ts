import type { AdminRegistration, Form, Language, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { isWithinReach } from '../../../platform/access/reach.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { readRegistration } from '../../api/people/lists/list-registrations.ts'
import { adminPath } from '../frame.ts'
import type { Visit } from '../pages.ts'

/** The button that adds someone, and leads back to the form for the next one. */
export const anotherName = '_another'

/** Someone who was just added, before the next caller is. */
export interface FirstCaller {
  id: string
  name: string
  reference: string
  status: AdminRegistration['status']
  answers: Person
}

/** Returns who was just added, if the address names someone of this training. */
export async function beforeIn(app: App, { c, caller }: Visit, slug: string): Promise<FirstCaller | undefined> {
  const id = c.req.query('after')
  const { reader } = app.db
  if (id === undefined || !(await isWithinReach(reader, caller.scope, 'registration', { id }))) return undefined
  try {
    const { givenName, familyName, training, reference, status, role, agency, answers } = await readRegistration(
      reader,
      id,
    )
    const shared = { ...(role === null ? {} : { role }), ...(agency === null ? {} : { agency }) }
    const name = fullName(givenName, familyName)
    return training === slug ? { id, name, reference, status, answers: { ...answers, ...shared } } : undefined
  } catch (error) {
    // They may have been deleted, or be no one.
    if (isProblem(error, 'not-found')) return undefined
    throw error
  }
}

/** What two callers of one agency often share. */
const shared = ['agency', 'role', 'roleOther', 'language']

/** Returns what the form for the next caller begins with. */
export const keptFrom = ({ fields }: Form, before: FirstCaller | undefined): Person =>
  Object.fromEntries(
    fields.flatMap(({ id }) => {
      const answer = shared.includes(id) ? before?.answers[id] : undefined
      return answer === undefined ? [] : [[id, answer]]
    }),
  )

/** Says who was just added, and how it turned out for them. */
export const doneText = (lang: Language, { name, status, reference }: FirstCaller): string =>
  say(lang, 'admin.add.done', { name, status: say(lang, `admin.status.${status}`), reference })

/** Says what the form keeps, and leads to who was just added. */
export const beforeView = (app: App, lang: Language, before: FirstCaller | undefined): Html | '' =>
  before === undefined
    ? ''
    : html`<p>${say(lang, 'admin.add.kept')}
<a href="${adminPath(app.config, `/registrations/${before.id}`)}">${say(lang, 'admin.add.open', { name: before.name })}</a></p>`
