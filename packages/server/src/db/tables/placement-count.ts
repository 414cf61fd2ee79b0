/** What the pages of a partner have brought. Nobody can be found in it: it holds numbers and no person. */
export interface PlacementCountTable {
  /** '' for pages that name no partner, or none that there is. */
  partner: string
  training_id: string
  /** Where the training takes place, such as 2027-03-06. */
  day: string
  views: number
  starts: number
  /** People newly registered, whatever became of them later. */
  sign_ups: number
}
