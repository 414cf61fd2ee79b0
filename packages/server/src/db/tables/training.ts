export interface TrainingTable {
  id: string
  slug: string
  series: string | null
  status: 'draft' | 'published' | 'cancelled' | 'withdrawn'
  /** Local to `time_zone`, such as 2027-03-06T09:00. */
  starts_local: string
  ends_local: string
  time_zone: string
  /** The same moments as instants, kept for ordering and for the windows. */
  starts_at: string
  ends_at: string
  opens_at: string | null
  closes_at: string
  /** The whole of `TrainingInput`, as JSON. */
  input: string
  /** null: as many as come. */
  capacity: number | null
  seats_taken: number
  /** How many entries the waiting list and the seats have seen; the next sign-up stands behind them. */
  last_waiting_list_position: number
  /** Raised by every change of the organizer's; forms and calendars are made anew for it. */
  revision: number
  /** When what was asked for the day itself may go, and when everything may. */
  extras_until: string | null
  record_until: string | null
  /** The last registration whose extras are gone; later ones have theirs. */
  extras_erased_to: string | null
  /** Up to when the organizer has been told who came and who left. */
  digested_until: string | null
  /** When it was last moved to another day; what people were asked before was about the old one. */
  day_set_at: string | null
  /** Since when more people on the waiting list may fit than one transaction promotes; null: no one who waits fits. */
  promotion_pending_since: string | null
  created_at: string
  updated_at: string
}
