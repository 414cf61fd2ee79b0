import type { AdminRegistration, Form, Person } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { isWithinReach } from '../../../platform/access/reach.ts'
import { isProblem } from '../../../platform/problem.ts'
import { readRegistration } from '../../api/people/list-registrations.ts'
import type { Visit } from '../pages.ts'

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
