import type { BulkAction } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { choosePeople, tagOfPeople } from '../../api/people/choose-people.ts'
import { rosterQueryIn } from './roster-query.ts'
import { everyoneOn, mostInAddress } from './selection.ts'

const everyone = 'everyone'

interface Undone {
  caller: Caller
  action: BulkAction
  /** The people it was about. */
  ids: readonly string[]
  /** The list to which undoing it leads. */
  list: URLSearchParams
}

/** Returns an address's query for a list on which those people are selected again. */
export async function pickedAgain(app: App, c: Context, undone: Undone): Promise<URLSearchParams> {
  const query = new URLSearchParams(undone.list)
  query.set('undone', '1')
  if (undone.ids.length <= mostInAddress) for (const id of undone.ids) query.append('picked', id)
  if (await isEveryone(app, c, undone)) query.append('picked', everyone)
  return query
}

/** Returns whether it was about everyone on the list about whose seat it can decide. */
async function isEveryone(app: App, c: Context, { caller, action, ids, list }: Undone): Promise<boolean> {
  const training = await trainingIdOf(app, action.training)
  try {
    const filter = everyoneOn(c, rosterQueryIn(list))
    const { people } = await choosePeople(app.db.reader, caller.scope, training, { ...action, filter })
    return tagOfPeople(people) === tagOfPeople(ids.toSorted().map((id) => ({ id })))
  } catch (error) {
    // More people than can be decided on together, or a filter that is not theirs.
    if (error instanceof ProblemError) return false
    throw error
  }
}

/** Returns who is selected on a page of a list as it opens: the ids of people on it, or `everyone`. */
export function readPicked({ req }: Context, people: readonly { id: string }[]): ReadonlySet<string> {
  if (req.query('undone') === undefined) return new Set()
  const { picked = [], all = [] } = Object.groupBy(req.queries('picked') ?? [], (one) =>
    one === everyone ? 'all' : 'picked',
  )
  const shown = new Set(people.map(({ id }) => id))
  const areShown = picked.length > 0 && picked.every((id) => shown.has(id))
  return new Set(areShown || all.length === 0 ? picked : all)
}
