import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { findPeople } from '../../../core/messages/named-people.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/admin.ts'
import { readNames } from '../person/person-names.ts'

/** The people that a message names, as its form shows them. */
export interface NamedPeople {
  count: number
  names: string[]
}

const mostNames = 20

/**
 * Returns how many of some people are in a training and within reach, and the names of the first.
 */
export async function readNamedView(
  system: System,
  scope: Scope,
  { training, ids }: { training: string; ids: readonly string[] },
): Promise<NamedPeople> {
  const trainingId = await trainingIdOf(system, training)
  const people = await findPeople(system.db.reader, scope, trainingId, ids)
  const first = people.slice(0, mostNames).map(({ id }) => id)
  return { count: people.length, names: [...(await readNames(system.db.reader, first)).values()] }
}

export const namedView = (lang: Language, { count, names }: NamedPeople): Html =>
  html`<details><summary>${say(lang, 'admin.messages.named', { count })}</summary><ul>${names.map((name) => html`<li>${name}</li>`)}${
    count > names.length
      ? html`<li>${say(lang, 'admin.messages.named.more', { count: count - names.length })}</li>`
      : ''
  }</ul></details>`
