/** A spelling of an agency that organizers merged into another: people who type it belong there. */
export interface AgencyAliasTable {
  folded: string
  /** As someone typed it. */
  spelling: string
  agency: string
  agency_folded: string
  /** When everyone with the spelling had the agency's name; null while some may not. */
  merged_at: string | null
  created_at: string
}
