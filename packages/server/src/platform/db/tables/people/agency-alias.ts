/** A spelling of an agency that organizers merged into another: people who type it belong there. */
export interface AgencyAliasTable {
  folded: string
  /** As someone typed it. */
  spelling: string
  agency: string
  agency_folded: string
  /** The merge that gave it this agency; null: it was before merges were kept. */
  edit_id: string | null
  created_at: string
}

/** What an organizer did to the spellings of agencies: a merge, or the end of one. */
export interface AgencyEditTable {
  id: string
  at: string
  /** The organizer's account or API key; null: the operator. */
  account_id: string | null
  /** What the spellings were merged into; null: a merge ended. */
  agency: string | null
  /** JSON array of the spellings, as they were typed. */
  spellings: string
  /** JSON array of the aliases as a merge found them, for undoing it. */
  before: string
  /** JSON array of the folded names whose people it concerns. */
  shown: string
  /** When everyone concerned had the right name; null while some may not. */
  finished_at: string | null
}

/** Another name for someone's agency, by a merge or its end. It ends with the registration. */
export interface AgencyChangeTable {
  id: string
  registration_id: string
  at: string
  action: 'merge' | 'split'
  agency_from: string
  agency_to: string
  account_id: string | null
}
