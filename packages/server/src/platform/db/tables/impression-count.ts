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
}
