import { limits } from '@training-signup/contract/limits'
import type { Tx } from '../../platform/db/database.ts'
import type { Write } from '../../platform/db/write-together.ts'
import { ProblemError } from '../../platform/problem.ts'
import { say, sayFault } from '../../words/index.ts'
import type { Group } from '../seats/registration.ts'
import type { SubmittedSignUp } from './submitted-sign-up.ts'

/** A group that its coordinator adds people to, as it is under the lock of its training. */
interface JoinedGroup {
  group: Group
  /** How many it lists, with those who canceled: its page and its emails grow with them. */
  people: number
  /** People without an address of their own: their coordinator sees where they stand. */
  known: Set<string>
  isJoined: boolean
}
export type JoinedGroups = Map<string, JoinedGroup>

/** Reads the groups that the requests of a batch add people to. */
export async function readJoined(tx: Tx, requests: readonly SubmittedSignUp[]): Promise<JoinedGroups> {
  const joined: JoinedGroups = new Map()
  const ids = [...new Set(requests.flatMap(({ joins }) => joins?.id ?? []))]
  if (ids.length === 0) return joined
  const groups = await tx.selectFrom('registration_group').selectAll().where('id', 'in', ids).execute()
  const people = await tx
    .selectFrom('registration')
    .select(['group_id', 'email', 'active_person'])
    .where('group_id', 'in', ids)
    .execute()
  const duplicates = await tx.selectFrom('duplicate').select('group_id').where('group_id', 'in', ids).execute()
  for (const group of groups) {
    const isOfGroup = ({ group_id }: { group_id: string | null }) => group_id === group.id
    const own = people.filter(isOfGroup)
    const known = own.flatMap(({ email, active_person }) => (email === null ? (active_person ?? []) : []))
    const count = own.length + duplicates.filter(isOfGroup).length
    joined.set(group.id, { group, people: count, known: new Set(known), isJoined: false })
  }
  return joined
}

/**
 * Returns why no one can be added to a group: its link has ended, it isn't coming, it asked to stay
 * together, it is too large, or one of them is in it already. What it says about people with an
 * address of their own is the same whether or not they are registered.
 */
export function joiningRefused(
  joined: JoinedGroups,
  { people, lang }: SubmittedSignUp,
  joins: Group,
): ProblemError | undefined {
  const found = joined.get(joins.id)
  if (!found || found.group.token_version !== joins.token_version) return new ProblemError('not-found')
  if (found.group.called_off_at !== null || found.group.split === 0) return new ProblemError('wrong-status')
  if (found.people + people.length > limits.people) {
    const message = say(lang, 'manage.group.add.most', { max: limits.people, count: found.people })
    return new ProblemError('invalid-answers', { errors: [{ pointer: '', code: 'too-many', message }] })
  }
  const twice = people.findIndex(({ activePerson }) => found.known.has(activePerson))
  if (twice === -1) return undefined
  const message = sayFault(lang, 'person-twice', { field: 'givenName', label: '' })
  return new ProblemError('person-twice', {
    errors: [{ pointer: `/people/${twice}/givenName`, code: 'person-twice', message }],
  })
}

/** Notes who joins, for the requests of the batch that come after. */
export function noteJoined(joined: JoinedGroups, { people }: SubmittedSignUp, { id }: Group): void {
  const found = joined.get(id)
  if (!found) return
  found.people += people.length
  for (const { email, activePerson } of people) if (email === null) found.known.add(activePerson)
  found.isJoined = true
}

/** Returns the statements that note whose coordinators have used the link in their own mailbox. */
export const proveJoined = (tx: Tx, joined: JoinedGroups, now: string): Write[] =>
  [...joined.values()]
    .filter(({ isJoined, group }) => isJoined && group.proven_at === null)
    .map(({ group }) => tx.updateTable('registration_group').set({ proven_at: now }).where('id', '=', group.id))
