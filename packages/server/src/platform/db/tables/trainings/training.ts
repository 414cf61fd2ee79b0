export interface TrainingTable {
  id: string
  slug: string
  series: string | null
  status: 'draft' | 'published' | 'cancelled' | 'withdrawn'
  /** Local to `time_zone`, like 2027-03-06T09:00. */
  starts_local: string
  ends_local: string
  time_zone: string
  /** The same times as instants, for sorting and comparing. */
  starts_at: string
  ends_at: string
  opens_at: string | null
  closes_at: string
  /** The whole of `TrainingInput`, as JSON. */
  input: string
  /** The title in English, and the titles in every language in small letters, to search for. */
  title: string
  titles_lower: string
  /** Whether people wait for a seat when it is full. */
  waitlist: 0 | 1
  /** The seats that registrations fill, without those for walk-ins; null: no limit. */
  capacity: number | null
  seats_taken: number
  /**
   * Number of entries that waiting list and seats have had so far. The next sign-up gets the
   * position after them.
   */
  last_waiting_list_position: number
  /** Raised by every change of the organizer. Forms and calendars are rebuilt for it. */
  revision: number
  /** When the extras, needed only for the day itself, may be erased, and when everything may. */
  extras_until: string | null
  record_until: string | null
  /** The last registration whose extras are erased. Later ones still have theirs. */
  extras_erased_to: string | null
  /** Digests so far cover registrations and cancellations up to then. */
  digested_until: string | null
  /** When it was last moved to another day. Earlier reminders were about the old day. */
  day_set_at: string | null
  /**
   * Since when more people on the waiting list may fit than one transaction promotes; null: no one
   * who waits fits.
   */
  promotion_pending_since: string | null
  /**
   * JSON of when and where it was before each change that people were not told about; null: none.
   */
  silent_changes: string | null
  /** When its attendance was closed, and by which account or API key; null: it is open. */
  day_closed_at: string | null
  day_closed_by: string | null
  /** Since when everything that follows from its marks has been done; null: something may be due. */
  day_settled_at: string | null
  /** How often something else than marks has changed that certificates depend on, since it was closed. */
  day_changes: number
  /** For how many years certificates of it are kept; null: it counts for nothing. */
  credit_years: number | null
  created_at: string
  updated_at: string
}
