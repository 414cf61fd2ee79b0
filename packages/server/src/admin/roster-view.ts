import type { Language } from '@training-signup/contract'
import type { Caller } from '../access/caller.ts'
import type { App } from '../context.ts'
import type { Roster } from '../organizers/roster.ts'
import type { RosterQuery } from './roster-query.ts'

/** What the parts of the list's page share. */
export interface RosterView {
  app: App
  lang: Language
  caller: Caller
  roster: Roster
  query: RosterQuery
  /** Partners' names by their slug. */
  partners: ReadonlyMap<string, string>
  /** Where the list is. */
  path: string
}

/** How many people the list has, whatever it shows. */
export const totalOf = ({ counts }: Pick<Roster, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
