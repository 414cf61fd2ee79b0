/** One row: what new trainings start with. */
export interface OrganizerDefaultsTable {
  id: number
  /** JSON of `OrganizerDefaults`. */
  content: string
  /** When someone last saved them. Null until then. */
  updated_at: string | null
}
