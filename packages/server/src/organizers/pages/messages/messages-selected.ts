import { mostNamedPeople } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { findPeople, statusesOf } from '../../../core/messages/named-people.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { findChosen } from '../../api/people/choose-people.ts'
import type { AdminPage } from '../frame.ts'
import type { Visit } from '../pages.ts'
import { backToList, orBackToList, readSelection, type Sent, slugOf } from '../roster/selection.ts'
import { newMessage, type TypedMessage } from './messages-input.ts'
import { showNew } from './messages-show.ts'

/** Shows the form of a new message to the people who are selected on a list. */
export const writeToSelected = (app: App, sent: Sent): Promise<AdminPage | Response> =>
  orBackToList(sent, async () => {
    const training = slugOf(sent)
    const selection = readSelection(sent)
    const trainingId = await trainingIdOf(app, training)
    const people = await findChosen(app.db.reader, sent.caller.scope, trainingId, selection)
    if (people.length > mostNamedPeople) return backToList(sent, 'many-named')
    if (people.length === 0 || (selection.registrations && people.length < selection.registrations.length))
      throw new ProblemError('not-found')
    return showNew(app, sent, {
      typed: newMessage({ training, status: statusesOf(people), registrations: people.map(({ id }) => id) }),
    })
  })

/** Returns a form without those of its people who have left the training. */
export async function withoutGone(app: App, { caller }: Visit, typed: TypedMessage): Promise<TypedMessage> {
  const trainingId = await trainingIdOf(app, typed.training)
  const people = await findPeople(app.db.reader, caller.scope, trainingId, typed.registrations ?? [])
  return { ...typed, registrations: people.map(({ id }) => id) }
}
