/** Lets long lists be sorted by accommodations. */
export const indexes = {
  registration_training_needs_name: 'registration (training_id, family_folded, given_folded, id) where has_needs = 1',
}

export const runsFrom = '101-closed-days'
