import type { BulkActionInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../../platform/access/caller.ts'
import { formOf } from '../../../platform/html/form/sent-fields.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { AdminPage } from '../frame.ts'
import type { SentFields, Visit } from '../pages.ts'
import { pageString, type RosterQuery, readRosterQuery } from './roster-query.ts'

/** What a list sends with the people selected on it. Its address names the list. */
export type Sent = Visit & { form: SentFields; leadTo: (path: string) => Response }

/** Who was selected: people by their ids, or everyone on the list that the address names. */
export type Selection = Pick<BulkActionInput, 'registrations' | 'filter'>

export const slugOf = ({ c }: Visit) => c.req.param('slug') ?? ''
export const queryOf = ({ c }: Visit) => pageString(readRosterQuery(c))
export const listOf = (sent: Visit) => `/trainings/${slugOf(sent)}${queryOf(sent)}`

export function readSelection({ c, form }: Sent): Selection {
  if (form.has('everyone')) {
    return { filter: everyoneOn(c, readRosterQuery(c)) }
  }
  const ids = z.array(z.uuid()).safeParse([...new Set(form.all('id'))])
  if (!ids.success) throw new ProblemError('not-found')
  return { registrations: ids.data }
}

/**
 * Returns what chooses everyone on a list, on all of its pages.
 * @throws {ProblemError} `forbidden` for what the caller may not know of people
 */
export function everyoneOn(
  c: Context,
  { q, status, needs, role, agency, domain, partner }: RosterQuery,
): NonNullable<Selection['filter']> {
  if (needs) requirePermission(c, 'read-sensitive')
  return { q, status, needs: needs || undefined, role, agency, domain, partner }
}

/** More ids than this make an address that servers refuse. A page of a list has as many. */
export const mostInAddress = 200

/**
 * Leads to a page that asks about the people who are selected, which names them in its address:
 * going back to it and loading it again send nothing. Without a script, ids are all that it has.
 * @returns undefined where there are too many for an address
 */
export function leadToAsking(sent: Sent, path: string): Response | undefined {
  const ids = sent.form.all('id')
  if (ids.length > mostInAddress) return undefined
  const query = new URLSearchParams(queryOf(sent))
  if (sent.form.has('everyone')) query.set('everyone', '1')
  else for (const id of ids) query.append('id', id)
  return sent.leadTo(`${path}?${query.toString()}`)
}

/** Returns what such an address names, as a list sends it. */
export function readAsking(visit: Visit, leadTo: Sent['leadTo']): Sent {
  const query = [...new URL(visit.c.req.url).searchParams]
  return { ...visit, form: formOf(query.filter(([name]) => name === 'id' || name === 'everyone')), leadTo }
}

const failures = new Map<ProblemError['problemName'], string>([
  ['not-found', 'gone'],
  ['invalid-input', 'many'],
  ['training-cancelled', 'called-off'],
])

/** Leads back to the list where no one was selected, or someone who is not on it. */
export async function orBackToList(
  sent: Sent,
  act: () => Promise<AdminPage | Response>,
): Promise<AdminPage | Response> {
  if (!sent.form.has('everyone') && sent.form.all('id').length === 0) return backToList(sent, 'none')
  try {
    return await act()
  } catch (error) {
    const failed = error instanceof ProblemError ? failures.get(error.problemName) : undefined
    if (failed === undefined) throw error
    return backToList(sent, failed)
  }
}

/** Leads back to the list, which says why nothing was done. */
export const backToList = (sent: Sent, failed: string): Response =>
  sent.leadTo(`${listOf(sent)}${queryOf(sent) === '' ? '?' : '&'}failed=${failed}`)
