import type { BulkActionName, Language } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import type { PartnerChoices } from '../../../core/partners/partner-choices.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import type { Roster } from '../../api/people/lists/roster.ts'
import { isWholeList, type RosterColumn, type RosterQuery } from './roster-query.ts'

/** What the parts of the list's page share. */
export interface RosterView {
  app: App
  lang: Language
  caller: Caller
  roster: Roster
  query: RosterQuery
  /** The names of the partners of those on this page, by their slug. */
  partners: ReadonlyMap<string, string>
  /** The partners that brought people. */
  partnerChoices: PartnerChoices
  /** The agencies of the people here. */
  agencies: readonly string[]
  /** The columns that show, besides name and status, and whether someone has chosen them. */
  shown: readonly RosterColumn[]
  isChosen: boolean
  /** The id of the person who is shown next to the list. */
  opened: string | undefined
  /** Where the list is. */
  path: string
  /** What will be decided about people on this page, and when. */
  ahead: ReadonlyMap<string, { action: BulkActionName; at: string }>
  /** The ids of those who are selected as it opens, or `everyone`: a decision about them was undone. */
  picked: ReadonlySet<string>
  /** What can be decided about several people together. */
  actions: readonly BulkActionName[]
}

/** How many people the list has, whatever it shows. */
export const totalOf = ({ counts }: Pick<Roster, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Returns how many match, where that is known without counting. */
export function knownTotal(roster: Roster, query: RosterQuery): number | undefined {
  const { status, needs } = query
  if (isWholeList(query)) {
    if (needs) return status ? undefined : roster.withNeeds
    if (!status) return totalOf(roster)
    return status.reduce((sum, one) => sum + (roster.counts[one] ?? 0), 0)
  }
  return undefined
}
