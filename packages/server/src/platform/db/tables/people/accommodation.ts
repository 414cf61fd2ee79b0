/** What organizers have done about a person’s request for accommodations. */
export interface AccommodationTable {
  registration_id: string
  /**
   * Of the request that it is about: once a person asks for something else, it counts no longer.
   */
  request_hash: string
  /** Who takes care of it. */
  owner: string | null
  arranged_at: string | null
  changed_at: string
}
