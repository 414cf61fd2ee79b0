/** Lets long lists be sorted by the partner that brought people. */
export const indexes = {
  registration_training_partner_name:
    'registration (training_id, partner, family_folded, given_folded, id) where partner is not null',
}

export const runsFrom = '101-closed-days'
