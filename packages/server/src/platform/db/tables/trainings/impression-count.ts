/** Counts for a partner's pages: only numbers, nothing about a person. */
export interface ImpressionCountTable {
  /** '' for pages that name no partner, or an unknown one. */
  partner: string
  training_id: string
  /** The day in the training's time zone, like 2027-03-06. */
  day: string
  views: number
  starts: number
  /** People newly registered, whatever their later status. */
  sign_ups: number
  /**
   * Forms that were sent from pages that count views, whatever the number of their people; null
   * for days on which these were not counted yet.
   */
  sent: number | null
}

/**
 * How many people with a seat a partner brought to a training that was held. Counted once, when it
 * is over, and kept after their data is deleted.
 */
export interface HeldCountTable {
  training_id: string
  /** '' for people without a partner. */
  partner: string
  /** The training's last day, where it was. */
  day: string
  /** People who were checked in, and the others. */
  came: number
  absent: number
}
